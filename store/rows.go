package store

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
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

// Sort sorts rows; those that are equal keep their order. It sorts their numbers, which
// is the same machine code for every type: slices.SortStableFunc would be written out
// for each, eight kilobytes a time.
func Sort[T any](rows []T, compare func(a, b T) int) {
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return compare(rows[a], rows[b]) })
	sorted := make([]T, len(rows))
	for i, at := range order {
		sorted[i] = rows[at]
	}
	copy(rows, sorted)
}

// IgnoreMissing returns nil for ErrNotFound, and every other error as it is: for
// callers to whom absence is an answer.
//
//go:noinline
func IgnoreMissing(err error) error {
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}

// rows are the records of a table, whatever they are.
type rows struct {
	name     string
	volatile bool
}

// get fills the record that v points to.
func (r rows) get(s Space, id string, v any) error {
	in, err := r.in(s)
	if err != nil {
		return err
	}
	plain, err := in.get(r.rel(id))
	if err != nil {
		return r.fail(err)
	}
	return decodeTo(v, plain)
}

func (r rows) lastID(s Space) (last string, err error) {
	in, err := r.in(s)
	if err != nil {
		return "", err
	}
	prefix := in.key(r.rel(""))
	for p, err := range in.tx.r.Scan(prefix, after(prefix)) {
		if err != nil {
			return "", err
		}
		last = strings.TrimPrefix(p.Key, prefix)
	}
	return last, nil
}

// scan yields the encoded records with from <= id < to. One that cannot be opened is
// yielded with the error, and the rest after it.
func (r rows) scan(s Space, from, to string, yield func(id string, plain []byte, err error) bool) {
	in, err := r.in(s)
	if err != nil {
		yield("", nil, err)
		return
	}
	prefix := in.key(r.rel(""))
	end := after(prefix)
	if to != "" {
		end = prefix + to
	}
	for p, err := range in.tx.r.Scan(prefix+from, end) {
		if err != nil {
			yield("", nil, err)
			return
		}
		id := strings.TrimPrefix(p.Key, prefix)
		plain, err := r.open(in, id, p.Value)
		if !yield(id, plain, err) {
			return
		}
	}
}

// open decrypts a row.
func (r rows) open(in *space, id string, sealed []byte) (plain []byte, err error) {
	if plain, err = in.open(in.key(r.rel(id)), sealed); err != nil {
		return nil, r.fail(err)
	}
	return plain, nil
}

func (r rows) in(s Space) (*space, error) {
	if !validName(r.name) {
		return nil, fmt.Errorf("%q cannot name a table", r.name)
	}
	return of(s)
}

// validName keeps names of tables, indexes and queues apart from the rows of
// the store itself and from the separators of keys.
func validName(name string) bool {
	return name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

func (r rows) rel(id string) string { return r.name + "/" + id }

func (r rows) indexRel(index, value, id string) string {
	return r.name + "~" + index + "/" + escape(value) + "/" + id
}

func (r rows) fail(err error) error {
	if errors.Is(err, ErrNotFound) {
		return err
	}
	return fmt.Errorf("table %s: %w", r.name, err)
}

func (r rows) write(in *space, rel string, stored []byte) error {
	write := in.write
	if r.volatile {
		write = in.set
	}
	if err := write(rel, stored); err != nil {
		return r.fail(err)
	}
	return nil
}
