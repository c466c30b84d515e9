package pairs

import (
	"context"
	"errors"
	"time"

	"referout/bot"
	"referout/handlers/courtesy"
	"referout/handlers/listing"
	"referout/handlers/meetup"
	"referout/handlers/prefs"
	"referout/store"
)

// The lines of a letter that say for which month a pair is, and until when. Stored.
const (
	monthLine = "month"
	untilLine = "until"
)

// Why there is nobody for somebody. Stored in letters.
const (
	noListing = "listing"
	leftOut   = "left"
	metAll    = "all"
	alone     = "alone"
)

// mateDays is how long [We met] can be tapped, as long as an offer stands.
const mateDays = 60

// told tells somebody whom she is paired with. What leaves the book by a tap is that they
// met, or that it is not to be this month.
func told(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	name, err := p.CircleName(l.Circle, theGroup)
	if err != nil {
		return bot.Private{}, err
	}
	until, err := time.Parse(time.RFC3339, l.What.Get(untilLine))
	if err != nil {
		return bot.Private{}, err
	}
	id, who := p.Handling(), listing.Read(l.What)
	row := mate{Who: who, At: p.Now.UTC(), Until: until}
	if err := errors.Join(forgetMates(p), mates.Put(p.Data, id, row)); err != nil {
		return bot.Private{}, err
	}
	answer := func(label, kind, after string, parts ...string) bot.Offer {
		return bot.Offer{Label: label, Circle: l.Circle, Kind: kind, Ref: l.Ref, After: after, Parts: append([]string{id}, parts...)}
	}
	return bot.Whisper(pairedWith(name, l.What.Get(monthLine), who, until.In(p.Now.Location()))).Offering(
		answer(metLabel, metMail, metAction),
		answer(metNoteLabel, metMail, metAction, withNote),
		answer(notLabel, notMail, notAction),
	), nil
}

func forgetMates(p *bot.Personal) error {
	all, err := store.Collect(mates.All(p.Data))
	if err != nil {
		return err
	}
	for _, e := range all {
		if e.Value.At.Before(p.Now.AddDate(0, 0, -mateDays)) {
			err = errors.Join(err, mates.Delete(p.Data, e.ID))
		}
	}
	return err
}

// withNote is the part of a button that owes a note. Stored in offers.
const withNote = "note"

// weMet writes a meeting into her own book: the circle learns only that it took place.
func weMet(_ context.Context, p *bot.Personal) (bot.Private, error) {
	row, over, err := answering(p)
	if err != nil || over != nil {
		return whisper(over), err
	}
	return meetup.Keep(p, prefs.Today(p), courtesy.Elsewhere, []meetup.Encounter{{Who: row.Who, Note: p.Args.Part(1) == withNote}})
}

func notThisMonth(_ context.Context, p *bot.Personal) (bot.Private, error) {
	row, over, err := answering(p)
	if err != nil || over != nil {
		return whisper(over), err
	}
	if !p.Now.Before(row.Until) {
		return bot.Whisper(monthOver()).Anew(), nil
	}
	return bot.Whisper(noMeeting(row.Who.Name)), nil
}

// answering notes that she has answered; over says why it cannot be answered any more.
func answering(p *bot.Personal) (row mate, over *bot.Message, err error) {
	row, err = mates.Get(p.Data, p.Args.Part(0))
	if errors.Is(err, store.ErrNotFound) {
		m := tooOld()
		return row, &m, nil
	}
	if err == nil && row.Closed {
		m := answeredBefore()
		return row, &m, nil
	}
	if err != nil {
		return row, nil, err
	}
	row.Closed = true
	return row, nil, mates.Put(p.Data, p.Args.Part(0), row)
}

// whisper says why a pair cannot be answered, below it: the listing above is still good.
func whisper(m *bot.Message) bot.Private {
	if m == nil {
		return bot.Private{}
	}
	return bot.Whisper(*m).Anew()
}

// news tells somebody why there is nobody for her.
func news(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	name, err := p.CircleName(l.Circle, theGroup)
	if err != nil {
		return bot.Private{}, err
	}
	switch l.Ref {
	case noListing:
		return bot.Whisper(withoutListing(name)), nil
	case metAll:
		return bot.Whisper(hasMetAll(name)), nil
	case alone:
		return bot.Whisper(isAlone(name)), nil
	}
	return bot.Whisper(isLeftOut(name)), nil
}

// of is the pair of a letter and the key of the other one; ok is false if whose tap sent
// it is none of the two, or it is forgotten.
func of(s *bot.Shared, id string) (row pair, other string, ok bool, err error) {
	key, err := s.Key(s.Who)
	if err != nil {
		return row, "", false, err
	}
	if other, ok = otherOf(id, key); !ok {
		return row, "", false, nil
	}
	row, err = paired.Get(s.Data, id)
	return row, other, err == nil, store.IgnoreMissing(err)
}

// haveMet notes that two have met.
func haveMet(_ context.Context, s *bot.Shared, l bot.Mail) (bot.Public, error) {
	row, _, ok, err := of(s, l.Ref)
	if err != nil || !ok {
		return bot.Public{}, err
	}
	row.Met = true
	return bot.Public{}, paired.Put(s.Data, l.Ref, row)
}

// callOff tells the other one that it is not to be this month, once. She comes first the
// month after.
func callOff(_ context.Context, s *bot.Shared, l bot.Mail) (bot.Public, error) {
	row, other, ok, err := of(s, l.Ref)
	if err != nil || !ok || row.Met || row.Off || !s.Now.Before(row.Until) {
		return bot.Public{}, err
	}
	row.Off = true
	if err := paired.Put(s.Data, l.Ref, row); err != nil {
		return bot.Public{}, err
	}
	them, err := takers.Get(s.Data, other)
	if err != nil {
		return bot.Public{}, store.IgnoreMissing(err)
	}
	them.Waits++
	if err := takers.Put(s.Data, other, them); err != nil {
		return bot.Public{}, err
	}
	name, err := listing.Name(s, s.Who)
	if err != nil {
		return bot.Public{}, err
	}
	_, err = s.Tell(them.Account, notMail, "", bot.Enclosure{}.Write("name", "", name).Write(monthLine, "", nameOfMonth(row.Month)))
	return bot.Public{}, err
}

// called tells somebody that the other one cannot this month.
func called(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	name, err := p.CircleName(l.Circle, theGroup)
	if err != nil {
		return bot.Private{}, err
	}
	return bot.Whisper(calledOff(name, l.What.Get("name"), l.What.Get(monthLine))), nil
}
