package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"referout/store"
	"referout/store/bolt"
	"referout/store/storetest"
)

// TestDamageIsNeverAnAnswer spoils bytes all over a file: what still opens is what
// was written, everything else is an error or missing.
func TestDamageIsNeverAnAnswer(t *testing.T) {
	path, m := filepath.Join(t.TempDir(), "book.db"), storetest.Master(t)
	book := writeNotes(t, path, m)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	random, refused, intact := rand.New(rand.NewPCG(7, 8)), 0, 0
	for range 50 {
		spoilt := bytes.Clone(whole)
		at := random.IntN(len(spoilt)/8192) * 8192
		for range 1 + random.IntN(30) {
			spoilt[at+random.IntN(8192)] ^= byte(1 + random.IntN(255))
		}
		if err := os.WriteFile(path, spoilt, 0o600); err != nil {
			t.Fatal(err)
		}
		switch err := readNotes(t, path, m, book); {
		case errors.Is(err, errGarbage):
			t.Fatal(err)
		case err != nil:
			refused++
		default:
			intact++
		}
	}
	if refused == 0 || intact == 0 {
		t.Errorf("%d refused, %d read", refused, intact)
	}
}

func writeNotes(t *testing.T, path string, m store.Master) (book store.SpaceID) {
	t.Helper()
	e, err := bolt.Open(path, bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), e, m)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Update(t.Context(), func(tx *store.Tx) error {
		b, err := tx.NewBook(rand.NewChaCha8([32]byte{4}))
		book = b.ID()
		for n := range 200 {
			id := fmt.Sprintf("%03d", n)
			err = errors.Join(err, notes.Put(b, id, note{Text: "text of " + id, Person: id}))
		}
		return err
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return book
}

var errGarbage = errors.New("a record is not what was written")

// readNotes reads records in both ways that there are.
func readNotes(t *testing.T, path string, m store.Master, book store.SpaceID) error {
	e, err := bolt.OpenReadOnly(path)
	if err != nil {
		return err
	}
	defer e.Close()
	s, err := store.Inspect(t.Context(), e, m)
	if err != nil {
		return err
	}
	return s.View(t.Context(), func(tx *store.Tx) error {
		b, err := tx.Book(book)
		if err != nil {
			return err
		}
		for entry, err := range notes.All(b) {
			if err != nil {
				return err
			}
			if entry.Value.Text != "text of "+entry.ID {
				return fmt.Errorf("%w: %s is %q", errGarbage, entry.ID, entry.Value.Text)
			}
		}
		return byIndex(b)
	})
}

func byIndex(b store.BookTx) error {
	for n := range 200 {
		id := fmt.Sprintf("%03d", n)
		for entry, err := range notes.By(b, "person", id) {
			if err != nil {
				return err
			}
			if entry.Value.Text != "text of "+entry.ID {
				return fmt.Errorf("%w: %s is %q", errGarbage, entry.ID, entry.Value.Text)
			}
		}
	}
	return nil
}
