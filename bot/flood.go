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

// floods remembers when each account last wrote, in memory. Times are the
// platform's own, so that what waited while the process was down is no flood.
type floods struct {
	mu   sync.Mutex
	seen map[Account]*window
}

// window is the times of the newest messages, oldest first.
type window struct {
	times []time.Time
	last  string    // the input that was counted last: it may be handed in again
	full  time.Time // when a message was last refused
}

func newFloods() *floods { return &floods{seen: make(map[Account]*window)} }

// allow says whether a message of that time may be handled; first is true for the
// first of a flood that may not, which is answered by a sentence.
func (f *floods) allow(a Account, id string, at time.Time) (ok, first bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	w := f.seen[a]
	if w == nil {
		f.forget(at)
		w = &window{}
		f.seen[a] = w
	}
	if id != "" && id == w.last {
		return true, false
	}
	if len(w.times) == mostInputs && at.Sub(w.times[0]).Abs() < floodSpan {
		first = at.Sub(w.full) >= floodSpan
		w.full = at
		return false, first
	}
	if len(w.times) == mostInputs {
		w.times = append(w.times[:0], w.times[1:]...)
	}
	w.times, w.last = append(w.times, at), id
	return true, false
}

// mostSeen is how many accounts are remembered before the quiet ones are forgotten.
const mostSeen = 1000

func (f *floods) forget(now time.Time) {
	if len(f.seen) < mostSeen {
		return
	}
	for a, w := range f.seen {
		if now.Sub(w.times[len(w.times)-1]) >= floodSpan {
			delete(f.seen, a)
		}
	}
}
