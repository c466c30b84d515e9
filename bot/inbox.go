package bot

import (
	"context"
	"errors"
	"time"

	"referout/store"
)

// kept is a raw input that is not handled yet. It lies sealed in the system space,
// since nobody has looked yet whose it is, and goes in the transaction of its effect.
type kept struct {
	Platform string `cbor:"1,keyasint,omitempty"`
	ID       string `cbor:"2,keyasint,omitempty"`
	Body     []byte `cbor:"3,keyasint,omitempty"`
}

var (
	inbox = store.Table[kept]{Name: "inbox", Volatile: true}
	// unread is what could not be decoded, by the day it came.
	unread = store.Table[kept]{Name: "unread", Volatile: true}
)

// unreadDays is how long an input that cannot be decoded is kept.
const unreadDays = 30

// platformInbox is the Inbox of one platform.
type platformInbox struct {
	r    *Router
	name string
}

// Inbox keeps a platform's raw inputs until they are handled.
func (r *Router) Inbox(platform string) Inbox { return platformInbox{r, platform} }

// Keep implements Inbox.
func (b platformInbox) Keep(ctx context.Context, batch []Raw) (fresh []Raw, err error) {
	d, err := b.r.newDesk(Account{}, b.r.now())
	if err != nil || len(batch) == 0 {
		return nil, err
	}
	err = b.r.store.Update(ctx, func(tx *store.Tx) error {
		fresh = fresh[:0]
		d.tx = tx
		for _, raw := range batch {
			if isNew, err := d.markAs(b.name, raw.ID); err != nil || !isNew {
				if err != nil {
					return err
				}
				continue
			}
			if raw.Row, err = tx.NewID(d.now); err != nil {
				return err
			}
			if err := inbox.Put(tx.System(), raw.Row, kept{b.name, raw.ID, raw.Body}); err != nil {
				return err
			}
			fresh = append(fresh, raw)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return fresh, nil
}

// Left implements Inbox.
func (b platformInbox) Left(ctx context.Context) (left []Raw, err error) {
	err = b.r.store.View(ctx, func(tx *store.Tx) error {
		left = nil
		for e, err := range inbox.All(tx.System()) {
			if err != nil && e.ID == "" {
				return err
			}
			if err != nil {
				b.r.log.Error("a kept input cannot be read, the others are", "error", err)
				continue
			}
			if e.Value.Platform == b.name {
				left = append(left, Raw{ID: e.Value.ID, Body: e.Value.Body, Row: e.ID})
			}
		}
		return nil
	})
	return left, err
}

// Drop implements Inbox.
func (b platformInbox) Drop(ctx context.Context, row string) error {
	return b.r.store.Update(ctx, func(tx *store.Tx) error { return inbox.Delete(tx.System(), row) })
}

// SetAside implements Inbox.
func (b platformInbox) SetAside(ctx context.Context, row string) error {
	day := markDay(b.r.now(), 0)
	return b.r.store.Update(ctx, func(tx *store.Tx) error {
		v, err := inbox.Get(tx.System(), row)
		if err != nil {
			return store.IgnoreMissing(err)
		}
		return errors.Join(unread.Put(tx.System(), day+row, v), inbox.Delete(tx.System(), row))
	})
}

// takeKept removes the row that an input was read from; false: it was handled before.
func (d *desk) takeKept(row string) (fresh bool, err error) {
	return inbox.Take(d.tx.System(), row)
}

// forgetKept ends the row of an input that is not read.
func (r *Router) forgetKept(ctx context.Context, in Incoming) error {
	if in.Kept == "" {
		return nil
	}
	return r.Inbox(in.From.Platform).Drop(ctx, in.Kept)
}

// tidyUnread forgets what nobody could read a month ago.
func (r *Router) tidyUnread(ctx context.Context, now time.Time) error {
	return r.store.Update(ctx, func(tx *store.Tx) error {
		old, err := store.Collect(unread.Range(tx.System(), "", markDay(now, unreadDays)))
		if err != nil {
			return err
		}
		for _, e := range old {
			if err := unread.Delete(tx.System(), e.ID); err != nil {
				return err
			}
		}
		return nil
	})
}
