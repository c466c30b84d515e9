package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"referout/store"
)

func TestCollect(t *testing.T) {
	broken := errors.New("broken")
	rows := func(yield func(int, error) bool) {
		_ = yield(1, nil) && yield(2, nil) && yield(0, broken)
	}
	if got, err := store.Collect(rows); got != nil || !errors.Is(err, broken) {
		t.Errorf("got %v, %v; the error comes alone", got, err)
	}
	two := func(yield func(int, error) bool) { _ = yield(1, nil) && yield(2, nil) }
	if got, err := store.Collect(two); !slices.Equal(got, []int{1, 2}) || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestIgnoreMissing(t *testing.T) {
	other := errors.New("disk on fire")
	for err, want := range map[error]error{
		nil: nil, store.ErrNotFound: nil, fmt.Errorf("row: %w", store.ErrNotFound): nil, other: other,
	} {
		if got := store.IgnoreMissing(err); !errors.Is(got, want) {
			t.Errorf("%v: got %v", err, got)
		}
	}
}

// Rows that are equal keep their order.
func TestSort(t *testing.T) {
	rows := []string{"pear 2", "fig 1", "apple 2", "plum 1", "kiwi 3"}
	store.Sort(rows, func(a, b string) int { return strings.Compare(a[len(a)-1:], b[len(b)-1:]) })
	if want := []string{"fig 1", "plum 1", "pear 2", "apple 2", "kiwi 3"}; !slices.Equal(rows, want) {
		t.Errorf("sorted %q, want %q", rows, want)
	}
}
