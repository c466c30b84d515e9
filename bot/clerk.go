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
}

// clerkMost is how many outcomes one transaction notes.
const clerkMost = 256

// hand gives an outcome to the clerk; its lane stays busy until it is stored.
func (o *outbox) hand(done outcome) {
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

func (o *outbox) takeOutcomes() []outcome {
	o.mu.Lock()
	defer o.mu.Unlock()
	n := min(len(o.outcomes), clerkMost)
	batch := o.outcomes[:n:n]
	if o.outcomes = o.outcomes[n:]; len(o.outcomes) == 0 {
		o.outcomes = nil
	}
	return batch
}

// noteAll stores outcomes, together if that works, else each alone, trying until it
// does: what was sent is not to be sent again because a disk was full. At the end of
// the process the rest stays as begun.
func (o *outbox) noteAll(ctx context.Context, batch []outcome) {
	err := o.note(ctx, batch)
	for n := 0; err != nil; n++ {
		if n == 0 {
			o.router.log.Error("the outcome of sending cannot be stored, tried again until it works", "error", err)
		}
		select {
		case <-ctx.Done():
			o.release(batch, true)
			return
		case <-time.After(backoff(n)):
		}
		batch, err = o.noteEach(ctx, batch)
	}
	o.release(batch, false)
}

// noteEach stores outcomes one by one and gives back those that could not be.
func (o *outbox) noteEach(ctx context.Context, batch []outcome) (left []outcome, err error) {
	for i := range batch {
		if failed := o.note(ctx, batch[i:i+1]); failed != nil {
			left, err = append(left, batch[i]), failed
			continue
		}
		o.release(batch[i:i+1], false)
	}
	return left, err
}

func (o *outbox) note(ctx context.Context, batch []outcome) error {
	return o.router.store.Update(context.WithoutCancel(ctx), func(tx *store.Tx) (err error) {
		d := &desk{router: o.router, tx: tx, now: o.router.now()}
		for i := range batch {
			if batch[i].gone, err = d.conclude(batch[i].claimed, batch[i].verdict, batch[i].receipt); err != nil {
				return err
			}
		}
		return nil
	})
}

// release lets the lanes go on.
func (o *outbox) release(batch []outcome, unstored bool) {
	for _, done := range batch {
		gone, wait := done.gone, done.verdict.wait
		if unstored {
			gone, wait = false, backoff(1)
		}
		if gone && done.verdict.fate == buried {
			o.oneMoreDead()
		}
		o.finish(done.lane, done.row.ID, gone, wait)
		if done.verdict.fate == moved && !unstored {
			o.rename(*done.parcel.Chat, done.verdict.to)
		}
	}
}
