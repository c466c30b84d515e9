package simtest

import (
	"slices"
	"time"

	"referout/store"
)

// turn waits for the next thing to happen, lets it happen, looks and checks.
func (w *world) turn() {
	if w.life == nil || !w.life.isDead() {
		at := w.next()
		if at.Equal(w.nextAlarm()) {
			w.forecast.maybeArm()
		}
		w.sleep(time.Until(at))
	}
	now := time.Now()
	if w.life != nil && w.life.isDead() {
		w.fall(about(w.forecast.r, pick(w.forecast.r, 5*time.Second, time.Minute, 2*time.Hour, 30*time.Hour)) + time.Second)
	}
	if w.life == nil && !now.Before(w.restart) {
		w.rise()
	}
	w.forecast.happen(now)
	for _, p := range w.people {
		if !now.Before(p.next) {
			w.forecast.maybeArm()
			p.sit()
		}
	}
	w.run(now)
	w.settle()
	w.check()
}

// next is when the next thing happens.
func (w *world) next() time.Time {
	at := w.finish
	sooner := func(t time.Time) {
		if !t.IsZero() && t.Before(at) {
			at = t
		}
	}
	for _, p := range w.people {
		sooner(p.next)
	}
	for _, e := range w.errands {
		sooner(e.at)
	}
	sooner(w.forecast.next())
	sooner(w.nextAlarm())
	if w.life == nil {
		sooner(w.restart)
	}
	return at
}

// nextAlarm is just behind the next alarm that is ahead.
func (w *world) nextAlarm() (next time.Time) {
	wall := w.wall()
	sooner := func(alarms map[string]store.Alarm) {
		for _, a := range alarms {
			if a.At.After(wall) && (next.IsZero() || a.At.Before(next)) {
				next = a.At
			}
		}
	}
	for _, b := range w.books {
		sooner(b.alarms)
	}
	for _, r := range w.rooms {
		sooner(r.alarms)
	}
	if next.IsZero() {
		return next
	}
	return time.Now().Add(next.Sub(wall) + time.Second)
}

func (w *world) run(now time.Time) {
	due := slices.Clone(w.errands)
	w.errands = slices.DeleteFunc(w.errands, func(e errand) bool { return !now.Before(e.at) })
	for _, e := range due {
		if !now.Before(e.at) {
			e.do()
		}
	}
}

// sleep lets time pass, but no longer than the process lives or until somebody is
// shown something.
func (w *world) sleep(d time.Duration) {
	if d <= 0 {
		return
	}
	before, well := time.Now(), w.wellNow()
	var died chan struct{}
	if w.life != nil && !w.life.isDead() {
		died = w.life.died
	}
	timer := time.NewTimer(d)
	select {
	case <-timer.C:
	case <-died:
	case <-w.news:
		w.fresh = true
	}
	timer.Stop()
	w.pass(time.Since(before), well)
	w.comeDue()
}

// fall buries a process that was killed, and sets when it starts again.
func (w *world) fall(after time.Duration) {
	l := w.life
	w.note("the process is killed %s (operation %d); it starts again in %v", l.where, l.steps, after)
	w.figures.Kills++
	w.life = nil
	l.bury()
	w.restart = time.Now().Add(after)
	w.look()
}

func (w *world) rise() {
	w.reopen()
	w.figures.Restarts++
	w.begin()
	w.forecast.maybeArmStart()
}
