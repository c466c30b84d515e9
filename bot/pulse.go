package bot

import (
	"context"
	"sync"
	"time"

	"referout/store"
)

// The pulse notes once a minute that the process lives, so that the next one knows
// since when it was away, and looks whether the clock has jumped: a suspended machine
// is away as well, and no timer tells of it.

// life is the last sign of life.
type life struct {
	At time.Time `cbor:"1,keyasint"`
	// Adopted says that the books of an early version have been brought up to date.
	Adopted bool `cbor:"2,keyasint,omitempty"`
	// AdoptedTo is the last of them that has, while others have not.
	AdoptedTo store.SpaceID `cbor:"3,keyasint,omitempty"`
	// Astray are the platforms, by name, whose groups may have got other ids while nobody
	// was there to be told.
	Astray []string `cbor:"4,keyasint,omitempty"`
}

var lives = store.Table[life]{Name: "life", Volatile: true}

const lifeID = "1"

const (
	// pulseEvery is how often a sign of life is stored.
	pulseEvery = time.Minute
	// awayLeast is how long the process must have been away to say so: twice as long
	// as it takes to notice.
	awayLeast = 2 * pulseEvery
	// A clock that goes back by more than a day, or forward by more than a year and a
	// month, is wrong: reminders wait until it is right again.
	mostBack    = 24 * time.Hour
	mostForward = 400 * 24 * time.Hour
	// A machine without a clock of its own is set right soon after its start: until
	// then every jump is believed, and after a day every one that lasted.
	setWithin   = 15 * time.Minute
	wrongAtMost = 24 * time.Hour
)

// pulse is what is known of the clock.
type pulse struct {
	mu    sync.Mutex
	wall  time.Time // the last reading that was believed
	mono  time.Time // when that was, by the clock that never jumps
	began time.Time // by that clock
	away  gap       // the latest time without a process
	wrong time.Time // since when the clock is years off, by the clock that never jumps
}

// gap is a time in which nothing could happen.
type gap struct {
	From time.Time `cbor:"1,keyasint,omitempty"`
	To   time.Time `cbor:"2,keyasint,omitempty"`
}

func (g gap) none() bool { return g.To.IsZero() }

// and is a gap that reaches over both.
func (g gap) and(other gap) gap {
	switch {
	case g.none():
		return other
	case other.none():
		return g
	}
	if other.From.Before(g.From) {
		g.From = other.From
	}
	if other.To.After(g.To) {
		g.To = other.To
	}
	return g
}

// LastSeen is the last sign of life in the store; zero if there is none.
func (r *Router) LastSeen(ctx context.Context) (at time.Time, err error) {
	err = r.store.View(ctx, func(tx *store.Tx) error {
		row, err := lives.Get(tx.System(), lifeID)
		at = row.At
		return store.IgnoreMissing(err)
	})
	return at, err
}

// wakeUp begins the pulse: what lies between the last sign of life and now is the time
// away.
func (r *Router) wakeUp(ctx context.Context) error {
	seen, err := r.LastSeen(ctx)
	if err != nil {
		return err
	}
	if err := r.idsGoOn(ctx); err != nil {
		return err
	}
	now := r.now()
	if err := r.suspect(ctx, seen, now); err != nil {
		return err
	}
	r.pulse.mu.Lock()
	defer r.pulse.mu.Unlock()
	r.pulse.wall, r.pulse.mono = now, time.Now()
	r.pulse.began = r.pulse.mono
	if !seen.IsZero() {
		r.pulse.notice(seen, now)
	}
	if seen.After(now) { // what an earlier run named by a clock that was ahead comes first
		r.latest.Store(seen.Add(awayLeast).UnixNano())
	}
	return nil
}

// idsGoOn lets ids sort behind those of what an earlier run kept.
func (r *Router) idsGoOn(ctx context.Context) error {
	return r.store.View(ctx, func(tx *store.Tx) error {
		last, err := inbox.LastID(tx.System())
		r.store.IDsAfter(last)
		return err
	})
}

// notice remembers a time away that is long enough to be told.
func (p *pulse) notice(from, to time.Time) {
	if to.Sub(from) >= awayLeast {
		p.away = gap{from.Round(0), to.Round(0)}
	}
	if p.away.To.After(to) {
		p.away = gap{} // by a clock that has been set back since
	}
}

// sense compares the wall clock with the one that never jumps. It says whether the
// wall clock can be believed, how far it jumped, and whether that is news.
func (p *pulse) sense(now, mono time.Time) (jump time.Duration, believed, news bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	expected := p.wall.Add(mono.Sub(p.mono))
	jump = now.Round(0).Sub(expected.Round(0))
	absurd := jump < -mostBack || jump > mostForward
	settling := mono.Sub(p.began) < setWithin
	if absurd && !settling && (p.wrong.IsZero() || mono.Sub(p.wrong) < wrongAtMost) {
		if news = p.wrong.IsZero(); news {
			p.wrong = mono
		}
		return jump, false, news
	}
	news = !p.wrong.IsZero() || jump.Abs() >= jumpTold
	p.wrong = time.Time{}
	if !absurd {
		p.notice(expected, now)
	}
	p.wall, p.mono = now, mono
	return jump, true, news
}

// lately is the time away that something due at an instant fell into.
func (p *pulse) lately(due time.Time) (gap, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.away, !p.away.none() && due.Before(p.away.To) && !due.Before(p.away.From)
}

// jumpTold is the least jump of the clock that is logged: less is the daily work of
// whatever sets it.
const jumpTold = 30 * time.Second

// feel looks at the clock; false: nothing may ring by it.
func (r *Router) feel() bool {
	jump, believed, news := r.pulse.sense(r.now(), time.Now())
	switch {
	case !news:
	case !believed:
		r.log.Error("the clock of this machine is wrong: reminders wait until it is set right", "off_by", jump.Round(time.Second))
	default:
		r.log.Warn("the clock of this machine has jumped, or is right again", "by", jump.Round(time.Second))
	}
	return believed
}

// runPulse notes signs of life until ctx ends, and the last one then.
func (r *Router) runPulse(ctx context.Context) error {
	every := r.config.Pulse
	if every <= 0 {
		every = pulseEvery
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		r.noteLife(ctx)
		noted := time.Now()
		for fresh := true; fresh; {
			select {
			case <-ctx.Done():
				if !killed(ctx) {
					r.noteLife(context.WithoutCancel(ctx))
				}
				return nil
			case <-tick.C:
				kick(r.ring)
				r.outbox.look()
				fresh = false
			case <-r.active:
				fresh = time.Since(noted) < pulseEvery
			}
		}
	}
}

// noteLife stores a sign of life, unless the clock is not to be believed.
func (r *Router) noteLife(ctx context.Context) {
	if !r.feel() {
		return
	}
	now := r.now().UTC().Truncate(time.Second)
	err := r.changeLife(ctx, func(row *life) { row.At = now })
	if err != nil && ctx.Err() == nil {
		r.log.Error("no sign of life could be stored", "error", err)
	}
}

func (r *Router) changeLife(ctx context.Context, change func(*life)) error {
	return r.store.Update(ctx, func(tx *store.Tx) error {
		row, err := lives.Get(tx.System(), lifeID)
		if store.IgnoreMissing(err) != nil {
			return err
		}
		change(&row)
		return lives.Put(tx.System(), lifeID, row)
	})
}
