package bot

import (
	"context"
	"time"

	"referout/store"
)

// The clerk stores what became of attempts: as many as have come back meanwhile in one
// transaction.

// outcome is an attempt that is over.
type outcome struct {
	claimed
	verdict verdict
	receipt Receipt
	gone    bool // its row is

	failures int // to store it
}

// clerkMost is how many outcomes one transaction notes.
const clerkMost = 256

// hand gives an outcome to the clerk; its lane stays busy until it is stored.
func (o *outbox) hand(done *outcome) {
	o.mu.Lock()
	o.outcomes = append(o.outcomes, done)
	o.mu.Unlock()
	kick(o.handed)
}

// runClerk notes outcomes until the outbox has none any more and is closing.
func (o *outbox) runClerk(ctx context.Context, closing <-chan struct{}) {
	for {
		batch := o.takeOutcomes()
		if len(batch) > 0 {
			o.noteAll(ctx, batch)
			continue
		}
		select {
		case <-o.handed:
		case <-closing:
			if batch := o.takeOutcomes(); len(batch) > 0 {
				o.noteAll(ctx, batch)
			}
			return
		}
	}
}

func (o *outbox) takeOutcomes() []*outcome {
	o.mu.Lock()
	defer o.mu.Unlock()
	n := min(len(o.outcomes), clerkMost)
	batch := o.outcomes[:n:n]
	if o.outcomes = o.outcomes[n:]; len(o.outcomes) == 0 {
		o.outcomes = nil
	}
	return batch
}

// noteAll stores outcomes, together if that works, else each alone. What cannot be
// stored is tried again after a while, and holds up no other: what was sent is not to be
// sent again because a disk was full. At the end of the process it stays as begun.
func (o *outbox) noteAll(ctx context.Context, batch []*outcome) {
	if o.note(ctx, batch) == nil {
		o.release(batch)
		return
	}
	for i := range batch {
		if err := o.note(ctx, batch[i:i+1]); err != nil {
			o.again(batch[i], err)
			continue
		}
		o.release(batch[i : i+1])
	}
}

// again gives an outcome that could not be stored to the clerk later.
func (o *outbox) again(done *outcome, err error) {
	if done.failures == 0 {
		o.router.log.Error("the outcome of sending cannot be stored, tried again until it works", "error", err)
	}
	done.failures++
	time.AfterFunc(backoff(done.failures), func() { o.hand(done) })
}

func (o *outbox) note(ctx context.Context, batch []*outcome) error {
	return o.router.store.Update(context.WithoutCancel(ctx), func(tx *store.Tx) (err error) {
		d := &desk{router: o.router, tx: tx, now: o.router.now()}
		for i := range batch {
			c, v := batch[i].claimed, batch[i].verdict
			if v.overall {
				if err := d.keepPause(c.lane.road.name, v.wait); err != nil {
					return err
				}
			}
			if batch[i].gone, err = d.conclude(c, v, batch[i].receipt); err != nil {
				return err
			}
		}
		return nil
	})
}

// release lets the lanes go on.
func (o *outbox) release(batch []*outcome) {
	for _, done := range batch {
		if done.gone && done.verdict.fate == buried {
			o.oneMoreDead()
		}
		o.finish(done.lane, done.row.ID, done.gone, done.verdict.wait)
		if done.verdict.fate == moved {
			o.rename(*done.parcel.Chat, done.verdict.to)
		}
	}
}
