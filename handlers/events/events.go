// Package events is the book's memory of what happened: referrals both ways and
// touches. Nothing in it stands for a client but a random tag.
package events

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"referout/bot"
	"referout/handlers/courtesy"
	"referout/store"
)

// Kind says what happened. Stored: the numbers must never change.
type Kind uint8

// The kinds of event.
const (
	Received Kind = iota + 1 // they sent someone
	Referred                 // the member sent someone
	Touched                  // they met, in some way
	WasThere                 // she was at the office before the book began
)

// Event is one thing that happened on a wall day.
type Event struct {
	Kind     Kind               `cbor:"1,keyasint" json:"kind"`
	Person   string             `cbor:"2,keyasint,omitempty" json:"person,omitempty"` // empty: the office as a whole
	Office   string             `cbor:"3,keyasint,omitempty" json:"office"`
	Day      time.Time          `cbor:"4,keyasint" json:"day"`
	How      courtesy.TouchKind `cbor:"5,keyasint,omitempty" json:"how,omitempty"`
	Tag      string             `cbor:"6,keyasint,omitempty" json:"tag,omitempty"`
	By       string             `cbor:"7,keyasint,omitempty" json:"by,omitempty"`
	Handling string             `cbor:"8,keyasint,omitempty" json:"handling,omitempty"` // what [Change] takes back first
}

// Events has a row for everything that happened. Ids sort by when it was told.
var Events = store.Table[Event]{Name: "event", Indexes: []store.Index[Event]{
	{Name: "person", Of: func(e Event) []string { return some(e.Person) }},
	{Name: "office", Of: func(e Event) []string { return some(e.Office) }},
}}

func some(id string) []string {
	if id == "" {
		return nil
	}
	return []string{id}
}

// idMark begins an event's id. Stored.
const idMark = "e"

// Add keeps an event and gives its id. What one handling keeps sorts in the order in
// which it was kept.
func Add(p *bot.Personal, e Event) (string, error) {
	e.By, e.Handling = p.Who.ID, p.Handling()
	id := idMark + p.Handling()
	for n := 1; ; n++ {
		if _, err := Events.Get(p.Data, id); errors.Is(err, store.ErrNotFound) {
			return id, Events.Put(p.Data, id, e)
		} else if err != nil {
			return "", err
		}
		id = idMark + p.Handling() + fmt.Sprintf("%03d", n)
	}
}

// Whom is the person, or the office met without a name.
func (e Event) Whom() string {
	if e.Person == "" {
		return e.Office
	}
	return e.Person
}

// HowCode is the kind of a touch as it stands in buttons; empty for referrals.
func (e Event) HowCode() string {
	if e.How == 0 {
		return ""
	}
	return strconv.Itoa(int(e.How))
}

// Replacing adds the event that an answer replaces to a button's code, and
// SplitReplacing takes it off again. Events' ids begin with the mark.
func Replacing(code, event string) string { return code + event }

// SplitReplacing gives the code and the replaced event's id, if any.
func SplitReplacing(extra string) (code, event string) {
	if i := strings.Index(extra, idMark); i >= 0 {
		return extra[:i], extra[i:]
	}
	return extra, ""
}

// OfficeOf is the office of an event; empty if there is none of that id.
func OfficeOf(s store.Space, id string) (string, error) {
	e, err := Events.Get(s, id)
	return e.Office, store.IgnoreMissing(err)
}

// TakeBack undoes the handling that kept an event; false: newer things build on
// it, or it is gone or too old.
func TakeBack(p *bot.Personal, id string) (bool, error) {
	e, err := Events.Get(p.Data, id)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	_, err = p.Undo(e.Handling)
	if errors.Is(err, store.ErrChanged) || errors.Is(err, store.ErrExpired) || errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// LastInPerson is the newest day on which somebody of an office was met there;
// zero if that never happened.
func LastInPerson(s store.Space, office string) (last time.Time, err error) {
	return edge(s, office, func(e Event) bool {
		return e.Kind == WasThere || (e.Kind == Touched && e.How.InPerson())
	}, time.Time.After)
}

// FirstReferral is the day of the first referral to or from an office; zero if
// there was none.
func FirstReferral(s store.Space, office string) (first time.Time, err error) {
	return edge(s, office, func(e Event) bool { return e.Kind == Received || e.Kind == Referred }, time.Time.Before)
}

func edge(s store.Space, office string, counts func(Event) bool, beats func(a, b time.Time) bool) (found time.Time, err error) {
	for e, err := range Events.By(s, "office", office) {
		if err != nil {
			return time.Time{}, err
		}
		if counts(e.Value) && (found.IsZero() || beats(e.Value.Day, found)) {
			found = e.Value.Day
		}
	}
	return found, nil
}

// History is what happened with a person, or with anybody of an office.
type History struct {
	Touch          Event // the newest; Kind is 0 if there was none
	Received, Sent int
	LastReceived   time.Time
	LastSent       time.Time
}

// Of reads the history of a person (index "person") or an office ("office").
func Of(s store.Space, index, id string) (h History, err error) {
	for e, err := range Events.By(s, index, id) {
		if err != nil {
			return History{}, err
		}
		h.add(e.Value)
	}
	return h, nil
}

func (h *History) add(e Event) {
	switch e.Kind {
	case Received:
		h.Received++
		h.LastReceived = newer(h.LastReceived, e.Day)
	case Referred:
		h.Sent++
		h.LastSent = newer(h.LastSent, e.Day)
	case Touched:
		if h.Touch.Kind == 0 || !e.Day.Before(h.Touch.Day) {
			h.Touch = e
		}
	}
}

func newer(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// Forget removes every event with a person, or with an office.
func Forget(s store.Space, index, id string) error {
	gone, err := store.Collect(Events.IDs(s, index, id))
	if err != nil {
		return err
	}
	for _, id := range gone {
		if err := Events.Delete(s, id); err != nil {
			return err
		}
	}
	return nil
}
