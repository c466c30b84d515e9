package meetup

import (
	"context"
	"errors"
	"strconv"
	"time"

	"referout/bot"
	"referout/store"
)

// mostPlanned is how many meetings a circle may plan at a time.
const mostPlanned = 20

// post takes a meeting that somebody has shown and let go, and shows its card in the
// thread that it was asked for in. The first one brings the circle's clock.
func post(_ context.Context, s *bot.Shared, mail bot.Mail) (bot.Public, error) {
	if err := setClock(s, mail.What.Get(zoneField)); err != nil {
		return bot.Public{}, err
	}
	d, err := planOf(mail.What).describe(s.Now)
	if said := (*bot.Error)(nil); errors.As(err, &said) || d.Wall.IsZero() {
		return bot.Public{}, tell(s, s.Who, newsMail, "", because(refused))
	}
	if err != nil {
		return bot.Public{}, err
	}
	if !begins(s, d.Facts).After(s.Now) {
		return bot.Public{}, tell(s, s.Who, newsMail, "", because(wasPast))
	}
	if many, err := planned(s.Data); err != nil || len(many) >= mostPlanned {
		return bot.Public{}, errors.Join(err, tell(s, s.Who, newsMail, "", because(tooMany)))
	}
	m := Meeting{Facts: d.Facts, By: s.Who, Thread: mail.Ref}
	if d.Rule.Valid() {
		m.Series, m.Date = s.NewID(), day(d.Wall)
		sr := Series{Facts: d.Facts, Rule: d.Rule, By: s.Who, Thread: mail.Ref, Anchor: m.Date, Last: m.Date}
		if err := series.Put(s.Data, m.Series, sr); err != nil {
			return bot.Public{}, err
		}
	}
	return announce(s, m)
}

// setClock gives the circle its clock, unless it has one.
func setClock(s *bot.Shared, zone string) error {
	have, err := s.Zone()
	if err != nil || have != "" || zone == "" {
		return err
	}
	if _, err := time.LoadLocation(zone); err != nil {
		return nil // no clock is better than a broken one
	}
	return s.SetZone(zone)
}

// announce keeps a new meeting and shows its card.
func announce(s *bot.Shared, m Meeting) (bot.Public, error) {
	m.State, m.Changed, m.Told = Planned, s.Now.UTC(), m.Facts
	m.UID = strconv.FormatUint(s.Rand.Uint64(), 36) + "-" + s.NewID() + "@referout"
	m.Step = m.Facts.due(s.Now, s.Instant)
	id := s.NewID()
	if err := errors.Join(Meetings.Put(s.Data, id, m), schedule(s, id, m)); err != nil {
		return bot.Public{}, err
	}
	return cardOf(s, id, m)
}

// planned are the meetings to come, the next first.
func planned(s store.Space) (out []store.Entry[Meeting], err error) {
	if out, err = store.Collect(Meetings.By(s, "planned", "1")); err != nil {
		return nil, err
	}
	sortByTime(out)
	return out, nil
}

// change takes what has been changed about a meeting, from who may.
func change(_ context.Context, s *bot.Shared, mail bot.Mail) (bot.Public, error) {
	id, all := splitRef(mail.Ref)
	m, ok, err := mine(s, id)
	if err != nil || !ok {
		return bot.Public{}, err
	}
	d, err := planOf(mail.What).over(m.Facts, s.Now)
	if said := (*bot.Error)(nil); errors.As(err, &said) {
		return bot.Public{}, tell(s, s.Who, newsMail, id, because(refused))
	}
	if err != nil {
		return bot.Public{}, err
	}
	next := d.Facts
	if !begins(s, next).After(s.Now) && !next.Wall.Equal(m.Facts.Wall) {
		return bot.Public{}, tell(s, s.Who, newsMail, id, because(wasPast))
	}
	if all {
		if err := changeSeries(s, m.Series, planOf(mail.What)); err != nil {
			return bot.Public{}, err
		}
	}
	if next == m.Facts {
		return bot.Public{}, nil
	}
	return changed(s, id, m, next)
}

// changed keeps other facts of a meeting. Those going are told when nothing more has
// been changed for a while.
func changed(s *bot.Shared, id string, m Meeting, next Facts) (bot.Public, error) {
	moved := !next.Wall.Equal(m.Facts.Wall) || next.Length != m.Facts.Length
	m.Facts, m.Changed, m.Editor = next, s.Now.UTC(), s.Who
	m.Version++
	if moved {
		m.Step = next.due(s.Now, s.Instant)
	}
	err := errors.Join(Meetings.Put(s.Data, id, m), schedule(s, id, m), s.RemindAt(tellAlarm, id, s.Now.Add(quiet(s, next))), moveUp(s, id, m))
	if err != nil {
		return bot.Public{}, err
	}
	return cardOf(s, id, m)
}

// quietFor is how long nothing must have been changed before those going are told.
const quietFor = 5 * time.Minute

// quiet is how long that is for a meeting: what begins soon is told at once.
func quiet(s *bot.Shared, f Facts) time.Duration {
	if begins(s, f).Sub(s.Now) < time.Hour {
		return time.Second
	}
	return quietFor
}

// mine is a meeting that who asks may change: hers, or anybody's if she administers
// the chat. She is told if it is not.
func mine(s *bot.Shared, id string) (m Meeting, ok bool, err error) {
	m, closed, err := open(s, id)
	if err != nil {
		return m, false, err
	}
	if closed != nil {
		return m, false, tell(s, s.Who, newsMail, id, because(tooLate))
	}
	may, err := mayChange(s, m.By)
	if err != nil || may {
		return m, may, err
	}
	return m, false, tell(s, s.Who, newsMail, id, because(notYours))
}

func mayChange(s *bot.Shared, by bot.Account) (bool, error) {
	if s.Who == by {
		return true, nil
	}
	return s.Moderates()
}

// allMark behind a meeting's id in a letter means its series too.
const allMark = ":all"

func day(wall time.Time) time.Time { return wall.Truncate(24 * time.Hour) }
