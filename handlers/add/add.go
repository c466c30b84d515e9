// Package add keeps new people: from one line, by a form, or out of a sentence
// that named somebody unknown; and it changes what is kept about them.
//
// # Privacy
//
// Only the fields of a person and an office are kept. Whatever else a line holds
// is named in the reply and forgotten.
package add

import (
	"context"

	"referout/bot"
	"referout/handlers/people"
	"referout/handlers/prefs"
	"referout/store"
)

// The actions of this package. Stored in buttons: never to change.
const (
	NewAction    = "addnew" // starts the form
	updateAction = "addsame"
	otherAction  = "addother"
	dropAction   = "adddrop"
	officeAction = "addoffice"
	thereAction  = "there"
	fieldAction  = "setfield"
	clearAction  = "clrfield"
)

// Feature is /add, its form and its questions, and [Change].
func Feature() bot.Feature {
	return bot.Feature{
		Commands: []bot.Command{{
			Name: "add", Summary: "Add a professional, or somebody at an office",
			Params:   []bot.Param{{Name: "line", Summary: "Name, specialty, office or city, address, phone, payers, role"}},
			Personal: add,
		}},
		Actions: []bot.Action{
			{Name: NewAction, Personal: blank},
			{Name: updateAction, Edits: true, Personal: update},
			{Name: otherAction, Edits: true, Personal: addAnyway},
			{Name: dropAction, Edits: true, Personal: drop},
			{Name: officeAction, Edits: true, Personal: people.OrBare(chooseOffice)},
			{Name: thereAction, Edits: true, Personal: there},
			{Name: people.ChangeAction, Personal: menu},
			{Name: fieldAction, Edits: true, Personal: people.OrBare(setField)},
			{Name: clearAction, Edits: true, Personal: clearField},
		},
		Forms:  []bot.Form{form()},
		Tables: []store.Keeper{lines},
	}
}

// add takes a line, or asks field by field.
func add(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	if p.Args.Words == "" {
		return blank(ctx, p)
	}
	return Line(ctx, p)
}

func blank(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return p.StartForm(formName, nil)
}

// Line adds somebody from the words of the request, as /add does.
func Line(_ context.Context, p *bot.Personal) (bot.Private, error) {
	l, err := read(p, p.Args.Words)
	if err != nil {
		return bot.Private{}, err
	}
	if err := people.NotClient(l); err != nil {
		return bot.Private{}, err
	}
	if known := filledFrom(l); l.Name == "" && len(known) > 0 {
		return p.StartForm(formName, known)
	}
	return Begin(p, l)
}

func read(p *bot.Personal, words string) (people.Line, error) {
	known, err := people.KnownIn(p.Data)
	return known.ReadLine(words), err
}

// Begin asks what must be asked before a line is kept, or keeps it: what /add does with
// a line once it is understood.
func Begin(p *bot.Personal, l people.Line) (bot.Private, error) {
	if err := people.NotClient(l); err != nil {
		return bot.Private{}, err
	}
	var err error
	if l.Name, err = people.ReadName(l.Name); err != nil {
		return bot.Private{}, err
	}
	same, err := people.Same(p.Data, l)
	if err != nil {
		return bot.Private{}, err
	}
	if len(same) > 0 {
		return askSame(p, l, same)
	}
	return place(p, l)
}

// askSame asks whether somebody of the book is meant.
func askSame(p *bot.Personal, l people.Line, same []store.Entry[people.Person]) (bot.Private, error) {
	if err := hold(p, l); err != nil {
		return bot.Private{}, err
	}
	m := alreadyThere(l, same)
	for _, e := range same[:min(len(same), mostSame)] {
		m = m.With(bot.Do(updateLabel(e.Value, len(same) > 1), updateAction, e.ID))
	}
	return bot.Whisper(m.With(bot.Do("A different person", otherAction), bot.Do("Forget it", dropAction))), nil
}

const mostSame = 3

// place asks for the office of staff, or keeps the line.
func place(p *bot.Personal, l people.Line) (bot.Private, error) {
	if l.Role != "" && l.OfficeName == "" {
		return askOffice(p, l)
	}
	id, err := people.Save(p, l)
	if err != nil {
		return bot.Private{}, err
	}
	return saved(p, id, l)
}

// saved shows what was kept, with the ways back, and asks once for each office
// when she was last there.
func saved(p *bot.Personal, id string, l people.Line) (bot.Private, error) {
	m, office, err := card(p, id)
	if err != nil {
		return bot.Private{}, err
	}
	if l.Rest != "" {
		m = m.Add(notKept(l.Rest))
	}
	m, err = askThere(p, m, id, office)
	if err != nil {
		return bot.Private{}, err
	}
	m = m.With(changeChoice(id), bot.UndoChoice())
	return prefs.Undoable(p, bot.Whisper(m), didAdd(l.Name))
}

func changeChoice(id string) bot.Choice { return bot.Do("Change", people.ChangeAction, id) }

// card is a person's card, and their office.
func card(p *bot.Personal, id string) (m bot.Message, office string, err error) {
	blocks, err := people.Card(p.Data, id)
	if err != nil {
		return bot.Message{}, "", err
	}
	office, err = people.OfficeOf(p.Data, id)
	return bot.Compose(blocks...), office, err
}

// Quietly keeps somebody new from a line without asking anything: staff without
// an office get one of their own. It gives the new person's id.
func Quietly(_ context.Context, p *bot.Personal, l people.Line) (id string, err error) {
	if l.Name, err = people.ReadName(l.Name); err != nil {
		return "", err
	}
	return people.Save(p, l)
}

// Added is what /add answers about somebody who was kept just now: the card, the
// question when she was last there, and the ways back.
func Added(p *bot.Personal, id string) (bot.Private, error) {
	name, err := people.Name(p.Data, id)
	if err != nil {
		return bot.Private{}, err
	}
	return saved(p, id, people.Line{Name: name})
}
