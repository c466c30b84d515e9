package bot

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"referout/store"
)

// The books of an early version get what is looked for without opening them, in steps.
func TestAdoption(t *testing.T) {
	r := bareRouter(t, &counter{name: "telegram"})
	const books = adoptChunk + 3
	for i := range books {
		err := r.store.Update(t.Context(), func(tx *store.Tx) error {
			d, err := r.newDesk(Account{}, r.now())
			if err != nil {
				return err
			}
			d.tx = tx
			book, err := tx.NewBook(d.entropyFor("book"))
			return errors.Join(err, members.Put(book, "1", Member{ID: "1", Zone: "Asia/Tokyo"}), marks.Put(book, "20260101x", true),
				pathways.Put(book, "1", routes{Accounts: []Account{{"telegram", fmt.Sprint(i)}}}))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := r.adopt(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if all, err := r.Accounts(t.Context(), "telegram"); err != nil || len(all) != books {
		t.Errorf("%d accounts, %v; want %d", len(all), err, books)
	}
	err := r.store.View(context.Background(), func(tx *store.Tx) error {
		_, err := zonePrints.Get(tx.System(), "Asia/Tokyo")
		return err
	})
	if err != nil {
		t.Error("zone:", err)
	}
	err = r.eachBook(t.Context(), func(book store.BookTx) error {
		left, err := store.Collect(marks.All(book))
		if len(left) > 0 {
			err = errors.New("a mark is left in a book")
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
