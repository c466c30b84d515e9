package discord

import "sync"

// queued are ids of which each may be waiting several times.
type queued struct {
	mu  sync.Mutex
	all map[string]int
}

func (q *queued) add(id string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.all == nil {
		q.all = make(map[string]int)
	}
	q.all[id]++
}

func (q *queued) remove(id string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.all[id]--; q.all[id] <= 0 {
		delete(q.all, id)
	}
}

func (q *queued) has(id string) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.all[id] > 0
}

// recent remembers the newest ids of inputs that were handled in this run, so that
// a repetition costs nothing. What it has forgotten the router still knows.
type recent struct {
	mu   sync.Mutex
	all  map[string]bool
	ring []string
	next int
}

// mostRecent is how many ids are remembered.
const mostRecent = 8192

func newRecent() *recent { return &recent{all: make(map[string]bool)} }

func (r *recent) has(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.all[id]
}

func (r *recent) add(id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.all[id] {
		return
	}
	if len(r.ring) < mostRecent {
		r.ring = append(r.ring, id)
	} else {
		delete(r.all, r.ring[r.next])
		r.ring[r.next] = id
		r.next = (r.next + 1) % mostRecent
	}
	r.all[id] = true
}
