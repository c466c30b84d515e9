package store_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

// TestVerifyFindsWhatIsMissing takes one row away at a time. Only records and
// what holds no row outside may be missed unnoticed.
func TestVerifyFindsWhatIsMissing(t *testing.T) {
	each(t, func(f fixture) {
		f.fill(2)
		unnoticed := func(key string) bool {
			return strings.Contains(key, "~") || strings.Contains(key, "/.undo/") || strings.HasPrefix(key, "meta/") ||
				key == string(f.book)+"/note/gone"
		}
		for _, p := range dump(f.T, f.engine) {
			if unnoticed(p.Key) {
				continue
			}
			f.set(p.Key, nil)
			if err := f.Verify(f.Context()); err == nil {
				f.Errorf("without %q nothing was found", p.Key)
			}
			f.set(p.Key, p.Value)
		}
	})
}

// What damage made of a key is told in one line that a terminal can show.
func TestVerifyNamesSpoiltKeysLegibly(t *testing.T) {
	each(t, func(f fixture) {
		for _, key := range []string{"a\x1b[2J\xff\nb", strings.Repeat("long", 500)} {
			key = string(f.book) + "/note/" + key
			f.set(key, []byte("x"))
			defer f.set(key, nil)
		}
		err := f.Verify(f.Context(), notes)
		if err == nil {
			f.Fatal("nothing was found")
		}
		lines := strings.Split(err.Error(), "\n")
		if len(lines) != 2 || len(err.Error()) > 1000 || strings.Contains(err.Error(), "\x1b") || !utf8.ValidString(err.Error()) || !strings.Contains(err.Error(), `note/a\x1b`) {
			f.Errorf("%d lines, %d bytes: %q", len(lines), len(err.Error()), err)
		}
	})
}

// TestVerifyKnowsTables looks into index entries too.
func TestVerifyKnowsTables(t *testing.T) {
	each(t, func(f fixture) {
		f.fill(3)
		f.in(func(b store.BookTx) error { return drafts.Put(b, "1", note{Person: "bob"}) })
		entries := 0
		for _, p := range dump(f.T, f.engine) {
			if !strings.Contains(p.Key, "~") {
				continue
			}
			entries++
			f.set(p.Key, nil)
			if err := f.Verify(f.Context(), notes, drafts); err == nil || !strings.Contains(err.Error(), "index entry") {
				f.Errorf("without %q: %v", p.Key, err)
			}
			f.set(p.Key, p.Value)
		}
		if entries < 4 {
			f.Errorf("%d index entries only", entries)
		}
		stale := string(f.book) + "/note~person/somebody/000001"
		f.set(stale, empty)
		if err := f.Verify(f.Context(), notes); err == nil || !strings.Contains(err.Error(), stale) {
			f.Errorf("a stale entry: %v", err)
		}
		if err := f.Verify(f.Context(), drafts); err != nil {
			f.Errorf("a table that was not named: %v", err)
		}
		f.set(stale, nil)
	})
}

// empty is a value without bytes; nil deletes.
var empty = []byte{}

func TestSurveyCounts(t *testing.T) {
	each(t, func(f fixture) {
		f.fill(4000)
		told := 0
		got, err := f.Survey(f.Context(), []store.Keeper{notes}, func(rows int) { told = rows })
		if err != nil {
			f.Fatal(err)
		}
		want := store.Census{Books: 1, Records: 4002, Alarms: 4002, Queued: 1, Identities: 1}
		if diff := cmp.Diff(want, got); diff != "" {
			f.Error(diff)
		}
		if told != len(dump(f.T, f.engine)) {
			f.Errorf("%d rows were told", told)
		}
		f.in(func(b store.BookTx) error {
			if n, err := store.Count(b, []store.Keeper{notes}); n != 4002 || err != nil {
				f.Errorf("counted %d, %v", n, err)
			}
			return nil
		})
	})
}

func TestSurveyTellsOfMuchDamageInFewWords(t *testing.T) {
	each(t, func(f fixture) {
		f.fill(300)
		for n := range 300 {
			f.set(fmt.Sprintf("%s/note/%06d", f.book, n), []byte("x"))
		}
		err := f.Verify(f.Context())
		if err == nil || strings.Count(err.Error(), "\n") != 100 || !strings.Contains(err.Error(), "and 200 more") {
			f.Errorf("got %v", err)
		}
		for n := range 300 {
			f.set(fmt.Sprintf("%s/note/%06d", f.book, n), nil)
		}
		f.dropIndexes()
	})
}

// dropIndexes removes index entries, whose records are gone.
func (f fixture) dropIndexes() {
	f.Helper()
	for _, p := range dump(f.T, f.engine) {
		if strings.Contains(p.Key, "~") {
			f.set(p.Key, nil)
		}
	}
}

func TestInspectWritesNothing(t *testing.T) {
	each(t, func(f fixture) {
		f.fill(2)
		before := dump(f.T, f.engine)
		s, err := store.Inspect(f.Context(), f.engine, f.master)
		if err != nil {
			f.Fatal(err)
		}
		if err := s.Update(f.Context(), func(*store.Tx) error { return nil }); !errors.Is(err, store.ErrReadOnly) {
			f.Errorf("an update: %v", err)
		}
		err = s.View(f.Context(), func(tx *store.Tx) error {
			if _, found, err := tx.Find("telegram/1"); err != nil || !found {
				f.Errorf("an identity: %v, %v", found, err)
			}
			return nil
		})
		if stored, newest, err2 := s.Format(f.Context()); err != nil || err2 != nil || stored != newest || stored < 1 {
			f.Errorf("format %d of %d, %v, %v", stored, newest, err, err2)
		}
		sameDump(f.T, before, dump(f.T, f.engine))
		if _, err := store.Inspect(f.Context(), memory.New(), f.master); !errors.Is(err, store.ErrNotFound) {
			f.Errorf("an empty engine: %v", err)
		}
		if _, err := store.Inspect(f.Context(), f.engine, storetest.Master(f.T)); !errors.Is(err, store.ErrWrongKey) {
			f.Errorf("another key: %v", err)
		}
	})
}

func TestVerifyFindsStrayRows(t *testing.T) {
	each(t, func(f fixture) {
		for _, key := range []string{
			"b0000000000000009/note/1", "nonsense", "due/20260302T090000.000000000/" + string(f.book) + "/1/ping",
			"due/x", "who/x", "queue/outbox/1/" + string(f.book), "queue/outbox", "key/b0000000000000009",
			string(f.book) + "/note/x", string(f.book) + "/note~person/ann/x", string(f.book) + "/.alarm/x/y",
		} {
			f.set(key, []byte("x"))
			if err := f.Verify(f.Context()); err == nil || !strings.Contains(err.Error(), key) {
				f.Errorf("%q: %v", key, err)
			}
			f.set(key, nil)
		}
	})
}

// set writes to the engine past the store, nil to delete.
func (f fixture) set(key string, value []byte) {
	f.Helper()
	err := f.engine.Update(f.Context(), func(w store.Writer) error {
		if value == nil {
			return w.Delete(key)
		}
		return w.Put(key, value)
	})
	if err != nil {
		f.Fatal(err)
	}
}

func TestSpacesDoNotConvert(t *testing.T) {
	spaces := []reflect.Type{reflect.TypeFor[store.BookTx](), reflect.TypeFor[store.CircleTx](), reflect.TypeFor[store.SystemTx]()}
	for _, from := range spaces {
		for _, to := range spaces {
			if from != to && from.ConvertibleTo(to) {
				t.Errorf("%v converts to %v", from, to)
			}
		}
	}
}

// TestDamagedKeysAreNoWrongKeys: if the right key opens the system's, the others are
// damaged, and the reverse.
func TestDamagedKeysAreNoWrongKeys(t *testing.T) {
	each(t, func(f fixture) {
		f.fill(1)
		for _, p := range dump(f.T, f.engine) {
			if !strings.HasPrefix(p.Key, "key/") && p.Key != "meta/identity" {
				continue
			}
			f.set(p.Key, []byte("x"))
			s, err := store.Inspect(f.Context(), f.engine, f.master)
			if err == nil {
				err = s.Verify(f.Context())
			}
			if err == nil || errors.Is(err, store.ErrWrongKey) || !errors.Is(err, store.ErrDamaged) {
				f.Errorf("%s: %v", p.Key, err)
			}
			if _, err := store.Inspect(f.Context(), f.engine, storetest.Master(f.T)); !errors.Is(err, store.ErrWrongKey) {
				f.Errorf("%s, another key: %v", p.Key, err)
			}
			f.set(p.Key, p.Value)
		}
	})
}
