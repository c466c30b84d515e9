// Package circle is what makes a group of colleagues one: each shows what she wants
// to show, and the others find her.
//
// # Privacy
//
// A circle holds what its members have seen and shown by a tap. Every line of a listing
// goes through the scrubber where it is typed and where it arrives. Two are for what is
// refused elsewhere: the contact of choice, a telephone, an address or an account of a
// practice, and the name, which is a colleague's. Vouches and house rules have no free
// text, and what was looked for is not repeated if it may tell of a client. Nothing here reads
// anybody's book for the room: what concerns one person alone goes to her by letter.
// Whose listing is about to be shown is asked about first: who has left the chat is
// forgotten instead.
package circle

import (
	"context"
	"errors"

	"referout/bot"
	"referout/handlers/listing"
	"referout/handlers/people"
	"referout/store"
)

// Gone lets a feature forget somebody who is in the circle no more. It may be asked
// again about the same person.
type Gone = func(context.Context, *bot.Shared, bot.Account) error

// Stays counts what somebody has in a circle that stays there for the others when she goes:
// meetings that she proposed.
type Stays = func(circle store.CircleTx, who bot.Account) (int, error)

// members is who is in a circle, who else wants to know when one goes, and what stays.
type members struct {
	gone  []Gone
	stays Stays
}

// The actions and letters of this package. Stored: never to change.
const (
	writeAction  = "lstwrite" // starts the form
	openAction   = "lstopen"  // what is shown in a circle, or would be
	menuAction   = "lstmenu"  // what to change
	setAction    = "lstset"   // one field
	clearAction  = "lstclear" // one field
	typedAction  = "lsttyped" // what was typed below a listing
	takeAction   = "lsttake"  // the field that it is
	laterAction  = "lstlater" // not now
	shownAction  = "lstshown" // answers: it is shown
	stillAction  = "lststill" // answers: it is still true
	downAction   = "lstdown"  // answers: it was taken down
	downAsk      = "lstdownask"
	leaveAction  = "lstleave" // asks once more
	leftAction   = "lstleft"  // answers: she has left
	vouchAction  = "cvouch"   // in a group, under a listing
	vouchedInfo  = "cvouched" // answers a vouch
	saveAction   = "csave"    // in a group, under a listing
	keepAction   = "ckeep"    // in private, under a listing
	pageAction   = "cpage"    // in a group: the next of a list
	rosterAction = "croster"  // in private: a page of the roster

	openMail  = "join"    // to a person: her listing, or the way to one
	showMail  = "list"    // to the circle: a listing
	stillMail = "still"   // to the circle: it is still true; to a person: is it?
	downMail  = "unlist"  // to the circle: take it down
	leaveMail = "leave"   // to the circle: forget me
	vouchMail = "vouch"   // to a person: by which kind; to the circle: by this
	saveMail  = "save"    // to a person: a listing for her book
	askAlarm  = "listing" // of a circle: is it still true?
)

// Feature is joining a circle, leaving it, and finding each other. gone are told of
// everybody who goes; stays, if any, says what she is told of before.
func Feature(stays Stays, gone ...Gone) bot.Feature {
	m := members{gone, stays}
	who := []bot.Param{{Name: "name", Summary: "Whose listing"}}
	return bot.Feature{
		Commands: []bot.Command{
			{Name: "join", Summary: "Show your colleagues in the group who you are", Quiet: true, Personal: joinPrivately, Shared: m.join},
			{Name: "leave", Summary: "Take everything of yours out of the group's circle", Quiet: true, Personal: m.leavePrivately, Shared: m.leave},
			{Name: "roster", Summary: "Who is in the circle, by discipline", Personal: rosterPrivately, Shared: m.roster},
			{Name: "save", Summary: "Copy a colleague's listing to your own book", Params: who, Quiet: true, Personal: savePrivately, Shared: m.save},
			{Name: "circle", Summary: "The circle's clock, and who you are in it", Params: []bot.Param{{Name: "zone", Summary: "A city, to set its clock (for who runs the group)"}}, Quiet: true, Shared: about},
			{Name: "rules", Summary: "The house rules", Params: []bot.Param{{Name: "pin", Summary: "pin or unpin them (for who runs the group)", Choices: []string{pinWord, unpinWord}}}, Shared: rules},
		},
		Actions: []bot.Action{
			{Name: writeAction, Personal: write},
			{Name: openAction, Edits: true, Personal: openAgain},
			{Name: menuAction, Edits: true, Personal: menu},
			{Name: setAction, Personal: people.OrBare(set)},
			{Name: clearAction, Edits: true, Personal: clearField},
			{Name: typedAction, Personal: people.OrBare(typedBelow)},
			{Name: takeAction, Edits: true, Personal: takeTyped},
			{Name: laterAction, Edits: true, Personal: later},
			{Name: shownAction, Edits: true, Personal: showing},
			{Name: stillAction, Edits: true, Personal: named(stillTrue)},
			{Name: downAction, Edits: true, Personal: named(takenDown)},
			{Name: downAsk, Edits: true, Personal: askDown},
			{Name: leaveAction, Edits: true, Personal: m.askLeave},
			{Name: leftAction, Edits: true, Personal: m.leftNow},
			{Name: vouchAction, Shared: m.vouch},
			{Name: vouchedInfo, Edits: true, Personal: vouched},
			{Name: saveAction, Shared: m.saveTapped},
			{Name: keepAction, Personal: keepPicked},
			{Name: pageAction, Shared: m.turn},
			{Name: rosterAction, Edits: true, Personal: rosterPage},
		},
		Forms:  []bot.Form{form()},
		Alarms: []bot.Alarm{{Kind: askAlarm, Shared: m.ask}},
		Mail: []bot.Mailbox{
			{Kind: openMail, Personal: opened},
			{Kind: showMail, Shared: m.show},
			{Kind: stillMail, Personal: askedStill, Shared: m.still},
			{Kind: downMail, Shared: m.takeDown},
			{Kind: leaveMail, Shared: m.leaveByLetter},
			{Kind: vouchMail, Personal: askVouch, Shared: takeVouch},
			{Kind: saveMail, Personal: keepSent},
			{Kind: bot.LeftMail, Personal: departed, Shared: m.left},
			{Kind: bot.EnteredMail, Shared: entered},
		},
		Tables: append(listing.Tables(), drafts, typed, dens, pagers),
	}
}

// presentIn is pick for somebody who reads in her private chat.
func presentIn(p *bot.Personal, circle string, all []listing.Entry, n int) (here []listing.Entry, looked int, err error) {
	return pick(all, n, func(of []bot.Account) ([]bool, error) { return p.Present(circle, of) })
}

// pick gives the first n of some entries whose people are not known to have left, and how
// many of all were looked at. It asks about nobody who is not about to be shown.
func pick(all []listing.Entry, n int, present func([]bot.Account) ([]bool, error)) (here []listing.Entry, looked int, err error) {
	for looked < len(all) && len(here) < n {
		some := all[looked:min(len(all), looked+n-len(here))]
		are, err := present(accounts(some))
		if err != nil {
			return nil, 0, err
		}
		for i, e := range some {
			if are[i] {
				here = append(here, e)
			}
		}
		looked += len(some)
	}
	return here, looked, nil
}

func accounts(of []listing.Entry) []bot.Account {
	out := make([]bot.Account, len(of))
	for i, e := range of {
		out[i] = e.Account
	}
	return out
}

// privately writes to who asked in the group, or shows her the way to her private chat.
func privately(s *bot.Shared, kind, ref string, what bot.Enclosure) (bot.Public, error) {
	told, err := s.Tell(s.Who, kind, ref, what)
	if err != nil || told {
		return bot.Aside(lookPrivately()), err
	}
	m, err := s.Entrance()
	return bot.Aside(m), err
}

// named answers an offer with a sentence about the circle that its first part names. Who
// is not in it any more is told so, and nothing leaves her book.
func named(text func(circle string) bot.Message) func(context.Context, *bot.Personal) (bot.Private, error) {
	return func(_ context.Context, p *bot.Personal) (bot.Private, error) {
		c, _, out, err := reading(p, p.Args.Part(0))
		if err != nil || out != nil {
			return given(out).Withheld(), err
		}
		return bot.Whisper(text(c.Name)), nil
	}
}

func whisper(text func() bot.Message) func(context.Context, *bot.Personal) (bot.Private, error) {
	return func(context.Context, *bot.Personal) (bot.Private, error) { return bot.Whisper(text()), nil }
}

// reading opens a circle of hers; out is the sentence instead if she is not in it.
func reading(p *bot.Personal, id string) (c bot.Circle, circle store.CircleTx, out *bot.Private, err error) {
	c, circle, err = p.Circle(id)
	if errors.Is(err, store.ErrNotFound) {
		answer := bot.Whisper(notInIt())
		return c, circle, &answer, nil
	}
	return c, circle, nil, err
}
