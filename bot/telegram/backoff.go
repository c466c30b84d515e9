package telegram

import (
	"context"
	"time"
)

const (
	firstWait = time.Second
	mostWait  = time.Minute
)

// backoff waits longer from time to time, with jitter, so that many bots do not
// come back at once.
type backoff struct {
	next   time.Duration
	random func() float64
}

func (p *Platform) backoff() *backoff { return &backoff{next: firstWait, random: p.o.Random} }

// sleep waits for the next step, at least for the given time. It returns
// ctx's error if that ends first.
func (b *backoff) sleep(ctx context.Context, least time.Duration) error {
	d := max(least, b.next/2+time.Duration(b.random()*float64(b.next/2)))
	b.next = min(2*b.next, mostWait)
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// reset starts again from the first step.
func (b *backoff) reset() { b.next = firstWait }
