package store

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// maxKeys bounds the unwrapped data keys that are kept, at some 2 kB each.
const maxKeys = 1024

// dataKey is an unwrapped data key and the row it came from.
type dataKey struct {
	wrapped []byte
	aead    tink.AEAD
}

// newDataKey draws the key of a space and stores it wrapped.
func (tx *Tx) newDataKey(id SpaceID) (tink.AEAD, error) {
	w, err := tx.writer()
	if err != nil {
		return nil, err
	}
	h, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, fmt.Errorf("draw a data key: %w", err)
	}
	wrapped, err := tx.store.master.wrap(h, keyPrefix+string(id))
	if err != nil {
		return nil, err
	}
	if err := w.Put(keyPrefix+string(id), wrapped); err != nil {
		return nil, err
	}
	return aead.New(h)
}

// dataKey returns the key of a space that exists, else ErrNotFound. The row is
// read each time, so that an erased space never opens, and unwrapped once.
func (tx *Tx) dataKey(id SpaceID) (tink.AEAD, error) {
	key := keyPrefix + string(id)
	wrapped, err := tx.r.Get(key)
	if err != nil {
		return nil, err
	}
	if kept, ok := tx.store.keys.get(id); ok && bytes.Equal(kept.wrapped, wrapped) {
		return kept.aead, nil
	}
	h, err := tx.store.master.unwrap(wrapped, key)
	if err != nil {
		return nil, err
	}
	a, err := aead.New(h)
	if err != nil {
		return nil, fmt.Errorf("use a data key: %w", err)
	}
	tx.store.keys.put(id, dataKey{wrapped, a}, 1)
	return a, nil
}

// seal and open bind a value to the key it stands under.
func (s *space) seal(key string, plain []byte) ([]byte, error) {
	sealed, err := s.aead.Encrypt(plain, []byte(key))
	if err != nil {
		return nil, fmt.Errorf("seal a value: %w", err)
	}
	return sealed, nil
}

// errSpoilt says no more: the cipher does not know more.
var errSpoilt error = spoilt{}

type spoilt struct{}

func (spoilt) Error() string        { return "a stored value was damaged or moved" }
func (spoilt) Is(target error) bool { return target == ErrDamaged }

func (s *space) open(key string, sealed []byte) ([]byte, error) {
	plain, err := s.aead.Decrypt(sealed, []byte(key))
	if err != nil {
		return nil, errSpoilt
	}
	return plain, nil
}

// exists reports whether key has a value.
func exists(r Reader, key string) (bool, error) {
	_, err := r.Get(key)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
