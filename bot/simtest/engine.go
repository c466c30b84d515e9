package simtest

import (
	"context"
	"errors"
	"iter"

	"referout/store"
)

// mortal is an engine as one life of the process sees it: every operation is a
// point at which that life may end, and none is carried out after it.
type mortal struct {
	inner store.Engine
	life  *life
}

// Close leaves the engine open: it outlives the process.
func (m mortal) Close() error { return nil }

// View implements store.Engine.
func (m mortal) View(ctx context.Context, fn func(store.Reader) error) error {
	if err := m.life.step("view"); err != nil {
		return err
	}
	return m.inner.View(ctx, func(r store.Reader) error { return fn(mortalReader{r, m.life}) })
}

// Update implements store.Engine. A life that ends before the commit leaves
// nothing of it, one that ends behind it leaves all.
func (m mortal) Update(ctx context.Context, fn func(store.Writer) error) error {
	if err := m.life.step("update"); err != nil {
		return err
	}
	var letters *postmark
	err := m.inner.Update(ctx, func(w store.Writer) error {
		letters = &postmark{Writer: w}
		writer := &losing{Writer: letters, sabotage: m.life.w.plan.sabotage}
		if err := fn(mortalWriter{mortalReader{w, m.life}, writer}); err != nil {
			return err
		}
		if writer.forgotten {
			return errForgotten
		}
		return m.life.step("before the commit")
	})
	if err != nil && !errors.Is(err, errForgotten) {
		return err
	}
	if err == nil {
		m.life.w.committed(letters)
	}
	return m.life.step("behind the commit")
}

type mortalReader struct {
	r    store.Reader
	life *life
}

// Get implements store.Reader.
func (m mortalReader) Get(key string) ([]byte, error) {
	if err := m.life.step("get"); err != nil {
		return nil, err
	}
	return m.r.Get(key)
}

// Scan implements store.Reader.
func (m mortalReader) Scan(from, to string) iter.Seq2[store.Pair, error] {
	return func(yield func(store.Pair, error) bool) {
		if err := m.life.step("scan"); err != nil {
			yield(store.Pair{}, err)
			return
		}
		for p, err := range m.r.Scan(from, to) {
			if !yield(p, err) {
				return
			}
		}
	}
}

type mortalWriter struct {
	mortalReader
	w store.Writer
}

// Put implements store.Writer.
func (m mortalWriter) Put(key string, value []byte) error {
	if err := m.life.step("put"); err != nil {
		return err
	}
	m.life.w.touched.note(key)
	return m.w.Put(key, value)
}

// Delete implements store.Writer.
func (m mortalWriter) Delete(key string) error {
	if err := m.life.step("delete"); err != nil {
		return err
	}
	m.life.w.touched.note(key)
	return m.w.Delete(key)
}

// witness is the same engine for the eyes of the checks: it counts nothing, cannot
// be killed, and what a store writes when it is opened goes nowhere.
type witness struct {
	inner func() store.Engine
	onTop func() map[string][]byte // rows that stand on top of it; nil: none
}

// Close implements store.Engine.
func (witness) Close() error { return nil }

// View implements store.Engine.
func (e witness) View(ctx context.Context, fn func(store.Reader) error) error {
	if e.onTop == nil {
		return e.inner().View(ctx, fn)
	}
	return e.inner().View(ctx, func(r store.Reader) error {
		top := store.NewOverlay(r)
		for key, value := range e.onTop() {
			if err := top.Put(key, value); err != nil {
				return err
			}
		}
		return fn(top)
	})
}

// Update implements store.Engine.
func (e witness) Update(ctx context.Context, fn func(store.Writer) error) error {
	return e.inner().View(ctx, func(r store.Reader) error { return fn(store.NewOverlay(r)) })
}
