package bot

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"referout/store"
)

// How the alarms of many books ring that are due together.

const (
	// together is how many books ring in one transaction.
	together = 32
	// crowds is how many such transactions are under way side by side. They share commits,
	// and what they stored is sent while it is remembered and the keys are at hand.
	crowds = 16
	// ringing is how many books ring alone, side by side.
	ringing = 64
)

// ringBooks lets books ring: several in one transaction, and then those alone that
// cannot ring in company, so that one in trouble holds up no other.
func (r *Router) ringBooks(ctx context.Context, due []dueBook, failed map[store.SpaceID]bool) {
	var mu sync.Mutex
	var alone []dueBook
	sideBySide(crowds, slices.Collect(slices.Chunk(due, together)), func(some []dueBook) {
		left := r.ringTogether(ctx, some)
		mu.Lock()
		defer mu.Unlock()
		alone = append(alone, left...)
	})
	sideBySide(ringing, alone, func(b dueBook) {
		if !r.ringAlone(ctx, b) {
			mu.Lock()
			defer mu.Unlock()
			failed[b.id] = true
		}
	})
}

func sideBySide[T any](most int, all []T, do func(T)) {
	var under errgroup.Group
	under.SetLimit(most)
	for _, one := range all {
		under.Go(func() error {
			do(one)
			return nil
		})
	}
	_ = under.Wait() // it has no error: each was noted
}

// ringTogether lets those books ring in one transaction that nobody else has to do
// with, and returns those that did not.
func (r *Router) ringTogether(ctx context.Context, books []dueBook) (left []dueBook) {
	var ready []dueBook
	for _, b := range books {
		done, free := r.turns.Try(string(b.id))
		if !free {
			left = append(left, b)
			continue
		}
		defer done()
		ready = append(ready, b)
	}
	if len(ready) < 2 || r.ringAll(ctx, ready) != nil {
		return append(left, ready...)
	}
	return left
}

func (r *Router) ringAll(ctx context.Context, books []dueBook) error {
	desks := make([]*desk, len(books))
	for i := range books {
		var err error
		if desks[i], err = r.newDesk(Account{}, r.now()); err != nil {
			return err
		}
	}
	return r.store.Update(ctx, func(tx *store.Tx) error {
		for i, b := range books {
			var culprit *store.Alarm
			if err := desks[i].attempt(tx, func() error { return desks[i].ring(ctx, b, &culprit) }); err != nil {
				return err
			}
		}
		return nil
	})
}

// ringAlone lets one book ring and says whether that went well; else it is tried again
// in a minute.
func (r *Router) ringAlone(ctx context.Context, b dueBook) bool {
	err := r.ringSpace(ctx, b)
	if err == nil || ctx.Err() != nil {
		return true
	}
	if !errors.Is(err, errNothingRang) {
		r.log.Error("a book's alarms failed, tried again in a minute", "error", err)
	}
	return false
}

// ringSpace answers the due alarms of one book in its turn: one transaction takes
// the alarms away, lets their features set new ones, and stores one ping.
func (r *Router) ringSpace(ctx context.Context, b dueBook) error {
	done := r.turns.Turn(string(b.id))
	defer done()
	d, err := r.newDesk(Account{}, r.now())
	if err != nil {
		return err
	}
	var culprit *store.Alarm
	err = d.update(ctx, func() error { return d.ring(ctx, b, &culprit) })
	if err != nil && culprit != nil && ctx.Err() == nil {
		r.log.Error("alarm failed, tried again in an hour", "kind", culprit.Kind, "error", err)
		return r.postpone(ctx, b.id, *culprit, d.now.Add(time.Hour))
	}
	return err
}

// ring answers the due alarms of a book or a circle in the transaction. The culprit is
// the alarm that failed, if one did.
func (d *desk) ring(ctx context.Context, b dueBook, culprit **store.Alarm) error {
	*culprit = nil
	s, err := d.tx.Space(b.id)
	if errors.Is(err, store.ErrNotFound) {
		return errNothingRang
	}
	if err != nil {
		return err
	}
	if circle, is := s.(store.CircleTx); is {
		return d.ringCircle(ctx, circle, b.alarms, culprit)
	}
	return d.ringBook(ctx, s.(store.BookTx), b.alarms, culprit)
}
