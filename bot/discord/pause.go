package discord

import (
	"context"
	"time"
)

// pause is the growing wait between attempts to connect: Discord allows a new
// session every five seconds and a thousand a day.
type pause struct{ first, most, next time.Duration }

func (p *Platform) newPause() *pause {
	return &pause{first: p.o.FirstPause, most: p.o.MostPause, next: p.o.FirstPause}
}

// lasted starts over after a connection that held.
func (w *pause) lasted(d time.Duration) {
	if d > w.most {
		w.next = w.first
	}
}

func (w *pause) wait(ctx context.Context) error {
	timer := time.NewTimer(w.next)
	defer timer.Stop()
	w.next = min(2*w.next, w.most)
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
