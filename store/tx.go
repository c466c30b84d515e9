package store

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/tink-crypto/tink-go/v2/tink"
)

// Tx is one transaction of a store.
type Tx struct {
	store    *Store
	r        Reader
	w        Writer // nil in a View
	tick     uint64
	changed  map[spaceTable]bool
	erased   []SpaceID
	journals map[SpaceID]*journal
	opened   map[SpaceID]*space
	stir     Stir
}

func newTx(s *Store, r Reader, w Writer, tick uint64) *Tx {
	return &Tx{store: s, r: r, w: w, tick: tick}
}

func (tx *Tx) end() { tx.r, tx.w, tx.opened = ended{}, nil, nil }

// ended answers for a transaction that is over.
type ended struct{}

func (ended) Get(string) ([]byte, error) { return nil, ErrEnded }

func (ended) Scan(string, string) iter.Seq2[Pair, error] {
	return func(yield func(Pair, error) bool) { yield(Pair{}, ErrEnded) }
}

func (tx *Tx) writer() (Writer, error) {
	switch {
	case tx.w != nil:
		return tx.w, nil
	case tx.r == Reader(ended{}):
		return nil, ErrEnded
	}
	return nil, ErrReadOnly
}

// count adds one to the number under a key of the store itself and returns it.
func (tx *Tx) count(key string) (uint64, error) {
	old, err := tx.r.Get(key)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return 0, err
	}
	n := uint64(0)
	if err == nil {
		if n, err = strconv.ParseUint(string(old), 10, 64); err != nil {
			return 0, fmt.Errorf("damaged number in %s: %w", key, err)
		}
	}
	w, err := tx.writer()
	if err != nil {
		return 0, err
	}
	return n + 1, w.Put(key, []byte(strconv.FormatUint(n+1, 10)))
}

// System returns the system space, which holds what belongs to no book and no
// circle.
func (tx *Tx) System() SystemTx {
	s, err := tx.enter(systemSpace)
	if err != nil {
		s = &space{id: systemSpace, tx: tx, broken: err}
	}
	return SystemTx{system: s}
}

// NewBook makes a book. Its id is drawn from random, its key is not.
func (tx *Tx) NewBook(random io.Reader) (BookTx, error) {
	s, err := tx.newSpace(bookKind, random)
	return BookTx{book: s}, err
}

// NewCircle makes a circle. Its id is drawn from random, its key is not.
func (tx *Tx) NewCircle(random io.Reader) (CircleTx, error) {
	s, err := tx.newSpace(circleKind, random)
	return CircleTx{circle: s}, err
}

func (tx *Tx) newSpace(kind byte, random io.Reader) (*space, error) {
	for {
		id, err := newSpaceID(kind, random)
		if err != nil {
			return nil, err
		}
		taken, err := tx.taken(id)
		if err != nil {
			return nil, err
		}
		if taken {
			continue
		}
		a, err := tx.newDataKey(id)
		if err != nil {
			return nil, err
		}
		return tx.keep(id, a), nil
	}
}

func (tx *Tx) taken(id SpaceID) (bool, error) {
	if live, err := exists(tx.r, keyPrefix+string(id)); live || err != nil {
		return live, err
	}
	return exists(tx.r, gonePrefix+string(id))
}

// Book returns a book, or ErrNotFound if there is none, or none any more.
func (tx *Tx) Book(id SpaceID) (BookTx, error) {
	if !id.is(bookKind) {
		return BookTx{}, ErrNotFound
	}
	s, err := tx.enter(id)
	return BookTx{book: s}, err
}

// Circle returns a circle, or ErrNotFound if there is none, or none any more.
func (tx *Tx) Circle(id SpaceID) (CircleTx, error) {
	if !id.is(circleKind) {
		return CircleTx{}, ErrNotFound
	}
	s, err := tx.enter(id)
	return CircleTx{circle: s}, err
}

// Space returns the book, circle or system space with this id, or ErrNotFound.
func (tx *Tx) Space(id SpaceID) (Space, error) {
	switch {
	case id.is(bookKind):
		return tx.Book(id)
	case id.is(circleKind):
		return tx.Circle(id)
	case id == systemSpace:
		return tx.System(), nil
	}
	return nil, ErrNotFound
}

func (tx *Tx) enter(id SpaceID) (*space, error) {
	if s, ok := tx.opened[id]; ok {
		return s, nil
	}
	a, err := tx.dataKey(id)
	if err != nil {
		return nil, err
	}
	return tx.keep(id, a), nil
}

func (tx *Tx) keep(id SpaceID, a tink.AEAD) *space {
	if tx.opened == nil {
		tx.opened = map[SpaceID]*space{}
	}
	s := &space{id: id, tx: tx, aead: a}
	tx.opened[id] = s
	return s
}

// Books yields the ids of all books, in the order of ids.
func (tx *Tx) Books() iter.Seq2[SpaceID, error] { return tx.spaces(bookKind) }

// Circles yields the ids of all circles, in the order of ids.
func (tx *Tx) Circles() iter.Seq2[SpaceID, error] { return tx.spaces(circleKind) }

func (tx *Tx) spaces(kind byte) iter.Seq2[SpaceID, error] {
	return func(yield func(SpaceID, error) bool) {
		from, to := keyPrefix+string(kind), keyPrefix+string(kind+1)
		for p, err := range tx.r.Scan(from, to) {
			if !yield(SpaceID(strings.TrimPrefix(p.Key, keyPrefix)), err) || err != nil {
				return
			}
		}
	}
}

// DueAlarm is an alarm as the due index shows it.
type DueAlarm struct {
	Space    SpaceID
	At       time.Time // UTC
	Kind, ID string
}

// Due returns alarms whose instant is not after now, the earliest first, at
// most limit of them, or all if limit is below one. It reads the due index
// only, and passes over what damage made of an entry: that is for Verify.
func (tx *Tx) Due(now time.Time, limit int) ([]DueAlarm, error) {
	at, err := stamp(now)
	if err != nil {
		return nil, err
	}
	var due []DueAlarm
	for p, err := range tx.r.Scan(duePrefix, after(duePrefix+at+"/")) {
		if err != nil {
			return nil, err
		}
		d, err := parseDue(p.Key)
		if err != nil {
			continue
		}
		if due = append(due, d); len(due) == limit {
			break
		}
	}
	return due, nil
}

// NextDue returns the instant of the earliest alarm, and false if there is
// none.
func (tx *Tx) NextDue() (time.Time, bool, error) {
	for p, err := range tx.r.Scan(duePrefix, after(duePrefix)) {
		if err != nil {
			return time.Time{}, false, err
		}
		if d, err := parseDue(p.Key); err == nil {
			return d.At, true, nil
		}
	}
	return time.Time{}, false, nil
}
