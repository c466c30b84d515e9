package duty

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
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
		m = m.With(bot.Do(laterLabel(c.Kind), "at", ref(id, d), strconv.Itoa(int(c.Kind))))
	}
	m = m.With(bot.Do(aDateLabel, "date", ref(id, d)))
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
		return k.ask("date", id, d, askDate())
	}
	wall, elapsed, sorry, err := k.future(k.Args.Words, d)
	if err != nil {
		return bot.Private{}, err
	}
	if sorry != nil {
		return k.ask("date", id, d, *sorry)
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
	if d.Kind == Visit && !found.Clock && !found.Elapsed && !wall.After(k.now) {
		wall = courtesy.LaterOn(found.Wall, false, false, k.prefs.Rhythm)
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

// pushAll moves all duties that are still owed to what was typed, or none.
func (k desk) pushAll(ids []string, words string) (bot.Private, error) {
	var moved []moving
	for _, id := range ids {
		d, err := k.get(id)
		if errors.Is(err, store.ErrNotFound) || (err == nil && (!d.Live() || d.ahead(k.now))) {
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
			return bot.Whisper(*sorry).About(ids...), nil
		}
		moved = append(moved, moving{id, d, wall, elapsed})
	}
	if len(moved) == 0 {
		return bot.Whisper(allDone()), nil
	}
	about := make([]string, len(moved))
	for i, m := range moved {
		if err := k.push(m.id, m.Duty, m.to, m.elapsed); err != nil {
			return bot.Private{}, err
		}
		about[i] = m.id
	}
	said, err := k.movedTo(moved)
	return k.undoable(bot.Whisper(said), didPostponeAll).About(about...), err
}

// moving is a duty and where it goes.
type moving struct {
	id string
	Duty
	to      time.Time
	elapsed bool
}

// movedTo says when is asked again: by name for one duty.
func (k desk) movedTo(moved []moving) (bot.Message, error) {
	first := moved[0]
	if len(moved) > 1 {
		same := !slices.ContainsFunc(moved, func(m moving) bool { return !m.to.Equal(first.to) })
		return postponedAll(len(moved), k.spoken(first.to), same, k.today()), nil
	}
	name, err := k.name(first.Whom)
	return postponed(name, k.spoken(first.to), k.today()), err
}

// laterWords leaves the date of "snooze till friday".
func laterWords(text string) string {
	text = strings.TrimSpace(text)
	for _, lead := range []string{"snooze", "later", "remind me", "ask me", "ask again", "again", "till", "until"} {
		if len(text) > len(lead) && strings.EqualFold(text[:len(lead)], lead) && text[len(lead)] == ' ' {
			text = strings.TrimSpace(text[len(lead):])
		}
	}
	return text
}
