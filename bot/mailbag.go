package bot

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"

	"referout/store"
)

// How letters are taken up: all that wait, those of one space in order.

const (
	mailSize    = 256 // letters looked at in one go
	mailAbreast = 16  // spaces whose letters are opened side by side
)

// runMail opens letters until ctx ends: all that wait at the start, and then what
// comes.
func (r *Router) runMail(ctx context.Context) error {
	for {
		timer := time.NewTimer(r.openMail(ctx))
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-r.mailed:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// openMail opens every letter that may be opened now and says when to look again.
func (r *Router) openMail(ctx context.Context) time.Duration {
	for behind, next := "", longest; ; {
		var waiting []store.Waiting
		err := r.store.View(ctx, func(tx *store.Tx) (err error) {
			waiting, err = mailbag.Waiting(tx, behind, mailSize)
			return err
		})
		if err != nil && ctx.Err() == nil {
			r.log.Error("letters cannot be read", "error", err)
			return time.Minute
		}
		if len(waiting) == 0 || ctx.Err() != nil {
			return next
		}
		behind = waiting[len(waiting)-1].ID
		ready, later := due(waiting, r.now())
		next = min(next, later)
		if r.openAll(ctx, ready) > 0 {
			next = min(next, time.Second)
		}
	}
}

// due takes those apart that wait for another try.
func due(waiting []store.Waiting, now time.Time) (ready []store.Waiting, next time.Duration) {
	next = longest
	for _, w := range waiting {
		if wait := w.Mark.Until.Sub(now); wait > 0 && wait <= mostWait {
			next = min(next, wait)
			continue
		}
		ready = append(ready, w)
	}
	return ready, next
}

// openAll opens the letters of several spaces side by side, those of one in order, and
// says how many could not be.
func (r *Router) openAll(ctx context.Context, ready []store.Waiting) (failed int) {
	bySpace := map[store.SpaceID][]store.Waiting{}
	for _, w := range ready {
		bySpace[w.Space] = append(bySpace[w.Space], w)
	}
	var all errgroup.Group
	all.SetLimit(mailAbreast)
	troubled := make(chan struct{}, len(ready))
	for _, letters := range bySpace {
		all.Go(func() error {
			for _, w := range letters {
				if ctx.Err() == nil && r.openLetter(ctx, w) != nil {
					troubled <- struct{}{}
				}
			}
			return nil
		})
	}
	_ = all.Wait() // it has no error: each was noted
	return len(troubled)
}

// openLetter handles one letter in the turn of its space. One that fails stays, and is
// tried again, later each time.
func (r *Router) openLetter(ctx context.Context, w store.Waiting) error {
	done := r.turns.Turn(string(w.Space))
	defer done()
	d, err := r.newDesk(Account{}, r.now())
	if err != nil {
		return err
	}
	err = d.update(ctx, func() error { return safely(func() error { return d.takeLetter(ctx, w) }) })
	if err == nil || ctx.Err() != nil {
		return err
	}
	r.log.Error("a letter cannot be handled, tried again later", "attempt", w.Mark.Attempts+1, "error", err)
	return errors.Join(err, r.postponeLetter(ctx, w, d.now))
}

func (r *Router) postponeLetter(ctx context.Context, w store.Waiting, now time.Time) error {
	attempts := w.Mark.Attempts + 1
	wait := min(time.Second<<min(attempts, 12), mostWait)
	return r.store.Update(ctx, func(tx *store.Tx) error {
		s, err := tx.Space(w.Space)
		if err != nil {
			return store.IgnoreMissing(err)
		}
		return store.IgnoreMissing(mailbag.Note(s, w.ID, store.Mark{Attempts: attempts, Until: now.Add(wait)}))
	})
}
