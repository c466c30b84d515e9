package bot

import (
	"context"
	"time"

	"referout/store"
)

// deadLetter is a message that was given up: nobody sends it unless the operator
// says so. It goes after a month.
type deadLetter struct {
	Parcel parcel    `cbor:"1,keyasint"`
	Why    string    `cbor:"2,keyasint,omitempty"` // ours, never a person's text
	At     time.Time `cbor:"3,keyasint"`
	Tries  int       `cbor:"4,keyasint,omitempty"`
}

var deadLetters = store.Queue[deadLetter]{Name: "dead"}

// deadLife is how long a dead letter is kept.
const deadLife = 30 * 24 * time.Hour

// bury moves a message from the outbox to the dead letters. A ping's duties stay owed
// and come again with the next digest.
func (d *desk) bury(s store.Space, id string, m parcel, v verdict) error {
	if err := outgoing.Remove(s, id); err != nil {
		return err
	}
	return deadLetters.Insert(s, id, deadLetter{m, v.why, d.now, v.mark.Attempts})
}

// countDead counts the dead letters of earlier runs.
func (o *outbox) countDead(ctx context.Context) {
	err := o.router.store.View(ctx, func(tx *store.Tx) error {
		dead, err := deadLetters.Waiting(tx, "", 0)
		o.mu.Lock()
		defer o.mu.Unlock()
		o.dead = len(dead)
		return err
	})
	if err != nil && ctx.Err() == nil {
		o.router.log.Error("dead letters cannot be counted", "error", err)
	}
}

func (o *outbox) oneMoreDead() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.dead++
}

// tidyDead forgets what was given up a month ago.
func (r *Router) tidyDead(ctx context.Context, now time.Time) error {
	return r.store.Update(ctx, func(tx *store.Tx) error {
		return eachDead(tx, func(s store.Space, id string, letter deadLetter, err error) error {
			if err != nil || now.Sub(letter.At) < deadLife {
				return nil
			}
			return deadLetters.Remove(s, id)
		})
	})
}
