package store

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"strings"
)

// Place is where an identity leads: a space and, in a book, the member.
type Place struct {
	Space  SpaceID `cbor:"1,keyasint"`
	Member string  `cbor:"2,keyasint,omitempty"`
	// Subject is the identity itself, sealed with the rest; Bind sets it.
	Subject string `cbor:"3,keyasint,omitempty"`
}

// whoLen is the length in bytes of an identity's hash.
const whoLen = 16

// hash returns the keyed hash of a subject.
func (s *Store) hash(subject string) (string, error) {
	sum, err := s.who.ComputePrimaryPRF([]byte(subject), whoLen)
	if err != nil {
		return "", fmt.Errorf("hash an identity: %w", err)
	}
	return ordered.EncodeToString(sum), nil
}

// Find returns where a subject leads, such as "telegram/123", and false if it
// leads nowhere or to a space that has been erased.
func (tx *Tx) Find(subject string) (Place, bool, error) {
	p, err := tx.find(subject)
	if err == nil {
		var live bool
		live, err = exists(tx.r, keyPrefix+string(p.Space))
		if live {
			return p, true, nil
		}
	}
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	return Place{}, false, err
}

// placed is an identity row that was opened before, and the bytes it was opened from.
type placed struct {
	hash   string
	sealed []byte
	place  Place
}

// maxPlaces bounds the opened identity rows that are kept, at some 300 bytes each.
const maxPlaces = 4096

// find opens the row of a subject, unless it is the one that was opened before.
func (tx *Tx) find(subject string) (Place, error) {
	kept, known := tx.store.places.get(subject)
	if !known {
		var err error
		if kept.hash, err = tx.store.hash(subject); err != nil {
			return Place{}, err
		}
	}
	sealed, err := tx.r.Get(whoPrefix + kept.hash)
	if err != nil {
		return Place{}, err
	}
	if known && bytes.Equal(sealed, kept.sealed) {
		return kept.place, nil
	}
	p, err := tx.openPlace(kept.hash, sealed)
	if err == nil {
		tx.store.places.put(subject, placed{kept.hash, sealed, p}, 1)
	}
	return p, err
}

// Subjects yields the identities that begin with prefix and lead somewhere, in no
// order. Those that an early version bound are missing until they are bound again.
func (tx *Tx) Subjects(prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for p, err := range tx.r.Scan(whoPrefix, after(whoPrefix)) {
			var place Place
			if err == nil {
				place, err = tx.place(strings.TrimPrefix(p.Key, whoPrefix))
			}
			if err == nil && (place.Subject == "" || !strings.HasPrefix(place.Subject, prefix)) {
				continue
			}
			if !yield(place.Subject, err) || err != nil {
				return
			}
		}
	}
}

func (tx *Tx) place(hash string) (Place, error) {
	sealed, err := tx.r.Get(whoPrefix + hash)
	if err != nil {
		return Place{}, err
	}
	return tx.openPlace(hash, sealed)
}

// openPlace opens the row of an identity.
func (tx *Tx) openPlace(hash string, sealed []byte) (Place, error) {
	system, err := of(tx.System())
	if err != nil {
		return Place{}, err
	}
	plain, err := system.open(whoPrefix+hash, sealed)
	if err != nil {
		return Place{}, err
	}
	return decode[Place](plain)
}

// Bind lets a subject lead to p, instead of where it led. The mirror of the
// row stands in the space, so that it goes when the space goes.
func (tx *Tx) Bind(subject string, p Place) error {
	target, err := tx.Space(p.Space)
	if err != nil {
		return err
	}
	in, err := of(target)
	if err != nil {
		return err
	}
	if err := tx.Unbind(subject); err != nil {
		return err
	}
	hash, err := tx.store.hash(subject)
	if err != nil {
		return err
	}
	p.Subject = subject
	plain, err := encode(p)
	if err != nil {
		return err
	}
	if err := in.put(whoTable+"/"+hash, plain); err != nil {
		return err
	}
	return tx.putPlace(hash, plain)
}

func (tx *Tx) putPlace(hash string, plain []byte) error {
	system, err := of(tx.System())
	if err != nil {
		return err
	}
	sealed, err := system.seal(whoPrefix+hash, plain)
	if err != nil {
		return err
	}
	w, err := tx.writer()
	if err != nil {
		return err
	}
	return w.Put(whoPrefix+hash, sealed)
}

// Unbind lets a subject lead nowhere. That it does so already is no error.
func (tx *Tx) Unbind(subject string) error {
	w, err := tx.writer()
	if err != nil {
		return err
	}
	hash, err := tx.store.hash(subject)
	if err != nil {
		return err
	}
	p, err := tx.place(hash)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if old, err := tx.Space(p.Space); err == nil {
		if err := old.space().set(whoTable+"/"+hash, nil); err != nil {
			return err
		}
	} else if !errors.Is(err, ErrNotFound) {
		return err
	}
	return w.Delete(whoPrefix + hash)
}
