package store

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"
)

// Queue declares rows that wait inside their spaces for a worker, which finds
// them oldest first without opening every space. A space's rows go when the
// space goes. They are not taken back by undo and not exported.
type Queue[T any] struct {
	// Name is stored and must never change. It consists of lower-case letters,
	// digits and hyphens.
	Name string
}

// Waiting is a queue row as the index shows it.
type Waiting struct {
	Space SpaceID
	ID    string
	Mark  Mark
}

// Mark is what a worker notes about a row that waits. It stands in the index,
// readable by whoever has the file: counts and times, nothing else.
type Mark struct {
	// Attempts is how often the row was taken up.
	Attempts int `cbor:"1,keyasint,omitempty"`
	// Tried is the beginning of an attempt whose outcome nobody knows; zero if
	// there is none.
	Tried time.Time `cbor:"2,keyasint,omitzero"`
	// Faint says that the attempt hardly had its effect: it was refused, but by
	// somebody in trouble.
	Faint bool `cbor:"4,keyasint,omitempty"`
	// Until is when the row may be taken up again.
	Until time.Time `cbor:"3,keyasint,omitzero"`
}

// Push adds a row behind all that wait. Its id is one of Tx.NewID.
func (q Queue[T]) Push(s Space, now time.Time, v T) (id string, err error) {
	in, err := q.in(s)
	if err != nil {
		return "", err
	}
	if id, err = in.tx.NewID(now); err != nil {
		return "", err
	}
	return id, q.Insert(s, id, v)
}

// Insert adds a row under an id that another queue gave it, which keeps its turn.
func (q Queue[T]) Insert(s Space, id string, v T) error {
	in, err := q.in(s)
	if err != nil {
		return err
	}
	w, err := in.tx.writer()
	if err != nil {
		return err
	}
	if err := q.write(in, id, v); err != nil {
		return err
	}
	in.tx.stir.push(q.Name, id, in.id)
	return w.Put(queueKey(q.Name, id, in.id), nil)
}

// Get returns a row, or ErrNotFound.
func (q Queue[T]) Get(s Space, id string) (v T, err error) {
	in, err := q.in(s)
	if err != nil {
		return v, err
	}
	plain, err := in.get(q.rel(id))
	if err != nil {
		return v, err
	}
	return decode[T](plain)
}

// Put replaces a row that waits, which keeps its turn and its mark, else
// ErrNotFound.
func (q Queue[T]) Put(s Space, id string, v T) error {
	in, err := q.in(s)
	if err != nil {
		return err
	}
	if err := q.waits(in, id); err != nil {
		return err
	}
	return q.write(in, id, v)
}

// waits fails with ErrNotFound if there is no such row.
func (q Queue[T]) waits(in *space, id string) error {
	found, err := exists(in.tx.r, in.key(q.rel(id)))
	if err == nil && !found {
		err = ErrNotFound
	}
	return err
}

// Note sets the mark of a row that waits, else ErrNotFound.
func (q Queue[T]) Note(s Space, id string, m Mark) error {
	in, err := q.in(s)
	if err != nil {
		return err
	}
	w, err := in.tx.writer()
	if err != nil {
		return err
	}
	key := queueKey(q.Name, id, in.id)
	if found, err := exists(w, key); err != nil || !found {
		return cmp.Or(err, ErrNotFound)
	}
	plain, err := encode(m)
	if err != nil {
		return err
	}
	return w.Put(key, plain)
}

// MarkOf returns the mark of a row, or ErrNotFound.
func (q Queue[T]) MarkOf(s Space, id string) (Mark, error) {
	in, err := q.in(s)
	if err != nil {
		return Mark{}, err
	}
	plain, err := in.tx.r.Get(queueKey(q.Name, id, in.id))
	if err != nil {
		return Mark{}, err
	}
	return parseMark(plain), nil
}

// parseMark reads a mark. A damaged one is as good as none: the row it is about is
// whole, and nobody else's has to wait for it.
func parseMark(plain []byte) Mark {
	m, err := decode[Mark](plain)
	if len(plain) == 0 || err != nil {
		return Mark{}
	}
	return m
}

// Remove takes a row out. That it is absent is no error.
func (q Queue[T]) Remove(s Space, id string) error {
	in, err := q.in(s)
	if err != nil {
		return err
	}
	if err := in.set(q.rel(id), nil); err != nil {
		return err
	}
	in.tx.stir.take(q.Name, id)
	return in.tx.w.Delete(queueKey(q.Name, id, in.id))
}

// Waiting returns rows of all spaces behind the one with the given id, in the order
// of ids, at most limit of them, or all if limit is below one. It reads the index
// only.
func (q Queue[T]) Waiting(tx *Tx, behind string, limit int) ([]Waiting, error) {
	var waiting []Waiting
	prefix := queuePrefix + q.Name + "/"
	from := prefix
	if behind != "" {
		from = after(prefix + behind + "/")
	}
	for p, err := range tx.r.Scan(from, after(prefix)) {
		if err != nil {
			return nil, err
		}
		id, space, ok := strings.Cut(strings.TrimPrefix(p.Key, prefix), "/")
		if !ok {
			return nil, errors.New("damaged key in a queue")
		}
		if waiting = append(waiting, Waiting{SpaceID(space), id, parseMark(p.Value)}); len(waiting) == limit {
			break
		}
	}
	return waiting, nil
}

// Rows yields the rows of one space in the order of ids. One that cannot be read is
// yielded with its id and the error, and the rest after it.
func (q Queue[T]) Rows(s Space) iter.Seq2[Entry[T], error] {
	return func(yield func(Entry[T], error) bool) {
		in, err := q.in(s)
		if err != nil {
			yield(Entry[T]{}, err)
			return
		}
		prefix := in.key(q.rel(""))
		for p, err := range in.tx.r.Scan(prefix, after(prefix)) {
			if err != nil {
				yield(Entry[T]{}, err)
				return
			}
			e := Entry[T]{ID: strings.TrimPrefix(p.Key, prefix)}
			plain, err := in.open(p.Key, p.Value)
			if err == nil {
				e.Value, err = decode[T](plain)
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

func (q Queue[T]) in(s Space) (*space, error) {
	if !validName(q.Name) {
		return nil, fmt.Errorf("%q cannot name a queue", q.Name)
	}
	return of(s)
}

func (q Queue[T]) rel(id string) string { return queueTable + q.Name + "/" + id }

func (q Queue[T]) write(in *space, id string, v T) error {
	plain, err := encode(v)
	if err != nil {
		return err
	}
	return in.put(q.rel(id), plain)
}

func queueKey(name, id string, space SpaceID) string {
	return queuePrefix + name + "/" + id + "/" + string(space)
}
