package pass

import (
	"context"
	"errors"
	"time"

	"referout/bot"
	"referout/handlers/people"
	"referout/store"
)

// The actions of this package. Stored in buttons: never to change.
const (
	whoAction    = "passwho"  // a name is typed
	toAction     = "passto"   // a colleague is chosen
	agreedAction = "passok"   // they agreed to be contacted
	signAction   = "passname" // the sender's name is typed
	stopAction   = "passnot"
	belowAction  = "passbelow" // what was typed below what would go
	sentAction   = "passsent"  // answers [Send]
	statedAction = "passstate" // answers a status
)

// The kinds of letters. Stored: never to change.
const (
	sendMail   = "pass"     // to the circle: tell this colleague
	arriveMail = "passed"   // to the colleague
	failMail   = "passfail" // to the sender: nobody was told
	calledMail = "passcall" // to the sender, each a status
	bookedMail = "passbook" //
	nobodyMail = "passnone" //
)

// State is what a colleague says became of it. Stored: the numbers must never change.
type State uint8

// The states.
const (
	NoWord State = iota
	Called
	Booked
	NoContact
)

// passed is somebody who was passed on: in the sender's book and in the colleague's, by
// the same id. It is no part of what can be taken back: the colleague was told.
type passed struct {
	Other bot.Account `cbor:"1,keyasint,omitempty"` // the other of the two
	Key   string      `cbor:"2,keyasint,omitempty"` // the colleague's, in the sender's book
	Name  string      `cbor:"3,keyasint,omitempty"` // the other's
	Event string      `cbor:"4,keyasint,omitempty"`
	State State       `cbor:"5,keyasint,omitempty"`
	At    time.Time   `cbor:"6,keyasint,omitempty"`
}

// The two sides have tables of their own: a practice may have both in one book.
var (
	outs = store.Table[passed]{Name: "passout", Volatile: true}
	ins  = store.Table[passed]{Name: "passin", Volatile: true}
)

// kept is how long a status may still come.
const kept = 180 * 24 * time.Hour

// Feature is /pass, what the colleague gets, and what comes back.
func Feature() bot.Feature {
	return bot.Feature{
		Commands: []bot.Command{{
			Name: "pass", Summary: "Tell a colleague that someone may call",
			Params:   []bot.Param{{Name: "colleague", Summary: "A name or a profession in your group"}},
			Personal: begin,
		}},
		Actions: []bot.Action{
			{Name: whoAction, Personal: people.OrBare(who)},
			{Name: toAction, Edits: true, Personal: to},
			{Name: agreedAction, Edits: true, Personal: agreed},
			{Name: signAction, Personal: people.OrBare(signed)},
			{Name: belowAction, Personal: people.OrBare(below)},
			{Name: stopAction, Edits: true, Personal: stop},
			{Name: sentAction, Edits: true, Personal: sent},
			{Name: statedAction, Edits: true, Personal: stated},
		},
		Mail: []bot.Mailbox{
			{Kind: sendMail, Shared: deliver},
			{Kind: arriveMail, Personal: arrive},
			{Kind: failMail, Personal: failed},
			{Kind: calledMail, Personal: heard(Called)},
			{Kind: bookedMail, Personal: heard(Booked)},
			{Kind: nobodyMail, Personal: heard(NoContact)},
		},
		Tables: []store.Keeper{outs, ins},
	}
}

func stop(context.Context, *bot.Personal) (bot.Private, error) { return bot.Whisper(stopped()), nil }

// find is a row of a table; ok is false if there is none.
func find(t store.Table[passed], s store.Space, id string) (row passed, ok bool, err error) {
	row, err = t.Get(s, id)
	if errors.Is(err, store.ErrNotFound) {
		return passed{}, false, nil
	}
	return row, err == nil, err
}

// keep writes a row, and forgets what no status will come for any more.
func keep(t store.Table[passed], p *bot.Personal, id string, row passed) error {
	var old []string
	for e, err := range t.All(p.Data) {
		if err != nil {
			return err
		}
		if p.Now.Sub(e.Value.At) > kept {
			old = append(old, e.ID)
		}
	}
	for _, id := range old {
		if err := t.Delete(p.Data, id); err != nil {
			return err
		}
	}
	return t.Put(p.Data, id, row)
}
