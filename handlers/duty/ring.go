package duty

import (
	"context"
	"errors"
	"time"

	"referout/bot"
	"referout/handlers/courtesy"
	"referout/store"
)

// ring is a duty's alarm: it speaks unless she is away, and sets the next ping.
func ring(_ context.Context, p *bot.Personal, id string) ([]bot.Nudge, error) {
	k, err := at(p)
	if err != nil {
		return nil, err
	}
	d, err := k.get(id)
	if err != nil || !d.Live() {
		return nil, err
	}
	if until, away := k.prefs.Away(k.now); away {
		return nil, k.remind(id, until)
	}
	if d.State == Written {
		return nil, nil
	}
	pings, err := k.rung(id)
	if err != nil {
		return nil, err
	}
	pings++
	if next, again := k.pingAgain(d, pings); again {
		if err := k.remind(id, next); err != nil {
			return nil, err
		}
	} else if err := k.ensureDigest(); err != nil {
		return nil, err
	}
	one, many := noun(d)
	return []bot.Nudge{{Duty: id, One: one, Many: many}}, rings.Put(k.Data, id, rung{N: pings})
}

// pingAgain is when a duty that was just pinged is asked for once more.
func (k desk) pingAgain(d Duty, pings int) (time.Time, bool) {
	switch {
	case d.Kind == Note:
		return courtesy.NoteAgain(k.prefs.Rhythm, k.now, pings)
	case d.Kind == Visit && d.Booked.IsZero() && d.Again.After(k.now):
		return d.Again, true
	}
	return time.Time{}, false
}

// digest is the weekly list of everything owed. It says nothing if nothing is,
// and sleeps until something is owed again.
func digest(_ context.Context, p *bot.Personal, _ string) ([]bot.Nudge, error) {
	k, err := at(p)
	if err != nil {
		return nil, err
	}
	ids, duties, err := k.live()
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	if err := k.Remind(digestKind, p.Who.ID, k.prefs.Rhythm.NextDigest(k.now)); err != nil {
		return nil, err
	}
	if _, away := k.prefs.Away(k.now); away {
		return nil, nil
	}
	var said []bot.Nudge
	for _, id := range byUrgency(ids, duties) {
		if d := duties[id]; d.owed(k.now, k.prefs.Rhythm) {
			one, many := noun(d)
			said = append(said, bot.Nudge{Duty: id, One: one, Many: many, Lead: digestLead})
		}
	}
	return said, nil
}

// Return brings what was held back until a wall time forward, when she is back
// earlier than she said.
func Return(p *bot.Personal, held time.Time) error {
	k, err := at(p)
	if err != nil {
		return err
	}
	var waiting []string
	for a, err := range store.Alarms(p.Data) {
		if err != nil {
			return err
		}
		if a.Kind == alarmKind && a.Wall.Equal(held) {
			waiting = append(waiting, a.ID)
		}
	}
	for _, id := range waiting {
		if err := k.remind(id, k.prefs.Rhythm.NextDesk(k.now)); err != nil {
			return err
		}
	}
	return nil
}

// Resettle moves pings that follow the rhythm after it was changed: those that
// stand at the old desk or visit hour keep their day and take the new hour.
func Resettle(p *bot.Personal, old courtesy.Rhythm) error {
	k, err := at(p)
	if err != nil {
		return err
	}
	moved := map[string]time.Time{}
	for a, err := range store.Alarms(p.Data) {
		if err != nil {
			return err
		}
		if wall, ok := k.resettled(a, old); ok {
			moved[a.ID] = wall
		}
	}
	for id, wall := range moved {
		if err := k.Remind(alarmKind, id, wall); err != nil {
			return err
		}
	}
	if err := k.Hush(digestKind, k.Who.ID); err != nil {
		return err
	}
	return k.ensureDigest()
}

// resettled is where an alarm at an old hour goes.
func (k desk) resettled(a store.Alarm, old courtesy.Rhythm) (time.Time, bool) {
	if a.Kind != alarmKind || a.Wall.IsZero() {
		return time.Time{}, false
	}
	day := courtesy.Day(a.Wall)
	d, err := k.get(a.ID)
	if errors.Is(err, store.ErrNotFound) {
		return time.Time{}, false
	}
	r := k.prefs.Rhythm
	hour, to := old.Desk, r.DeskOn(day)
	if d.Kind == Visit && d.Booked.IsZero() {
		hour, to = old.Visit, r.VisitOn(day)
	}
	if a.Wall.Sub(day) != hour {
		return time.Time{}, false
	}
	if !to.After(k.now) {
		to = r.NextDesk(k.now)
	}
	return to, true
}
