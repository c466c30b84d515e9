package store

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/tink-crypto/tink-go/v2/prf"
)

// Store is an open store. It is safe for concurrent use.
type Store struct {
	engine Engine
	master Master
	who    *prf.Set // hashes identities
	keys   *cache[SpaceID, dataKey]
	places *cache[string, placed]
	views  *views
	run    uint64 // how often the store has been opened
	ids    ids
	notify atomic.Pointer[func(Stir)]
}

// Initialised reports whether the engine holds a store already, so that no new
// master key may be made for it.
func Initialised(ctx context.Context, e Engine) (bool, error) {
	var found bool
	err := e.View(ctx, func(r Reader) (err error) {
		found, err = exists(r, metaVersion)
		return err
	})
	return found, err
}

// Open opens the store in e, or makes one if e is empty, runs the migrations
// that it lacks, and goes on with erasures that were interrupted. Before the
// first write it fails with ErrNoKey, ErrWrongKey or ErrNewer. The store owns
// the engine from then on; after an error the caller still does.
func Open(ctx context.Context, e Engine, m Master) (*Store, error) {
	if m.handle == nil {
		return nil, ErrNoKey
	}
	s := newStore(e, m)
	for _, step := range []func(context.Context) error{s.check, s.migrate, s.start, s.sweep} {
		if err := step(ctx); err != nil {
			return nil, fmt.Errorf("open the store: %w", err)
		}
	}
	return s, nil
}

func newStore(e Engine, m Master) *Store {
	return &Store{engine: e, master: m, keys: newCache[SpaceID, dataKey](maxKeys),
		places: newCache[string, placed](maxPlaces), views: newViews()}
}

// Close closes the engine.
func (s *Store) Close() error { return s.engine.Close() }

// check refuses what this program or this key cannot open. The wrapped key of
// the system space is the canary.
func (s *Store) check(ctx context.Context) error {
	return s.View(ctx, func(tx *Tx) error {
		version, err := readVersion(tx.r)
		if err != nil || version == 0 {
			return err
		}
		if version > len(migrations) {
			return fmt.Errorf("format %d is %w, which knows formats up to %d", version, ErrNewer, len(migrations))
		}
		_, err = tx.dataKey(systemSpace)
		if errors.Is(err, ErrNotFound) {
			return fmt.Errorf("the wrapped system key is missing: %w", ErrDamaged)
		}
		if errors.Is(err, ErrWrongKey) && s.readIdentity(tx) == nil {
			return fmt.Errorf("the wrapped system key: %w", ErrDamaged) // as another key opens
		}
		return err
	})
}

// start counts this run, which makes its ids unique, finds the latest id that
// waits, behind which all new ones sort, and reads the identity key.
func (s *Store) start(ctx context.Context) error {
	return s.Update(ctx, func(tx *Tx) error {
		if err := s.readIdentity(tx); err != nil {
			return err
		}
		var err error
		if s.run, err = tx.count(metaRun); err != nil {
			return err
		}
		s.ids.last, err = tx.latestID()
		return err
	})
}

// View runs fn on one state of the store. Nothing of the transaction may be
// used after fn, nor may another transaction be begun inside it.
func (s *Store) View(ctx context.Context, fn func(*Tx) error) error {
	tick := s.views.now()
	return s.engine.View(ctx, func(r Reader) error {
		tx := newTx(s, r, nil, tick)
		defer tx.end()
		return fn(tx)
	})
}

// Update runs fn and keeps all it wrote, or nothing, as Engine.Update does. fn
// may run more than once.
func (s *Store) Update(ctx context.Context, fn func(*Tx) error) error {
	var last *Tx
	committed := false
	defer func() { s.views.release(last, committed) }()
	err := s.engine.Update(ctx, func(w Writer) error {
		s.views.release(last, false)
		last = nil
		tx := newTx(s, w, w, s.views.now())
		defer tx.end()
		if err := fn(tx); err != nil {
			return err
		}
		s.views.hold(tx)
		last = tx
		return nil
	})
	s.tell(last, err)
	if err != nil {
		return err
	}
	committed = true
	if last != nil && len(last.erased) > 0 {
		s.views.forget(last.erased)
		// What counts is committed. What this leaves, the next Open removes.
		_ = s.sweep(context.WithoutCancel(ctx))
	}
	return nil
}
