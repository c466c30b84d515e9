package discord

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"
)

// brake remembers which of Discord's rate limits are used up, and until when. It
// stands in for discordgo's limiter, which keeps a bucket for ever for every
// address, holds its lock while a call lasts, and sleeps without looking at the
// context. Only limits that are used up are kept, so there are few at any time.
type brake struct {
	mu    sync.Mutex
	until map[string]time.Time // by route
	all   time.Time
}

func newBrake() *brake { return &brake{until: make(map[string]time.Time)} }

// patience is how long a call waits for its limit; when that takes longer it is
// refused here, as Discord would, so that whoever sends can do something else.
const patience = 5 * time.Second

// wait returns when the route may be called.
func (b *brake) wait(ctx context.Context, route string, counted bool) error {
	for {
		left, overall := b.left(route, counted)
		if left <= 0 {
			return nil
		}
		if left > patience {
			return &apiError{status: http.StatusTooManyRequests, after: left, overall: overall, held: true}
		}
		timer := time.NewTimer(left)
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C:
		}
	}
}

// left is how long the route has to rest; counted says that the limit of all
// calls together holds for it.
func (b *brake) left(route string, counted bool) (left time.Duration, overall bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	if left = b.until[route].Sub(now); left <= 0 {
		delete(b.until, route)
	}
	if all := b.all.Sub(now); counted && all > left {
		return all, true
	}
	return left, false
}

// rest makes the route rest, or with overall all of them.
func (b *brake) rest(route string, overall bool, d time.Duration) {
	if d <= 0 {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	if overall {
		b.all = later(b.all, now.Add(d))
		return
	}
	if len(b.until) >= sweepBrake {
		for r, t := range b.until {
			if !t.After(now) {
				delete(b.until, r)
			}
		}
	}
	b.until[route] = later(b.until[route], now.Add(d))
}

// sweepBrake is how many limits are kept before those that are over are dropped.
const sweepBrake = 256

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// route names the limit that a call counts against: its method and path down to
// the channel, or to the interaction's token.
func (r request) route() string {
	path, _, _ := strings.Cut(r.path, "?")
	parts := strings.SplitN(path, "/", 4)
	if len(parts) == 4 {
		path = strings.Join(parts[:3], "/")
	}
	return r.method + " " + path
}
