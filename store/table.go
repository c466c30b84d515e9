package store

import (
	"iter"
	"reflect"
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
func (t *Table[T]) Get(s Space, id string) (v T, err error) {
	err = t.rows().get(s, id, &v)
	return v, err
}

// Put writes a record and its index entries. Writing what stands there already
// changes nothing.
func (t *Table[T]) Put(s Space, id string, v T) error { return t.kind().put(s, id, &v) }

// Delete removes a record and its index entries. That it is absent is no error.
func (t *Table[T]) Delete(s Space, id string) error { return t.kind().remove(s, id) }

// LastID returns the last id of the table, empty if it has none. It opens nothing.
func (t *Table[T]) LastID(s Space) (last string, err error) { return t.rows().lastID(s) }

// Take removes a record without opening it, and says whether there was one. It is
// for tables without indexes.
func (t *Table[T]) Take(s Space, id string) (was bool, err error) { return t.kind().take(s, id) }

// All yields all records in the order of their ids.
func (t *Table[T]) All(s Space) iter.Seq2[Entry[T], error] { return t.Range(s, "", "") }

// Range yields the records with from <= id < to, bytewise, in order; an empty
// to means the end. One that cannot be read is yielded with the error, and the rest
// after it.
func (t *Table[T]) Range(s Space, from, to string) iter.Seq2[Entry[T], error] {
	return func(yield func(Entry[T], error) bool) {
		t.rows().scan(s, from, to, func(id string, plain []byte, err error) bool {
			e := Entry[T]{ID: id}
			if err == nil {
				err = decodeTo(&e.Value, plain)
			}
			return yield(e, err)
		})
	}
}

// By yields the records that the index has under value, in the order of ids.
func (t *Table[T]) By(s Space, index, value string) iter.Seq2[Entry[T], error] {
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
func (t *Table[T]) IDs(s Space, index, value string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) { t.kind().ids(s, index, value, yield) }
}

func (t *Table[T]) rows() rows { return rows{t.Name, t.Volatile} }

// kind makes the table a Keeper: the table itself, hence not by a pointer as the rest.
// What is the same for records of every type is done by rows and kind, for what stands
// here is compiled once for each.
//
//go:noinline
func (t Table[T]) kind() kind {
	indexes := t.Indexes
	return kind{t.rows(), reflect.TypeFor[T](), len(indexes), func(at int, record any) (string, []string) {
		if v, ok := record.(*T); ok {
			return indexes[at].Name, indexes[at].Of(*v)
		}
		return indexes[at].Name, nil
	}}
}
