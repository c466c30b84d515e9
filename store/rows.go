package store

import (
	"errors"
	"iter"
)

// Collect reads all of what a table or an index yields, in its order, so that the
// rows can be changed afterwards. It stops at the first error and returns it alone.
func Collect[T any](rows iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for row, err := range rows {
		if err != nil {
			return nil, err
		}
		all = append(all, row)
	}
	return all, nil
}

// IgnoreMissing returns nil for ErrNotFound, and every other error as it is: for
// callers to whom absence is an answer.
func IgnoreMissing(err error) error {
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}
