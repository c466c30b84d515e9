package bot

import (
	"context"
	"time"

	"referout/store"
)

// What becomes of reminders in trouble.

// postpone moves an alarm whose feature failed: it is never lost.
func (r *Router) postpone(ctx context.Context, id store.SpaceID, a store.Alarm, at time.Time) error {
	return r.store.Update(ctx, func(tx *store.Tx) error {
		s, err := tx.Space(id)
		if err != nil {
			return err
		}
		a.Wall, a.At = time.Time{}, at
		return store.SetAlarm(s, a)
	})
}

// reckoned is an alarm whose row cannot be read, as far as the index that it was found
// by tells: what it is about is in there, whom it is for need not be asked where one
// member alone has the book. It rings rather than hold up the others.
func (d *desk) reckoned(s store.Space, named store.DueAlarm, cause error) (store.Alarm, error) {
	a := store.Alarm{Kind: named.Kind, ID: named.ID, At: named.At}
	if book, is := s.(store.BookTx); is {
		whos, err := store.Collect(members.All(book))
		if err != nil {
			return a, err
		}
		for _, e := range whos {
			if len(whos) == 1 || e.ID == named.ID {
				a.Member = e.ID
			}
		}
		if a.Member == "" {
			return a, cause
		}
	}
	d.router.log.Error("a reminder is damaged, and rings by what the index says of it; make a backup of the file and call referout verify", "kind", a.Kind, "error", cause)
	return a, nil
}
