package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"referout/store"
)

// sendLimit is how long one attempt may take.
const sendLimit = 30 * time.Second

// sendOne sends one stored message and notes what became of it. It returns how
// long the lane has to rest before the same message is tried again; 0: go on.
func (o *outbox) sendOne(ctx context.Context, w store.Waiting) time.Duration {
	var m parcel
	err := o.router.store.View(ctx, func(tx *store.Tx) (err error) {
		m, err = readParcel(tx, w)
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		return 0
	}
	if err != nil {
		return backoff(1)
	}
	platform := o.router.platforms[m.platform()]
	if platform == nil {
		return idle
	}
	attempt, cancel := context.WithTimeout(ctx, sendLimit)
	defer cancel()
	receipt, err := platform.Send(attempt, m.delivery(w.ID))
	if ctx.Err() != nil && err != nil {
		return backoff(1)
	}
	wait, err := o.settle(ctx, w, m, receipt, err)
	if err != nil {
		o.router.log.Error("outcome cannot be stored", "error", err)
		return backoff(1)
	}
	return wait
}

// verdict is what happens to a message after an attempt.
type verdict struct {
	gone  bool // remove it: sent, or never to be sent
	route bool // the way to this person is shut
	wait  time.Duration
}

// settle stores the outcome of one attempt. One table for all platforms.
func (o *outbox) settle(ctx context.Context, w store.Waiting, m parcel, receipt Receipt, cause error) (time.Duration, error) {
	v := judge(&m, cause)
	if cause != nil {
		o.router.log.Warn("sending failed", "platform", m.platform(), "attempt", m.Attempts, "given_up", v.gone, "error", cause)
	}
	err := o.router.store.Update(ctx, func(tx *store.Tx) error {
		s, err := tx.Space(w.Space)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		d := &desk{router: o.router, tx: tx, now: o.router.now()}
		if cause == nil && m.Shown != "" {
			if err := noteReceipt(s, m, receipt); err != nil {
				return err
			}
		}
		if v.route && m.Ping {
			return d.reroute(s, w.ID, m)
		}
		if v.gone {
			return outgoing.Remove(s, w.ID)
		}
		return store.IgnoreMissing(outgoing.Put(s, w.ID, m))
	})
	return v.wait, err
}

// judge decides by the outcome of an attempt; it counts the attempt in m.
func judge(m *parcel, cause error) verdict {
	if cause == nil {
		return verdict{gone: true}
	}
	m.Attempts++
	failed := &SendError{Outcome: Ambiguous}
	errors.As(cause, &failed)
	switch failed.Outcome {
	case RateLimited:
		m.Attempts--
		return verdict{wait: failed.After + time.Second}
	case NotSent, ServerFault:
		return verdict{gone: !m.Ping && m.Attempts > 12, wait: backoff(m.Attempts)}
	case TargetGone:
		return verdict{gone: true, route: true}
	case Migrated:
		if m.Chat != nil && failed.To != "" {
			moved := *m.Chat
			moved.ID = failed.To
			m.Chat = &moved
			return verdict{wait: time.Millisecond}
		}
		return verdict{gone: true}
	case BadContent:
		if !m.Bare {
			m.Bare = true
			return verdict{wait: time.Millisecond}
		}
		return verdict{gone: true}
	case BadToken:
		return verdict{wait: 5 * time.Minute}
	}
	return verdict{gone: !m.Ping || m.Attempts > 3, wait: time.Minute}
}

// reroute sends a ping through the member's other account, or holds it until she
// is heard of again. A held ping stays with its duties; nothing is closed.
func (d *desk) reroute(s store.Space, id string, m parcel) error {
	book, ok := s.(store.BookTx)
	if !ok {
		return outgoing.Remove(s, id)
	}
	if err := d.routeShut(book, m.Member, *m.To); err != nil {
		return err
	}
	if err := outgoing.Remove(s, id); err != nil {
		return err
	}
	ways, err := pathways.Get(book, m.Member)
	if err != nil {
		return fmt.Errorf("routes: %w", err)
	}
	if to, open := ways.target(); open {
		m.To, m.Edit, m.Reply, m.Attempts = &to, "", "", 0
		return d.push(book, m)
	}
	return d.hold(book, m)
}
