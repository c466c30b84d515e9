package store

import (
	"context"
	"errors"
	"iter"
)

// MaxKey is the length in bytes of the longest key an engine must accept.
const MaxKey = 4096

// Errors that callers tell apart with errors.Is.
var (
	// ErrNotFound means that there is nothing under the key or id, or that the
	// space has been erased.
	ErrNotFound = errors.New("not found")
	// ErrWrongKey means that the master key is not the one the store was made
	// with. Nothing has been written.
	ErrWrongKey = errors.New("the master key does not belong to this store")
	// ErrDamaged means that something stored is not what was written.
	ErrDamaged = errors.New("the store is damaged")
	// ErrNewer means that a newer program has written the store, or the export.
	ErrNewer = errors.New("written by a newer version of the program")
	// ErrNoKey means that no master key was given.
	ErrNoKey = errors.New("no master key")
	// ErrChanged means that a record has changed since, so that undoing would
	// lose the change.
	ErrChanged = errors.New("changed since")
	// ErrExpired means that the time to undo is over.
	ErrExpired = errors.New("the time to undo is over")
	// ErrReadOnly means that a transaction or space that may only read was
	// asked to write.
	ErrReadOnly = errors.New("read only")
	// ErrClosed means that the engine has been closed.
	ErrClosed = errors.New("the store is closed")
	// ErrEnded means that something of a transaction was used after its end.
	ErrEnded = errors.New("the transaction has ended")
)

// Pair is a key and its value.
type Pair struct {
	Key   string
	Value []byte
}

// Reader reads within one transaction: it sees one state throughout.
type Reader interface {
	// Get returns the value of key, or ErrNotFound. The bytes are the caller's,
	// to keep and to change. An empty value is a value.
	Get(key string) ([]byte, error)
	// Scan yields the pairs with from <= key < to in bytewise order; an empty
	// to means the end. It shows what stood there when the loop began, and
	// writing inside the loop is allowed. After an error it stops.
	Scan(from, to string) iter.Seq2[Pair, error]
}

// Writer writes within one transaction, and reads what it has written.
type Writer interface {
	Reader
	// Put sets the value of key, which has from 1 to MaxKey bytes. The value is
	// copied.
	Put(key string, value []byte) error
	// Delete removes key. That it is absent is no error.
	Delete(key string) error
}

// Engine is an ordered map with transactions. Its meaning is written down,
// executable, in package storetest.
type Engine interface {
	// View runs fn on one state of the map, not waiting for writers. The
	// Reader ends with fn. Inside fn no other transaction may be begun.
	View(ctx context.Context, fn func(Reader) error) error
	// Update runs fn, one Update at a time, and keeps all it wrote, durably, or
	// nothing: nothing if fn fails or panics, or the context ends before its
	// turn. The error of fn comes back as it is, and a panic in the caller's
	// goroutine. fn may run more than once; only its last run counts. Inside fn
	// no other transaction may be begun.
	Update(ctx context.Context, fn func(Writer) error) error
	// Close waits for running transactions; later ones fail with ErrClosed.
	Close() error
}
