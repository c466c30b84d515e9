package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/prf"
)

// migrations turn an empty engine into a store of the present format, one step
// a transaction. The number of steps run is the stored version. Steps are only
// ever appended; a file of every released version stays in testdata.
var migrations = []func(*Tx) error{
	makeSystem,
}

// makeSystem makes the system space and the key of the identity hashes.
func makeSystem(tx *Tx) error {
	w, err := tx.writer()
	if err != nil {
		return err
	}
	if _, err := tx.newDataKey(systemSpace); err != nil {
		return err
	}
	h, err := keyset.NewHandle(prf.HMACSHA256PRFKeyTemplate())
	if err != nil {
		return fmt.Errorf("draw the identity key: %w", err)
	}
	wrapped, err := tx.store.master.wrap(h, metaIdentity)
	if err != nil {
		return err
	}
	return w.Put(metaIdentity, wrapped)
}

// migrate runs the steps that the store lacks.
func (s *Store) migrate(ctx context.Context) error {
	for {
		var done int
		err := s.View(ctx, func(tx *Tx) (err error) {
			done, err = readVersion(tx.r)
			return err
		})
		if err != nil || done >= len(migrations) {
			return err
		}
		if err := s.Update(ctx, step(done)); err != nil {
			return fmt.Errorf("migration %d: %w", done+1, err)
		}
	}
}

func step(done int) func(*Tx) error {
	return func(tx *Tx) error {
		if err := migrations[done](tx); err != nil {
			return err
		}
		w, err := tx.writer()
		if err != nil {
			return err
		}
		return w.Put(metaVersion, []byte(strconv.Itoa(done+1)))
	}
}

// readVersion returns the number of migrations run, 0 for an empty engine.
func readVersion(r Reader) (int, error) {
	b, err := r.Get(metaVersion)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(string(b))
	if err != nil || n < 1 {
		return 0, fmt.Errorf("the stored version: %w", ErrDamaged)
	}
	return n, nil
}
