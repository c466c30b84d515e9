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
	if errors.Is(err, store.ErrDamaged) { // the digest tells of it
		return nil, k.ensureDigest()
	}
	if err != nil || !d.Live() {
		return nil, err
	}
	was, err := k.ringing(id)
	if err != nil {
		return nil, err
	}
	if until, away := k.prefs.Away(k.now); away {
		return nil, errors.Join(k.remind(id, until), rings.Put(k.Data, id, ringing{N: was.N, Held: true}))
	}
	pings := was.N + 1
	if next, again := k.pingAgain(d, pings); again {
		err = k.remind(id, next)
	} else {
		err = k.ensureDigest()
	}
	one, many := noun(d)
	return []bot.Nudge{{Duty: id, One: one, Many: many}}, errors.Join(err, rings.Put(k.Data, id, ringing{N: pings}))
}

// pingAgain is when a duty that was just pinged is asked for once more.
func (k desk) pingAgain(d Duty, pings int) (time.Time, bool) {
	switch {
	case d.State == Written:
		return time.Time{}, false
	case d.Kind == Note:
		return courtesy.NoteAgain(k.prefs.Rhythm, k.now, pings)
	case d.Kind == Visit && d.Booked.IsZero():
		again := k.prefs.Rhythm.VisitOn(d.Due)
		return again, again.After(k.now)
	}
	return time.Time{}, false
}

// heldDigest is the id of the digest that speaks once when she is back; the weekly
// one has her own id.
const heldDigest = "back"

// digest is the weekly list of everything owed. It says nothing if nothing is.
// What she is away for is said once when she is back.
func digest(_ context.Context, p *bot.Personal, id string) ([]bot.Nudge, error) {
	k, err := at(p)
	if err != nil {
		return nil, err
	}
	lead := digestLead
	if id == heldDigest {
		lead = ""
	} else if err := k.Remind(digestKind, id, k.prefs.Rhythm.NextDigest(k.now)); err != nil {
		return nil, err
	}
	if until, away := k.prefs.Away(k.now); away {
		return nil, k.Remind(digestKind, heldDigest, until)
	}
	ids, duties, spoilt, err := k.live()
	if err != nil {
		return nil, err
	}
	var said []bot.Nudge
	if spoilt > 0 {
		said = append(said, bot.Nudge{Text: spoiltOwedText(spoilt)})
	}
	for _, id := range byUrgency(ids, duties) {
		d := duties[id]
		if !d.owed(k.now, k.prefs.Rhythm) || (lead == "" && d.comes(k.prefs.Rhythm).After(k.now)) {
			continue
		}
		one, many := noun(d)
		said = append(said, bot.Nudge{Duty: id, One: one, Many: many, Lead: lead})
	}
	return said, nil
}

// Return brings what was held back forward to the next desk time, when she is
// back earlier than she said.
func Return(p *bot.Personal) error {
	k, err := at(p)
	if err != nil {
		return err
	}
	waiting, err := k.held()
	if err != nil {
		return err
	}
	for _, a := range waiting {
		if err := k.Remind(a.Kind, a.ID, k.prefs.Rhythm.NextDesk(k.now)); err != nil {
			return err
		}
	}
	return nil
}

// Rehold lets what was held back arrive at the end of an absence that was changed.
func Rehold(p *bot.Personal) error {
	k, err := at(p)
	if err != nil {
		return err
	}
	moved := map[string]time.Time{}
	if err := k.hold(moved); err != nil {
		return err
	}
	for id, wall := range moved {
		if err := k.Remind(alarmKind, id, wall); err != nil {
			return err
		}
	}
	return nil
}

// held lists the alarms that went off while she was away.
func (k desk) held() (out []store.Alarm, err error) {
	for a, err := range store.Alarms(k.Data) {
		if err != nil {
			return nil, err
		}
		was, err := k.ringing(a.ID)
		if err != nil {
			return nil, err
		}
		if a.Kind == digestKind && a.ID == heldDigest || a.Kind == alarmKind && was.Held {
			out = append(out, a)
		}
	}
	return out, nil
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
		wall, ok, err := k.resettled(a, old)
		if err != nil {
			return err
		}
		if ok {
			moved[a.ID] = wall
		}
	}
	if err := k.hold(moved); err != nil {
		return err
	}
	for id, wall := range moved {
		if err := k.Remind(alarmKind, id, wall); err != nil {
			return err
		}
	}
	return k.Remind(digestKind, k.Who.ID, k.prefs.Rhythm.NextDigest(k.now))
}

// hold lets what was held back arrive together when she is back; the times of
// duties go into moved.
func (k desk) hold(moved map[string]time.Time) error {
	until, away := k.prefs.Away(k.now)
	waiting, err := k.held()
	if err != nil || !away {
		return err
	}
	for _, a := range waiting {
		if a.Kind == alarmKind {
			moved[a.ID] = until
		} else if err := k.Remind(a.Kind, a.ID, until); err != nil {
			return err
		}
	}
	return nil
}

// resettled is where an alarm at an old hour goes. A day off that she chose
// herself stays the day.
func (k desk) resettled(a store.Alarm, old courtesy.Rhythm) (to time.Time, ok bool, err error) {
	if a.Kind != alarmKind || a.Wall.IsZero() {
		return time.Time{}, false, nil
	}
	day := courtesy.Day(a.Wall)
	d, err := k.get(a.ID)
	if err != nil {
		return time.Time{}, false, store.IgnoreMissing(err)
	}
	r := k.prefs.Rhythm
	hour := old.Desk
	to = r.DeskOn(day)
	visit := d.Kind == Visit && d.Booked.IsZero()
	if visit {
		hour, to = old.Visit, r.VisitOn(day)
	}
	if a.Wall.Sub(day) != hour {
		return time.Time{}, false, nil
	}
	if !old.Works(day) {
		to = courtesy.LaterOn(day, false, visit, r)
	}
	if !to.After(k.now) {
		to = r.NextDesk(k.now)
	}
	return to, true, nil
}
