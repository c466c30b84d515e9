// Package referral records referrals both ways. A referral says that somebody
// was sent, never who: an outbound one may carry a random tag that the member
// writes into her own chart.
package referral

import (
	"context"
	"time"

	"referout/bot"
	"referout/handlers/add"
	"referout/handlers/duty"
	"referout/handlers/events"
	"referout/handlers/guide"
	"referout/handlers/people"
	"referout/handlers/prefs"
)

// Feature is /received and /refer, and their buttons.
func Feature() bot.Feature {
	received, refer := receivedIntent(), referIntent()
	begin := func(in people.Intent) func(context.Context, *bot.Personal) (bot.Private, error) {
		return func(ctx context.Context, p *bot.Personal) (bot.Private, error) { return in.Begin(ctx, p, p.Args.Words) }
	}
	who := bot.Param{Name: "specialist", Summary: "Who? A name in your book", Suggest: people.SuggestNames}
	day := bot.Param{Name: "when", Summary: "yesterday, tue, Dec 12, 2 weeks ago; today if empty"}
	return bot.Feature{
		Commands: []bot.Command{
			{Name: "received", Also: []string{"from"}, Summary: "Somebody was sent to you", Params: []bot.Param{who, day}, Personal: begin(received)},
			{Name: "refer", Also: []string{"to"}, Summary: "You sent somebody on", Params: []bot.Param{who, day}, Personal: begin(refer)},
		},
		Actions: append(append(received.Actions(), refer.Actions()...),
			bot.Action{Name: "evchange", Personal: change},
			bot.Action{Name: "evday", Edits: true, Personal: people.Another(intentOf, true)},
			bot.Action{Name: "evwho", Edits: true, Personal: people.Another(intentOf, false)},
		),
		Phrases: []bot.Phrase{
			people.Sentence("they sent someone", received, inbound()...),
			people.Sentence("I sent someone", refer, outbound()...),
		},
	}
}

func receivedIntent() people.Intent {
	return people.Intent{
		Name: people.ReceivedAction, Who: people.Filter{Specialists: true}, Question: whoSent, Dated: true,
		Add: add.Quietly, Do: receive, Sure: sureReceived,
	}
}

func referIntent() people.Intent {
	return people.Intent{
		Name: people.ReferAction, Who: people.Filter{Specialists: true}, Question: whoTook, Dated: true, Onto: true,
		Add: add.Quietly, Do: refer, Sure: sureReferred,
	}
}

// Kept is a referral that was kept, and what follows from it.
type Kept struct {
	Name  string    // who sent, or was sent to
	Event string    // its id
	Tag   string    // may be empty
	From  time.Time // when what is owed comes up
	Owed  bool
	// Mental is a referral to mental health: nothing is kept or asked about the person.
	Mental bool
}

// Inbound keeps that somebody sent someone: a note with two cards is owed.
func Inbound(p *bot.Personal, c people.Chosen) (Kept, error) {
	who, event, err := keep(p, c, events.Event{Kind: events.Received})
	if err != nil {
		return Kept{}, err
	}
	k := Kept{Name: who.Name, Event: event}
	line := duty.Line{Occasion: guide.InboundReferral, Day: c.Day, Event: event}
	if k.From, k.Owed, err = duty.NoteFor(p, c.ID, line); err != nil {
		return Kept{}, err
	}
	return k, duty.Reckon(p, who.Office, c.Before)
}

// Outbound keeps that someone was sent to somebody, with a fresh tag. For mental health,
// or where the caller knows that it is that, there is no tag and no question about the
// person, only the note two weeks on.
func Outbound(p *bot.Personal, c people.Chosen, mental bool) (Kept, error) {
	who, err := people.Persons.Get(p.Data, c.ID)
	if err != nil {
		return Kept{}, err
	}
	kind, _ := guide.SpecialtyOf(who.Specialty)
	kind.MentalHealth = kind.MentalHealth || mental
	k := Kept{Name: who.Name, Mental: kind.MentalHealth}
	if k.Tag, err = freshTag(p, kind); err != nil {
		return Kept{}, err
	}
	if _, k.Event, err = keep(p, c, events.Event{Kind: events.Referred, Tag: k.Tag}); err != nil {
		return Kept{}, err
	}
	line := duty.Line{Occasion: guide.OutboundReferral, Day: c.Day, Event: k.Event, Tag: k.Tag}
	if k.From, k.Owed, err = follow(p, c.ID, line, kind); err != nil {
		return Kept{}, err
	}
	return k, duty.Reckon(p, who.Office, c.Before)
}

// Said adds the ways back to what is said of a referral that was kept.
func (k Kept) Said(m bot.Message) bot.Message {
	if !k.Owed {
		m = m.With(bot.Do("Write one", "writeone", k.Event))
	}
	return m.With(bot.Do("Change", "evchange", k.Event), bot.UndoChoice())
}

func receive(_ context.Context, p *bot.Personal, c people.Chosen) (bot.Private, error) {
	k, err := Inbound(p, c)
	if err != nil {
		return bot.Private{}, err
	}
	return prefs.Undoable(p, bot.Whisper(k.Said(receivedMessage(k, c, prefs.Today(p)))), didReceive(k.Name, c.Day))
}

func refer(_ context.Context, p *bot.Personal, c people.Chosen) (bot.Private, error) {
	k, err := Outbound(p, c, false)
	if err != nil {
		return bot.Private{}, err
	}
	return prefs.Undoable(p, bot.Whisper(k.Said(referredMessage(k, c, prefs.Today(p)))), didRefer(k.Name, c.Day))
}

func follow(p *bot.Personal, id string, line duty.Line, kind guide.Specialty) (from time.Time, owed bool, err error) {
	if kind.MentalHealth {
		return duty.MentalHealthNote(p, id, line)
	}
	from, err = duty.AskAbout(p, id, line, kind.Physician)
	return from, true, err
}

// freshTag draws a tag that no referral of this book carries.
func freshTag(p *bot.Personal, kind guide.Specialty) (string, error) {
	have, err := prefs.Of(p)
	if err != nil || have.NoTags || kind.MentalHealth {
		return "", err
	}
	used := map[string]bool{}
	for e, err := range events.Events.All(p.Data) {
		if err != nil {
			return "", err
		}
		used[e.Value.Tag] = true
	}
	for {
		if tag := guide.Tag(p.Rand); !used[tag] {
			return tag, nil
		}
	}
}

func keep(p *bot.Personal, c people.Chosen, e events.Event) (people.Person, string, error) {
	who, err := people.Persons.Get(p.Data, c.ID)
	if err != nil {
		return people.Person{}, "", err
	}
	e.Person, e.Office, e.Day = c.ID, who.Office, c.Day
	id, err := events.Add(p, e)
	return who, id, err
}

// change answers [Change] under a referral.
func change(_ context.Context, p *bot.Personal) (bot.Private, error) {
	e, gone, err := people.Told(p)
	if err != nil {
		return bot.Private{}, err
	}
	if gone != nil {
		return bot.Whisper(*gone), nil
	}
	if e.Kind != events.Received && e.Kind != events.Referred {
		return bot.Whisper(people.EventGone()), nil
	}
	id := p.Args.Part(0)
	return bot.Whisper(people.WhatElse().With(bot.Do("Another day", "evday", id), bot.Do("Another person", "evwho", id))), nil
}

// intentOf is the intent that keeps an event of that kind.
func intentOf(e events.Event) people.Intent {
	if e.Kind == events.Referred {
		return referIntent()
	}
	return receivedIntent()
}
