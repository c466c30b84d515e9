// Package storetest is the meaning of store.Engine, executable, and what tests
// of other packages need to have a store.
package storetest

import (
	"context"
	"iter"
	"sync/atomic"
	"testing"

	"referout/store"
)

// Store opens a store on e with a master key of its own, and closes it at the
// end of the test.
func Store(t testing.TB, e store.Engine) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), e, Master(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Master draws a master key.
func Master(t testing.TB) store.Master {
	t.Helper()
	m, err := store.NewMaster()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Twice returns an engine that runs every Update function twice and keeps the
// second run. A function with an effect besides its transaction shows it there.
func Twice(e store.Engine) store.Engine { return twice{e} }

type twice struct{ store.Engine }

func (e twice) Update(ctx context.Context, fn func(store.Writer) error) error {
	return e.Engine.Update(ctx, func(w store.Writer) error {
		if err := fn(store.NewOverlay(w)); err != nil {
			return err
		}
		return fn(w)
	})
}

// Counter is an engine that counts what is written.
type Counter struct {
	store.Engine
	commits, entries atomic.Int64
}

// Count returns a Counter over e.
func Count(e store.Engine) *Counter { return &Counter{Engine: e} }

// Commits returns the number of Updates that have succeeded.
func (c *Counter) Commits() int64 { return c.commits.Load() }

// Entries returns the number of keys that they have written or deleted.
func (c *Counter) Entries() int64 { return c.entries.Load() }

// Update implements store.Engine.
func (c *Counter) Update(ctx context.Context, fn func(store.Writer) error) error {
	var n int64
	err := c.Engine.Update(ctx, func(w store.Writer) error {
		counted := &countingWriter{w: w}
		defer func() { n = counted.n }()
		return fn(counted)
	})
	if err == nil {
		c.commits.Add(1)
		c.entries.Add(n)
	}
	return err
}

type countingWriter struct {
	w store.Writer
	n int64
}

func (c *countingWriter) Get(key string) ([]byte, error) { return c.w.Get(key) }

func (c *countingWriter) Scan(from, to string) iter.Seq2[store.Pair, error] {
	return c.w.Scan(from, to)
}

func (c *countingWriter) Put(key string, value []byte) error {
	c.n++
	return c.w.Put(key, value)
}

func (c *countingWriter) Delete(key string) error {
	c.n++
	return c.w.Delete(key)
}
