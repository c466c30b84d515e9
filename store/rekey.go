package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/keyset"
)

// Rekey lets next open the store in e instead of old: it wraps every data key and
// the identity key anew. All of that is one transaction, however many spaces there
// are, so that whatever happens exactly one of the two keys opens the store: the
// rows are small and stand side by side, some 200 bytes for each space, so that
// 10,000 books take a seventh of a second.
//
// A data key that old has wrapped may be known to whoever has old and a copy of
// the store. So each space gets one more data key, which seals all that is written
// from then on; what stands there already opens under the key before. Reseal does
// away with these.
//
// The store must not be open. Before the first write it fails with the errors of
// Open. It returns the number of data keys.
func Rekey(ctx context.Context, e Engine, old, next Master) (keys int, err error) {
	if old.handle == nil || next.handle == nil {
		return 0, ErrNoKey
	}
	made, err := Initialised(ctx, e)
	if err == nil && !made {
		err = ErrNotFound
	}
	if err != nil {
		return 0, fmt.Errorf("rekey: %w", err)
	}
	s := newStore(e, old)
	if err := s.check(ctx); err != nil {
		return 0, fmt.Errorf("rekey: %w", err)
	}
	err = s.Update(ctx, func(tx *Tx) (err error) {
		keys, err = tx.rewrap(ctx, next)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("rekey: %w", err)
	}
	return keys, nil
}

// rewrap wraps all keys for another master.
func (tx *Tx) rewrap(ctx context.Context, next Master) (keys int, err error) {
	if err := tx.rewrapKey(metaIdentity, next, sameKeys); err != nil {
		return 0, err
	}
	for p, err := range tx.r.Scan(keyPrefix, after(keyPrefix)) {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = tx.rewrapKey(p.Key, next, withFreshKey)
		}
		if err != nil {
			return 0, err
		}
		keys++
	}
	return keys, nil
}

// rewrapKey replaces a wrapped keyset by what change makes of it, wrapped by next.
func (tx *Tx) rewrapKey(key string, next Master, change func(*keyset.Handle) (*keyset.Handle, error)) error {
	wrapped, err := tx.r.Get(key)
	if err != nil {
		return err
	}
	h, err := tx.store.master.unwrap(wrapped, key)
	if err != nil {
		return err
	}
	if h, err = change(h); err != nil {
		return fmt.Errorf("change a data key: %w", err)
	}
	if wrapped, err = next.wrap(h, key); err != nil {
		return err
	}
	w, err := tx.writer()
	if err != nil {
		return err
	}
	return w.Put(key, wrapped)
}

func sameKeys(h *keyset.Handle) (*keyset.Handle, error) { return h, nil }

// withFreshKey adds a key that seals from now on.
func withFreshKey(h *keyset.Handle) (*keyset.Handle, error) {
	m := keyset.NewManagerFromHandle(h)
	id, err := m.Add(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, err
	}
	if err := m.SetPrimary(id); err != nil {
		return nil, err
	}
	return m.Handle()
}

// onlyPrimary drops all keys but the one that seals.
func onlyPrimary(h *keyset.Handle) (*keyset.Handle, error) {
	m := keyset.NewManagerFromHandle(h)
	for n := range h.Len() {
		e, err := h.Entry(n)
		if err != nil {
			return nil, err
		}
		if e.IsPrimary() {
			continue
		}
		if err := m.Delete(e.KeyID()); err != nil {
			return nil, err
		}
	}
	return m.Handle()
}

// Spaces returns the ids of all spaces that exist, in order.
func (s *Store) Spaces(ctx context.Context) (ids []SpaceID, err error) {
	err = s.View(ctx, func(tx *Tx) error {
		ids = nil
		for p, err := range tx.r.Scan(keyPrefix, after(keyPrefix)) {
			if err != nil {
				return err
			}
			ids = append(ids, SpaceID(strings.TrimPrefix(p.Key, keyPrefix)))
		}
		return nil
	})
	return ids, err
}

// resealPiece is how many rows one transaction of Reseal reads.
const resealPiece = 1_000

// Reseal seals whatever in a space is sealed under an older data key anew under
// the newest one, then drops the older keys. It works in small transactions, so
// that it may run beside the program's own, and may be broken off and begun again
// at any time. It returns how many values it has sealed; ErrNotFound means that
// the space has been erased meanwhile.
//
// What can be taken back by Undo still can.
func (s *Store) Reseal(ctx context.Context, id SpaceID) (values int, err error) {
	for from := ""; ; {
		var sealed int
		var next string
		err := s.Update(ctx, func(tx *Tx) (err error) {
			sealed, next, err = tx.resealPiece(id, from)
			return err
		})
		if err != nil {
			return values, fmt.Errorf("reseal: %w", err)
		}
		values += sealed
		if next == "" {
			return values, nil
		}
		from = next
	}
}

// resealPiece seals the rows behind from anew, and returns where the next piece
// begins, nothing if this was the last and the older keys are dropped.
func (tx *Tx) resealPiece(id SpaceID, from string) (sealed int, next string, err error) {
	r, err := tx.newResealer(id)
	if err != nil || r == nil {
		return 0, "", err
	}
	if err := r.readUndo(); err != nil {
		return 0, "", err
	}
	if next, err = r.rows(from); err != nil {
		return 0, "", err
	}
	if err := r.writeUndo(); err != nil {
		return 0, "", err
	}
	if next == "" {
		err = tx.rewrapKey(keyPrefix+string(id), tx.store.master, onlyPrimary)
	}
	return r.sealed, next, err
}

// newResealer returns nil for a space that has one key only.
func (tx *Tx) newResealer(id SpaceID) (*resealer, error) {
	s, err := tx.Space(id)
	if err != nil {
		return nil, err
	}
	in, err := of(s)
	if err != nil {
		return nil, err
	}
	key := keyPrefix + string(id)
	wrapped, err := tx.r.Get(key)
	if err != nil {
		return nil, err
	}
	h, err := tx.store.master.unwrap(wrapped, key)
	if err != nil || h.Len() == 1 {
		return nil, err
	}
	primary, err := h.Primary()
	if err != nil {
		return nil, errors.New("a data key is damaged")
	}
	return &resealer{space: in, mark: outputMark(primary.KeyID())}, nil
}
