package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/tink-crypto/tink-go/v2/prf"
)

// Inspect opens the store in e for reading: nothing is migrated, counted or
// removed, and an Update fails with ErrReadOnly. Besides the errors of Open it
// fails with ErrNotFound if e holds no store. The store owns the engine from then
// on; after an error the caller still does.
func Inspect(ctx context.Context, e Engine, m Master) (*Store, error) {
	if m.handle == nil {
		return nil, ErrNoKey
	}
	made, err := Initialised(ctx, e)
	if err == nil && !made {
		err = ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("inspect the store: %w", err)
	}
	s := newStore(readOnly{e}, m)
	if err := s.check(ctx); err != nil {
		return nil, fmt.Errorf("inspect the store: %w", err)
	}
	return s, s.View(ctx, func(tx *Tx) error { return s.readIdentity(tx) })
}

// readOnly is an engine that may not be written.
type readOnly struct{ Engine }

func (readOnly) Update(context.Context, func(Writer) error) error { return ErrReadOnly }

// readIdentity reads the key of the identity hashes.
func (s *Store) readIdentity(tx *Tx) error {
	wrapped, err := tx.r.Get(metaIdentity)
	if err != nil {
		return fmt.Errorf("identity key: %w", err)
	}
	h, err := s.master.unwrap(wrapped, metaIdentity)
	if err != nil {
		return err
	}
	if s.who, err = prf.NewPRFSet(h); err != nil {
		return fmt.Errorf("use the identity key: %w", err)
	}
	return nil
}

// Canary returns what a master key must open to be this store's: the wrapped key
// of the system space. It tells nobody anything without that key.
func (s *Store) Canary(ctx context.Context) ([]byte, error) { return CanaryOf(ctx, s.engine) }

// CanaryOf returns the canary of the store in e, which need not be open, or
// ErrNotFound if there is none.
func CanaryOf(ctx context.Context, e Engine) (canary []byte, err error) {
	err = e.View(ctx, func(r Reader) error {
		canary, err = r.Get(keyPrefix + string(systemSpace))
		return err
	})
	return canary, err
}

// Fits fails with ErrWrongKey unless the canary is of a store that this key opens.
func (m Master) Fits(canary []byte) error {
	if m.handle == nil {
		return ErrNoKey
	}
	_, err := m.unwrap(canary, keyPrefix+string(systemSpace))
	return err
}

// Format returns the number of the stored format, and of the newest that this
// program knows.
func (s *Store) Format(ctx context.Context) (stored, newest int, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		stored, err = readVersion(tx.r)
		return err
	})
	return stored, len(migrations), err
}

// Traces returns how many rows belong to a space, wherever they stand. After an
// erasure there are none.
func (s *Store) Traces(ctx context.Context, id SpaceID) (rows int, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		rows = 0
		for p, err := range tx.r.Scan("", "") {
			if err != nil {
				return err
			}
			of, err := tx.belongs(p, id)
			if err != nil {
				return err
			}
			if of {
				rows++
			}
		}
		return nil
	})
	return rows, err
}

func (tx *Tx) belongs(p Pair, id SpaceID) (bool, error) {
	if hash, ok := strings.CutPrefix(p.Key, whoPrefix); ok {
		place, err := tx.place(hash)
		if errors.Is(err, ErrNotFound) {
			err = nil
		}
		return place.Space == id, err
	}
	for segment := range strings.SplitSeq(p.Key, "/") {
		if segment == string(id) {
			return true, nil
		}
	}
	return false, nil
}
