package meetup

import (
	"context"
	"errors"
	"strings"
	"time"

	"referout/bot"
	"referout/store"
)

const (
	// ahead is how many days before a meeting of a series its card is shown, if the one
	// before it is over by then.
	showAhead = 21
	// showAt is when on that day.
	showAt = 10 * time.Hour
)

// follow shows the next date of a series, or sees to it that it is shown in time.
func follow(s *bot.Shared, id string) (bot.Public, error) {
	if id == "" {
		return bot.Public{}, nil
	}
	sr, err := series.Get(s.Data, id)
	if err != nil || sr.Ended || !sr.Rule.Valid() {
		return bot.Public{}, store.IgnoreMissing(err)
	}
	next := sr.next(sr.Last)
	for !s.Instant(next).After(s.Now) {
		next = sr.next(next)
	}
	if show := day(next).AddDate(0, 0, -showAhead).Add(showAt); s.Instant(show).After(s.Now) {
		return bot.Public{}, s.Remind(nextAlarm, id, show)
	}
	sr.Last = day(next)
	if err := series.Put(s.Data, id, sr); err != nil {
		return bot.Public{}, err
	}
	m := Meeting{Facts: sr.Facts, By: sr.By, Thread: sr.Thread, Series: id, Date: sr.Last}
	m.Facts.Wall = next
	return announce(s, m)
}

// next is the first date of a series behind a day.
func (sr Series) next(behind time.Time) time.Time {
	return sr.Rule.Next(behind, sr.Anchor, nil).Add(sinceMidnight(sr.Facts.Wall))
}

// nextDate rings when the next date of a series is to be shown.
func nextDate(_ context.Context, s *bot.Shared, id string) (bot.Public, error) {
	return follow(s, id)
}

// changeSeries lets the days to come have what is changed too, and nothing else that one
// date has of its own. The day itself is the rule's.
func changeSeries(s *bot.Shared, id string, p plan) error {
	sr, err := series.Get(s.Data, id)
	if err != nil {
		return store.IgnoreMissing(err)
	}
	d, err := p.over(sr.Facts, s.Now)
	if err != nil {
		return err // the same has just been read for the date itself
	}
	sr.Facts = d.Facts
	return series.Put(s.Data, id, sr)
}

// callOff lets a meeting not take place, or none of its series any more. Those going
// are told at once.
func callOff(_ context.Context, s *bot.Shared, mail bot.Mail) (bot.Public, error) {
	id, all := splitRef(mail.Ref)
	m, ok, err := mine(s, id)
	if err != nil || !ok {
		return bot.Public{}, err
	}
	return cancel(s, id, m, all)
}

func cancel(s *bot.Shared, id string, m Meeting, all bool) (bot.Public, error) {
	if all && m.Series != "" {
		if err := endSeries(s, m.Series); err != nil {
			return bot.Public{}, err
		}
	}
	m.State, m.Changed, m.Editor = Cancelled, s.Now.UTC(), s.Who
	m.Version++
	err := errors.Join(Meetings.Put(s.Data, id, m), s.Hush(stepAlarm, id), s.Hush(tellAlarm, id), tellAll(s, id, m, because(wasCalledOff)))
	if err != nil {
		return bot.Public{}, err
	}
	card, err := cardOf(s, id, m)
	if err != nil {
		return bot.Public{}, err
	}
	next, err := follow(s, m.Series)
	return card.And(next), err
}

func endSeries(s *bot.Shared, id string) error {
	sr, err := series.Get(s.Data, id)
	if err != nil {
		return store.IgnoreMissing(err)
	}
	sr.Ended = true
	return errors.Join(series.Put(s.Data, id, sr), s.Hush(nextAlarm, id))
}

// splitRef takes the mark of a whole series off a meeting's id.
func splitRef(ref string) (id string, all bool) { return strings.CutSuffix(ref, allMark) }

func sortByTime(all []store.Entry[Meeting]) {
	store.Sort(all, func(a, b store.Entry[Meeting]) int { return a.Value.Facts.Wall.Compare(b.Value.Facts.Wall) })
}
