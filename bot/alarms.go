package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"referout/store"
)

// claimSize is how many due alarms are looked at in one go.
const claimSize = 256

// runAlarms sleeps until the earliest alarm in the store, answers what is due,
// and looks again. Nothing is held in memory, so there is nothing to rebuild.
func (r *Router) runAlarms(ctx context.Context) error {
	tidied := r.now()
	for {
		if time.Since(tidied) >= tidyEvery {
			tidied = r.now()
			if err := r.tidy(ctx); err != nil && ctx.Err() == nil {
				r.log.Error("old marks", "error", err)
			}
		}
		next, err := r.ringDue(ctx)
		if err != nil && ctx.Err() == nil {
			r.log.Error("alarms", "error", err)
			next = time.Minute
		}
		timer := time.NewTimer(next)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-r.ring:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// longest is the longest sleep: clocks jump, and machines sleep.
const longest = 24 * time.Hour

// ringDue answers everything due and says how long to sleep.
func (r *Router) ringDue(ctx context.Context) (time.Duration, error) {
	failed := map[store.SpaceID]bool{} // one book in trouble holds up no other
	for ctx.Err() == nil {
		spaces, next, err := r.dueSpaces(ctx, r.now(), claimSize*(1+len(failed)))
		if err != nil {
			return time.Minute, err
		}
		spaces = slices.DeleteFunc(spaces, func(id store.SpaceID) bool { return failed[id] })
		if len(spaces) == 0 && len(failed) > 0 {
			return time.Minute, nil
		}
		if len(spaces) == 0 {
			return min(max(time.Until(next), time.Millisecond), longest), nil
		}
		for _, id := range spaces {
			if err := r.ringSpace(ctx, id); err != nil && ctx.Err() == nil {
				r.log.Error("a book's alarms failed, tried again in a minute", "error", err)
				failed[id] = true
			}
		}
		kick(r.outbox.kicked)
	}
	return longest, nil
}

// dueSpaces lists the spaces with something due, the earliest first, and says when
// the earliest alarm of all is due.
func (r *Router) dueSpaces(ctx context.Context, now time.Time, limit int) (spaces []store.SpaceID, next time.Time, err error) {
	next = now.Add(longest)
	err = r.store.View(ctx, func(tx *store.Tx) error {
		due, err := tx.Due(now, limit)
		if err != nil {
			return err
		}
		seen := map[store.SpaceID]bool{}
		for _, a := range due {
			if !seen[a.Space] {
				seen[a.Space] = true
				spaces = append(spaces, a.Space)
			}
		}
		if at, found, err := tx.NextDue(); err != nil || found {
			next = at
			return err
		}
		return nil
	})
	return spaces, next, err
}

// ringSpace answers all due alarms of one book in its turn: one transaction takes
// the alarms away, lets their features set new ones, and stores one ping.
func (r *Router) ringSpace(ctx context.Context, id store.SpaceID) error {
	done := r.turns.Turn(string(id))
	defer done()
	d, err := r.newDesk(Account{}, r.now())
	if err != nil {
		return err
	}
	var culprit *store.Alarm
	err = r.store.Update(ctx, func(tx *store.Tx) (err error) {
		culprit = nil
		d.tx = tx
		book, err := tx.Book(id)
		if err != nil {
			return err
		}
		return d.ringBook(ctx, book, &culprit)
	})
	if err != nil && culprit != nil && ctx.Err() == nil {
		r.log.Error("alarm failed, tried again in an hour", "kind", culprit.Kind, "error", err)
		return r.postpone(ctx, id, *culprit, d.now.Add(time.Hour))
	}
	return err
}

// postpone moves an alarm whose feature failed: it is never lost.
func (r *Router) postpone(ctx context.Context, id store.SpaceID, a store.Alarm, at time.Time) error {
	return r.store.Update(ctx, func(tx *store.Tx) error {
		book, err := tx.Book(id)
		if err != nil {
			return err
		}
		a.Wall, a.At = time.Time{}, at
		return store.SetAlarm(book, a)
	})
}

// ringBook lets every due alarm speak and makes one ping a member.
func (d *desk) ringBook(ctx context.Context, book store.BookTx, culprit **store.Alarm) (err error) {
	defer recovered(&err)
	due, err := dueAlarms(book, d.now)
	if err != nil {
		return err
	}
	nudges := map[string][]Nudge{}
	var order []string
	for _, a := range due {
		*culprit = &a
		said, err := d.ringOne(ctx, book, a)
		if err != nil {
			return fmt.Errorf("alarm %s: %w", a.Kind, err)
		}
		*culprit = nil
		if len(said) > 0 && nudges[a.Member] == nil {
			order = append(order, a.Member)
		}
		nudges[a.Member] = append(nudges[a.Member], said...)
	}
	late := len(due) > 0 && due[0].At.Before(d.router.began)
	for _, member := range order {
		if err := d.ping(book, member, nudges[member], late); err != nil {
			return err
		}
	}
	return nil
}

// dueAlarms is what is due within the running minute, earliest first.
func dueAlarms(book store.BookTx, now time.Time) ([]store.Alarm, error) {
	end := now.Truncate(time.Minute).Add(time.Minute)
	var due []store.Alarm
	for a, err := range store.Alarms(book) {
		if err != nil {
			return nil, err
		}
		if a.At.Before(end) {
			due = append(due, a)
		}
	}
	sortAlarms(due)
	return due, nil
}

// ringOne takes an alarm away and lets its feature speak.
func (d *desk) ringOne(ctx context.Context, book store.BookTx, a store.Alarm) ([]Nudge, error) {
	if err := store.ClearAlarm(book, a.Kind, a.ID); err != nil {
		return nil, err
	}
	feature, found := d.router.alarms[a.Kind]
	if !found {
		return nil, nil
	}
	who, err := members.Get(book, a.Member)
	if err != nil {
		return nil, err
	}
	p := &Personal{Who: who, Now: d.now.In(who.Location()), Rand: d.random(), Data: book, desk: d}
	said, err := feature.Personal(ctx, p, a.ID)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return said, err
}

// ping stores one message for all nudges of a member. A duty that speaks twice
// within the minute is counted once.
func (d *desk) ping(book store.BookTx, member string, nudges []Nudge, late bool) error {
	w, err := pathways.Get(book, member)
	if err != nil {
		return err
	}
	nudges = eachOnce(nudges)
	duties := make([]string, len(nudges))
	for i, n := range nudges {
		duties[i] = n.Duty
	}
	id, err := d.keepShown(book, duties, d.at)
	if err != nil {
		return err
	}
	m := parcel{Message: pingMessage(nudges, id, late), Shown: id, Ping: true, Member: member}
	to, open := w.target()
	m.To = &to
	if !open {
		return d.hold(book, m)
	}
	return d.push(book, m)
}

// eachOnce keeps one nudge a duty, with the lead of any.
func eachOnce(nudges []Nudge) []Nudge {
	seen := map[string]int{}
	var out []Nudge
	for _, n := range nudges {
		at, twice := seen[n.Duty]
		if !twice {
			seen[n.Duty] = len(out)
			out = append(out, n)
		} else if out[at].Lead == "" {
			out[at].Lead = n.Lead
		}
	}
	return out
}
