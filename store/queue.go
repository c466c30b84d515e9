package store

import (
	"errors"
	"fmt"
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
}

// Push adds a row behind all that wait. Its id is one of Tx.NewID.
func (q Queue[T]) Push(s Space, now time.Time, v T) (id string, err error) {
	in, err := q.in(s)
	if err != nil {
		return "", err
	}
	w, err := in.tx.writer()
	if err != nil {
		return "", err
	}
	if id, err = in.tx.NewID(now); err != nil {
		return "", err
	}
	if err := q.write(in, id, v); err != nil {
		return "", err
	}
	return id, w.Put(queueKey(q.Name, id, in.id), nil)
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

// Put replaces a row that waits, which keeps its turn, else ErrNotFound.
func (q Queue[T]) Put(s Space, id string, v T) error {
	in, err := q.in(s)
	if err != nil {
		return err
	}
	if waits, err := exists(in.tx.r, in.key(q.rel(id))); err != nil {
		return err
	} else if !waits {
		return ErrNotFound
	}
	return q.write(in, id, v)
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
	return in.tx.w.Delete(queueKey(q.Name, id, in.id))
}

// Waiting returns rows of all spaces, the oldest first, at most limit of them,
// or all if limit is below one. It reads the index only.
func (q Queue[T]) Waiting(tx *Tx, limit int) ([]Waiting, error) {
	var waiting []Waiting
	prefix := queuePrefix + q.Name + "/"
	for p, err := range tx.r.Scan(prefix, after(prefix)) {
		if err != nil {
			return nil, err
		}
		id, space, ok := strings.Cut(strings.TrimPrefix(p.Key, prefix), "/")
		if !ok {
			return nil, errors.New("damaged key in a queue")
		}
		if waiting = append(waiting, Waiting{SpaceID(space), id}); len(waiting) == limit {
			break
		}
	}
	return waiting, nil
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
