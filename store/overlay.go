package store

import (
	"fmt"
	"iter"
	"slices"
	"strings"
)

// Overlay is a Writer that keeps what is written to itself, over a Reader that
// does not change meanwhile. Engines without savepoints run a function on it
// and apply its changes, or drop them.
type Overlay struct {
	base    Reader
	changes []Change // as they came
	order   []int32  // of the changes, by key: what is moved to put one in between is small
}

// Change is one key written or deleted.
type Change struct {
	Key     string
	Value   []byte
	Deleted bool
}

// usual is how many changes there is room for: few transactions make more.
const usual = 12

// NewOverlay returns an overlay without changes.
func NewOverlay(base Reader) *Overlay { return &Overlay{base: base} }

// Get implements Reader.
func (o *Overlay) Get(key string) ([]byte, error) {
	at, found := o.find(key)
	if !found {
		return o.base.Get(key)
	}
	c := o.changes[o.order[at]]
	if c.Deleted {
		return nil, ErrNotFound
	}
	return append([]byte{}, c.Value...), nil
}

// find returns where a key is, or belongs, in the order.
func (o *Overlay) find(key string) (at int, found bool) {
	return slices.BinarySearchFunc(o.order, key, func(n int32, key string) int { return strings.Compare(o.changes[n].Key, key) })
}

// Put implements Writer.
func (o *Overlay) Put(key string, value []byte) error {
	if len(key) == 0 || len(key) > MaxKey {
		return fmt.Errorf("put: a key has from 1 to %d bytes, this one has %d", MaxKey, len(key))
	}
	o.change(Change{Key: key, Value: append([]byte{}, value...)})
	return nil
}

// Delete implements Writer.
func (o *Overlay) Delete(key string) error {
	o.change(Change{Key: key, Deleted: true})
	return nil
}

func (o *Overlay) change(c Change) {
	at, found := o.find(c.Key)
	if found {
		o.changes[o.order[at]] = c
		return
	}
	if o.changes == nil {
		o.changes, o.order = make([]Change, 0, usual), make([]int32, 0, usual)
	}
	o.order = slices.Insert(o.order, at, int32(len(o.changes)))
	o.changes = append(o.changes, c)
}

// Changes yields what was written, in order of keys. The values are the
// overlay's.
func (o *Overlay) Changes() iter.Seq[Change] {
	return func(yield func(Change) bool) {
		for _, n := range o.order {
			if !yield(o.changes[n]) {
				return
			}
		}
	}
}

// Len returns the number of keys written.
func (o *Overlay) Len() int { return len(o.order) }

// between copies the changes with from <= key < to.
func (o *Overlay) between(from, to string) []Change {
	low, _ := o.find(from)
	high := len(o.order)
	if to != "" {
		high, _ = o.find(to)
	}
	var found []Change
	for i := low; i < high; i++ {
		found = append(found, o.changes[o.order[i]])
	}
	return found
}

// Scan implements Reader.
func (o *Overlay) Scan(from, to string) iter.Seq2[Pair, error] {
	return func(yield func(Pair, error) bool) {
		changes := o.between(from, to)
		for p, err := range o.base.Scan(from, to) {
			if err != nil {
				yield(Pair{}, err)
				return
			}
			var ok bool
			if changes, ok = before(p.Key, changes, yield); !ok {
				return
			}
			if len(changes) > 0 && changes[0].Key == p.Key {
				continue // yielded, or deleted, in its turn
			}
			if !yield(p, nil) {
				return
			}
		}
		for _, c := range changes {
			if !c.pass(yield) {
				return
			}
		}
	}
}

// before yields the changes with keys below key and returns the others.
func before(key string, changes []Change, yield func(Pair, error) bool) (rest []Change, ok bool) {
	for len(changes) > 0 && changes[0].Key < key {
		if !changes[0].pass(yield) {
			return nil, false
		}
		changes = changes[1:]
	}
	return changes, true
}

func (c Change) pass(yield func(Pair, error) bool) bool {
	return c.Deleted || yield(Pair{Key: c.Key, Value: append([]byte{}, c.Value...)}, nil)
}
