package bolt

import (
	"bytes"
	"iter"
	"strings"

	"go.etcd.io/bbolt"

	"referout/store"
)

// dueStart begins the keys that stand in the due bucket, without it. The key
// that is nothing else stands with the others, as bbolt has no empty keys.
const dueStart = "due/"

// tree reads and writes the two buckets as one ordered map.
type tree struct{ data, due *bbolt.Bucket }

func of(tx *bbolt.Tx) tree {
	return tree{tx.Bucket([]byte(dataBucket)), tx.Bucket([]byte(dueBucket))}
}

// rooted returns the tree of a transaction, or ErrDamaged.
func rooted(tx *bbolt.Tx) (t tree, err error) {
	err = guard(func() error {
		if t = of(tx); t.data == nil || t.due == nil {
			return damaged("a bucket is missing")
		}
		return nil
	})
	return t, err
}

// at returns where a key stands.
func (t tree) at(key string) (*bbolt.Bucket, []byte) {
	if rest, ok := strings.CutPrefix(key, dueStart); ok && rest != "" {
		return t.due, []byte(rest)
	}
	return t.data, []byte(key)
}

// Get implements store.Reader.
func (t tree) Get(key string) ([]byte, error) {
	var value []byte
	err := guard(func() error {
		b, k := t.at(key)
		v := b.Get(k)
		if v == nil {
			return store.ErrNotFound
		}
		value = append([]byte{}, v...)
		return nil
	})
	return value, err
}

// stretch is a run of keys that stand in one bucket: those with low <= key <
// high, written there without prefix.
type stretch struct {
	bucket    *bbolt.Bucket
	prefix    string
	low, high string
}

// Scan implements store.Reader: the keys before the due keys, these, the rest.
func (t tree) Scan(from, to string) iter.Seq2[store.Pair, error] {
	const dueEnd = "due0"
	return func(yield func(store.Pair, error) bool) {
		for _, s := range [...]stretch{
			{t.data, "", "", dueStart + "\x00"},
			{t.due, dueStart, dueStart + "\x00", dueEnd},
			{t.data, "", dueEnd, ""},
		} {
			if !s.scan(from, to, yield) {
				return
			}
		}
	}
}

// scan yields what a stretch has between from and to, and reports whether to
// go on.
func (s stretch) scan(from, to string, yield func(store.Pair, error) bool) bool {
	from = max(from, s.low)
	if to == "" || (s.high != "" && s.high < to) {
		to = s.high
	}
	if to != "" && from >= to {
		return true
	}
	c, seek, end := s.bucket.Cursor(), []byte(s.inside(from)), []byte(s.inside(to))
	for {
		p, more, err := s.step(c, seek, end)
		if err != nil {
			yield(store.Pair{}, err)
			return false
		}
		if !more {
			return true
		}
		if !yield(p, nil) {
			return false
		}
		seek = nil
	}
}

// step moves the cursor, to seek if that is not nil, and copies what it finds
// there unless that is the end.
func (s stretch) step(c *bbolt.Cursor, seek, end []byte) (p store.Pair, more bool, err error) {
	err = guard(func() error {
		var k, v []byte
		if seek != nil {
			k, v = c.Seek(seek)
		} else {
			k, v = c.Next()
		}
		if k == nil || (len(end) > 0 && bytes.Compare(k, end) >= 0) {
			return nil
		}
		p, more = store.Pair{Key: s.prefix + string(k), Value: append([]byte{}, v...)}, true
		return nil
	})
	return p, more, err
}

// inside returns a bound as it stands in the bucket, empty for the end.
func (s stretch) inside(key string) string {
	rest, ok := strings.CutPrefix(key, s.prefix)
	if !ok {
		return "" // behind the last key of the bucket
	}
	return rest
}

// apply writes the changes of an overlay.
func (t tree) apply(o *store.Overlay) error {
	return guard(func() error {
		for c := range o.Changes() {
			if err := t.change(c); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t tree) change(c store.Change) error {
	b, k := t.at(c.Key)
	if c.Deleted {
		return b.Delete(k)
	}
	return b.Put(k, c.Value)
}
