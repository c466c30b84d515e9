package store_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"

	"referout/store"
	"referout/store/bolt"
	"referout/store/storetest"
)

var (
	frozenNote  = note{Text: "kept", Person: "ann", Codes: []string{"x", "y"}, At: monday}
	frozenAlarm = store.Alarm{Kind: "ping", ID: "1", Member: "m", Wall: monday, At: monday.Add(6 * time.Hour)}
)

// TestFreeze writes a file for testdata into the folder that FREEZE names. It
// was run once for each file there.
func TestFreeze(t *testing.T) {
	dir := os.Getenv("FREEZE")
	if dir == "" {
		t.Skip("FREEZE names no folder")
	}
	m := storetest.Master(t)
	text, err := m.Text()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "book.db")
	e, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), e, m)
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(
		s.Update(t.Context(), freeze),
		s.Close(),
		compact(path, filepath.Join(dir, "new.db")),
		os.WriteFile(filepath.Join(dir, "new.key"), text, 0o600))
	if err != nil {
		t.Fatal(err)
	}
}

// compact copies a file without the room it has set aside.
func compact(from, to string) error {
	src, err := bbolt.Open(from, 0o600, nil)
	if err != nil {
		return err
	}
	dst, err := bbolt.Open(to, 0o600, nil)
	if err != nil {
		return err
	}
	return errors.Join(bbolt.Compact(dst, src, 0), dst.Close(), src.Close())
}

func freeze(tx *store.Tx) error {
	random := rand.NewChaCha8([32]byte{2})
	b, err := tx.NewBook(random)
	if err != nil {
		return err
	}
	store.Journal(b)
	err = errors.Join(
		notes.Put(b, "1", frozenNote),
		store.SetAlarm(b, frozenAlarm),
		tx.Bind("telegram/1", store.Place{Space: b.ID(), Member: "m"}))
	_, keepErr := store.KeepUndo(b, "1", "label", monday.Add(time.Hour))
	_, pushErr := outbox.Push(b, monday, frozenNote)
	c, circleErr := tx.NewCircle(random)
	return errors.Join(err, keepErr, pushErr, circleErr,
		notes.Put(c, "1", frozenNote), notes.Put(tx.System(), "1", frozenNote))
}

// frozenContent checks what freeze has written, by every way to it.
func frozenContent(t *testing.T, tx *store.Tx) error {
	p, ok, err := tx.Find("telegram/1")
	if err != nil || !ok || p.Member != "m" {
		t.Errorf("identity: %v, %v, %v", p, ok, err)
	}
	b, err := tx.Book(p.Space)
	if err != nil {
		return err
	}
	for e, err := range notes.By(b, "code", "y") {
		if diff := cmp.Diff(store.Entry[note]{ID: "1", Value: frozenNote}, e); diff != "" || err != nil {
			t.Errorf("record: %v, %s", err, diff)
		}
	}
	due, err := tx.Due(monday.AddDate(1, 0, 0), 0)
	if err != nil || len(due) != 1 {
		t.Errorf("due: %v, %v", due, err)
	}
	if a, err := store.AlarmOf(b, "ping", "1"); err != nil || !cmp.Equal(a, frozenAlarm) {
		t.Errorf("alarm: %v, %v", a, err)
	}
	rows, err := outbox.Waiting(tx, "", 0)
	if err != nil || len(rows) != 1 || rows[0].Space != b.ID() {
		t.Errorf("queue: %v, %v", rows, err)
	}
	if label, err := store.Undo(b, "1", monday, nil); err != nil || label != "label" {
		t.Errorf("undo: %q, %v", label, err)
	}
	if _, err := notes.Get(b, "1"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("after undo: %v", err)
	}
	_, err = notes.Get(tx.System(), "1")
	return err
}
