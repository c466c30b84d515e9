package watch

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"referout/store"
)

// timed is an engine whose writes are timed and counted.
type timed struct {
	store.Engine
	watch *Watch
}

// Update implements store.Engine. What the function itself refuses is no failure
// of the engine, nor is a caller who no longer waits.
func (t *timed) Update(ctx context.Context, fn func(store.Writer) error) error {
	began := time.Now()
	t.watch.health.writes.begin()
	defer t.watch.health.writes.end()
	refused := false
	err := t.Engine.Update(ctx, func(w store.Writer) error {
		err := fn(w)
		refused = err != nil
		return err
	})
	switch {
	case err == nil:
		t.watch.commits.Observe(time.Since(began).Seconds())
	case !refused && ctx.Err() == nil && !errors.Is(err, store.ErrClosed):
		t.watch.failures.Inc()
	}
	return err
}

// writes knows whether writes come to an end. It takes no lock, for every write of
// the program passes through it.
type writes struct {
	began   time.Time    // when counting began
	running atomic.Int64 // how many are under way
	moved   atomic.Int64 // when one last ended, or the first of them began: since began
}

func (w *writes) begin() {
	if w.running.Add(1) == 1 {
		w.moved.Store(int64(time.Since(w.began)))
	}
}

func (w *writes) end() {
	w.moved.Store(int64(time.Since(w.began)))
	w.running.Add(-1)
}

// still is for how long nothing has come to an end while something should.
func (w *writes) still() time.Duration {
	if w.running.Load() == 0 {
		return 0
	}
	return time.Since(w.began) - time.Duration(w.moved.Load())
}
