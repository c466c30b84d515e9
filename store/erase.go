package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// eraseChunk bounds the rows removed in one commit. Larger commits leave many
// free pages behind, which every later commit would write again.
const eraseChunk = 10_000

// EraseBook erases a book, or returns ErrNotFound. Its data key is destroyed
// first: from this commit on nothing of it can be read, by anyone, and nothing
// leads to it. Rows beyond the first 10,000 are removed in commits of their own
// right after this one, or at the next Open.
func (tx *Tx) EraseBook(id SpaceID) error { return tx.erase(id, bookKind) }

// EraseCircle erases a circle as EraseBook does a book.
func (tx *Tx) EraseCircle(id SpaceID) error { return tx.erase(id, circleKind) }

// Erase erases a book or circle of any size and returns when all its rows are
// gone. If it fails after the first commit the data key is destroyed already,
// and the next Open removes the rest.
func (s *Store) Erase(ctx context.Context, id SpaceID) error {
	err := s.Update(ctx, func(tx *Tx) error {
		if id.is(circleKind) {
			return tx.EraseCircle(id)
		}
		return tx.EraseBook(id)
	})
	if err != nil {
		return err
	}
	return s.sweep(ctx)
}

func (tx *Tx) erase(id SpaceID, kind byte) error {
	w, err := tx.writer()
	if err != nil {
		return err
	}
	live, err := exists(tx.r, keyPrefix+string(id))
	if err != nil {
		return err
	}
	if !live || !id.is(kind) {
		return ErrNotFound
	}
	if err := w.Delete(keyPrefix + string(id)); err != nil {
		return err
	}
	tx.erased = append(tx.erased, id)
	if s := tx.opened[id]; s != nil {
		s.aead, s.broken = nil, ErrNotFound
		delete(tx.opened, id)
	}
	if err := w.Put(gonePrefix+string(id), nil); err != nil {
		return err
	}
	return tx.clear(id)
}

// clear removes rows of an erased space, in the order of keys: those that have
// a row outside come first. When none is left the tombstone goes too.
func (tx *Tx) clear(id SpaceID) error {
	w, err := tx.writer()
	if err != nil {
		return err
	}
	left := eraseChunk
	prefix := string(id) + "/"
	for p, err := range tx.r.Scan(prefix, after(prefix)) {
		if err != nil {
			return err
		}
		if left--; left < 0 {
			return nil
		}
		tx.touch(id, strings.TrimPrefix(p.Key, prefix))
		outer, err := outerKey(id, strings.TrimPrefix(p.Key, prefix), p.Value)
		if err != nil {
			return err
		}
		if outer != "" {
			if err := w.Delete(outer); err != nil {
				return err
			}
		}
		if err := w.Delete(p.Key); err != nil {
			return err
		}
	}
	return w.Delete(gonePrefix + string(id))
}

// outerKey returns the key of the row outside that mirrors a row of a space,
// empty if there is none.
func outerKey(id SpaceID, rel string, stored []byte) (string, error) {
	table, rest, _ := strings.Cut(rel, "/")
	switch {
	case table == alarmTable:
		return dueKey(id, rel, stored)
	case table == whoTable:
		return whoPrefix + rest, nil
	case strings.HasPrefix(table, queueTable):
		return queueKey(strings.TrimPrefix(table, queueTable), rest, id), nil
	}
	return "", nil
}

// sweep removes what is left of erased spaces.
func (s *Store) sweep(ctx context.Context) error {
	for {
		id, err := s.nextGone(ctx)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("remove what is left of an erased space: %w", err)
		}
		if err := s.Update(ctx, func(tx *Tx) error { return tx.clear(id) }); err != nil {
			return fmt.Errorf("remove what is left of an erased space: %w", err)
		}
	}
}

func (s *Store) nextGone(ctx context.Context) (id SpaceID, err error) {
	err = s.engine.View(ctx, func(r Reader) error {
		for p, err := range r.Scan(gonePrefix, after(gonePrefix)) {
			id = SpaceID(strings.TrimPrefix(p.Key, gonePrefix))
			return err
		}
		return ErrNotFound
	})
	return id, err
}
