package discord

import (
	"sync"
	"time"
)

// trouble tells the log once when something begins to fail and once when it works
// again; what happens between is told to whoever debugs.
type trouble struct {
	p           *Platform
	bad, better string
	mu          sync.Mutex
	since       time.Time // zero: there is none
}

func (p *Platform) newTrouble(bad, better string) *trouble {
	return &trouble{p: p, bad: bad, better: better}
}

// began is told of every failure.
func (t *trouble) began(cause error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.since.IsZero() {
		t.p.o.Log.Debug(t.bad, "cause", t.p.plain(cause)) //nolint:sloglint // each caller hands in a constant
		return
	}
	t.since = time.Now()
	t.p.o.Log.Warn(t.bad, "cause", t.p.plain(cause)) //nolint:sloglint // each caller hands in a constant
}

// ended is told of every success.
func (t *trouble) ended() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.since.IsZero() {
		t.p.o.Log.Info(t.better, "after", time.Since(t.since).Round(time.Second)) //nolint:sloglint // each caller hands in a constant
	}
	t.since = time.Time{}
}
