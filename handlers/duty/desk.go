package duty

import (
	"errors"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/courtesy"
	"referout/handlers/people"
	"referout/handlers/prefs"
	"referout/store"
)

// desk is what every step here needs: the request, the settings, the wall clock.
type desk struct {
	*bot.Personal
	prefs prefs.Prefs
	now   time.Time // wall
}

func at(p *bot.Personal) (desk, error) {
	have, err := prefs.Of(p)
	return desk{Personal: p, prefs: have, now: prefs.Now(p)}, err
}

func (k desk) today() time.Time { return courtesy.Day(k.now) }

// get reads a duty by id.
func (k desk) get(id string) (Duty, error) { return Duties.Get(k.Data, id) }

// save stores a duty and notes a change of its state.
func (k desk) save(id string, d Duty, state State) error {
	if state != d.State || len(d.History) == 0 {
		d.History = append(d.History, Step{At: k.Now.UTC(), State: state, By: k.Who.ID})
	}
	d.State = state
	if !d.Live() {
		if err := k.Hush(alarmKind, id); err != nil {
			return err
		}
	}
	return Duties.Put(k.Data, id, d)
}

// remind sets the duty's next ping, and makes sure that there is a digest.
func (k desk) remind(id string, wall time.Time) error {
	if err := k.Remind(alarmKind, id, wall); err != nil {
		return err
	}
	return k.ensureDigest()
}

// spoken is when she will hear of what pings at a wall time: after an absence.
func (k desk) spoken(wall time.Time) time.Time {
	if until, away := k.prefs.Away(k.now); away && wall.Before(until) {
		return until
	}
	return wall
}

// Restore completes what [Undo] has left: visits that newer events owe as well, which
// came with what was taken back, and the weekly digest wherever something is owed.
func Restore(p *bot.Personal) error {
	k, err := at(p)
	if err != nil {
		return err
	}
	offices, err := store.Collect(people.Offices.All(p.Data))
	if err != nil {
		return err
	}
	for _, o := range offices {
		if err := k.reckon(o.ID); err != nil {
			return err
		}
	}
	return k.ensureDigest()
}

func (k desk) ensureDigest() error {
	_, err := store.AlarmOf(k.Data, digestKind, k.Who.ID)
	if !errors.Is(err, store.ErrNotFound) && !errors.Is(err, store.ErrDamaged) {
		return err
	}
	return k.Remind(digestKind, k.Who.ID, k.prefs.Rhythm.NextDigest(k.now))
}

// next is when a duty pings next, as a wall time; ok is false if it only stands
// in the digest.
func (k desk) next(id string) (wall time.Time, ok bool, err error) {
	a, err := store.AlarmOf(k.Data, alarmKind, id)
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrDamaged) { // which rings all the same
		return time.Time{}, false, nil
	}
	if err != nil {
		return time.Time{}, false, err
	}
	if a.Wall.IsZero() {
		return when.Wall(a.At.In(k.Now.Location())), true, nil
	}
	return a.Wall, true, nil
}

// live lists the ids of all live duties and the duties, in the order of ids. One that
// cannot be read holds back no other; spoilt says how many there are.
func (k desk) live() (ids []string, duties map[string]Duty, spoilt int, err error) {
	duties = map[string]Duty{}
	all, err := store.Collect(Duties.IDs(k.Data, "live", "1"))
	if err != nil {
		return nil, nil, 0, err
	}
	for _, id := range all {
		d, err := k.get(id)
		if errors.Is(err, store.ErrDamaged) {
			spoilt++
			continue
		}
		if err != nil {
			return nil, nil, 0, err
		}
		ids, duties[id] = append(ids, id), d
	}
	return ids, duties, spoilt, nil
}

// LiveOf lists the live duties about a person or an office, and of an office's
// own visit when a person is asked for.
func LiveOf(p *bot.Personal, whom, office string) (ids []string, err error) {
	for _, id := range []string{whom, office} {
		if id == "" || (id == office && whom == office && len(ids) > 0) {
			continue
		}
		for e, err := range Duties.By(p.Data, "whom", id) {
			if err != nil {
				return nil, err
			}
			if e.Value.Live() {
				ids = append(ids, e.ID)
			}
		}
	}
	return ids, nil
}

// Forget removes everything owed to a person or an office: they are gone.
func Forget(p *bot.Personal, whom string) error {
	gone, err := store.Collect(Duties.IDs(p.Data, "whom", whom))
	if err != nil {
		return err
	}
	for _, id := range gone {
		err := errors.Join(p.Hush(alarmKind, id), Duties.Delete(p.Data, id), rings.Delete(p.Data, id))
		if err != nil {
			return err
		}
	}
	return nil
}
