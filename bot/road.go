package bot

import (
	"math"
	"slices"
	"time"

	"golang.org/x/time/rate"

	"referout/store"
)

// A road leads to one platform; its lanes lead to the chats there.
type road struct {
	name     string
	platform Platform // nil: not part of this run
	limits   Limits
	overall  *rate.Limiter // nil: none
	flying   int           // attempts under way
	held     int           // rows in its lanes
	more     bool          // the store has more for it than is held
	until    time.Time     // nothing goes before that
	ready    [classes][]*lane
	stopped  bool // the platform has ended for good
	failures int  // in a row; one line in the log tells of the first
}

// What goes first: somebody waits for an answer, nobody for a ping.
const (
	unready = iota // in no line
	answers
	pings
	classes
)

// most is how many attempts a platform has under way at once.
const mostFlying = 64

// A lane is the messages to one chat, in order, one at a time.
type lane struct {
	key     string
	road    *road
	rows    []laneRow
	next    *Chat         // the chat's new id, known while a message was under way
	pace    *rate.Limiter // nil: none
	busy    bool
	line    int       // of the road's ready lines that it stands in
	until   time.Time // rests
	resting int       // its place among those that rest, from 1; 0: it does not
}

type laneRow struct {
	store.Waiting
	ping bool
	late bool      // nobody waits for it: what somebody waits for goes first
	old  bool      // of an earlier run, whose first attempt its row registered
	at   time.Time // when the outbox took it up
}

// justStored says that nothing can have happened to a row since it was stored.
func (w laneRow) justStored() bool {
	return !w.ping && !w.old && w.Mark == (store.Mark{}) && time.Since(w.at) < time.Second
}

func newRoad(name string, p Platform, limits Limits) *road {
	return &road{name: name, platform: p, limits: limits, overall: limiter(Rate{
		Burst: int(math.Ceil(limits.Overall / 5)), PerSecond: limits.Overall, // no second has many more than it may
	})}
}

func limiter(r Rate) *rate.Limiter {
	if r.PerSecond <= 0 {
		return nil
	}
	return rate.NewLimiter(rate.Limit(r.PerSecond), max(1, r.Burst))
}

// newLane makes the lane of a parcel.
func (r *road) newLane(m parcel) *lane {
	pace := r.limits.Person
	if m.Chat != nil && !m.Note {
		pace = r.limits.Group
	}
	return &lane{key: m.lane(), road: r, pace: limiter(pace)}
}

// class is the line that the lane belongs into: one answer in it is enough to let
// it go first.
func (l *lane) class() int {
	if slices.ContainsFunc(l.rows[:min(len(l.rows), 8)], func(w laneRow) bool { return !w.ping }) {
		return answers
	}
	return pings
}

// queue lets a lane stand in line; it moves up when an answer came to it.
func (r *road) queue(l *lane) {
	class := l.class()
	if l.line == class || (l.line != unready && class > l.line) {
		return
	}
	l.line = class
	r.ready[class] = append(r.ready[class], l)
}

// next takes the first lane out of the lines; nil: there is none. A lane that moved
// up still stands in the lower line and is passed over there.
func (r *road) next() *lane {
	for class := answers; class < classes; class++ {
		for len(r.ready[class]) > 0 {
			l := r.ready[class][0]
			r.ready[class][0] = nil
			r.ready[class] = r.ready[class][1:]
			if l.line != class {
				continue
			}
			if l.line = unready; len(l.rows) > 0 {
				return l
			}
		}
	}
	return nil
}

// waits is how long the platform as a whole takes nothing; 0: it does.
func (r *road) waits(now time.Time) time.Duration {
	switch {
	case r.flying >= mostFlying:
		return idle // the end of an attempt wakes the outbox
	case now.Before(r.until):
		return r.until.Sub(now)
	}
	return delay(r.overall, now)
}

// delay is how long a bucket is empty; 0: it is not. It takes nothing out.
func delay(l *rate.Limiter, now time.Time) time.Duration {
	if l == nil || l.TokensAt(now) >= 1 {
		return 0
	}
	return secondsOf((1 - l.TokensAt(now)) / float64(l.Limit()))
}

func secondsOf(s float64) time.Duration {
	return time.Duration(s*float64(time.Second)) + time.Microsecond
}

// pass takes one message out of both buckets.
func (l *lane) pass(now time.Time) {
	for _, bucket := range []*rate.Limiter{l.pace, l.road.overall} {
		if bucket != nil {
			bucket.AllowN(now, 1)
		}
	}
}

// full is how long it takes until the lane's bucket is as if it had never been used.
func (l *lane) full(now time.Time) time.Duration {
	if l.pace == nil {
		return 0
	}
	missing := float64(l.pace.Burst()) - l.pace.TokensAt(now)
	if missing <= 0 {
		return 0
	}
	return secondsOf(missing / float64(l.pace.Limit()))
}

// resting are the lanes that wait for their time, the earliest first: a heap.
type resting []*lane

func (h resting) Len() int           { return len(h) }
func (h resting) Less(i, j int) bool { return h[i].until.Before(h[j].until) }
func (h resting) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].resting, h[j].resting = i+1, j+1
}

// Push implements heap.Interface.
func (h *resting) Push(x any) {
	l := x.(*lane)
	*h = append(*h, l)
	l.resting = len(*h)
}

// Pop implements heap.Interface.
func (h *resting) Pop() any {
	last := len(*h) - 1
	l := (*h)[last]
	(*h)[last] = nil
	*h, l.resting = (*h)[:last], 0
	return l
}
