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
	"errors"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/courtesy"
	"referout/handlers/guide"
	"referout/handlers/prefs"
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
	Again   time.Time `cbor:"7,keyasint,omitempty" json:"again,omitzero"`   // wall: a visit's second ping
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
var rings = store.Table[rung]{Name: "rings", Volatile: true}

type rung struct {
	N int `cbor:"1,keyasint"`
}

// Tables lists everything kept here, for export.
func Tables() []store.Keeper { return []store.Keeper{Duties, asked, rings} }

// rung is how often a duty has pinged in this round.
func (k desk) rung(id string) (int, error) {
	r, err := rings.Get(k.Data, id)
	return r.N, ignoreMissing(err)
}

// fresh begins a new round of pings.
func (k desk) fresh(id string) error { return ignoreMissing(rings.Delete(k.Data, id)) }

// alarm and digest are the alarms' kinds. Stored.
const (
	alarmKind  = "duty"
	digestKind = "digest"
)

// Live says whether the duty is still owed.
func (d Duty) Live() bool { return d.State == Open || d.State == Written }

// owed says whether the duty belongs on the list of now.
func (d Duty) owed(now time.Time, r courtesy.Rhythm) bool {
	return d.Live() && !d.From.After(r.NextDesk(now))
}

// desk is what every step here needs: the request, the settings, the wall clock.
type desk struct {
	*bot.Personal
	prefs prefs.Prefs
	now   time.Time // wall
}

func at(p *bot.Personal) (desk, error) {
	have, err := prefs.Of(p)
	return desk{Personal: p, prefs: have, now: prefs.Now(p)}, err
}

func (k desk) today() time.Time { return courtesy.Day(k.now) }

// UndoUntil is how long what is done now can be taken back.
func UndoUntil(p *bot.Personal) time.Time {
	until, err := prefs.UndoUntil(p)
	if err != nil {
		return p.Now.Add(2 * time.Hour)
	}
	return until
}

// get reads a duty by id.
func (k desk) get(id string) (Duty, error) { return Duties.Get(k.Data, id) }

// save stores a duty and notes a change of its state.
func (k desk) save(id string, d Duty, state State) error {
	if state != d.State || len(d.History) == 0 {
		d.History = append(d.History, Step{At: k.Now.UTC(), State: state, By: k.Who.ID})
	}
	d.State = state
	if !d.Live() {
		if err := k.Hush(alarmKind, id); err != nil {
			return err
		}
	}
	return Duties.Put(k.Data, id, d)
}

// remind sets the duty's next ping, and makes sure that there is a digest.
func (k desk) remind(id string, wall time.Time) error {
	if err := k.Remind(alarmKind, id, wall); err != nil {
		return err
	}
	return k.ensureDigest()
}

func (k desk) ensureDigest() error {
	_, err := store.AlarmOf(k.Data, digestKind, k.Who.ID)
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return k.Remind(digestKind, k.Who.ID, k.prefs.Rhythm.NextDigest(k.now))
}

// next is when a duty pings next, as a wall time; ok is false if it only stands
// in the digest.
func (k desk) next(id string) (wall time.Time, ok bool, err error) {
	a, err := store.AlarmOf(k.Data, alarmKind, id)
	if errors.Is(err, store.ErrNotFound) {
		return time.Time{}, false, nil
	}
	if err != nil {
		return time.Time{}, false, err
	}
	if a.Wall.IsZero() {
		return when.Wall(a.At.In(k.Who.Location())), true, nil
	}
	return a.Wall, true, nil
}

// live lists the ids of all live duties and the duties, in the order of ids.
func (k desk) live() (ids []string, duties map[string]Duty, err error) {
	duties = map[string]Duty{}
	for e, err := range Duties.By(k.Data, "live", "1") {
		if err != nil {
			return nil, nil, err
		}
		ids = append(ids, e.ID)
		duties[e.ID] = e.Value
	}
	return ids, duties, nil
}

// LiveOf lists the live duties about a person or an office, and of an office's
// own visit when a person is asked for.
func LiveOf(p *bot.Personal, whom, office string) (ids []string, err error) {
	for _, id := range []string{whom, office} {
		if id == "" || (id == office && whom == office && len(ids) > 0) {
			continue
		}
		for e, err := range Duties.By(p.Data, "whom", id) {
			if err != nil {
				return nil, err
			}
			if e.Value.Live() {
				ids = append(ids, e.ID)
			}
		}
	}
	return ids, nil
}

// Forget removes everything owed to a person or an office: they are gone.
func Forget(p *bot.Personal, whom string) error {
	var gone []string
	for e, err := range Duties.By(p.Data, "whom", whom) {
		if err != nil {
			return err
		}
		gone = append(gone, e.ID)
	}
	for _, id := range gone {
		if err := errors.Join(p.Hush(alarmKind, id), Duties.Delete(p.Data, id)); err != nil {
			return err
		}
	}
	return nil
}
