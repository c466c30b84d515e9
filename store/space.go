package store

import (
	"errors"
	"strings"

	"github.com/tink-crypto/tink-go/v2/tink"
)

// Space is a BookTx, a CircleTx or the SystemTx: one space within one
// transaction.
type Space interface {
	ID() SpaceID
	space() *space
}

// BookTx is one book within one transaction. The field names of the three
// differ so that none converts to another.
type BookTx struct{ book *space }

// CircleTx is one circle within one transaction.
type CircleTx struct{ circle *space }

// SystemTx is the system space within one transaction.
type SystemTx struct{ system *space }

// ID returns the book's id, empty for the zero BookTx.
func (b BookTx) ID() SpaceID { return b.book.spaceID() }

// ID returns the circle's id, empty for the zero CircleTx.
func (c CircleTx) ID() SpaceID { return c.circle.spaceID() }

// ID returns the id of the system space.
func (s SystemTx) ID() SpaceID { return s.system.spaceID() }

func (b BookTx) space() *space   { return b.book }
func (c CircleTx) space() *space { return c.circle }
func (s SystemTx) space() *space { return s.system }

// ReadOnly returns the same circle for reading: writes fail with ErrReadOnly.
func (c CircleTx) ReadOnly() CircleTx {
	if c.circle == nil {
		return c
	}
	guarded := *c.circle
	guarded.broken = ErrReadOnly
	return CircleTx{circle: &guarded}
}

// space is a space within a transaction. Its methods take keys relative to it.
type space struct {
	id     SpaceID
	tx     *Tx
	aead   tink.AEAD
	broken error // why it cannot be written
}

func (s *space) spaceID() SpaceID {
	if s == nil {
		return ""
	}
	return s.id
}

var errNoSpace = errors.New("the zero value of a space was used")

// of returns the space behind s, for reading.
func of(s Space) (*space, error) {
	if s == nil || s.space() == nil {
		return nil, errNoSpace
	}
	in := s.space()
	if in.aead == nil {
		return nil, in.broken
	}
	return in, nil
}

func (s *space) key(rel string) string { return string(s.id) + "/" + rel }

// get returns the opened value of a key.
func (s *space) get(rel string) ([]byte, error) {
	key := s.key(rel)
	sealed, err := s.tx.r.Get(key)
	if err != nil {
		return nil, err
	}
	return s.open(key, sealed)
}

// put seals a value and writes it, past the journal.
func (s *space) put(rel string, plain []byte) error {
	sealed, err := s.seal(s.key(rel), plain)
	if err != nil {
		return err
	}
	return s.set(rel, sealed)
}

// write writes bytes as they are stored, nil to delete, and tells the journal.
func (s *space) write(rel string, stored []byte) error {
	if err := s.tx.journals[s.id].note(s, rel); err != nil {
		return err
	}
	return s.set(rel, stored)
}

// set is the only way anything in a space changes. It tells the projections.
func (s *space) set(rel string, stored []byte) error {
	if s.broken != nil {
		return s.broken
	}
	w, err := s.tx.writer()
	if err != nil {
		return err
	}
	s.tx.touch(s.id, rel)
	if stored == nil {
		return w.Delete(s.key(rel))
	}
	return w.Put(s.key(rel), stored)
}

// spaceTable is one table of one space.
type spaceTable struct {
	space SpaceID
	table string
}

// touch remembers that a table has changed, for the projections, which cannot read
// the store's own.
func (tx *Tx) touch(id SpaceID, rel string) {
	if strings.HasPrefix(rel, ".") {
		return
	}
	if tx.changed == nil {
		tx.changed = map[spaceTable]bool{}
	}
	tx.changed[spaceTable{id, tableOf(rel)}] = true
}

// tableOf returns the table that a relative key belongs to.
func tableOf(rel string) string {
	if n := strings.IndexAny(rel, "/~"); n >= 0 {
		return rel[:n]
	}
	return rel
}
