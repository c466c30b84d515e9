package storetest

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"

	"referout/store"
)

// Run checks that engines keep the promises of store.Engine. Each test gets an
// empty one from open, which also sees to its end.
func Run(t *testing.T, open func(*testing.T) store.Engine) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, store.Engine)
	}{
		{"absent and empty values differ", absent},
		{"order is bytewise", order},
		{"bounds of a scan", bounds},
		{"a scan can be left early", leftEarly},
		{"keys that cannot be", badKeys},
		{"bytes are the caller's", ownBytes},
		{"a failed update leaves nothing", allOrNothing},
		{"a panic returns to its caller", panics},
		{"an update reads its own writes", ownWrites},
		{"a scan shows what stood there when it began", scanWhileWriting},
		{"a view sees one state", oneState},
		{"a view waits for no update", viewDuringUpdate},
		{"parallel increments lose none", increments},
		{"failures and panics leave neighbours alone", neighbours},
		{"a cancelled context", cancelled},
		{"a context that ends while waiting", endsWaiting},
		{"a goroutine that ends inside an update", goexit},
		{"after close", closed},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
	}
}

func put(t *testing.T, e store.Engine, pairs ...store.Pair) {
	t.Helper()
	err := e.Update(t.Context(), func(w store.Writer) error {
		for _, p := range pairs {
			if err := w.Put(p.Key, p.Value); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func view(t *testing.T, e store.Engine, fn func(store.Reader) error) {
	t.Helper()
	if err := e.View(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func pairs(keys ...string) []store.Pair {
	var made []store.Pair
	for _, k := range keys {
		made = append(made, store.Pair{Key: k, Value: []byte("value of " + k)})
	}
	return made
}

// scan returns the keys of a scan and fails if a value is not its key's.
func scan(t *testing.T, r store.Reader, from, to string) []string {
	t.Helper()
	keys := []string{}
	for p, err := range r.Scan(from, to) {
		if err != nil {
			t.Fatal(err)
		}
		if want := "value of " + p.Key; string(p.Value) != want {
			t.Errorf("value of %q is %q", p.Key, p.Value)
		}
		keys = append(keys, p.Key)
	}
	return keys
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

func absent(t *testing.T, e store.Engine) {
	put(t, e, store.Pair{Key: "empty", Value: nil})
	view(t, e, func(r store.Reader) error {
		if v, err := r.Get("empty"); err != nil || v == nil || len(v) != 0 {
			t.Errorf("empty value: got %v, %v", v, err)
		}
		for _, key := range []string{"absent", "", "due/", "due/x", "dud", "due0"} {
			if _, err := r.Get(key); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("absent key %q: got %v", key, err)
			}
		}
		return nil
	})
}

// oddKeys are in order. Engines may keep the due keys apart, and must not show it.
var oddKeys = []string{
	"\x00", "\x00\x00", " ", "%", "/", "/a", "0", "B", "a", "a\x00", "a/", "a/b", "a0", "b",
	"dud", "due", "due.", "due/", "due/\x00", "due/20260101", "due/a", "due/\xff", "due0", "due0/", "duf", "e/",
	"z", "~", "é", "\xff", "\xff\xff",
}

func order(t *testing.T, e store.Engine) {
	shuffled := slices.Clone(oddKeys)
	slices.Reverse(shuffled)
	put(t, e, pairs(shuffled...)...)
	view(t, e, func(r store.Reader) error {
		same(t, "everything", scan(t, r, "", ""), oddKeys)
		for _, key := range oddKeys {
			if v, err := r.Get(key); err != nil || string(v) != "value of "+key {
				t.Errorf("get %q: got %q, %v", key, v, err)
			}
		}
		return nil
	})
}

func bounds(t *testing.T, e store.Engine) {
	put(t, e, pairs(oddKeys...)...)
	edges := append(slices.Clone(oddKeys), "", "due-", "due/a0", "due/b", "due1", "m")
	within := func(from, to string) []string {
		found := []string{}
		for _, k := range oddKeys {
			if k >= from && (to == "" || k < to) {
				found = append(found, k)
			}
		}
		return found
	}
	view(t, e, func(r store.Reader) error {
		for _, from := range edges {
			for _, to := range edges {
				same(t, "from "+from+" to "+to, scan(t, r, from, to), within(from, to))
			}
		}
		return nil
	})
}

func leftEarly(t *testing.T, e store.Engine) {
	put(t, e, pairs(oddKeys...)...)
	for n := range oddKeys {
		view(t, e, func(r store.Reader) error {
			got := []string{}
			for p, err := range r.Scan("", "") {
				if err != nil {
					return err
				}
				if got = append(got, p.Key); len(got) == n+1 {
					break
				}
			}
			same(t, "left early", got, oddKeys[:n+1])
			return nil
		})
	}
}

func badKeys(t *testing.T, e store.Engine) {
	longest := string(bytes.Repeat([]byte("k"), store.MaxKey))
	for key, want := range map[string]bool{"": false, longest: true, longest + "k": false} {
		err := e.Update(t.Context(), func(w store.Writer) error { return w.Put(key, []byte("v")) })
		if (err == nil) != want {
			t.Errorf("a key of %d bytes: %v", len(key), err)
		}
	}
}

// ownBytes fills more than a page, as engines may copy small amounts anyway.
func ownBytes(t *testing.T, e store.Engine) {
	value := bytes.Repeat([]byte("v"), 600)
	var filler []store.Pair
	for n := range 100 {
		filler = append(filler, store.Pair{Key: "due/" + string(rune('a'+n)), Value: value}, store.Pair{Key: string(rune('a' + n)), Value: value})
	}
	put(t, e, filler...)
	copy(value, "changed after put")
	var kept [][]byte
	read := func(r store.Reader) error {
		for _, key := range []string{"b", "due/b"} {
			v, err := r.Get(key)
			if err != nil {
				return err
			}
			kept = append(kept, v)
		}
		for p, err := range r.Scan("c", "d") {
			kept = append(kept, p.Value)
			return err
		}
		return nil
	}
	view(t, e, read)
	if err := e.Update(t.Context(), func(w store.Writer) error { return read(w) }); err != nil {
		t.Fatal(err)
	}
	for _, v := range kept {
		if v[0] != 'v' {
			t.Errorf("the engine kept the caller's bytes: %q", v[:20])
		}
		copy(v, "changed after get")
	}
	view(t, e, func(r store.Reader) error {
		if v, err := r.Get("b"); err != nil || v[0] != 'v' {
			t.Errorf("the engine gave its own bytes away: %q, %v", v[:20], err)
		}
		return nil
	})
}

func cancelled(t *testing.T, e store.Engine) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := e.Update(ctx, func(w store.Writer) error { return w.Put("k", nil) })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("update: got %v", err)
	}
	err = e.View(ctx, func(store.Reader) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("view: got %v", err)
	}
	view(t, e, func(r store.Reader) error {
		same(t, "after a cancelled update", scan(t, r, "", ""), []string{})
		return nil
	})
}

func closed(t *testing.T, e store.Engine) {
	put(t, e, pairs("a")...)
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if err := e.View(t.Context(), func(store.Reader) error { return nil }); !errors.Is(err, store.ErrClosed) {
		t.Errorf("view: got %v", err)
	}
	if err := e.Update(t.Context(), func(store.Writer) error { return nil }); !errors.Is(err, store.ErrClosed) {
		t.Errorf("update: got %v", err)
	}
	if err := e.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
}
