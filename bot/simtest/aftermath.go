package simtest

import "time"

// goOnFor lets time pass in which nobody does anything.
func (w *world) goOnFor(d time.Duration) {
	w.finish = time.Now().Add(d)
	for len(w.failures) == 0 && time.Now().Before(w.finish) {
		w.turn()
	}
}

// aftermath ends a world: every trouble is over, every way is open, nobody does
// anything any more. What is owed is said, nothing is left over, and the store is
// sound.
func (w *world) aftermath() {
	w.note("the aftermath begins")
	w.plan.kills, w.forecast.plan = 0, nil
	w.trouble.end()
	if w.life != nil {
		w.life.arm(0)
		w.settle()
	}
	if w.life == nil || w.life.isDead() {
		if w.life != nil {
			w.fall(time.Second)
		}
		w.rise()
	}
	for _, p := range w.people {
		p.next = w.finish.Add(1000 * aDay)
		for _, s := range p.seats {
			if s.shut {
				p.reach(s, true)
			}
		}
	}
	w.errands, w.over = nil, true
	w.goOnFor(20 * aDay)
	w.checkRosters()
	w.goOnFor(5 * aDay)
	w.checkCards()
	w.checkPasses()
	w.verify()
	w.bounds()
}
