package bolt_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"referout/store"
	"referout/store/bolt"
)

// put writes one key.
func put(t *testing.T, e store.Engine, key string, value []byte) {
	t.Helper()
	if err := e.Update(t.Context(), func(w store.Writer) error { return w.Put(key, value) }); err != nil {
		t.Fatal(err)
	}
}

// content reads all of an engine.
func content(t *testing.T, e store.Engine) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := e.View(t.Context(), func(r store.Reader) error {
		for p, err := range r.Scan("", "") {
			if err != nil {
				return err
			}
			all[p.Key] = string(p.Value)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestAHotCopyIsOneMoment copies while others write pairs of keys: each copy is
// whole, holds both of a pair or none, and all that was there before it began.
func TestAHotCopyIsOneMoment(t *testing.T) {
	dir := t.TempDir()
	e, err := bolt.Open(filepath.Join(dir, "book.db"), bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	stop := make(chan struct{})
	var writers sync.WaitGroup
	for who := range 2 {
		writers.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				err := e.Update(t.Context(), func(w store.Writer) error {
					key, value := fmt.Sprintf("%d/%06d", who, n%500), []byte(fmt.Sprint(n))
					return errors.Join(w.Put("a/"+key, value), w.Put("due/"+key, value))
				})
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for n := range 10 {
		marker := fmt.Sprintf("marker/%d", n)
		put(t, e, marker, nil)
		path := filepath.Join(dir, fmt.Sprintf("copy%d", n))
		if err := e.CopyTo(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		copied(t, path, marker)
	}
	close(stop)
	writers.Wait()
}

func copied(t *testing.T, path, marker string) {
	t.Helper()
	if err := bolt.Check(t.Context(), path); err != nil {
		t.Error(err)
	}
	c, err := bolt.OpenReadOnly(path)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	all := content(t, c)
	if _, ok := all[marker]; !ok {
		t.Errorf("%s is missing in the copy", marker)
	}
	for key, value := range all {
		if rest, ok := bytes.CutPrefix([]byte(key), []byte("a/")); ok && all["due/"+string(rest)] != value {
			t.Errorf("the copy has %q under %s, and its other half is %q", value, key, all["due/"+string(rest)])
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestACopyThatFailsLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	e, err := bolt.Open(filepath.Join(dir, "book.db"), bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	taken := filepath.Join(dir, "taken")
	if err := os.WriteFile(taken, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, ctx := range map[string]context.Context{
		filepath.Join(dir, "late"):         ended,
		filepath.Join(dir, "none", "copy"): t.Context(),
		taken:                              t.Context(),
	} {
		if err := e.CopyTo(ctx, path); err == nil {
			t.Errorf("%s was written", path)
		}
	}
	if text, err := os.ReadFile(taken); err != nil || string(text) != "mine" {
		t.Errorf("a file that was there is %q now, %v", text, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("left: %v, %v", left, err)
	}
}

func TestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	if _, err := bolt.OpenReadOnly(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	e, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	put(t, e, "key", []byte("value"))
	if _, err := bolt.OpenReadOnly(path); !errors.Is(err, bolt.ErrInUse) {
		t.Errorf("while it is open for writing: %v", err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	one, err1 := bolt.OpenReadOnly(path)
	two, err2 := bolt.OpenReadOnly(path)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	if got := content(t, two); got["key"] != "value" {
		t.Errorf("read %v", got)
	}
	if err := one.Update(t.Context(), func(store.Writer) error { return nil }); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("an update: %v", err)
	}
	if _, err := bolt.Open(path, bolt.Options{}); !errors.Is(err, bolt.ErrInUse) {
		t.Errorf("opened for writing while it is read: %v", err)
	}
	if err := errors.Join(one.Close(), two.Close()); err != nil {
		t.Error(err)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("reading has changed the file, or %v", err)
	}
}

func TestCompact(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	e, err := bolt.Open(path, bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 300 {
		put(t, e, fmt.Sprintf("k%03d", n), bytes.Repeat([]byte("v"), 20_000))
	}
	for n := range 295 {
		if err := e.Update(t.Context(), func(w store.Writer) error { return w.Delete(fmt.Sprintf("k%03d", n)) }); err != nil {
			t.Fatal(err)
		}
	}
	put(t, e, "due/1", []byte("x"))
	want := content(t, e)
	usage, err := e.Usage()
	if err != nil || usage.Free < usage.File/2 {
		t.Errorf("%+v, %v", usage, err)
	}
	if _, _, err := bolt.Compact(t.Context(), path); !errors.Is(err, bolt.ErrInUse) {
		t.Errorf("while it is open: %v", err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	before, after, err := bolt.Compact(t.Context(), path)
	if err != nil || before < 5_000_000 || after > 500_000 {
		t.Errorf("from %d to %d, %v", before, after, err)
	}
	if e, err = bolt.Open(path, bolt.Options{}); err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if got := content(t, e); len(got) != len(want) || got["due/1"] != "x" || got["k299"] != want["k299"] {
		t.Errorf("%d rows, want %d", len(got), len(want))
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 {
		t.Errorf("left: %v, %v", left, err)
	}
}
