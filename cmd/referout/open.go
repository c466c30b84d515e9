package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"syscall"
	"time"

	"referout/bot"
	"referout/cmd/referout/chores"
	"referout/store"
	"referout/store/bolt"
)

// book is an open book, and what it was opened with.
type book struct {
	*store.Store
	engine *bolt.Engine
	master store.Master
}

// openBook opens the book in the data folder, or makes it. Its errors are sentences
// about what is wrong, and what to do.
func (p *program) openBook(ctx context.Context, l loaded, data string) (*book, error) {
	e, err := bolt.Open(filepath.Join(data, bookFile), bolt.Options{})
	if err != nil {
		return nil, trouble(data, err)
	}
	m, err := p.master(ctx, l, data, e)
	if err != nil {
		return nil, errors.Join(err, e.Close())
	}
	s, err := store.Open(ctx, p.watch.Engine(e), m)
	if err != nil {
		return nil, errors.Join(p.keyTrouble(l, data, trouble(data, err)), e.Close())
	}
	return &book{s, e, m}, nil
}

// trouble is an error of a book as a sentence about what to do.
func trouble(data string, err error) error {
	switch {
	case errors.Is(err, bolt.ErrInUse):
		return fmt.Errorf("another referout is using %s; end that one first, or choose another folder with --data DIR%w", data, hidden{err})
	case errors.Is(err, store.ErrNewer):
		return fmt.Errorf("the book in %s was written by a newer version of referout; use that version or a later one. Nothing was changed%w", data, hidden{err})
	case errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%s cannot be written, as its disk is read-only; make the disk writable, or, while no referout runs, copy the folder to another disk and name the copy with --data DIR%w", data, hidden{err})
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("this user may not write the book in %s; run it as the user who owns that folder (%s)%w", data, bare(err).Error(), hidden{err})
	case errors.Is(err, store.ErrDamaged):
		return chores.Spoilt(err)
	case errors.Is(err, bolt.ErrDamaged):
		return fmt.Errorf("%w. Keep the file, and restore the newest good backup into a new folder: referout restore FILE --identity KEYFILE --data DIR", err)
	}
	return err
}

// hidden is a cause that a sentence has said already.
type hidden struct{ error }

func (hidden) Error() string   { return "" }
func (h hidden) Unwrap() error { return h.error }

// keyTrouble says what to do if a key does not belong to a book. A rekey that was
// interrupted has left the right one beside it.
func (p *program) keyTrouble(l loaded, data string, err error) error {
	if !errors.Is(err, store.ErrWrongKey) {
		return err
	}
	if path, ok := p.keyFile(l); ok && exists(path+newKeyEnd) {
		return fmt.Errorf("this master key does not belong to the book in %s, but a rekey was interrupted here: %s may be the right one. To go on, type: referout rekey. Nothing was changed%w", data, path+newKeyEnd, hidden{err})
	}
	return strange(data, err)
}

// strange says that a key is not the one of a book.
func strange(data string, err error) error {
	return fmt.Errorf("this master key does not belong to the book in %s; name the right one with --key FILE. Nothing was changed%w", data, hidden{err})
}

const (
	// mostBack and mostAhead are how far from the last sign of life the clock may be
	// at the start.
	mostBack  = 24 * time.Hour
	mostAhead = 400 * 24 * time.Hour
)

// trustClock refuses to start by a clock that cannot be right: it would ring years
// of reminders at once, or none.
func (p *program) trustClock(ctx context.Context, r *bot.Router, now time.Time) error {
	seen, err := r.LastSeen(ctx)
	if err != nil || seen.IsZero() || p.clockIsRight {
		return err
	}
	const form = "2 January 2006, 15:04 MST"
	switch {
	case now.Before(seen.Add(-mostBack)):
		return fmt.Errorf("the clock of this machine says %s, but this book was in use as late as %s. Set the clock; if it is right, start once with --clock-is-right",
			now.Format(form), seen.Local().Format(form))
	case now.After(seen.Add(mostAhead)):
		return fmt.Errorf("the clock of this machine says %s, but this book was last in use on %s, more than 400 days before. Set the clock; if it is right, start once with --clock-is-right",
			now.Format(form), seen.Local().Format(form))
	}
	return nil
}
