package discord

import (
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// memo keeps what Discord said for a while, and no more than so much of it. Who asks
// at the same time asks once.
type memo[T any] struct {
	mu     sync.Mutex
	all    map[string]kept[T]
	flight singleflight.Group
}

type kept[T any] struct {
	value *T
	until time.Time
}

const (
	memoLife = time.Minute
	memoSize = 1024
)

// get gives what is kept under the key, or else asks. Nobody may change it.
func (m *memo[T]) get(key string, ask func() (*T, error)) (*T, error) {
	if v := m.known(key); v != nil {
		return v, nil
	}
	v, err, _ := m.flight.Do(key, func() (any, error) {
		if v := m.known(key); v != nil { // learned while this one came here
			return v, nil
		}
		v, err := ask()
		if err == nil {
			m.put(key, v)
		}
		return v, err
	})
	return v.(*T), err
}

// known is what is kept; nil: nothing.
func (m *memo[T]) known(key string) *T {
	m.mu.Lock()
	defer m.mu.Unlock()
	if k, ok := m.all[key]; ok && k.until.After(time.Now()) {
		return k.value
	}
	return nil
}

func (m *memo[T]) put(key string, value *T) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	if m.all == nil || len(m.all) >= memoSize {
		m.sweep(now)
	}
	m.all[key] = kept[T]{value, now.Add(memoLife)}
}

// sweep drops what is old, or everything where that is not enough.
func (m *memo[T]) sweep(now time.Time) {
	for key, k := range m.all {
		if !k.until.After(now) {
			delete(m.all, key)
		}
	}
	if m.all == nil || len(m.all) >= memoSize {
		m.all = make(map[string]kept[T])
	}
}
