package bolt_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"referout/store"
	"referout/store/bolt"
	"referout/store/storetest"
)

func open(t *testing.T) store.Engine {
	t.Helper()
	e, err := bolt.Open(filepath.Join(t.TempDir(), "book.db"), bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

func TestEngine(t *testing.T) { storetest.Run(t, open) }

func TestEngineTwice(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Engine { return storetest.Twice(open(t)) })
}

// TestEngineInABubble lets callers wait for one that takes an hour of virtual
// time: waiting must not hold up the clock.
func TestEngineInABubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := open(t)
		began := time.Now()
		var all sync.WaitGroup
		for n := range 20 {
			all.Go(func() {
				err := e.Update(t.Context(), func(w store.Writer) error {
					if n%5 == 0 {
						time.Sleep(time.Hour)
					}
					return w.Put(fmt.Sprint(n), nil)
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if passed := time.Since(began); passed != 4*time.Hour {
			t.Errorf("%v passed", passed)
		}
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
}

// TestACallerLeavesTheQueue cancels one of two who wait and looks whether the
// other is served.
func TestACallerLeavesTheQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := open(t)
		ctx, cancel := context.WithCancel(t.Context())
		put := func(ctx context.Context, key string) chan error {
			done := make(chan error, 1)
			go func() {
				done <- e.Update(ctx, func(w store.Writer) error {
					time.Sleep(time.Minute)
					return w.Put(key, nil)
				})
			}()
			synctest.Wait()
			return done
		}
		first, second, third := put(t.Context(), "1"), put(ctx, "2"), put(t.Context(), "3")
		cancel()
		if err := <-second; !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
		if err := errors.Join(<-first, <-third); err != nil {
			t.Error(err)
		}
		err := e.View(t.Context(), func(r store.Reader) error {
			for key, want := range map[string]bool{"1": true, "2": false, "3": true} {
				if _, err := r.Get(key); (err == nil) != want {
					t.Errorf("%s: %v", key, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestCommitsAreCounted(t *testing.T) {
	e := open(t).(*bolt.Engine)
	broken := errors.New("broken")
	for _, test := range []struct {
		fn   func(store.Writer) error
		want int64
	}{
		{func(w store.Writer) error { return w.Put("a", nil) }, 1},
		{func(w store.Writer) error { return errors.Join(w.Put("b", nil), w.Delete("a")) }, 1},
		{func(store.Writer) error { return nil }, 0},
		{func(w store.Writer) error { return errors.Join(w.Put("c", nil), broken) }, 0},
	} {
		before, err := e.Commits()
		if err != nil {
			t.Fatal(err)
		}
		if err := e.Update(t.Context(), test.fn); err != nil && !errors.Is(err, broken) {
			t.Fatal(err)
		}
		after, err := e.Commits()
		if err != nil || after-before != test.want {
			t.Errorf("%d commits, %v; want %d", after-before, err, test.want)
		}
	}
}
