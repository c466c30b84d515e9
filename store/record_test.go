package store_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"referout/store"
	"referout/store/bolt"
	"referout/store/memory"
	"referout/store/storetest"
)

// note is a record as features declare them.
type note struct {
	Text   string    `cbor:"1,keyasint,omitempty" json:"text,omitempty"`
	Person string    `cbor:"2,keyasint,omitempty" json:"person,omitempty"`
	Codes  []string  `cbor:"3,keyasint,omitempty" json:"codes,omitempty"`
	At     time.Time `cbor:"4,keyasint,omitzero" json:"at,omitzero"`
}

var (
	notes = store.Table[note]{
		Name: "note",
		Indexes: []store.Index[note]{
			{Name: "person", Of: func(n note) []string { return one(n.Person) }},
			{Name: "code", Of: func(n note) []string { return n.Codes }},
		},
	}
	drafts = store.Table[note]{Name: "draft", Volatile: true, Indexes: notes.Indexes}
	outbox = store.Queue[note]{Name: "outbox"}

	monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
)

func one(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}

// engines are what every test of the store runs on.
var engines = map[string]func(*testing.T) store.Engine{
	"memory": func(*testing.T) store.Engine { return memory.New() },
	"twice":  func(*testing.T) store.Engine { return storetest.Twice(memory.New()) },
	"bolt": func(t *testing.T) store.Engine {
		e, err := bolt.Open(filepath.Join(t.TempDir(), "book.db"), bolt.Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		return e
	},
}

// fixture is a store with one book.
type fixture struct {
	*testing.T
	engine store.Engine
	*store.Store
	master store.Master
	book   store.SpaceID
	random *rand.ChaCha8
}

func each(t *testing.T, run func(fixture)) {
	for name, open := range engines {
		t.Run(name, func(t *testing.T) {
			f := fixture{T: t, engine: open(t), master: storetest.Master(t), random: rand.NewChaCha8([32]byte{1})}
			f.Store = f.reopen()
			t.Cleanup(func() { f.Store.Close() })
			f.update(func(tx *store.Tx) error {
				b, err := tx.NewBook(f.random)
				f.book = b.ID()
				return err
			})
			run(f)
			if err := f.Verify(t.Context()); err != nil {
				t.Errorf("verify: %v", err)
			}
		})
	}
}

func (f fixture) update(fn func(*store.Tx) error) {
	f.Helper()
	if err := f.Update(context.Background(), fn); err != nil {
		f.Fatal(err)
	}
}

// reopen opens the store once more.
func (f fixture) reopen() *store.Store {
	f.Helper()
	s, err := store.Open(f.Context(), f.engine, f.master)
	if err != nil {
		f.Fatal(err)
	}
	return s
}

// in runs fn on the book in a transaction that writes.
func (f fixture) in(fn func(store.BookTx) error) {
	f.Helper()
	f.update(func(tx *store.Tx) error {
		b, err := tx.Book(f.book)
		if err != nil {
			return err
		}
		return fn(b)
	})
}

// dump returns everything the engine holds.
func dump(t *testing.T, e store.Engine) []store.Pair {
	t.Helper()
	var all []store.Pair
	err := e.View(t.Context(), func(r store.Reader) error {
		for p, err := range r.Scan("", "") {
			if err != nil {
				return err
			}
			all = append(all, p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func sameDump(t *testing.T, a, b []store.Pair) {
	t.Helper()
	if len(a) != len(b) {
		t.Errorf("%d keys, want %d", len(b), len(a))
	}
	for n := range min(len(a), len(b)) {
		if a[n].Key != b[n].Key || !bytes.Equal(a[n].Value, b[n].Value) {
			t.Errorf("key %q differs, want %q", b[n].Key, a[n].Key)
		}
	}
}
