package store

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// Table declares a kind of record. It holds nothing itself and works on the
// space it is given. Records are structs whose fields have integer keys for
// storing (`cbor:"1,keyasint,omitempty"`) and names for export (`json:"name"`).
type Table[T any] struct {
	// Name is stored and must never change. It consists of lower-case letters,
	// digits and hyphens.
	Name string
	// Indexes are kept in step with the records, in the same transaction.
	Indexes []Index[T]
	// Volatile records are neither taken back by undo nor exported.
	Volatile bool
}

// Index declares a way to find records of a table.
type Index[T any] struct {
	// Name is stored and must never change.
	Name string
	// Of returns the values under which a record is found. They stand readable
	// in keys: ids and codes only, no names, phones or free text.
	Of func(T) []string
}

// Entry is a record and its id.
type Entry[T any] struct {
	ID    string
	Value T
}

// Get returns the record with this id, or ErrNotFound.
func (t Table[T]) Get(s Space, id string) (v T, err error) {
	in, err := t.in(s)
	if err != nil {
		return v, err
	}
	plain, err := in.get(t.rel(id))
	if err != nil {
		return v, t.fail(err)
	}
	return decode[T](plain)
}

// Put writes a record and its index entries. Writing what stands there already
// changes nothing.
func (t Table[T]) Put(s Space, id string, v T) error {
	in, err := t.in(s)
	if err != nil {
		return err
	}
	plain, err := encode(v)
	if err != nil {
		return t.fail(err)
	}
	old, stale, err := t.stored(in, id)
	if err != nil {
		return err
	}
	if old != nil && bytes.Equal(old, plain) {
		return nil
	}
	sealed, err := in.seal(in.key(t.rel(id)), plain)
	if err != nil {
		return t.fail(err)
	}
	if err := t.write(in, t.rel(id), sealed); err != nil {
		return err
	}
	return t.reindex(in, stale, t.entries(id, v))
}

// Delete removes a record and its index entries. That it is absent is no error.
func (t Table[T]) Delete(s Space, id string) error {
	in, err := t.in(s)
	if err != nil {
		return err
	}
	old, stale, err := t.stored(in, id)
	if err != nil || old == nil {
		return err
	}
	if err := t.write(in, t.rel(id), nil); err != nil {
		return err
	}
	return t.reindex(in, stale, nil)
}

// LastID returns the last id of the table, empty if it has none. It opens nothing.
func (t Table[T]) LastID(s Space) (last string, err error) {
	in, err := t.in(s)
	if err != nil {
		return "", err
	}
	prefix := in.key(t.rel(""))
	for p, err := range in.tx.r.Scan(prefix, after(prefix)) {
		if err != nil {
			return "", err
		}
		last = strings.TrimPrefix(p.Key, prefix)
	}
	return last, nil
}

// Take removes a record without opening it, and says whether there was one. It is
// for tables without indexes.
func (t Table[T]) Take(s Space, id string) (was bool, err error) {
	in, err := t.in(s)
	if err != nil {
		return false, err
	}
	if len(t.Indexes) > 0 {
		return false, fmt.Errorf("table %s has indexes: its records must be opened to be removed", t.Name)
	}
	if was, err = exists(in.tx.r, in.key(t.rel(id))); err != nil || !was {
		return false, err
	}
	return true, t.write(in, t.rel(id), nil)
}

// All yields all records in the order of their ids.
func (t Table[T]) All(s Space) iter.Seq2[Entry[T], error] { return t.Range(s, "", "") }

// Range yields the records with from <= id < to, bytewise, in order; an empty
// to means the end. One that cannot be read is yielded with the error, and the rest
// after it.
func (t Table[T]) Range(s Space, from, to string) iter.Seq2[Entry[T], error] {
	return func(yield func(Entry[T], error) bool) {
		in, err := t.in(s)
		if err != nil {
			yield(Entry[T]{}, err)
			return
		}
		prefix := in.key(t.rel(""))
		end := after(prefix)
		if to != "" {
			end = prefix + to
		}
		for p, broken := range in.tx.r.Scan(prefix+from, end) {
			e, err := t.entry(in, strings.TrimPrefix(p.Key, prefix), p.Value, broken)
			if !yield(e, err) || broken != nil {
				return
			}
		}
	}
}

// By yields the records that the index has under value, in the order of ids.
func (t Table[T]) By(s Space, index, value string) iter.Seq2[Entry[T], error] {
	return func(yield func(Entry[T], error) bool) {
		for id, err := range t.IDs(s, index, value) {
			e := Entry[T]{ID: id}
			if err == nil {
				e.Value, err = t.Get(s, id)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// IDs yields what By yields without reading the records.
func (t Table[T]) IDs(s Space, index, value string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		in, err := t.in(s)
		if err == nil && !slices.ContainsFunc(t.Indexes, func(x Index[T]) bool { return x.Name == index }) {
			err = fmt.Errorf("table %s has no index %q", t.Name, index)
		}
		if err != nil {
			yield("", err)
			return
		}
		prefix := in.key(t.indexRel(index, value, ""))
		for p, err := range in.tx.r.Scan(prefix, after(prefix)) {
			if !yield(strings.TrimPrefix(p.Key, prefix), err) || err != nil {
				return
			}
		}
	}
}

func (t Table[T]) in(s Space) (*space, error) {
	if !validName(t.Name) {
		return nil, fmt.Errorf("%q cannot name a table", t.Name)
	}
	return of(s)
}

// validName keeps names of tables, indexes and queues apart from the rows of
// the store itself and from the separators of keys.
func validName(name string) bool {
	return name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

func (t Table[T]) rel(id string) string { return t.Name + "/" + id }

func (t Table[T]) indexRel(index, value, id string) string {
	return t.Name + "~" + index + "/" + escape(value) + "/" + id
}

func (t Table[T]) fail(err error) error {
	if errors.Is(err, ErrNotFound) {
		return err
	}
	return fmt.Errorf("table %s: %w", t.Name, err)
}

func (t Table[T]) write(in *space, rel string, stored []byte) error {
	write := in.write
	if t.Volatile {
		write = in.set
	}
	if err := write(rel, stored); err != nil {
		return t.fail(err)
	}
	return nil
}

// stored returns the encoded record and its index entries, nil if absent.
func (t Table[T]) stored(in *space, id string) (plain []byte, entries []string, err error) {
	plain, err = in.get(t.rel(id))
	if errors.Is(err, ErrNotFound) {
		return nil, nil, nil
	}
	if err != nil || len(t.Indexes) == 0 {
		return plain, nil, err
	}
	v, err := decode[T](plain)
	if err != nil {
		return nil, nil, err
	}
	return plain, t.entries(id, v), nil
}

// entries returns the relative keys of a record's index entries.
func (t Table[T]) entries(id string, v T) []string {
	var keys []string
	for _, x := range t.Indexes {
		for _, value := range x.Of(v) {
			keys = append(keys, t.indexRel(x.Name, value, id))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func (t Table[T]) reindex(in *space, stale, wanted []string) error {
	for _, rel := range stale {
		if _, keep := slices.BinarySearch(wanted, rel); keep {
			continue
		}
		if err := t.write(in, rel, nil); err != nil {
			return err
		}
	}
	for _, rel := range wanted {
		if _, kept := slices.BinarySearch(stale, rel); kept {
			continue
		}
		if err := t.write(in, rel, []byte{}); err != nil {
			return err
		}
	}
	return nil
}

func (t Table[T]) entry(in *space, id string, sealed []byte, err error) (Entry[T], error) {
	if err != nil {
		return Entry[T]{}, err
	}
	plain, err := in.open(in.key(t.rel(id)), sealed)
	if err != nil {
		return Entry[T]{ID: id}, t.fail(err)
	}
	v, err := decode[T](plain)
	return Entry[T]{ID: id, Value: v}, err
}
