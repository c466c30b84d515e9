package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"referout/store"
)

func (f fixture) waiting(limit int) []store.Waiting {
	f.Helper()
	var rows []store.Waiting
	err := f.View(f.Context(), func(tx *store.Tx) (err error) {
		rows, err = outbox.Waiting(tx, "", limit)
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	return rows
}

func TestQueueIsInOrderAcrossSpaces(t *testing.T) {
	each(t, func(f fixture) {
		var want []string
		push := func(s store.Space, at time.Time) string {
			id, err := outbox.Push(s, at, note{Text: at.String()})
			if err != nil {
				f.Fatal(err)
			}
			return id
		}
		// The clock goes back by a second after the first push.
		var first, second, third, fourth string
		f.update(func(tx *store.Tx) error {
			b, err := tx.Book(f.book)
			if err != nil {
				return err
			}
			first = push(b, monday.Add(time.Second))
			second = push(b, monday)
			third = push(tx.System(), monday)
			return nil
		})
		f.in(func(b store.BookTx) error { fourth = push(b, monday); return nil })
		want = []string{first, second, third, fourth}
		var got []string
		for _, w := range f.waiting(0) {
			got = append(got, w.ID)
		}
		if !slices.Equal(got, want) {
			f.Errorf("got %q, want %q", got, want)
		}
		if n := len(f.waiting(2)); n != 2 {
			f.Errorf("limit 2 gave %d", n)
		}
	})
}

func TestQueueRows(t *testing.T) {
	each(t, func(f fixture) {
		var id string
		f.in(func(b store.BookTx) (err error) {
			id, err = outbox.Push(b, monday, note{Text: "first"})
			return err
		})
		f.in(func(b store.BookTx) error {
			got, err := outbox.Get(b, id)
			if got.Text != "first" {
				f.Errorf("got %v", got)
			}
			if err := outbox.Put(b, "other", note{}); !errors.Is(err, store.ErrNotFound) {
				f.Errorf("put of an absent row: %v", err)
			}
			return errors.Join(err, outbox.Put(b, id, note{Text: "second"}))
		})
		f.in(func(b store.BookTx) error {
			got, err := outbox.Get(b, id)
			if got.Text != "second" {
				f.Errorf("got %v", got)
			}
			return errors.Join(err, outbox.Remove(b, id), outbox.Remove(b, id))
		})
		if left := f.waiting(0); len(left) != 0 {
			f.Errorf("left: %v", left)
		}
	})
}

func TestQueueIDsAreNeverGivenTwice(t *testing.T) {
	each(t, func(f fixture) {
		seen := map[string]bool{}
		s := f.Store
		for range 3 { // the program starts anew, at the same instant
			for range 5 {
				var id string
				err := s.Update(f.Context(), func(tx *store.Tx) (err error) {
					id, err = outbox.Push(tx.System(), monday, note{})
					return errors.Join(err, outbox.Remove(tx.System(), id))
				})
				if err != nil || seen[id] {
					f.Errorf("id %q again, or %v", id, err)
				}
				seen[id] = true
			}
			s = f.reopen()
		}
	})
}
