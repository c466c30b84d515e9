package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"referout/store"
)

// fill writes in every way that leaves rows outside the book.
func (f fixture) fill(rows int) {
	f.Helper()
	f.update(func(tx *store.Tx) error {
		b, err := tx.Book(f.book)
		if err != nil {
			return err
		}
		store.Journal(b)
		err = errors.Join(rich(b), tx.Bind("telegram/1", store.Place{Space: f.book, Member: "m"}))
		for n := range rows {
			id := fmt.Sprintf("%06d", n)
			err = errors.Join(err, notes.Put(b, id, note{Person: id}), store.SetAlarm(b, store.Alarm{Kind: "ping", ID: id, At: monday}))
		}
		_, pushErr := outbox.Push(b, monday, note{})
		_, keepErr := store.KeepUndo(b, "1", "", monday)
		return errors.Join(err, pushErr, keepErr)
	})
}

// gone checks that nothing of the book is left.
func (f fixture) gone() {
	f.Helper()
	if n, err := f.Traces(f.Context(), f.book); n != 0 || err != nil {
		f.Errorf("%d traces are left, %v", n, err)
	}
	for _, p := range dump(f.T, f.engine) {
		if strings.Contains(p.Key, string(f.book)) || strings.HasPrefix(p.Key, "who/") {
			f.Errorf("%q is left", p.Key)
		}
	}
	if _, ok := f.find("telegram/1"); ok {
		f.Error("an identity still leads somewhere")
	}
	f.update(func(tx *store.Tx) error {
		if _, err := tx.Book(f.book); !errors.Is(err, store.ErrNotFound) {
			f.Errorf("the book: %v", err)
		}
		return nil
	})
}

func TestErasingABook(t *testing.T) {
	each(t, func(f fixture) {
		f.fill(10)
		var other store.SpaceID
		f.update(func(tx *store.Tx) error {
			b, err := tx.NewBook(f.random)
			other = b.ID()
			return errors.Join(err, rich(b))
		})
		f.update(func(tx *store.Tx) error {
			b, err := tx.Book(f.book)
			if err != nil {
				return err
			}
			if err := tx.EraseBook(f.book); err != nil {
				return err
			}
			if err := notes.Put(b, "late", note{}); !errors.Is(err, store.ErrNotFound) {
				f.Errorf("put into an erased book: %v", err)
			}
			if err := tx.EraseBook(f.book); !errors.Is(err, store.ErrNotFound) {
				f.Errorf("erased twice: %v", err)
			}
			return nil
		})
		f.gone()
		f.update(func(tx *store.Tx) error {
			for id, err := range tx.Books() {
				if id != other || err != nil {
					f.Errorf("books: %v, %v", id, err)
				}
			}
			if err := tx.EraseCircle(other); !errors.Is(err, store.ErrNotFound) {
				f.Errorf("a book erased as a circle: %v", err)
			}
			return nil
		})
	})
}

func TestErasingABookOfAnySize(t *testing.T) {
	each(t, func(f fixture) {
		f.fill(4000) // five rows each
		if n, err := f.Traces(f.Context(), f.book); n < 16_000 || err != nil {
			f.Errorf("%d traces before, %v", n, err)
		}
		if err := f.Erase(f.Context(), f.book); err != nil {
			f.Fatal(err)
		}
		f.gone()
	})
}

// stopping fails all Updates but the first.
type stopping struct {
	store.Engine
	left int
}

var errStopped = errors.New("stopped")

func (e *stopping) Update(ctx context.Context, fn func(store.Writer) error) error {
	if e.left--; e.left < 0 {
		return errStopped
	}
	return e.Engine.Update(ctx, fn)
}

func TestAnInterruptedErasureGoesOnAtOpen(t *testing.T) {
	each(t, func(f fixture) {
		f.fill(4000)
		crash := &stopping{Engine: f.engine, left: 2} // the run count, the erasure
		s, err := store.Open(f.Context(), crash, f.master)
		if err != nil {
			f.Fatal(err)
		}
		if err := s.Erase(f.Context(), f.book); !errors.Is(err, errStopped) {
			f.Errorf("erase: %v", err)
		}
		if err := f.Verify(f.Context()); err != nil {
			f.Errorf("half erased: %v", err)
		}
		if _, ok := f.find("telegram/1"); ok {
			f.Error("an identity leads to a book whose key is destroyed")
		}
		f.reopen()
		f.gone()
	})
}
