// Package show is the card of one specialist, staff member or office: how to
// reach them, what is owed, and what to do next.
package show

import (
	"context"
	"errors"

	"referout/bot"
	"referout/handlers/add"
	"referout/handlers/duty"
	"referout/handlers/events"
	"referout/handlers/people"
	"referout/handlers/prefs"
	"referout/store"
)

// Feature is /show, cards for names typed alone, and removal.
func Feature() bot.Feature {
	in := intent()
	begin := func(ctx context.Context, p *bot.Personal) (bot.Private, error) { return in.Begin(ctx, p, p.Args.Words) }
	return bot.Feature{
		Commands: []bot.Command{{
			Name: "show", Summary: "One card: how to reach, what is owed",
			Params:   []bot.Param{{Name: "who", Summary: "A name in your book", Suggest: people.SuggestNames}},
			Personal: begin,
		}},
		Actions: append(in.Actions(),
			bot.Action{Name: people.CardAction, Personal: card},
			bot.Action{Name: people.RemoveAction, Personal: askRemove},
			bot.Action{Name: "erase", Edits: true, Personal: erase},
			bot.Action{Name: "keep", Edits: true, Personal: keep},
		),
		Phrases: []bot.Phrase{{Name: "a command's word", Match: bare, Personal: people.Bare}, {Name: "a name", Match: func(text string) bool { return text != "" }, Personal: named}},
	}
}

func bare(text string) bool {
	_, ok := people.BareWord(text)
	return ok
}

func intent() people.Intent {
	return people.Intent{
		Name: "see", Who: people.Filter{Specialists: true, Staff: true, Offices: true}, Question: whomToShow,
		Add: add.Quietly,
		Do: func(_ context.Context, p *bot.Personal, c people.Chosen) (bot.Private, error) {
			out, err := newOrKnown(p, c)
			if c.Left {
				out = out.Add(bot.Compose(people.NotKept()))
			}
			return out, err
		},
	}
}

// newOrKnown is the card of somebody; of whom was added just now, with the way back.
func newOrKnown(p *bot.Personal, c people.Chosen) (bot.Private, error) {
	if c.New {
		return add.Added(p, c.ID)
	}
	return Card(p, c.ID)
}

// heard is the intent behind a name in a sentence: words beside the name may have
// been meant to record something, so the card must not look like a yes.
func heard() people.Intent {
	in := intent()
	shows := in.Do
	in.Do = func(ctx context.Context, p *bot.Personal, c people.Chosen) (bot.Private, error) {
		if c.Left && !c.New {
			return cardBelow(p, c.ID, nothingRecorded()...)
		}
		return shows(ctx, p, c)
	}
	return in
}

// named shows the card of somebody whose name was typed alone, and asks about a
// name that the book does not have.
func named(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	hits, _, err := people.Match(p, p.Args.Words, intent().Who)
	if err != nil {
		return bot.Private{}, err
	}
	if len(hits) == 0 {
		asks, err := people.NamesSomebody(p, p.Args.Words)
		if err != nil {
			return bot.Private{}, err
		}
		if !asks {
			return bot.Private{}, bot.ErrNoMatch
		}
	}
	return heard().Begin(ctx, p, p.Args.Words)
}

func card(_ context.Context, p *bot.Personal) (bot.Private, error) { return Card(p, p.Args.Part(0)) }

// mostItems is how many duties a card shows with buttons: its own buttons take
// the rest of Discord's five rows.
const mostItems = 3

// Card is the whole card of a person or an office.
func Card(p *bot.Personal, id string) (bot.Private, error) { return cardBelow(p, id) }

// cardBelow is the card with something said above it.
func cardBelow(p *bot.Personal, id string, above ...bot.Block) (bot.Private, error) {
	blocks, err := people.Card(p.Data, id)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(gone()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	office, err := people.OfficeOf(p.Data, id)
	if err != nil {
		return bot.Private{}, err
	}
	facts, err := history(p, id, office)
	if err != nil {
		return bot.Private{}, err
	}
	owed, items, err := duty.CardItems(p, id, office, mostItems)
	if err != nil {
		return bot.Private{}, err
	}
	m := bot.Compose(above...).Add(blocks...).Add(facts...)
	if len(items) > 0 {
		m = m.Add(owedTitle()).Add(items...)
	}
	who, err := people.Persons.Get(p.Data, id)
	if store.IgnoreMissing(err) != nil {
		return bot.Private{}, err
	}
	m = m.With(people.CardChoices(id, err == nil && !who.Staff())...)
	again, ended, err := duty.ResumeChoice(p, office)
	if err != nil {
		return bot.Private{}, err
	}
	if ended {
		m = m.With(again)
	}
	return bot.Whisper(m).About(owed...), nil
}

// history is what happened so far, and the next visit.
func history(p *bot.Personal, id, office string) ([]bot.Block, error) {
	index := "person"
	if people.IsOffice(id) {
		index = "office"
	}
	past, err := events.Of(p.Data, index, id)
	if err != nil {
		return nil, err
	}
	due, planned, err := duty.VisitBy(p, office)
	if err != nil {
		return nil, err
	}
	return historyRows(past, due, planned, prefs.Today(p)), nil
}

func askRemove(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return AskRemove(p, p.Args.Part(0))
}

// AskRemove asks once before anything is erased.
func AskRemove(p *bot.Personal, id string) (bot.Private, error) {
	name, err := people.Name(p.Data, id)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(gone()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	yes := bot.Do(eraseLabel, "erase", id)
	yes.Style = bot.Danger
	return bot.Whisper(removeQuestion(name, people.IsOffice(id)).With(yes, bot.Do(keepLabel, "keep", id))), nil
}

func keep(_ context.Context, p *bot.Personal) (bot.Private, error) { return Card(p, p.Args.Part(0)) }
