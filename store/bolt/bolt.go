// Package bolt is the embedded engine: one bbolt file.
//
// # Layout
//
// The file has two buckets. One holds everything in one tree, so that what
// belongs together is written together; the other holds the keys that begin
// with due/, without that beginning, so that looking for the earliest alarm
// reads one page path and setting one does not spread the first tree.
//
// # Durability
//
// An Update has reached the disk when it returns. The list of free pages is
// written with each commit, which keeps opening quick at any size. A commit that
// finds no room on the disk fails with ErrFull and leaves everything as it was.
//
// # Damage
//
// bbolt trusts what stands in a file. Open and Check look at it with plain reads
// first, so that a damaged file is refused and brings nothing down. Nothing is ever
// repaired: what bytes a damaged page holds, nobody can know.
package bolt

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"go.etcd.io/bbolt"

	"referout/store"
)

// Engine is a store.Engine over one file. It is safe for concurrent use.
type Engine struct {
	db     *bbolt.DB
	turn   chan struct{} // holds a token while a group is written
	closed atomic.Bool
	// reading says that the file may not be written.
	reading bool
	// crowded says that the last group had company.
	crowded atomic.Bool

	mu      sync.Mutex
	waiting []*caller
}

var _ store.Engine = (*Engine)(nil)

// Names of the buckets; stored, must never change.
const (
	dataBucket = "data"
	dueBucket  = "due"
)

func makeBuckets(db *bbolt.DB) error {
	return db.Update(func(tx *bbolt.Tx) error {
		for _, name := range []string{dataBucket, dueBucket} {
			if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
				return fmt.Errorf("make bucket %s: %w", name, err)
			}
		}
		return nil
	})
}

// Close implements store.Engine. Closing twice is no error.
func (e *Engine) Close() error {
	e.turn <- struct{}{}
	defer func() { <-e.turn }()
	if e.closed.Swap(true) {
		return nil
	}
	return e.db.Close()
}

// View implements store.Engine.
func (e *Engine) View(ctx context.Context, fn func(store.Reader) error) error {
	if err := e.ready(ctx); err != nil {
		return err
	}
	return e.db.View(func(tx *bbolt.Tx) error {
		t, err := rooted(tx)
		if err != nil {
			return err
		}
		return fn(t)
	})
}

func (e *Engine) ready(ctx context.Context) error {
	if e.closed.Load() {
		return store.ErrClosed
	}
	return ctx.Err()
}

// PagesWritten returns the number of pages written since the file was opened.
func (e *Engine) PagesWritten() int64 {
	s := e.db.Stats()
	return s.TxStats.GetWrite()
}

// Commits returns the number of commits since the file was made. Callers who
// were served together count as one.
func (e *Engine) Commits() (n int64, err error) {
	err = e.db.View(func(tx *bbolt.Tx) error {
		n = int64(tx.ID())
		return nil
	})
	return n, err
}
