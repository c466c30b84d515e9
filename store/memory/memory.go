// Package memory is an engine that keeps everything in memory, for tests.
package memory

import (
	"context"
	"iter"
	"slices"
	"strings"
	"sync/atomic"

	"referout/store"
)

// Engine is a store.Engine in memory. It is safe for concurrent use.
type Engine struct {
	turn   chan struct{} // holds a token while an Update runs
	state  atomic.Pointer[state]
	closed atomic.Bool
}

var _ store.Engine = (*Engine)(nil)

// state is sorted by key and never changed.
type state []store.Pair

// New returns an empty engine.
func New() *Engine { return with(&state{}) }

func with(s *state) *Engine {
	e := &Engine{turn: make(chan struct{}, 1)}
	e.state.Store(s)
	return e
}

// Reopen closes the engine and returns another that holds what was committed,
// as a file would after the end of the program, orderly or not.
func (e *Engine) Reopen() *Engine {
	e.closed.Store(true)
	return with(e.state.Load())
}

// Close implements store.Engine.
func (e *Engine) Close() error {
	e.turn <- struct{}{}
	defer func() { <-e.turn }()
	e.closed.Store(true)
	return nil
}

// View implements store.Engine.
func (e *Engine) View(ctx context.Context, fn func(store.Reader) error) error {
	if err := e.ready(ctx); err != nil {
		return err
	}
	return fn(*e.state.Load())
}

// Update implements store.Engine.
func (e *Engine) Update(ctx context.Context, fn func(store.Writer) error) error {
	select {
	case e.turn <- struct{}{}:
		defer func() { <-e.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := e.ready(ctx); err != nil {
		return err
	}
	old := e.state.Load()
	overlay := store.NewOverlay(*old)
	if err := fn(overlay); err != nil {
		return err
	}
	if overlay.Len() > 0 {
		e.state.CompareAndSwap(old, old.with(overlay))
	}
	return nil
}

func (e *Engine) ready(ctx context.Context) error {
	if e.closed.Load() {
		return store.ErrClosed
	}
	return ctx.Err()
}

// with returns a new state that has the changes of o.
func (s state) with(o *store.Overlay) *state {
	merged := make(state, 0, len(s)+o.Len())
	for c := range o.Changes() {
		n, found := s.find(c.Key)
		merged = append(merged, s[:n]...)
		s = s[n:]
		if found {
			s = s[1:]
		}
		if !c.Deleted {
			merged = append(merged, store.Pair{Key: c.Key, Value: c.Value})
		}
	}
	merged = append(merged, s...)
	return &merged
}

func (s state) find(key string) (int, bool) {
	return slices.BinarySearchFunc(s, key, func(p store.Pair, key string) int {
		return strings.Compare(p.Key, key)
	})
}

// Get implements store.Reader.
func (s state) Get(key string) ([]byte, error) {
	n, found := s.find(key)
	if !found {
		return nil, store.ErrNotFound
	}
	return append([]byte{}, s[n].Value...), nil
}

// Scan implements store.Reader.
func (s state) Scan(from, to string) iter.Seq2[store.Pair, error] {
	return func(yield func(store.Pair, error) bool) {
		low, _ := s.find(from)
		for _, p := range s[low:] {
			if to != "" && p.Key >= to {
				return
			}
			if !yield(store.Pair{Key: p.Key, Value: append([]byte{}, p.Value...)}, nil) {
				return
			}
		}
	}
}
