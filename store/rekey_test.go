package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

// opens opens the engine of a fixture with a key, without writing.
func (f fixture) opens(m store.Master) (*store.Store, error) {
	return store.Inspect(f.Context(), f.engine, m)
}

func TestRekey(t *testing.T) {
	each(t, func(f fixture) {
		f.fill(3)
		before := f.export(f.book)
		next := storetest.Master(f.T)
		keys, err := store.Rekey(f.Context(), f.engine, f.master, next)
		if err != nil || keys != 2 {
			f.Fatalf("%d keys, %v", keys, err)
		}
		if _, err := f.opens(f.master); !errors.Is(err, store.ErrWrongKey) {
			f.Errorf("the old key: %v", err)
		}
		defer f.keyBack(next)
		f = f.again(next)
		if after := f.export(f.book); after != before {
			f.Errorf("exported %s, before %s", after, before)
		}
		if p, ok := f.find("telegram/1"); !ok || p.Space != f.book {
			f.Errorf("an identity leads to %v, %v", p, ok)
		}
		if err := f.Verify(f.Context(), notes, drafts); err != nil {
			f.Error(err)
		}
	})
}

// again is the fixture with its store opened with another key.
func (f fixture) again(m store.Master) fixture {
	f.Helper()
	s, err := store.Open(f.Context(), f.engine, m)
	if err != nil {
		f.Fatal(err)
	}
	f.Store = s
	return f
}

// rekeyed gives the store another key, and takes that back at the end, for the
// checks that follow every test.
func (f fixture) rekeyed() (again fixture, next store.Master, back func()) {
	f.Helper()
	next = storetest.Master(f.T)
	if _, err := store.Rekey(f.Context(), f.engine, f.master, next); err != nil {
		f.Fatal(err)
	}
	return f.again(next), next, func() { f.keyBack(next) }
}

func (f fixture) keyBack(from store.Master) {
	f.Helper()
	if _, err := store.Rekey(f.Context(), f.engine, from, f.master); err != nil {
		f.Error(err)
	}
}

func TestRekeyRefuses(t *testing.T) {
	each(t, func(f fixture) {
		before := dump(f.T, f.engine)
		for name, test := range map[string]struct {
			engine    store.Engine
			old, next store.Master
			want      error
		}{
			"another key": {f.engine, storetest.Master(f.T), storetest.Master(f.T), store.ErrWrongKey},
			"no new key":  {f.engine, f.master, store.Master{}, store.ErrNoKey},
			"no old key":  {f.engine, store.Master{}, f.master, store.ErrNoKey},
			"no store":    {memory.New(), f.master, storetest.Master(f.T), store.ErrNotFound},
		} {
			if _, err := store.Rekey(f.Context(), test.engine, test.old, test.next); !errors.Is(err, test.want) {
				f.Errorf("%s: %v", name, err)
			}
		}
		sameDump(f.T, before, dump(f.T, f.engine))
	})
}

// tearing fails one Update: before it begins, or after its function has run.
type tearing struct {
	store.Engine
	at   int // which Update, from 0
	late bool
	n    int
}

func (e *tearing) Update(ctx context.Context, fn func(store.Writer) error) error {
	e.n++
	if e.n-1 != e.at {
		return e.Engine.Update(ctx, fn)
	}
	if !e.late {
		return errStopped
	}
	return e.Engine.Update(ctx, func(w store.Writer) error { return errors.Join(fn(w), errStopped) })
}

// TestACrashWhileRekeying breaks every step off: exactly one key opens the store.
func TestACrashWhileRekeying(t *testing.T) {
	each(t, func(f fixture) {
		f.fill(3)
		next := storetest.Master(f.T)
		for at := 0; ; at++ {
			torn := &tearing{Engine: f.engine, at: at / 2, late: at%2 == 1}
			_, err := store.Rekey(f.Context(), torn, f.master, next)
			_, old := f.opens(f.master)
			_, now := f.opens(next)
			if (old == nil) == (now == nil) {
				f.Fatalf("step %d: the old key says %v, the new one %v", at, old, now)
			}
			s, err2 := f.opens(f.master)
			if err == nil {
				s, err2 = f.opens(next)
			}
			if err2 != nil {
				f.Fatalf("step %d: %v, then %v", at, err, err2)
			}
			if err := s.Verify(f.Context(), notes, drafts); err != nil {
				f.Errorf("step %d: %v", at, err)
			}
			if err == nil {
				if at < 2 {
					f.Errorf("only %d steps were broken off", at)
				}
				f.keyBack(next)
				return
			}
		}
	})
}

// marks counts the values behind a prefix by the data key that they are sealed
// under, which is how they begin.
func (f fixture) marks(prefix string) map[string]int {
	f.Helper()
	found := map[string]int{}
	for _, p := range dump(f.T, f.engine) {
		if strings.HasPrefix(p.Key, prefix) && !strings.Contains(p.Key, "~") && len(p.Value) > 5 && !strings.Contains(p.Key, "/.alarm/") {
			found[string(p.Value[:5])]++
		}
	}
	return found
}

func TestResealDropsTheOldKeys(t *testing.T) {
	each(t, func(f fixture) {
		f.fill(1500) // more than one piece
		before := f.export(f.book)
		f, _, back := f.rekeyed()
		defer back()
		f.in(func(b store.BookTx) error { return notes.Put(b, "000001", note{Text: "new"}) })
		if got := f.marks(string(f.book) + "/"); len(got) != 2 {
			f.Errorf("sealed under %d keys before, want 2", len(got))
		}
		f.in(func(b store.BookTx) error { return notes.Put(b, "000001", note{Person: "000001"}) })
		f.resealAll()
		for _, prefix := range []string{string(f.book) + "/", "s0000000000000000/", "who/"} {
			if got := f.marks(prefix); len(got) > 1 {
				f.Errorf("%s is sealed under %d keys, want 1", prefix, len(got))
			}
		}
		if after := f.export(f.book); after != before {
			f.Error("the export has changed")
		}
		whole := dump(f.T, f.engine)
		f.resealAll()
		sameDump(f.T, whole, dump(f.T, f.engine))
		if _, err := f.Reseal(f.Context(), "b0000000000000009"); !errors.Is(err, store.ErrNotFound) {
			f.Errorf("an unknown space: %v", err)
		}
	})
}

func (f fixture) resealAll() {
	f.Helper()
	ids, err := f.Spaces(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	for _, id := range ids {
		if _, err := f.Reseal(f.Context(), id); err != nil {
			f.Fatal(err)
		}
	}
}

// TestUndoSurvivesReseal takes back, after the sweep, what was done before it and
// while it was under way.
func TestUndoSurvivesReseal(t *testing.T) {
	each(t, func(f fixture) {
		handle := func(id, record, text string) {
			f.in(func(b store.BookTx) error {
				store.Journal(b)
				err := errors.Join(notes.Put(b, record, note{Text: text}),
					store.SetAlarm(b, store.Alarm{Kind: "ping", ID: record, At: monday.AddDate(0, 0, len(text))}))
				_, keepErr := store.KeepUndo(b, id, id, monday)
				return errors.Join(err, keepErr)
			})
		}
		handle("0", "a", "first")
		handle("0", "z", "last")
		for n := range 1500 {
			f.in(func(b store.BookTx) error { return notes.Put(b, fmt.Sprintf("m%04d", n), note{Text: "x"}) })
		}
		handle("1", "a", "changed")
		f, next, back := f.rekeyed()
		defer back()
		between := &meddling{Engine: f.engine, at: 2, meddle: func() { handle("2", "z", "meanwhile") }}
		s, err := store.Open(f.Context(), between, next)
		if err != nil {
			f.Fatal(err)
		}
		if _, err := s.Reseal(f.Context(), f.book); err != nil {
			f.Fatal(err)
		}
		if between.meddle != nil {
			f.Fatal("the sweep was over before anything happened in between")
		}
		f.in(func(b store.BookTx) error {
			_, err2 := store.Undo(b, "2", monday, nil)
			_, err1 := store.Undo(b, "1", monday, nil)
			a, errA := notes.Get(b, "a")
			z, errZ := notes.Get(b, "z")
			if a.Text != "first" || z.Text != "last" {
				f.Errorf("came back as %q and %q", a.Text, z.Text)
			}
			alarm, errAlarm := store.AlarmOf(b, "ping", "z")
			if !alarm.At.Equal(monday.AddDate(0, 0, 4)) {
				f.Errorf("the alarm is at %v", alarm.At)
			}
			return errors.Join(err2, err1, errA, errZ, errAlarm)
		})
		f.changedSinceIsRefused()
	})
}

// changedSinceIsRefused looks whether the fingerprints still tell.
func (f fixture) changedSinceIsRefused() {
	f.Helper()
	f.in(func(b store.BookTx) error {
		store.Journal(b)
		err := notes.Put(b, "c", note{Text: "1"})
		_, keepErr := store.KeepUndo(b, "9", "", monday)
		return errors.Join(err, keepErr, notes.Put(b, "c", note{Text: "2"}))
	})
	f.in(func(b store.BookTx) error {
		if _, err := store.Undo(b, "9", monday, nil); !errors.Is(err, store.ErrChanged) {
			f.Errorf("undone although it has changed: %v", err)
		}
		return nil
	})
}

// meddling does something once, before the Update of that number.
type meddling struct {
	store.Engine
	at     int
	meddle func()
}

func (e *meddling) Update(ctx context.Context, fn func(store.Writer) error) error {
	if e.at--; e.at == -1 {
		e.meddle()
		e.meddle = nil
	}
	return e.Engine.Update(ctx, fn)
}

// TestACrashWhileResealing breaks the sweep off at every transaction, and goes on.
func TestACrashWhileResealing(t *testing.T) {
	each(t, func(f fixture) {
		f.fill(1500)
		before := f.export(f.book)
		f, next, back := f.rekeyed()
		defer back()
		broken := 0
		for at := 1; ; at++ { // the first Update is the opening
			torn := &tearing{Engine: f.engine, at: at, late: true}
			s, err := store.Open(f.Context(), torn, next)
			if err != nil {
				f.Fatal(err)
			}
			_, err = s.Reseal(f.Context(), f.book)
			if f.export(f.book) != before {
				f.Fatalf("broken off at %d: the export has changed", at)
			}
			if err == nil {
				break
			}
			broken++
		}
		if broken < 3 {
			f.Errorf("broken off %d times only", broken)
		}
		if got := f.marks(string(f.book) + "/"); len(got) != 1 {
			f.Errorf("sealed under %d keys", len(got))
		}
	})
}

func TestCanary(t *testing.T) {
	each(t, func(f fixture) {
		canary, err := f.Canary(f.Context())
		if err != nil || len(canary) == 0 {
			f.Fatalf("%x, %v", canary, err)
		}
		if err := f.master.Fits(canary); err != nil {
			f.Error(err)
		}
		if err := storetest.Master(f.T).Fits(canary); !errors.Is(err, store.ErrWrongKey) {
			f.Errorf("another key: %v", err)
		}
		if err := (store.Master{}).Fits(canary); !errors.Is(err, store.ErrNoKey) {
			f.Errorf("no key: %v", err)
		}
		if err := f.master.Fits(bytes.Repeat([]byte("x"), 100)); !errors.Is(err, store.ErrWrongKey) {
			f.Errorf("nonsense: %v", err)
		}
	})
}
