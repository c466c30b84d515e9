package meetup

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/listing"
	"referout/handlers/prefs"
	"referout/store"
)

// question is what somebody is asked after a meeting: whom of the others did you meet?
// It stands in her own book, as her answer does.
type ask struct {
	Circle  string    `cbor:"1,keyasint" json:"circle"`
	Meeting string    `cbor:"2,keyasint" json:"meeting"`
	Day     time.Time `cbor:"3,keyasint" json:"day"` // hers, on her own clock
	Topic   string    `cbor:"4,keyasint,omitempty" json:"topic,omitempty"`
	Keys    []string  `cbor:"5,keyasint,omitempty" json:"keys,omitempty"`  // of the others
	Ticks   []tickOf  `cbor:"6,keyasint,omitempty" json:"ticks,omitempty"` // in the same order
	Closed  bool      `cbor:"7,keyasint,omitempty" json:"closed,omitempty"`
	From    time.Time `cbor:"8,keyasint,omitempty" json:"from,omitzero"` // the day on which she is asked
}

// tooOld says whether the question cannot be answered any more.
func (row ask) tooOld(p *bot.Personal) bool {
	if row.From.After(row.Day) {
		return tooOld(p, row.From)
	}
	return tooOld(p, row.Day)
}

// asked has a row a meeting that she went to, until two weeks after she was asked.
var asked = store.Table[ask]{Name: "metwhom"}

// tickOf is what a tick says. Stored: the numbers must never change.
type tickOf uint8

// The ticks, in the order in which taps lead through them.
const (
	notMet tickOf = iota
	met
	metAndNote
	ticks
)

const (
	// answerDays is how long the question can be answered.
	answerDays = 14
	// aPage is how many people are shown at a time.
	aPage = 8
)

// over takes in that a meeting which she went to has ended: she is asked at her next
// desk time.
func over(_ context.Context, p *bot.Personal, mail bot.Mail) (bot.Private, error) {
	v, err := look(p, mail.Circle, mail.Ref)
	if err != nil {
		return bot.Private{}, store.IgnoreMissing(err)
	}
	if err := forgetAsked(p); err != nil {
		return bot.Private{}, err
	}
	hers := when.Wall(v.begins().In(p.Now.Location()))
	if v.answer.Answer != Going || tooOld(p, hers) {
		return bot.Private{}, nil
	}
	id := mail.Circle + "." + mail.Ref
	if _, err := asked.Get(p.Data, id); !errors.Is(err, store.ErrNotFound) {
		return bot.Private{}, err
	}
	have, err := prefs.Of(p)
	if err != nil {
		return bot.Private{}, err
	}
	row := ask{Circle: mail.Circle, Meeting: mail.Ref, Day: day(hers), Topic: v.Facts.Topic}
	return bot.Private{}, errors.Join(asked.Put(p.Data, id, row), p.Remind(metAlarm, id, have.Rhythm.NextDesk(prefs.Now(p))))
}

func tooOld(p *bot.Personal, wall time.Time) bool {
	return day(wall).AddDate(0, 0, answerDays).Before(prefs.Today(p))
}

// forgetAsked drops what was asked too long ago.
func forgetAsked(p *bot.Personal) error {
	all, err := store.Collect(asked.All(p.Data))
	if err != nil {
		return err
	}
	for _, e := range all {
		if e.Value.tooOld(p) {
			err = errors.Join(err, asked.Delete(p.Data, e.ID), p.Hush(metAlarm, e.ID))
		}
	}
	return err
}

// whomMet asks, once: at her desk, not while she is away, and only if others went of
// whom the circle has a listing.
func whomMet(_ context.Context, p *bot.Personal, id string) ([]bot.Nudge, error) {
	row, err := asked.Get(p.Data, id)
	if err != nil || row.Closed {
		return nil, err
	}
	have, err := prefs.Of(p)
	if err != nil {
		return nil, err
	}
	if until, away := have.Away(prefs.Now(p)); away {
		row.From = day(until)
		return nil, errors.Join(asked.Put(p.Data, id, row), p.Remind(metAlarm, id, until))
	}
	row.From = day(when.Wall(p.Now))
	if row.Keys, err = company(p, row); err != nil || len(row.Keys) == 0 {
		return nil, errors.Join(err, asked.Delete(p.Data, id))
	}
	row.Ticks = make([]tickOf, len(row.Keys))
	if err := asked.Put(p.Data, id, row); err != nil {
		return nil, err
	}
	return []bot.Nudge{{Text: whomMetText(row.Topic, row.Day), Choices: []bot.Choice{
		bot.Do(tickLabel, listAction, id, "0"), bot.Do(nobodyLabel, nobodyAction, id),
	}}}, nil
}

// company are the keys of the others who went and show a listing, by name.
func company(p *bot.Personal, row ask) ([]string, error) {
	c, space, err := p.Circle(row.Circle)
	if err != nil {
		return nil, store.IgnoreMissing(err)
	}
	mine, err := p.Key(c.Mine)
	if err != nil {
		return nil, err
	}
	type named struct{ key, name string }
	var all []named
	for e, err := range answers.Range(space, row.Meeting+answerMark, row.Meeting+"/") {
		if err != nil {
			return nil, err
		}
		_, key, _ := strings.Cut(e.ID, answerMark)
		if e.Value.Answer != Going || key == mine {
			continue
		}
		l, err := listing.Listings.Get(space, key)
		if store.IgnoreMissing(err) != nil {
			return nil, err
		}
		if l.Name != "" {
			all = append(all, named{key, l.Name})
		}
	}
	store.Sort(all, func(a, b named) int { return strings.Compare(a.name, b.name) })
	keys := make([]string, len(all))
	for i, n := range all {
		keys[i] = n.key
	}
	return keys, nil
}

// row is the question that a button is about; closed says why it cannot be answered.
func rowOf(p *bot.Personal) (id string, row ask, closed *bot.Private, err error) {
	id = p.Args.Part(0)
	row, err = asked.Get(p.Data, id)
	over := bot.Whisper(tooLongAgo()).Anew()
	switch {
	case errors.Is(err, store.ErrNotFound):
		return id, row, &over, nil
	case err != nil:
		return id, row, nil, err
	case row.Closed:
		over = bot.Whisper(answeredBefore()).Anew()
		return id, row, &over, nil
	case row.tooOld(p):
		return id, row, &over, nil
	}
	return id, row, nil, nil
}

// withRow is a handler about the question that its button names first.
func withRow(do func(*bot.Personal, string, ask) (bot.Private, error)) func(context.Context, *bot.Personal) (bot.Private, error) {
	return func(_ context.Context, p *bot.Personal) (bot.Private, error) {
		id, row, closed, err := rowOf(p)
		if err != nil {
			return bot.Private{}, err
		}
		if closed != nil {
			return *closed, nil
		}
		return do(p, id, row)
	}
}

// listMet shows those she may have met.
func listMet(p *bot.Personal, id string, row ask) (bot.Private, error) {
	from, err := strconv.Atoi(p.Args.Part(1))
	if err != nil || from < 0 || from >= len(row.Keys) {
		from = 0
	}
	return row.list(p, id, from)
}

// tick leads one person from not met to met, to met and a note, and back.
func tick(p *bot.Personal, id string, row ask) (bot.Private, error) {
	n, err := strconv.Atoi(p.Args.Part(1))
	if err != nil || n < 0 || n >= len(row.Ticks) {
		return row.list(p, id, 0)
	}
	row.Ticks[n] = (row.Ticks[n] + 1) % ticks
	if err := asked.Put(p.Data, id, row); err != nil {
		return bot.Private{}, err
	}
	return row.list(p, id, n/aPage*aPage)
}

// list is a page of people, a button each. Who shows no listing any more is not named.
func (row ask) list(p *bot.Personal, id string, from int) (bot.Private, error) {
	_, space, err := p.Circle(row.Circle)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(notInIt()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	from = from / aPage * aPage
	m := whoWasIt()
	for n := from; n < min(from+aPage, len(row.Keys)); n++ {
		l, err := listing.Listings.Get(space, row.Keys[n])
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return bot.Private{}, err
		}
		m = m.With(bot.Do(ticked(l.Name, row.Ticks[n]), tickAction, id, strconv.Itoa(n)))
	}
	if from > 0 {
		m = m.With(bot.Do(earlierLabel, pageMetAction, id, strconv.Itoa(from-aPage)))
	}
	if from+aPage < len(row.Keys) {
		m = m.With(bot.Do(moreLabel, pageMetAction, id, strconv.Itoa(from+aPage)))
	}
	return bot.Whisper(m.With(bot.Do(doneLabel, doneAction, id), bot.Do(nobodyLabel, nobodyAction, id))), nil
}

// doneMet writes all that is ticked into her book, at once.
func doneMet(p *bot.Personal, id string, row ask) (bot.Private, error) {
	_, space, err := p.Circle(row.Circle)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(notInIt()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	var all []Encounter
	for n, key := range row.Keys {
		if row.Ticks[n] == notMet {
			continue
		}
		l, err := listing.Listings.Get(space, key)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return bot.Private{}, err
		}
		all = append(all, Encounter{Who: l, Note: row.Ticks[n] == metAndNote})
	}
	if len(all) == 0 {
		return nobodyMet(p, id, row)
	}
	return row.close(p, id, func() (bot.Private, error) { return Keep(p, row.Day, atMeetup, all) })
}

// nobodyMet ends the question.
func nobodyMet(p *bot.Personal, id string, row ask) (bot.Private, error) {
	return row.close(p, id, func() (bot.Private, error) { return bot.Whisper(metNobody()), nil })
}

func (row ask) close(p *bot.Personal, id string, then func() (bot.Private, error)) (bot.Private, error) {
	row.Closed = true
	if err := errors.Join(asked.Put(p.Data, id, row), p.Hush(metAlarm, id)); err != nil {
		return bot.Private{}, err
	}
	return then()
}
