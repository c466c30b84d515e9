// Package touch records encounters: visits, lunches, calls, meetings elsewhere and
// at the meetup.
package touch

import (
	"context"
	"strconv"
	"time"

	"referout/bot"
	"referout/handlers/add"
	"referout/handlers/courtesy"
	"referout/handlers/duty"
	"referout/handlers/events"
	"referout/handlers/guide"
	"referout/handlers/people"
	"referout/handlers/prefs"
)

// Feature is /met and its buttons.
func Feature() bot.Feature {
	in := intent()
	kept := func(events.Event) people.Intent { return in }
	kinds := make([]string, 0, len(courtesy.TouchKinds()))
	for _, k := range courtesy.TouchKinds() {
		kinds = append(kinds, k.String())
	}
	return bot.Feature{
		Commands: []bot.Command{{
			Name: "met", Summary: "You met somebody: visit, lunch, elsewhere, call, meetup",
			Params: []bot.Param{
				{Name: "who", Summary: "A person or an office in your book", Suggest: people.SuggestNames},
				{Name: "how", Summary: "visit if empty; lunch in a café is elsewhere", Choices: kinds},
				{Name: "when", Summary: "yesterday, tue, Dec 12, 2 weeks ago; today if empty"},
			},
			Personal: func(ctx context.Context, p *bot.Personal) (bot.Private, error) { return in.Begin(ctx, p, p.Args.Words) },
		}},
		Actions: append(in.Actions(),
			bot.Action{Name: "mtchange", Personal: change},
			bot.Action{Name: "mtday", Edits: true, Personal: people.Another(kept, true)},
			bot.Action{Name: "mtwho", Edits: true, Personal: people.Another(kept, false)},
		),
		Phrases: []bot.Phrase{people.Sentence("we met", in, meeting()...)},
	}
}

func intent() people.Intent {
	return people.Intent{
		Name: people.MetAction, Who: people.Filter{Specialists: true, Staff: true, Offices: true}, Question: whomMet, Dated: true,
		Extra: kindOf, Add: add.Quietly, Do: met, Sure: sureMet,
	}
}

// kindOf takes the kind of touch out of what was typed.
func kindOf(words string) (code, rest string) {
	kind, from, to, ok := guide.FindTouch(words)
	if !ok {
		return "", words
	}
	return strconv.Itoa(int(kind)), bot.OneLine(joiners(words[:from]) + " " + words[to:])
}

// met keeps a touch: a note is owed for most, and one at the office moves its visit.
func met(_ context.Context, p *bot.Personal, c people.Chosen) (bot.Private, error) {
	how := kindFrom(c.Extra)
	office, err := people.OfficeOf(p.Data, c.ID)
	if err != nil {
		return bot.Private{}, err
	}
	e := events.Event{Kind: events.Touched, Office: office, Day: c.Day, How: how}
	if c.ID != office {
		e.Person = c.ID
	}
	event, err := events.Add(p, e)
	if err != nil {
		return bot.Private{}, err
	}
	from, owed, err := note(p, c.ID, e, event)
	if err != nil {
		return bot.Private{}, err
	}
	if err := duty.Reckon(p, office, c.Before); err != nil {
		return bot.Private{}, err
	}
	return echo(p, c, e, event, from, owed)
}

// kindFrom reads a kind from a button; a visit if it says none.
func kindFrom(extra string) courtesy.TouchKind {
	for _, k := range courtesy.TouchKinds() {
		if strconv.Itoa(int(k)) == extra {
			return k
		}
	}
	return courtesy.Visit
}

func note(p *bot.Personal, whom string, e events.Event, event string) (from time.Time, owed bool, err error) {
	if !e.How.OwesNote() {
		return time.Time{}, false, nil
	}
	return duty.NoteFor(p, whom, duty.Line{Occasion: duty.OccasionOf(e), Day: e.Day, Event: event})
}

// echo says what was kept, with the ways back.
func echo(p *bot.Personal, c people.Chosen, e events.Event, event string, from time.Time, owed bool) (bot.Private, error) {
	name, err := people.Name(p.Data, c.ID)
	if err != nil {
		return bot.Private{}, err
	}
	place, err := people.Name(p.Data, e.Office)
	if err != nil {
		return bot.Private{}, err
	}
	due, known, err := duty.VisitBy(p, e.Office)
	if err != nil {
		return bot.Private{}, err
	}
	m := metMessage(metFacts{name: name, office: place, how: e.How, day: c.Day, from: from, owed: owed,
		due: due, moved: known && e.How.InPerson(), added: c.New, left: c.Left}, prefs.Today(p))
	if !owed {
		m = m.With(bot.Do("Write one", "writeone", event))
	}
	m = m.With(bot.Do("Change", "mtchange", event), bot.UndoChoice())
	return prefs.Undoable(p, bot.Whisper(m), didMeet(name, c.Day))
}

// change answers [Change] under a touch: another kind, day or person.
func change(_ context.Context, p *bot.Personal) (bot.Private, error) {
	e, gone, err := people.Told(p)
	if err != nil {
		return bot.Private{}, err
	}
	if gone != nil {
		return bot.Whisper(*gone), nil
	}
	id, m := p.Args.Part(0), people.WhatElse()
	for _, k := range courtesy.TouchKinds() {
		if k != e.How {
			m = m.With(bot.Do(kindLabel(k), people.MetAction, e.Whom(), e.Day.Format(people.DayForm), events.Replacing(strconv.Itoa(int(k)), id)))
		}
	}
	return bot.Whisper(m.With(bot.Do("Another day", "mtday", id), bot.Do("Another person", "mtwho", id))), nil
}
