package store_test

import (
	"errors"
	"testing"

	"referout/store"
)

// counting returns a projection of how many notes there are, and how often it
// was built.
func counting(bytes int) (store.Projection[int], *int) {
	built := new(int)
	return store.Projection[int]{Name: "count", Tables: []string{"note"}, Build: func(s store.Space) (int, int, error) {
		*built++
		n := 0
		for _, err := range notes.All(s) {
			if err != nil {
				return 0, 0, err
			}
			n++
		}
		return n, bytes, nil
	}}, built
}

func TestProjectionsFollowCommits(t *testing.T) {
	each(t, func(f fixture) {
		count, built := counting(100)
		see := func(what string, want, builds int) {
			f.Helper()
			*built = 0
			err := f.View(f.Context(), func(tx *store.Tx) error {
				b, err := tx.Book(f.book)
				if err != nil {
					return err
				}
				got, err := count.Of(b)
				if got != want || *built != builds {
					f.Errorf("%s: got %d in %d builds, want %d in %d", what, got, *built, want, builds)
				}
				return err
			})
			if err != nil {
				f.Fatal(err)
			}
		}
		see("empty", 0, 1)
		see("again", 0, 0)
		f.in(func(b store.BookTx) error {
			if err := notes.Put(b, "1", note{}); err != nil {
				return err
			}
			got, err := count.Of(b)
			if got != 1 {
				f.Errorf("own write: got %d", got)
			}
			return err
		})
		see("after a commit", 1, 1)
		see("again", 1, 0)
		f.in(func(b store.BookTx) error { return drafts.Put(b, "1", note{}) })
		see("another table changed", 1, 0)
		failed := errors.New("failed")
		err := f.Update(f.Context(), func(tx *store.Tx) error {
			b, err := tx.Book(f.book)
			return errors.Join(err, notes.Put(b, "2", note{}), failed)
		})
		if !errors.Is(err, failed) {
			f.Errorf("got %v", err)
		}
		see("after a failed update", 1, 0)
		f.handle("1", func(b store.BookTx) error { return notes.Put(b, "2", note{}) })
		see("before undo", 2, 1)
		if err := f.undo("1", monday); err != nil {
			f.Error(err)
		}
		see("after undo", 1, 1)
	})
}

// TestAnOlderViewSharesNothing begins a view before a commit and builds after
// it.
func TestAnOlderViewSharesNothing(t *testing.T) {
	each(t, func(f fixture) {
		count, _ := counting(100)
		look := func(tx *store.Tx) int {
			b, err := tx.Book(f.book)
			if err != nil {
				f.Fatal(err)
			}
			n, err := count.Of(b)
			if err != nil {
				f.Fatal(err)
			}
			return n
		}
		err := f.View(f.Context(), func(old *store.Tx) error {
			done := make(chan error)
			go func() {
				done <- f.Update(f.Context(), func(tx *store.Tx) error {
					b, err := tx.Book(f.book)
					return errors.Join(err, notes.Put(b, "1", note{}))
				})
			}()
			if err := <-done; err != nil {
				return err
			}
			if n := look(old); n != 0 {
				f.Errorf("the older view sees %d", n)
			}
			return nil
		})
		if err != nil {
			f.Fatal(err)
		}
		f.update(func(tx *store.Tx) error {
			if n := look(tx); n != 1 {
				f.Errorf("a newer transaction sees %d", n)
			}
			return nil
		})
	})
}

func TestProjectionsStayWithinTheBudget(t *testing.T) {
	each(t, func(f fixture) {
		for bytes, builds := range map[int]int{100: 1, 1 << 40: 3} {
			count, built := counting(bytes)
			count.Name = string(rune('a' + builds))
			for range 3 {
				err := f.View(f.Context(), func(tx *store.Tx) error {
					b, err := tx.Book(f.book)
					if err != nil {
						return err
					}
					_, err = count.Of(b)
					return err
				})
				if err != nil {
					f.Fatal(err)
				}
			}
			if *built != builds {
				f.Errorf("%d bytes: built %d times, want %d", bytes, *built, builds)
			}
		}
	})
}
