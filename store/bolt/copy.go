package bolt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"go.etcd.io/bbolt"
)

// CopyTo writes the state of this moment to a new file at path, readable by the
// owner only, and onto the disk. Others go on reading and writing meanwhile, and
// what they free is not used again before the end. A copy that fails is removed.
func (e *Engine) CopyTo(ctx context.Context, path string) error {
	if err := e.ready(ctx); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("copy the store: %w", err)
	}
	to := &stoppable{ctx: ctx, w: f}
	err = e.db.View(func(tx *bbolt.Tx) error {
		_, err := tx.WriteTo(to)
		return err
	})
	if err = errors.Join(err, to.err, f.Sync(), f.Close(), OwnLike(path, filepath.Dir(path))); err != nil {
		return errors.Join(fmt.Errorf("copy the store: %w", Full(err)), os.Remove(path))
	}
	return nil
}

// stoppable is a file that is written until a context ends. It keeps its error,
// whose cause bbolt does not pass on.
type stoppable struct {
	ctx context.Context
	w   io.Writer
	err error
}

func (s *stoppable) Write(b []byte) (n int, err error) {
	if s.err = s.ctx.Err(); s.err == nil {
		n, s.err = s.w.Write(b)
	}
	return n, s.err
}

// OpenReadOnly opens the store in the file at path for reading. Several processes
// may do so at the same time; one that writes excludes them, and is excluded by
// them. Errors are those of Open, and os.ErrNotExist; nothing is made.
func OpenReadOnly(path string) (*Engine, error) {
	settings := options(Options{})
	settings.ReadOnly, settings.PreLoadFreelist = true, true
	db, err := openWith(path, settings)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return &Engine{db: db, turn: make(chan struct{}, 1), reading: true}, nil
}

// Check reads a file that nobody has open for writing from end to end and fails
// with ErrDamaged unless its pages are as they must be. What they hold is
// store.Survey's affair.
func Check(ctx context.Context, path string) error {
	e, err := OpenReadOnly(path)
	if err != nil {
		return err
	}
	return errors.Join(e.check(ctx, path), e.Close())
}

func (e *Engine) check(ctx context.Context, path string) error {
	if err := CheckPages(ctx, path); err != nil {
		return err
	}
	return e.db.View(func(tx *bbolt.Tx) error {
		var wrong []error
		for err := range tx.Check() { // to its end, or its goroutine would stay
			if len(wrong) < 100 {
				wrong = append(wrong, damaged("%w", err))
			}
		}
		return errors.Join(append(wrong, ctx.Err())...)
	})
}

// Usage is how much room a file takes.
type Usage struct {
	File int64 // bytes
	Free int64 // bytes of pages that hold nothing and are used before it grows
}

// Usage returns how much room the file takes now.
func (e *Engine) Usage() (u Usage, err error) {
	info, err := os.Stat(e.db.Path())
	if err != nil {
		return u, err
	}
	s := e.db.Stats()
	return Usage{File: info.Size(), Free: int64(s.FreePageN+s.PendingPageN) * int64(e.db.Info().PageSize)}, nil
}

// Full names the cause of an error if that is a disk without room. Where a file
// cannot grow bbolt tells the cause by its words alone. Other errors come back as
// they are.
func Full(err error) error {
	if isFull(err) || (err != nil && strings.Contains(err.Error(), "file resize error")) {
		return fmt.Errorf("%w (%w)", ErrFull, err)
	}
	return err
}
