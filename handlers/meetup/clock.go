package meetup

import (
	"context"
	"errors"

	"referout/bot"
	"referout/bot/when"
	"referout/store"
)

// schedule sets the alarm of a meeting's next step. It floats with the circle's clock,
// unless that shows the same time twice.
func schedule(s *bot.Shared, id string, m Meeting) error {
	for step := Week; step <= End; step++ {
		at := m.Facts.when(step, s.Instant)
		if !at.After(s.Now) {
			continue
		}
		if wall := when.Wall(at.In(s.Now.Location())); s.Instant(wall).Equal(at) {
			return s.Remind(stepAlarm, id, wall)
		}
		return s.RemindAt(stepAlarm, id, at)
	}
	return nil
}

// step does what the clock asks for about a meeting: the newest reminder if it is not
// stale, or its end. It rings late after an outage, and early if a zone was changed.
func step(_ context.Context, s *bot.Shared, id string) (bot.Public, error) {
	m, err := Meetings.Get(s.Data, id)
	if err != nil || m.State != Planned {
		return bot.Public{}, err
	}
	newest := m.Facts.due(s.Now, s.Instant)
	if newest <= m.Step {
		return bot.Public{}, schedule(s, id, m)
	}
	m.Step = newest
	if newest == End {
		return finish(s, id, m)
	}
	if err := errors.Join(Meetings.Put(s.Data, id, m), schedule(s, id, m)); err != nil {
		return bot.Public{}, err
	}
	if !m.Facts.fresh(newest, s.Now, s.Instant) {
		return bot.Public{}, nil
	}
	gone, err := sweep(s, id, m)
	if err != nil {
		return bot.Public{}, err
	}
	if err := tellGoing(s, id, because(reminderOf(newest))); err != nil || !gone {
		return bot.Public{}, err
	}
	return cardOf(s, id, m)
}

// finish ends a meeting: its card loses its buttons, those who went are asked at their
// desks whom they met, and the next of a series is shown.
func finish(s *bot.Shared, id string, m Meeting) (bot.Public, error) {
	m.State = Over
	if err := errors.Join(Meetings.Put(s.Data, id, m), s.Hush(tellAlarm, id)); err != nil {
		return bot.Public{}, err
	}
	if err := eachGoing(s.Data, id, func(r reply) error { return tell(s, r.Account, overMail, id, nil) }); err != nil {
		return bot.Public{}, err
	}
	card, err := cardOf(s, id, m)
	if err != nil {
		return bot.Public{}, err
	}
	next, err := follow(s, m.Series)
	return card.And(next), err
}

// tellChanges rings when nothing has been changed about a meeting for a while: those
// who know an older state of it are told of the newest, once.
func tellChanges(_ context.Context, s *bot.Shared, id string) (bot.Public, error) {
	m, err := Meetings.Get(s.Data, id)
	if err != nil || m.State != Planned || m.Told == m.Facts {
		return bot.Public{}, err
	}
	if what := differences(m.Told, m.Facts); what != "" {
		if err := tellAll(s, id, m, because(hasChanged).Write("what", "", what)); err != nil {
			return bot.Public{}, err
		}
	}
	m.Told = m.Facts
	return bot.Public{}, Meetings.Put(s.Data, id, m)
}

// zoned rings when the circle's clock is another: the meetings to come keep their hour
// there, which is another instant. Their cards and calendar files say so, and those who
// come are told.
func zoned(_ context.Context, s *bot.Shared, _ string) (bot.Public, error) {
	all, err := planned(s.Data)
	if err != nil {
		return bot.Public{}, err
	}
	for _, e := range all {
		m := e.Value
		m.Changed, m.Editor = s.Now.UTC(), bot.Account{}
		m.Version++
		m.Step = m.Facts.due(s.Now, s.Instant)
		err = errors.Join(Meetings.Put(s.Data, e.ID, m), schedule(s, e.ID, m), s.RemindAt(cardAlarm, e.ID, s.Now),
			tellAll(s, e.ID, m, because(hasChanged).Write("what", "", whenField)))
		if err != nil {
			return bot.Public{}, err
		}
	}
	return bot.Public{}, nil
}

// tellGoing writes to everybody who is going.
func tellGoing(s *bot.Shared, id string, what bot.Enclosure) error {
	return eachGoing(s.Data, id, func(r reply) error { return tell(s, r.Account, newsMail, id, what) })
}

func eachGoing(s store.Space, id string, do func(reply) error) error {
	all, err := answersTo(s, id)
	if err != nil {
		return err
	}
	for _, e := range all {
		if e.Value.Answer != Going {
			continue
		}
		if err := do(e.Value); err != nil {
			return err
		}
	}
	return nil
}

// tellAll writes to everybody who is going or waits for a seat, and has answered before
// the meeting was changed: the others have seen how it is now.
func tellAll(s *bot.Shared, id string, m Meeting, what bot.Enclosure) error {
	all, err := answersTo(s.Data, id)
	if err != nil {
		return err
	}
	for _, e := range all {
		if e.Value.Answer == NotGoing || e.Value.Account == m.Editor || e.Value.Said.After(m.Changed) {
			continue
		}
		if err := tell(s, e.Value.Account, newsMail, id, what); err != nil {
			return err
		}
	}
	return nil
}
