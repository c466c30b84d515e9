package store

import (
	"fmt"
	"iter"
	"slices"
)

// Overlay is a Writer that keeps what is written to itself, over a Reader that
// does not change meanwhile. Engines without savepoints run a function on it
// and apply its changes, or drop them.
type Overlay struct {
	base    Reader
	changes map[string]Change
	sorted  []string // keys of changes, in order
	fresh   []string // keys of changes not yet in sorted
}

// Change is one key written or deleted.
type Change struct {
	Key     string
	Value   []byte
	Deleted bool
}

// NewOverlay returns an overlay without changes.
func NewOverlay(base Reader) *Overlay {
	return &Overlay{base: base, changes: map[string]Change{}}
}

// Get implements Reader.
func (o *Overlay) Get(key string) ([]byte, error) {
	c, ok := o.changes[key]
	switch {
	case !ok:
		return o.base.Get(key)
	case c.Deleted:
		return nil, ErrNotFound
	}
	return append([]byte{}, c.Value...), nil
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
	if _, ok := o.changes[c.Key]; !ok {
		o.fresh = append(o.fresh, c.Key)
	}
	o.changes[c.Key] = c
}

// Changes yields what was written, in order of keys. The values are the
// overlay's.
func (o *Overlay) Changes() iter.Seq[Change] {
	return func(yield func(Change) bool) {
		for _, key := range o.keys() {
			if !yield(o.changes[key]) {
				return
			}
		}
	}
}

// Len returns the number of keys written.
func (o *Overlay) Len() int { return len(o.changes) }

func (o *Overlay) keys() []string {
	if len(o.fresh) > 0 {
		o.sorted = append(o.sorted, o.fresh...)
		o.fresh = o.fresh[:0]
		slices.Sort(o.sorted)
	}
	return o.sorted
}

// between copies the changes with from <= key < to.
func (o *Overlay) between(from, to string) []Change {
	keys := o.keys()
	low, _ := slices.BinarySearch(keys, from)
	high := len(keys)
	if to != "" {
		high, _ = slices.BinarySearch(keys, to)
	}
	var found []Change
	for i := low; i < high; i++ {
		found = append(found, o.changes[keys[i]])
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
