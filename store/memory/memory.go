// Package memory is an engine that keeps everything in memory, for tests.
package memory

import (
	"context"
	"iter"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/tidwall/btree"

	"referout/store"
)

// Engine is a store.Engine in memory. It is safe for concurrent use. A commit
// takes time by what it changes, and hardly by what there is.
type Engine struct {
	turn   chan struct{} // holds a token while an Update runs
	closed atomic.Bool

	waiting atomic.Int32 // for the turn

	mu    sync.Mutex
	tree  *btree.Map[string, []byte] // what has been committed; read by whoever has the turn
	state *state                     // of the tree, for readers; nil: the tree has changed since
}

var _ store.Engine = (*Engine)(nil)

// state is a tree that nobody changes. It shares its nodes with the tree it was
// copied from, which copies those that it changes.
type state struct{ tree *btree.Map[string, []byte] }

// degree is how far the tree branches. A commit copies a node of each level for
// each key that it changes: small ones are copied sooner, and are quick to search.
const degree = 8

// New returns an empty engine.
func New() *Engine { return over(btree.NewMap[string, []byte](degree)) }

func over(tree *btree.Map[string, []byte]) *Engine {
	return &Engine{turn: make(chan struct{}, 1), tree: tree}
}

// Reopen closes the engine and returns another that holds what was committed,
// as a file would after the end of the program, orderly or not: it does not wait
// for an Update that is running, whose outcome is lost.
func (e *Engine) Reopen() *Engine {
	e.closed.Store(true)
	e.mu.Lock()
	defer e.mu.Unlock()
	return over(e.tree.Copy())
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
	return fn(e.committed())
}

// committed is the state for a reader. It is copied when somebody asks, so that
// commits between which nobody reads need not copy what they change.
func (e *Engine) committed() *state {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.state == nil {
		e.state = &state{e.tree.Copy()}
	}
	return e.state
}

// Update implements store.Engine.
func (e *Engine) Update(ctx context.Context, fn func(store.Writer) error) error {
	e.waiting.Add(1)
	select {
	case e.turn <- struct{}{}:
		e.waiting.Add(-1)
		defer e.pass()
	case <-ctx.Done():
		e.waiting.Add(-1)
		return ctx.Err()
	}
	if err := e.ready(ctx); err != nil {
		return err
	}
	overlay := store.NewOverlay(&state{e.tree})
	if err := fn(overlay); err != nil {
		return err
	}
	if overlay.Len() > 0 {
		e.apply(overlay)
	}
	return nil
}

// pass gives up the turn. Whoever waited for it has it from then on, and is let run at
// once: until then nobody could write.
func (e *Engine) pass() {
	<-e.turn
	if e.waiting.Load() > 0 {
		runtime.Gosched()
	}
}

func (e *Engine) ready(ctx context.Context) error {
	if e.closed.Load() {
		return store.ErrClosed
	}
	return ctx.Err()
}

// apply commits the changes of an overlay.
func (e *Engine) apply(o *store.Overlay) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed.Load() {
		return
	}
	e.state = nil
	for c := range o.Changes() {
		if c.Deleted {
			e.tree.Delete(c.Key)
		} else {
			e.tree.Set(c.Key, c.Value)
		}
	}
}

// Get implements store.Reader.
func (s *state) Get(key string) ([]byte, error) {
	value, found := s.tree.Get(key)
	if !found {
		return nil, store.ErrNotFound
	}
	return append([]byte{}, value...), nil
}

// Scan implements store.Reader.
func (s *state) Scan(from, to string) iter.Seq2[store.Pair, error] {
	return func(yield func(store.Pair, error) bool) {
		s.tree.Ascend(from, func(key string, value []byte) bool {
			return (to == "" || key < to) && yield(store.Pair{Key: key, Value: append([]byte{}, value...)}, nil)
		})
	}
}
