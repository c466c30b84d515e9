package storetest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"sync"
	"testing"

	"referout/store"
)

var errWanted = errors.New("wanted")

func allOrNothing(t *testing.T, e store.Engine) {
	put(t, e, pairs("a", "b", "due/a")...)
	err := e.Update(t.Context(), func(w store.Writer) error {
		err := errors.Join(w.Put("a", []byte("x")), w.Put("c", nil), w.Delete("b"), w.Delete("due/a"), w.Put("due/c", nil))
		return errors.Join(err, errWanted)
	})
	if !errors.Is(err, errWanted) {
		t.Errorf("got %v", err)
	}
	view(t, e, func(r store.Reader) error {
		same(t, "after a failed update", scan(t, r, "", ""), []string{"a", "b", "due/a"})
		return nil
	})
}

func panics(t *testing.T, e store.Engine) {
	func() {
		defer func() {
			if got := recover(); got != "wanted" {
				t.Errorf("recovered %v", got)
			}
		}()
		_ = e.Update(t.Context(), func(w store.Writer) error {
			if err := w.Put("a", nil); err != nil {
				t.Error(err)
			}
			panic("wanted")
		})
	}()
	put(t, e, pairs("b")...)
	view(t, e, func(r store.Reader) error {
		same(t, "after a panic", scan(t, r, "", ""), []string{"b"})
		return nil
	})
}

func ownWrites(t *testing.T, e store.Engine) {
	put(t, e, pairs("a", "b", "c", "due/b", "due/d")...)
	err := e.Update(t.Context(), func(w store.Writer) error {
		err := errors.Join(
			w.Delete("b"), w.Delete("absent"), w.Delete("due/d"),
			w.Put("aa", []byte("value of aa")), w.Put("due/c", []byte("value of due/c")), w.Put("z", []byte("value of z")),
			w.Put("c", []byte("first")), w.Put("c", []byte("value of c")),
			w.Put("y", nil), w.Delete("y"),
		)
		same(t, "scan of own writes", scan(t, w, "", ""), []string{"a", "aa", "c", "due/b", "due/c", "z"})
		same(t, "part of own writes", scan(t, w, "aa", "due/c"), []string{"aa", "c", "due/b"})
		for _, key := range []string{"b", "y", "due/d"} {
			if _, err := w.Get(key); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("own delete of %q: got %v", key, err)
			}
		}
		if v, err := w.Get("aa"); err != nil || string(v) != "value of aa" {
			t.Errorf("own put: got %q, %v", v, err)
		} else {
			v[0] = 'X'
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	view(t, e, func(r store.Reader) error {
		same(t, "committed", scan(t, r, "", ""), []string{"a", "aa", "c", "due/b", "due/c", "z"})
		return nil
	})
}

func scanWhileWriting(t *testing.T, e store.Engine) {
	put(t, e, pairs("a", "b", "c", "d", "due/a", "due/b")...)
	err := e.Update(t.Context(), func(w store.Writer) error {
		if err := errors.Join(w.Put("bb", []byte("value of bb")), w.Put("due/aa", []byte("value of due/aa"))); err != nil {
			return err
		}
		var got []string
		for p, err := range w.Scan("", "") {
			if err != nil {
				return err
			}
			if string(p.Value) != "value of "+p.Key {
				t.Errorf("value of %q is %q", p.Key, p.Value)
			}
			got = append(got, p.Key)
			if err := errors.Join(w.Delete(p.Key), w.Put("x"+p.Key, nil), w.Put("d", []byte("later")), w.Delete("due/aa")); err != nil {
				return err
			}
		}
		same(t, "while writing", got, []string{"a", "b", "bb", "c", "d", "due/a", "due/aa", "due/b"})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	view(t, e, func(r store.Reader) error {
		for key, want := range map[string]bool{"a": false, "d": true, "xa": true, "xdue/b": true, "due/b": false} {
			if _, err := r.Get(key); (err == nil) != want {
				t.Errorf("%q afterwards: %v", key, err)
			}
		}
		return nil
	})
}

func oneState(t *testing.T, e store.Engine) {
	put(t, e, pairs("a", "due/a")...)
	view(t, e, func(r store.Reader) error {
		done := make(chan error)
		go func() {
			done <- e.Update(t.Context(), func(w store.Writer) error {
				return errors.Join(w.Put("b", nil), w.Delete("a"), w.Put("due/b", nil))
			})
		}()
		if err := <-done; err != nil {
			return err
		}
		same(t, "an older view", scan(t, r, "", ""), []string{"a", "due/a"})
		return nil
	})
	view(t, e, func(r store.Reader) error {
		if _, err := r.Get("b"); err != nil {
			t.Errorf("a newer view: %v", err)
		}
		return nil
	})
}

func viewDuringUpdate(t *testing.T, e store.Engine) {
	put(t, e, pairs("a")...)
	err := e.Update(t.Context(), func(w store.Writer) error {
		if err := w.Delete("a"); err != nil {
			return err
		}
		done := make(chan error)
		go func() {
			done <- e.View(t.Context(), func(r store.Reader) error {
				_, err := r.Get("a")
				return err
			})
		}()
		return <-done
	})
	if err != nil {
		t.Errorf("a view during an update: %v", err)
	}
}

func add(w store.Writer, key string) error {
	old, err := w.Get(key)
	if errors.Is(err, store.ErrNotFound) {
		old, err = []byte("0"), nil
	}
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(string(old))
	if err != nil {
		return err
	}
	return w.Put(key, []byte(strconv.Itoa(n+1)))
}

func expect(t *testing.T, e store.Engine, key, want string) {
	t.Helper()
	view(t, e, func(r store.Reader) error {
		if v, err := r.Get(key); err != nil || string(v) != want {
			t.Errorf("%s: got %q, %v, want %s", key, v, err, want)
		}
		return nil
	})
}

func increments(t *testing.T, e store.Engine) {
	const callers, each = 16, 20
	var all sync.WaitGroup
	for range callers {
		all.Go(func() {
			for range each {
				if err := e.Update(t.Context(), func(w store.Writer) error { return add(w, "n") }); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	expect(t, e, "n", strconv.Itoa(callers*each))
}

// neighbours runs good, failing and panicking functions side by side.
func neighbours(t *testing.T, e store.Engine) {
	const callers, each = 12, 20
	var all sync.WaitGroup
	for n := range callers {
		all.Go(func() {
			for range each {
				disturb(t, e, n%3)
			}
		})
	}
	all.Wait()
	expect(t, e, "n", strconv.Itoa(callers/3*each))
	view(t, e, func(r store.Reader) error {
		same(t, "left behind", scan(t, r, "o", ""), []string{})
		return nil
	})
}

func disturb(t *testing.T, e store.Engine, how int) {
	defer func() {
		if got := recover(); (got != nil) != (how == 2) {
			t.Errorf("recovered %v", got)
		}
	}()
	err := e.Update(t.Context(), func(w store.Writer) error {
		if err := add(w, "n"); err != nil || how == 0 {
			return err
		}
		if err := w.Put(fmt.Sprint("o", how), nil); err != nil {
			return err
		}
		if how == 1 {
			return errWanted
		}
		panic(how)
	})
	if errors.Is(err, errWanted) != (how == 1) {
		t.Errorf("got %v", err)
	}
}

// endsWaiting lets a context end while another update runs.
func endsWaiting(t *testing.T, e store.Engine) {
	ctx, cancel := context.WithCancel(t.Context())
	waited := make(chan error)
	err := e.Update(t.Context(), func(w store.Writer) error {
		go func() {
			waited <- e.Update(ctx, func(w store.Writer) error { return w.Put("late", nil) })
		}()
		cancel()
		if err := <-waited; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		return w.Put("a", []byte("value of a"))
	})
	if err != nil {
		t.Fatal(err)
	}
	view(t, e, func(r store.Reader) error {
		same(t, "afterwards", scan(t, r, "", ""), []string{"a"})
		return nil
	})
}

// goexit is what t.Fatal does inside a function.
func goexit(t *testing.T, e store.Engine) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = e.Update(t.Context(), func(w store.Writer) error {
			if err := w.Put("a", nil); err != nil {
				t.Error(err)
			}
			runtime.Goexit()
			return nil
		})
	}()
	<-ended
	put(t, e, pairs("b")...)
	view(t, e, func(r store.Reader) error {
		same(t, "afterwards", scan(t, r, "", ""), []string{"b"})
		return nil
	})
}
