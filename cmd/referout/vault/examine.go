package vault

import (
	"context"
	"errors"

	"referout/store"
	"referout/store/bolt"
)

// Examine reads the file of a book that nobody writes from end to end: its pages,
// then everything in it, see store.Survey. look, if not nil, is shown the store
// afterwards. Nothing is written.
func Examine(ctx context.Context, path string, m store.Master, tables []store.Keeper, look func(*store.Store) error) (store.Census, error) {
	if err := bolt.Check(ctx, path); err != nil {
		return store.Census{}, err
	}
	e, err := bolt.OpenReadOnly(path)
	if err != nil {
		return store.Census{}, err
	}
	s, err := store.Inspect(ctx, e, m)
	if err != nil {
		return store.Census{}, errors.Join(err, e.Close())
	}
	census, err := survey(ctx, s, tables, look)
	return census, errors.Join(err, s.Close())
}

// DamageError means that a book holds what it should not, or not what it should.
// Found names rows, so it is for the operator's eyes and not for logs.
type DamageError struct{ Found error }

func (e *DamageError) Error() string {
	return "the book is damaged; to see where, type: referout verify"
}

func (e *DamageError) Unwrap() error { return e.Found }

func survey(ctx context.Context, s *store.Store, tables []store.Keeper, look func(*store.Store) error) (store.Census, error) {
	census, err := s.Survey(ctx, tables, nil)
	if err == nil && look != nil {
		return census, look(s)
	}
	if err != nil && ctx.Err() == nil {
		err = &DamageError{err}
	}
	return census, err
}
