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
		Name: people.ReferAction, Who: people.Filter{Specialists: true}, Question: whoTook, Dated: true,
		Add: add.Quietly, Do: refer, Sure: sureReferred,
	}
}

// receive keeps an inbound referral: a note with two cards is owed.
func receive(_ context.Context, p *bot.Personal, c people.Chosen) (bot.Private, error) {
	who, event, err := keep(p, c, events.Event{Kind: events.Received})
	if err != nil {
		return bot.Private{}, err
	}
	line := duty.Line{Occasion: guide.InboundReferral, Day: c.Day, Event: event}
	from, owed, err := duty.NoteFor(p, c.ID, line)
	if err != nil {
		return bot.Private{}, err
	}
	if err := duty.Reckon(p, who.Office, c.Before); err != nil {
		return bot.Private{}, err
	}
	m := receivedMessage(who.Name, c, from, owed, prefs.Today(p))
	return echo(p, m, event, owed, didReceive(who.Name))
}

// refer keeps an outbound referral with a fresh tag. For mental health there is no
// tag and no question about the person, only the note two weeks on.
func refer(_ context.Context, p *bot.Personal, c people.Chosen) (bot.Private, error) {
	who, err := people.Persons.Get(p.Data, c.ID)
	if err != nil {
		return bot.Private{}, err
	}
	kind, _ := guide.SpecialtyOf(who.Specialty)
	tag, err := freshTag(p, kind)
	if err != nil {
		return bot.Private{}, err
	}
	who, event, err := keep(p, c, events.Event{Kind: events.Referred, Tag: tag})
	if err != nil {
		return bot.Private{}, err
	}
	line := duty.Line{Occasion: guide.OutboundReferral, Day: c.Day, Event: event, Tag: tag}
	from, owed, err := follow(p, c.ID, line, kind)
	if err != nil {
		return bot.Private{}, err
	}
	if err := duty.Reckon(p, who.Office, c.Before); err != nil {
		return bot.Private{}, err
	}
	m := referredMessage(who.Name, c, tag, from, owed, kind.MentalHealth, prefs.Today(p))
	return echo(p, m, event, owed, didRefer(who.Name))
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

// echo says what was kept, with the ways back.
func echo(p *bot.Personal, m bot.Message, event string, owed bool, label string) (bot.Private, error) {
	if !owed {
		m = m.With(bot.Do("Write one", "writeone", event))
	}
	m = m.With(bot.Do("Change", "evchange", event), bot.UndoChoice())
	return prefs.Undoable(p, bot.Whisper(m), label)
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
