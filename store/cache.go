package store

import (
	"container/list"
	"sync"
)

// cache keeps the values used last, within a budget. It is safe for concurrent
// use and never waits for anything but itself.
type cache[K comparable, V any] struct {
	mu     sync.Mutex
	budget int
	used   int
	order  *list.List // of *cached, the last used first
	byKey  map[K]*list.Element
}

type cached[K comparable, V any] struct {
	key   K
	value V
	cost  int
}

func newCache[K comparable, V any](budget int) *cache[K, V] {
	return &cache[K, V]{budget: budget, order: list.New(), byKey: map[K]*list.Element{}}
}

func (c *cache[K, V]) get(key K) (v V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[key]
	if !ok {
		return v, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*cached[K, V]).value, true
}

// put keeps a value unless it alone exceeds the budget.
func (c *cache[K, V]) put(key K, value V, cost int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.remove(key)
	if cost > c.budget {
		return
	}
	c.byKey[key] = c.order.PushFront(&cached[K, V]{key, value, cost})
	c.used += cost
	for c.used > c.budget {
		c.remove(c.order.Back().Value.(*cached[K, V]).key)
	}
}

// drop forgets the values whose key matches.
func (c *cache[K, V]) drop(match func(K) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for key := range c.byKey {
		if match(key) {
			c.remove(key)
		}
	}
}

func (c *cache[K, V]) remove(key K) {
	if e, ok := c.byKey[key]; ok {
		c.used -= e.Value.(*cached[K, V]).cost
		c.order.Remove(e)
		delete(c.byKey, key)
	}
}
