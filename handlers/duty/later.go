package duty

import (
	"context"
	"errors"
	"strconv"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/courtesy"
	"referout/store"
)

// later answers [Later]: when shall I ask again?
func later(k desk, id string, d Duty) (bot.Private, error) {
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	times := courtesy.LaterChoices(k.now, k.prefs.Rhythm, d.Kind == Visit)
	return k.offerTimes(id, d, askLater(d, name), times), nil
}

// notYet answers a follow-up that is too early, or a booked visit that has not
// been made.
func notYet(k desk, id string, d Duty) (bot.Private, error) {
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	if d.Kind != FollowUp {
		return later(k, id, d)
	}
	return k.offerTimes(id, d, askNotYet(name), courtesy.FollowUpChoices(k.now, k.prefs.Rhythm)), nil
}

func (k desk) offerTimes(id string, d Duty, question string, times []courtesy.Choice) bot.Private {
	m := bot.Compose(bot.Say("%s", question))
	for _, c := range times {
		m = m.With(bot.Do(laterLabel(c.Kind), "at", id, strconv.Itoa(int(c.Kind))))
	}
	m = m.With(bot.Do(aDateLabel, "date", id))
	about := k.Args.About
	if len(about) == 0 {
		about = []string{id}
	}
	return bot.Whisper(m).About(about...)
}

// atTime answers one of the offered times.
func atTime(k desk, id string, d Duty) (bot.Private, error) {
	kind, err := strconv.Atoi(k.Args.Part(1))
	if err != nil {
		return k.page(id)
	}
	offered := append(courtesy.LaterChoices(k.now, k.prefs.Rhythm, d.Kind == Visit), courtesy.FollowUpChoices(k.now, k.prefs.Rhythm)...)
	for _, c := range offered {
		if c.Kind == courtesy.LaterKind(kind) {
			return k.postpone(id, d, c.At, c.Elapsed)
		}
	}
	return later(k, id, d)
}

// onDate asks for a date of her own, and takes it.
func onDate(k desk, id string, d Duty) (bot.Private, error) {
	if k.Args.Tapped {
		return bot.Whisper(askDate()).Asks("date", id).About(id), nil
	}
	wall, elapsed, sorry, err := k.future(k.Args.Words, d)
	if err != nil {
		return bot.Private{}, err
	}
	if sorry != nil {
		return bot.Whisper(*sorry).Asks("date", id).About(id), nil
	}
	return k.postpone(id, d, wall, elapsed)
}

// future reads a date that lies ahead; sorry says what is wrong with it.
func (k desk) future(words string, d Duty) (wall time.Time, elapsed bool, sorry *bot.Message, err error) {
	found, err := when.Parse(words, k.Now, when.Future)
	unclear := (*when.Unclear)(nil)
	switch {
	case errors.As(err, &unclear):
		m := dateUnclear(unclear)
		return time.Time{}, false, &m, nil
	case errors.Is(err, when.ErrNone):
		m := dateUnread()
		return time.Time{}, false, &m, nil
	case err != nil:
		return time.Time{}, false, nil, err
	}
	wall = found.Wall
	if !found.Elapsed {
		wall = courtesy.LaterOn(found.Wall, found.Clock, d.Kind == Visit, k.prefs.Rhythm)
	}
	if !wall.After(k.now) {
		m := datePast(wall, k.today())
		return time.Time{}, false, &m, nil
	}
	return wall, found.Elapsed, nil, nil
}

// replied understands a date typed in answer to a ping: Later, for all it is about.
func replied(_ context.Context, p *bot.Personal) (bot.Private, error) {
	if len(p.Args.About) == 0 {
		return bot.Private{}, bot.ErrNoMatch
	}
	k, err := at(p)
	if err != nil {
		return bot.Private{}, err
	}
	if _, err := when.Parse(laterWords(p.Args.Words), p.Now, when.Future); errors.Is(err, when.ErrNone) {
		return bot.Private{}, bot.ErrNoMatch
	}
	return k.pushAll(p.Args.About, laterWords(p.Args.Words))
}

func (k desk) pushAll(ids []string, words string) (bot.Private, error) {
	var moved []string
	var to time.Time
	for _, id := range ids {
		d, err := k.get(id)
		if errors.Is(err, store.ErrNotFound) || (err == nil && !d.Live()) {
			continue
		}
		if err != nil {
			return bot.Private{}, err
		}
		wall, elapsed, sorry, err := k.future(words, d)
		if err != nil {
			return bot.Private{}, err
		}
		if sorry != nil {
			return bot.Whisper(*sorry), nil
		}
		if err := k.push(id, d, wall, elapsed); err != nil {
			return bot.Private{}, err
		}
		moved, to = append(moved, id), wall
	}
	if len(moved) == 0 {
		return bot.Whisper(allDone()), nil
	}
	m := postponedAll(len(moved), to, k.today()).With(bot.UndoChoice())
	return bot.Whisper(m).Undoable(didPostponeAll, UndoUntil(k.Personal)).About(moved...), nil
}
