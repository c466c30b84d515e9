package bot

import (
	"container/heap"
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"referout/store"
)

// outbox sends what is stored: in order per chat, several chats side by side, no
// faster than the platforms take it, answers before pings. It holds the ids of what
// waits, not the messages; the store is read behind a cursor, which the ids allow
// because they are given in the order of commits.
type outbox struct {
	router *Router
	kicked chan struct{}
	all    crew

	mu     sync.Mutex
	roads  map[string]*road
	order  []*road // by name
	lanes  map[string]*lane
	rest   resting
	behind string // the id up to which the store was read
	ours   bool   // what was there at the start has been read: the rest is of this run
	asked  int    // how often somebody asked to read the store
	read   int    // how often by when all of it was read
	held   int    // rows in lanes
	dead   int    // letters that nobody sends

	fresh    map[string]fresh // just stored, by id: not to be read again
	aired    time.Time        // when what is fresh no longer was last thrown away
	outcomes []*outcome       // for the clerk
	handed   chan struct{}
}

const (
	loadSize  = 1024    // rows read in one go
	mostHeld  = 100_000 // rows held a platform; what is beyond waits in the store
	claimMost = 64      // attempts registered in one go
	// idle is how long the outbox sleeps when nothing waits: commits wake it.
	idle = 24 * time.Hour
)

func newOutbox(r *Router) *outbox {
	return &outbox{router: r, kicked: make(chan struct{}, 1), handed: make(chan struct{}, 1),
		roads: map[string]*road{}, lanes: map[string]*lane{}, fresh: map[string]fresh{}}
}

// run sends until ctx ends.
func (o *outbox) run(ctx context.Context) error {
	closing, closed := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(closed)
		o.runClerk(ctx, closing)
	}()
	defer func() {
		o.all.Wait()
		close(closing)
		<-closed
	}()
	o.countDead(ctx)
	o.goOnPausing(ctx)
	o.look()
	for {
		timer := time.NewTimer(o.turn(ctx))
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-o.kicked:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// look lets the outbox read what was stored.
func (o *outbox) look() {
	o.mu.Lock()
	o.asked++
	o.mu.Unlock()
	kick(o.kicked)
}

// turn takes up what is new, sends what may go now, and says when to look again.
func (o *outbox) turn(ctx context.Context) time.Duration {
	o.router.meter.Beat("outbox")
	if err := o.load(ctx); err != nil {
		if ctx.Err() == nil {
			o.router.log.Error("outbox cannot be read", "error", err)
		}
		return backoff(1)
	}
	for ctx.Err() == nil {
		batch, next := o.pick(time.Now())
		if len(batch) == 0 {
			o.air()
			return next
		}
		o.dispatch(ctx, batch)
	}
	return idle
}

// errand is one row taken out of its lane to be sent.
type errand struct {
	lane  *lane
	row   laneRow
	fresh *parcel // what the row holds, if it was stored a moment ago
}

// pick takes what may go now out of the lines, and says when more may.
func (o *outbox) pick(now time.Time) (batch []errand, next time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.wake(now)
	next = idle
	for _, r := range o.order {
		for len(batch) < claimMost {
			if wait := r.waits(now); wait > 0 {
				next = min(next, wait)
				break
			}
			l := r.next()
			if l == nil {
				break
			}
			if wait := delay(l.pace, now); wait > 0 {
				o.restUntil(l, now.Add(wait))
				continue
			}
			l.pass(now)
			l.busy = true
			r.flying++
			batch = append(batch, errand{lane: l, row: l.rows[0]})
		}
	}
	if len(o.rest) > 0 {
		next = min(next, max(o.rest[0].until.Sub(now), time.Microsecond))
	}
	return batch, next
}

// wake lets those lanes stand in line whose rest is over.
func (o *outbox) wake(now time.Time) {
	for len(o.rest) > 0 && !o.rest[0].until.After(now) {
		l := heap.Pop(&o.rest).(*lane)
		o.settleIn(l)
	}
}

// finish ends a lane's attempt: the row is gone, or the lane rests before the next.
func (o *outbox) finish(l *lane, id string, gone bool, wait time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	l.busy = false
	l.road.flying--
	if gone && len(l.rows) > 0 && l.rows[0].ID == id {
		l.rows = l.rows[1:]
		o.lighten(l.road, 1)
	}
	if !gone && len(l.rows) > 0 {
		l.rows[0].old = true // what the store says of it counts from now on
		l.stepBack()
	}
	l.until = time.Now().Add(wait)
	o.settleIn(l)
	if l.next != nil {
		o.moveRows(l, *l.next)
	}
	o.router.meter.Waiting(o.held, o.dead)
	kick(o.kicked)
}

// drain waits until nothing is being sent and nothing is left that could be sent
// now, for at most the given time.
func (o *outbox) drain(grace time.Duration) {
	for end := time.Now().Add(grace); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if o.quiet() {
			return
		}
	}
}

// quiet says whether everything stored is taken up and nothing could go soon.
func (o *outbox) quiet() bool {
	o.mu.Lock()
	behind, busy := o.behind, false
	for _, l := range o.lanes {
		busy = busy || l.busy || l.line != unready || (len(l.rows) > 0 && time.Until(l.until) < time.Second)
	}
	o.mu.Unlock()
	left := 0
	err := o.router.store.View(context.Background(), func(tx *store.Tx) error {
		waiting, err := outgoing.Waiting(tx, behind, 1)
		left = len(waiting)
		return err
	})
	return err != nil || (!busy && left == 0)
}

// hurry ends the rest of those lanes that fit.
func (o *outbox) hurry(fits func(*lane) bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, l := range slices.Clone(o.rest) {
		if fits(l) {
			l.until = time.Time{}
			o.settleIn(l)
		}
	}
	kick(o.kicked)
}

// mostWait is the longest that a message waits between two attempts.
const mostWait = time.Hour

// backoff is how long to wait after a number of failed attempts: 1, 2, 4 … seconds
// up to five minutes, with jitter.
func backoff(attempts int) time.Duration {
	d := min(time.Second<<min(attempts, 12), 5*time.Minute)
	return d/2 + rand.N(d/2+1)
}
