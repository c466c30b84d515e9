package store

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// kind is a Table whatever its records are: pointers to them.
type kind struct {
	rows
	record  reflect.Type
	indexes int
	// index returns the name of an index and the values under which it has a
	// record, none for nil.
	index func(at int, record any) (name string, values []string)
}

// fresh returns an empty record.
func (k kind) fresh() any { return reflect.New(k.record).Interface() }

// put writes a record and its index entries.
func (k kind) put(s Space, id string, record any) error {
	in, err := k.in(s)
	if err != nil {
		return err
	}
	plain, err := encode(record)
	if err != nil {
		return k.fail(err)
	}
	old, stale, err := k.stored(in, id)
	if err != nil {
		return err
	}
	if old != nil && bytes.Equal(old, plain) {
		return nil
	}
	sealed, err := in.seal(in.key(k.rel(id)), plain)
	if err != nil {
		return k.fail(err)
	}
	if err := k.write(in, k.rel(id), sealed); err != nil {
		return err
	}
	return k.reindex(in, stale, k.entries(id, record))
}

// remove removes a record and its index entries.
func (k kind) remove(s Space, id string) error {
	in, err := k.in(s)
	if err != nil {
		return err
	}
	old, stale, err := k.stored(in, id)
	if err != nil || old == nil {
		return err
	}
	if err := k.write(in, k.rel(id), nil); err != nil {
		return err
	}
	return k.reindex(in, stale, nil)
}

// take removes a record without opening it.
func (k kind) take(s Space, id string) (was bool, err error) {
	in, err := k.in(s)
	if err != nil {
		return false, err
	}
	if k.indexes > 0 {
		return false, fmt.Errorf("table %s has indexes: its records must be opened to be removed", k.name)
	}
	if was, err = exists(in.tx.r, in.key(k.rel(id))); err != nil || !was {
		return false, err
	}
	return true, k.write(in, k.rel(id), nil)
}

// ids yields the ids that an index has under value.
func (k kind) ids(s Space, index, value string, yield func(id string, err error) bool) {
	in, err := k.in(s)
	if err == nil && !k.has(index) {
		err = fmt.Errorf("table %s has no index %q", k.name, index)
	}
	if err != nil {
		yield("", err)
		return
	}
	prefix := in.key(k.indexRel(index, value, ""))
	for p, err := range in.tx.r.Scan(prefix, after(prefix)) {
		if !yield(strings.TrimPrefix(p.Key, prefix), err) || err != nil {
			return
		}
	}
}

// has says whether there is such an index.
func (k kind) has(index string) bool {
	for at := range k.indexes {
		if name, _ := k.index(at, nil); name == index {
			return true
		}
	}
	return false
}

// stored returns the encoded record and its index entries, nil if absent.
func (k kind) stored(in *space, id string) (plain []byte, entries []string, err error) {
	plain, err = in.get(k.rel(id))
	if errors.Is(err, ErrNotFound) {
		return nil, nil, nil
	}
	if err != nil || k.indexes == 0 {
		return plain, nil, err
	}
	entries, err = k.indexed(id, plain)
	return plain, entries, err
}

// indexed returns the relative keys of the index entries of an encoded record.
func (k kind) indexed(id string, plain []byte) ([]string, error) {
	record := k.fresh()
	if err := decodeTo(record, plain); err != nil {
		return nil, err
	}
	return k.entries(id, record), nil
}

// entries returns the relative keys of a record's index entries.
func (k kind) entries(id string, record any) []string {
	var keys []string
	for at := range k.indexes {
		name, values := k.index(at, record)
		for _, value := range values {
			keys = append(keys, k.indexRel(name, value, id))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func (k kind) reindex(in *space, stale, wanted []string) error {
	for _, rel := range stale {
		if _, keep := slices.BinarySearch(wanted, rel); keep {
			continue
		}
		if err := k.write(in, rel, nil); err != nil {
			return err
		}
	}
	for _, rel := range wanted {
		if _, kept := slices.BinarySearch(stale, rel); kept {
			continue
		}
		if err := k.write(in, rel, []byte{}); err != nil {
			return err
		}
	}
	return nil
}
