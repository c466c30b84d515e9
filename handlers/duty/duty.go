// Package duty keeps what is owed: notes to write, visits to make, answers to ask
// for. The rules stand in courtesy; here is their state, and how it is shown and
// answered.
//
// # Promise
//
// A duty is closed only by a person: by an answer, a Skip, or the removal of whom
// it is about. A ping, a crash or a week offline never closes one. After its
// pings a duty stands in the weekly digest until it is answered.
package duty

import (
	"strings"
	"time"

	"referout/handlers/courtesy"
	"referout/handlers/guide"
	"referout/store"
)

// Kind says what is owed. Stored: the numbers must never change.
type Kind uint8

// The kinds of duty.
const (
	Note Kind = iota + 1
	FollowUp
	Visit
)

// State says where a duty stands. Stored: the numbers must never change.
type State uint8

// The states. Open and Written are live; the others are closed.
const (
	Open    State = iota + 1
	Written       // a note that lies there, to be delivered
	Done
	Skipped
	Ended // no visits at this office any more
)

// Duty is one thing owed.
type Duty struct {
	Kind    Kind      `cbor:"1,keyasint" json:"kind"`
	State   State     `cbor:"2,keyasint" json:"state"`
	Whom    string    `cbor:"3,keyasint" json:"whom"`                       // person or office
	Lines   []Line    `cbor:"4,keyasint,omitempty" json:"lines,omitempty"`  // what a note thanks for; the referral of a follow-up
	From    time.Time `cbor:"5,keyasint" json:"from"`                       // wall: owed from here on
	Due     time.Time `cbor:"6,keyasint" json:"due"`                        // wall: the day by which
	First   bool      `cbor:"9,keyasint,omitempty" json:"first,omitempty"`  // an office never visited
	Booked  time.Time `cbor:"10,keyasint,omitempty" json:"booked,omitzero"` // wall
	Skip    time.Time `cbor:"11,keyasint,omitempty" json:"skip,omitzero"`   // wall day of the last visit left out
	History []Step    `cbor:"12,keyasint,omitempty" json:"history,omitempty"`
	By      string    `cbor:"13,keyasint,omitempty" json:"by,omitempty"`
}

// Line is one event that a note thanks for, or that a follow-up asks about.
type Line struct {
	Occasion guide.Occasion `cbor:"1,keyasint" json:"occasion"`
	Day      time.Time      `cbor:"2,keyasint" json:"day"`
	Event    string         `cbor:"3,keyasint,omitempty" json:"event,omitempty"`
	Tag      string         `cbor:"4,keyasint,omitempty" json:"tag,omitempty"`
}

// Step is one answer in a duty's history.
type Step struct {
	At    time.Time `cbor:"1,keyasint" json:"at"`
	State State     `cbor:"2,keyasint" json:"state"`
	By    string    `cbor:"3,keyasint,omitempty" json:"by,omitempty"`
}

// Duties has a row for everything owed, closed ones too.
var Duties = store.Table[Duty]{Name: "duty", Indexes: []store.Index[Duty]{
	{Name: "live", Of: func(d Duty) []string {
		if d.Live() {
			return []string{"1"}
		}
		return nil
	}},
	{Name: "whom", Of: func(d Duty) []string { return []string{d.Whom} }},
}}

// rings counts the pings of a duty. It stands apart from the duty, so that a ping
// is no change that forbids to undo.
var rings = store.Table[ringing]{Name: "rings", Volatile: true}

type ringing struct {
	N    int  `cbor:"1,keyasint"`
	Held bool `cbor:"2,keyasint,omitempty"` // it came due while she was away
}

// Tables lists everything kept here, for export.
func Tables() []store.Keeper { return []store.Keeper{Duties, asked, rings} }

// ringing is how often a duty has pinged in this round.
func (k desk) ringing(id string) (ringing, error) {
	r, err := rings.Get(k.Data, id)
	return r, store.IgnoreMissing(err)
}

// fresh begins a new round of pings.
func (k desk) fresh(id string) error { return rings.Delete(k.Data, id) }

// The kinds of alarm. Stored: must never change.
const (
	alarmKind  = "duty"
	digestKind = "digest"
)

// Live says whether the duty is still owed.
func (d Duty) Live() bool { return d.State == Open || d.State == Written }

// comes is the wall time from which the duty is on the list: a booked visit's is
// when she is asked how it was.
func (d Duty) comes(r courtesy.Rhythm) time.Time {
	if d.Booked.IsZero() {
		return d.From
	}
	return courtesy.BookedAsk(courtesy.Day(d.Booked), d.Booked, r)
}

// owed says whether the duty belongs on the list of now: it comes up by the day of
// the next desk time.
func (d Duty) owed(now time.Time, r courtesy.Rhythm) bool {
	return d.Live() && !courtesy.Day(d.comes(r)).After(r.NextDesk(now))
}

// ahead says whether the duty is the visit of a round that has not begun: the last
// one is answered.
func (d Duty) ahead(now time.Time) bool {
	return d.Live() && d.Kind == Visit && d.Booked.IsZero() && d.From.After(now)
}

// urgent is the day that a list is sorted by.
func (d Duty) urgent() time.Time {
	switch {
	case d.Kind == FollowUp:
		return courtesy.Day(d.From)
	case !d.Booked.IsZero():
		return courtesy.Day(d.Booked)
	}
	return courtesy.Day(d.Due)
}

// ref names a duty in buttons. A visit's round stands beside its id, so that a
// button of a round that is over does nothing to the next one.
func ref(id string, d Duty) string {
	if d.Kind != Visit {
		return id
	}
	return id + roundMark + d.Due.Format(roundForm)
}

const (
	roundMark = "."
	roundForm = "20060102"
)

// unref gives the id in a button, and says whether it is about this round.
func unref(text string) (id string, current func(Duty) bool) {
	id, _, _ = strings.Cut(text, roundMark)
	return id, func(d Duty) bool { return ref(id, d) == text }
}
