// Package find answers /find: ranked cards over everything that a book says of
// its people. In a group somebody else answers.
package find

import (
	"context"
	"errors"

	"referout/bot"
	"referout/handlers/add"
	"referout/handlers/duty"
	"referout/handlers/guide"
	"referout/handlers/people"
	"referout/store"
)

// The actions of this package. Stored in buttons: never to change.
const (
	moreAction  = "findmore"
	wordsAction = "findwords"
	tradeAction = "findspec"
)

// Limits of an answer: six people, four of them at once; four professions.
const (
	mostFound  = 6
	mostTrades = 4
)

// Feature is /find; shared answers it in a group.
func Feature(shared func(context.Context, *bot.Shared) (bot.Public, error)) bot.Feature {
	return bot.Feature{
		Commands: []bot.Command{{
			Name: "find", Summary: "Search by name, specialty, office, city or payer",
			Params:   []bot.Param{{Name: "words", Summary: "Such as: chiro Akron Aetna", Suggest: people.SuggestNames}},
			Personal: find, Shared: shared,
		}},
		Actions: []bot.Action{
			{Name: moreAction, Personal: more},
			{Name: wordsAction, Personal: people.OrBare(find)},
			{Name: tradeAction, Edits: true, Personal: findTrade},
		},
	}
}

// find searches for the words, or asks for them; a tag finds its referral.
func find(_ context.Context, p *bot.Personal) (bot.Private, error) {
	switch {
	case p.Args.Tapped:
		return bot.Whisper(whatFor()).Asks(wordsAction), nil
	case p.Args.Words == "":
		return offer(p)
	}
	if out, found, err := duty.ByTag(p, p.Args.Words); err != nil || found {
		return out, err
	}
	return search(p, p.Args.Words)
}

// offer shows whom was spoken of last, and the professions of the book.
func offer(p *bot.Personal) (bot.Private, error) {
	ids, err := people.Recent(p, people.Filter{Specialists: true, Staff: true}, people.Most)
	if err != nil {
		return bot.Private{}, err
	}
	labels, err := people.Labels(p.Data, ids)
	if err != nil {
		return bot.Private{}, err
	}
	trades, err := people.Specialties(p.Data, mostTrades)
	if err != nil {
		return bot.Private{}, err
	}
	m := whatFor()
	for i, id := range ids {
		m = m.With(bot.Do(labels[i], people.CardAction, id))
	}
	for _, code := range trades {
		if s, ok := guide.SpecialtyOf(code); ok {
			m = m.With(bot.Do(s.Name, tradeAction, code))
		}
	}
	if len(ids) > 0 {
		m = m.With(bot.Do(someoneElse, wordsAction))
	}
	return bot.Whisper(m).Asks(wordsAction), nil
}

func findTrade(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return search(p, guide.SpecialtyName(p.Args.Part(0)))
}

func search(p *bot.Personal, words string) (bot.Private, error) {
	hits, err := people.Find(p, words)
	if err != nil {
		return bot.Private{}, err
	}
	if len(hits) == 0 {
		return bot.Whisper(nobody(words).With(bot.Do("Add someone", add.NewAction))), nil
	}
	m := bot.Compose()
	if hits[0].Guess {
		m = m.Add(nearly())
	}
	var later []string
	for i, h := range hits[:min(len(hits), mostFound)] {
		if i >= bot.MostItems {
			later = append(later, h.ID)
			continue
		}
		m = m.Add(item(h.ID, aboutHit(h)))
	}
	return page(m, later, len(hits) > mostFound), nil
}

func aboutHit(h people.Hit) bot.Line {
	trade, office, city, payers, phone := h.About()
	return line(h.Name, trade, office, city, payers, phone)
}

func item(id string, about bot.Line) bot.Block {
	return bot.Item(about, bot.Do("Show", people.CardAction, id))
}

// more shows those who did not fit into the answer before.
func more(_ context.Context, p *bot.Personal) (bot.Private, error) {
	now, later := p.Args.Parts, []string(nil)
	if len(now) > bot.MostItems {
		now, later = now[:bot.MostItems], now[bot.MostItems:]
	}
	m := bot.Compose()
	for _, id := range now {
		about, err := lineOf(p.Data, id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return bot.Private{}, err
		}
		m = m.Add(item(id, about))
	}
	if len(m.Blocks) == 0 {
		return bot.Whisper(gone()), nil
	}
	return page(m, later, false), nil
}

// page adds a button for those who come later. narrower says that there are more than
// those.
func page(m bot.Message, later []string, narrower bool) bot.Private {
	if narrower {
		m = m.Add(moreWords())
	}
	if len(later) > 0 {
		m = m.With(bot.Do("More", moreAction, later...))
	}
	return bot.Whisper(m)
}

// lineOf is one line about a person or an office.
func lineOf(s store.Space, id string) (bot.Line, error) {
	if people.IsOffice(id) {
		return officeLine(s, id)
	}
	who, err := people.Persons.Get(s, id)
	if err != nil {
		return nil, err
	}
	o, err := people.Offices.Get(s, who.Office)
	if err != nil {
		return nil, err
	}
	trade := guide.SpecialtyName(who.Specialty)
	if who.Staff() {
		trade = guide.RoleName(who.Role)
	}
	return line(who.Name, trade, o.Name, o.City, who.Payers, who.Phone), nil
}

func officeLine(s store.Space, id string) (bot.Line, error) {
	o, err := people.Offices.Get(s, id)
	if err != nil {
		return nil, err
	}
	name, err := people.Name(s, id)
	return line(name, "", "", o.City, nil, o.Phone), err
}
