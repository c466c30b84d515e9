package bot

import (
	"sync"
	"time"
)

// More than mostInputs messages of one person within floodSpan are a flood.
const (
	mostInputs = 20
	floodSpan  = 10 * time.Second
)

// floods counts inputs per account in memory. It forgets who was quiet.
type floods struct {
	mu   sync.Mutex
	seen map[Account]*window
}

type window struct {
	since time.Time
	count int
}

func newFloods() *floods { return &floods{seen: make(map[Account]*window)} }

// allow says whether an input may be handled; first is true for the first one
// that may not, which is answered by a sentence.
func (f *floods) allow(a Account, now time.Time) (ok, first bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	w := f.seen[a]
	if w == nil || now.Sub(w.since) >= floodSpan {
		f.forget(now)
		w = &window{since: now}
		f.seen[a] = w
	}
	w.count++
	return w.count <= mostInputs, w.count == mostInputs+1
}

func (f *floods) forget(now time.Time) {
	if len(f.seen) < 1000 {
		return
	}
	for a, w := range f.seen {
		if now.Sub(w.since) >= floodSpan {
			delete(f.seen, a)
		}
	}
}
