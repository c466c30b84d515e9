package bot

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"referout/store"
)

// What the operator may see and do: times, counts and ids that name nobody.

// A Letter is a message that waits, or that was given up, as the operator sees it.
type Letter struct {
	ID       string    `json:"id"`
	Platform string    `json:"platform"`
	Kind     string    `json:"kind"` // ping, answer, edit, group or damaged
	Attempts int       `json:"attempts"`
	Since    time.Time `json:"since"`
	Next     time.Time `json:"next,omitzero"` // of one that waits for its next attempt
	Dead     bool      `json:"dead"`          // nobody sends it unless the operator says so
	Why      string    `json:"why,omitempty"` // of a dead one
}

// ErrNoLetter says that there is no such letter, or none any more.
var ErrNoLetter = errors.New("no such message")

// Letters lists what waits in the outbox and what was given up, oldest first.
func (r *Router) Letters(ctx context.Context) (all []Letter, err error) {
	err = r.store.View(ctx, func(tx *store.Tx) error {
		all = nil
		waiting, err := outgoing.Waiting(tx, "", 0)
		if err != nil {
			return err
		}
		for _, w := range waiting {
			letter := Letter{ID: w.ID, Attempts: w.Mark.Attempts, Next: w.Mark.Until}
			if m, err := readParcel(tx, w); err == nil {
				letter.Platform, letter.Kind, letter.Since = m.platform(), m.kind(), m.Since
			} else {
				letter.Kind, letter.Dead, letter.Why = "damaged", true, "it cannot be read"
			}
			all = append(all, letter)
		}
		return eachDead(tx, func(_ store.Space, id string, d deadLetter, err error) error {
			letter := Letter{ID: id, Kind: "damaged", Dead: true, Why: "it cannot be read"}
			if err == nil {
				letter = Letter{ID: id, Platform: d.Parcel.platform(), Kind: d.Parcel.kind(), Attempts: d.Tries,
					Since: d.Parcel.Since, Dead: true, Why: d.Why}
			}
			all = append(all, letter)
			return nil
		})
	})
	return all, err
}

// eachDead shows every dead letter, oldest first, with the error if it cannot be read.
func eachDead(tx *store.Tx, show func(s store.Space, id string, d deadLetter, err error) error) error {
	dead, err := deadLetters.Waiting(tx, "", 0)
	if err != nil {
		return err
	}
	for _, w := range dead {
		s, err := tx.Space(w.Space)
		if err != nil {
			return err
		}
		d, err := deadLetters.Get(s, w.ID)
		if err := show(s, w.ID, d, err); err != nil {
			return err
		}
	}
	return nil
}

// Retry sends a letter now: one that waits does not wait any longer, a dead one goes
// behind all that wait. ErrNoLetter if there is none.
func (r *Router) Retry(ctx context.Context, id string) error {
	now := r.now()
	err := r.store.Update(ctx, func(tx *store.Tx) error {
		s, err := letterSpace(tx, id)
		if err != nil {
			return err
		}
		if mark, err := outgoing.MarkOf(s, id); err == nil {
			return outgoing.Note(s, id, store.Mark{Attempts: mark.Attempts, Tried: mark.Tried})
		}
		letter, err := deadLetters.Get(s, id)
		if err != nil {
			return err
		}
		if err := deadLetters.Remove(s, id); err != nil {
			return err
		}
		letter.Parcel.Since, letter.Parcel.Bare = now, false
		_, err = outgoing.Push(s, now, letter.Parcel)
		return err
	})
	if err == nil {
		r.outbox.countDead(ctx)
		r.outbox.hurry(func(l *lane) bool { return len(l.rows) > 0 && l.rows[0].ID == id })
	}
	return err
}

// Drop removes a letter for good. What a ping is about stays owed. The reason is
// logged. ErrNoLetter if there is none.
func (r *Router) Drop(ctx context.Context, id, reason string) error {
	err := r.store.Update(ctx, func(tx *store.Tx) error {
		s, err := letterSpace(tx, id)
		if err != nil {
			return err
		}
		return errors.Join(outgoing.Remove(s, id), deadLetters.Remove(s, id))
	})
	if err == nil {
		r.log.Warn("the operator dropped a message", "letter", id, "reason", reason)
		r.outbox.countDead(ctx)
	}
	return err
}

// letterSpace finds the space in which a letter waits or lies dead.
func letterSpace(tx *store.Tx, id string) (store.Space, error) {
	waiting, err := outgoing.Waiting(tx, "", 0)
	if err != nil {
		return nil, err
	}
	dead, err := deadLetters.Waiting(tx, "", 0)
	if err != nil {
		return nil, err
	}
	for _, w := range append(waiting, dead...) {
		if w.ID == id {
			return tx.Space(w.Space)
		}
	}
	return nil, ErrNoLetter
}

// A BookInfo is a book as the operator sees it.
type BookInfo struct {
	ID        store.SpaceID `json:"id"` // its owner finds it with /privacy
	Members   int           `json:"members"`
	Platforms []string      `json:"platforms"` // of their accounts, one each
	Alarms    int           `json:"reminders"`
	Kept      int           `json:"records"` // in the tables that an export holds
	Damage    error         `json:"-"`       // not all of it can be read: the rest says too little
}

// Books lists all books in the order of their ids, those that are damaged too.
func (r *Router) Books(ctx context.Context) (all []BookInfo, err error) {
	ids, err := r.bookIDs(ctx)
	for _, id := range ids {
		info := BookInfo{ID: id}
		err := r.store.View(ctx, func(tx *store.Tx) error {
			book, err := tx.Book(id)
			if err == nil {
				info, err = r.bookInfo(book)
			}
			return err
		})
		switch {
		case errors.Is(err, store.ErrNotFound): // erased meanwhile
			continue
		case errors.Is(err, store.ErrDamaged):
			info.Damage = err
		case err != nil:
			return all, err
		}
		all = append(all, info)
	}
	return all, err
}

func (r *Router) bookInfo(book store.BookTx) (info BookInfo, err error) {
	info.ID = book.ID()
	for e, err := range pathways.All(book) {
		if err != nil {
			return info, err
		}
		info.Members++
		for _, a := range e.Value.Accounts {
			info.Platforms = append(info.Platforms, a.Platform)
		}
	}
	for _, err := range store.Alarms(book) {
		if err != nil {
			return info, err
		}
		info.Alarms++
	}
	info.Kept, err = store.Count(book, r.keepers)
	return info, err
}

// ExportBook writes everything in a book. store.ErrNotFound if there is none.
func (r *Router) ExportBook(ctx context.Context, id store.SpaceID, w io.Writer) error {
	return r.store.View(ctx, func(tx *store.Tx) error {
		book, err := tx.Book(id)
		if err != nil {
			return err
		}
		return store.Export(book, w, r.allKeepers())
	})
}

// EraseBook ends a book: its key is destroyed first. store.ErrNotFound if there is
// none.
func (r *Router) EraseBook(ctx context.Context, id store.SpaceID) error {
	done := r.turns.Turn(string(id))
	defer done()
	d, err := r.newDesk(Account{}, r.now())
	if err != nil {
		return err
	}
	err = r.store.Update(ctx, func(tx *store.Tx) error {
		d.tx = tx
		book, err := tx.Book(id)
		if err != nil {
			return err
		}
		return errors.Join(d.endCodes(book, anyCode), tx.EraseBook(id))
	})
	return err
}

// Accounts lists a platform's accounts that have a book, in no order.
func (r *Router) Accounts(ctx context.Context, platform string) (out []Account, err error) {
	prefix := Account{Platform: platform}.subject()
	err = r.store.View(ctx, func(tx *store.Tx) error {
		out = nil
		for subject, err := range tx.Subjects(prefix) {
			if err != nil {
				return err
			}
			out = append(out, Account{Platform: platform, ID: strings.TrimPrefix(subject, prefix)})
		}
		return nil
	})
	return out, err
}

// eachBook shows every book, each in a transaction of its own.
func (r *Router) eachBook(ctx context.Context, show func(store.BookTx) error) error {
	ids, err := r.bookIDs(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		err := r.store.View(ctx, func(tx *store.Tx) error {
			book, err := tx.Book(id)
			if err != nil {
				return store.IgnoreMissing(err)
			}
			return show(book)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *Router) bookIDs(ctx context.Context) (ids []store.SpaceID, err error) {
	err = r.store.View(ctx, func(tx *store.Tx) error {
		ids, err = store.Collect(tx.Books())
		return err
	})
	return ids, err
}
