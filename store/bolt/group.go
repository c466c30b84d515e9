package bolt

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"go.etcd.io/bbolt"

	"referout/store"
)

// maxRows and maxCallers bound a group, so that no commit grows without end
// while callers keep coming.
const (
	maxRows    = 10_000
	maxCallers = 512
)

// group is one transaction of the file, shared by all callers that were waiting
// when it began or came while it was filled. Each caller's function runs on the
// caller's own goroutine, one after the other, so that a panic ends where it
// belongs, and on an overlay, so that a function that fails leaves nothing.
type group struct {
	tree    tree
	rows    int
	failure error         // of applying changes: nothing of the group is kept
	back    chan struct{} // a caller's function is over
	done    chan struct{} // closed when the outcome stands in err
	err     error
}

// caller waits for a group to take it in.
type caller struct{ turn chan *group }

// Update implements store.Engine. A lone caller leads a group of its own at
// once. Who comes while a group is being written waits, and either is taken in
// or leads the next group, which takes in all the others.
func (e *Engine) Update(ctx context.Context, fn func(store.Writer) error) error {
	if err := e.ready(ctx); err != nil {
		return err
	}
	if e.reading {
		return store.ErrReadOnly
	}
	select {
	case e.turn <- struct{}{}:
		return e.lead(fn)
	default:
	}
	c := &caller{turn: make(chan *group)}
	e.enqueue(c)
	select {
	case e.turn <- struct{}{}:
		e.leave(c) // only a leader takes callers in, and there is none
		return e.lead(fn)
	case g := <-c.turn:
		return g.follow(fn)
	case <-ctx.Done():
		if !e.leave(c) {
			g := <-c.turn
			g.back <- struct{}{}
		}
		return ctx.Err()
	}
}

// lead runs fn and all who wait in one transaction, and gives up the turn.
func (e *Engine) lead(fn func(store.Writer) error) error {
	defer func() { <-e.turn }()
	if e.closed.Load() {
		return store.ErrClosed
	}
	tx, err := e.db.Begin(true)
	if err != nil {
		return fmt.Errorf("begin to write: %w", err)
	}
	defer tx.Rollback() // does nothing after a commit
	t, err := rooted(tx)
	if err != nil {
		return err
	}
	g := &group{tree: t, back: make(chan struct{}, 1), done: make(chan struct{})}
	if err := g.run(fn); err != nil {
		return err
	}
	e.takeIn(g)
	g.finish(tx)
	return g.err
}

// takeIn lets those who wait run their functions. After a group with company
// others are about to ask, and are let do so first.
func (e *Engine) takeIn(g *group) {
	if e.crowded.Load() {
		runtime.Gosched()
	}
	callers := 0
	for ; g.failure == nil && g.rows < maxRows && callers < maxCallers; callers++ {
		c := e.next()
		if c == nil {
			break
		}
		c.turn <- g
		<-g.back
	}
	e.crowded.Store(callers > 0)
}

// finish commits unless nothing was written.
func (g *group) finish(tx *bbolt.Tx) {
	defer close(g.done)
	g.err = errors.New("the commit broke off") // should it panic
	switch {
	case g.failure != nil:
		g.err = fmt.Errorf("write: %w", g.failure)
	case g.rows == 0:
		g.err = nil
	default:
		if g.err = guard(tx.Commit); g.err != nil {
			g.err = fmt.Errorf("commit: %w", Full(g.err))
		}
	}
}

// follow runs fn in a group that another leads, and waits for its outcome.
func (g *group) follow(fn func(store.Writer) error) error {
	if err := g.turnOf(fn); err != nil {
		return err
	}
	<-g.done
	return g.err
}

func (g *group) turnOf(fn func(store.Writer) error) error {
	defer func() { g.back <- struct{}{} }()
	return g.run(fn)
}

// run runs fn on an overlay and applies it if fn succeeds.
func (g *group) run(fn func(store.Writer) error) error {
	overlay := store.NewOverlay(g.tree)
	if err := fn(overlay); err != nil {
		return err
	}
	g.rows += overlay.Len()
	g.failure = g.tree.apply(overlay)
	return nil
}

func (e *Engine) enqueue(c *caller) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.waiting = append(e.waiting, c)
}

// leave withdraws a caller, and reports false if it is being taken in.
func (e *Engine) leave(c *caller) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	n := slices.Index(e.waiting, c)
	if n >= 0 {
		e.waiting = slices.Delete(e.waiting, n, n+1)
	}
	return n >= 0
}

// next takes the first of those who wait, nil if there is none.
func (e *Engine) next() *caller {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.waiting) == 0 {
		return nil
	}
	c := e.waiting[0]
	e.waiting = slices.Delete(e.waiting, 0, 1)
	return c
}
