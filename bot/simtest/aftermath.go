package simtest

import (
	"context"
	"strings"
	"time"

	"referout/store"
)

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
	w.errands = nil
	w.finish = time.Now().Add(25 * aDay)
	for len(w.failures) == 0 && time.Now().Before(w.finish) {
		w.turn()
	}
	w.verify()
	w.bounds()
}

// bounds holds what is left over against what may be.
func (w *world) bounds() {
	rows, bytes, waiting := 0, 0, 0
	byTable := map[string]int{}
	err := w.engine().View(context.Background(), func(r store.Reader) error {
		for p, err := range r.Scan("", "") {
			if err != nil {
				return err
			}
			rows++
			bytes += len(p.Key) + len(p.Value)
			space, rest, _ := strings.Cut(p.Key, "/")
			table, _, _ := strings.Cut(rest, "/")
			if space == "queue" {
				waiting++
				table = "queue"
			}
			byTable[table]++
		}
		return nil
	})
	if err != nil {
		w.fail("the engine cannot be read: %v", err)
	}
	w.figures.Rows, w.figures.Bytes, w.figures.Waiting = rows, bytes, waiting
	w.byTable = byTable
}
