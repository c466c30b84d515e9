package simtest

import (
	"context"
	"errors"
	"sync"
	"time"

	"referout/bot"
	"referout/bot/discord"
	"referout/bot/telegram"
	"referout/bot/when"
	"referout/store"
)

// errKilled is what the remains of a killed process get from engine and networks.
var errKilled = errors.New("killed")

// life is one run of the process, from a start to a stop or a kill. What is left
// of it afterwards reaches neither the engine nor a network.
type life struct {
	number int
	w      *world
	ctx    context.Context
	end    context.CancelCauseFunc
	router *bot.Router   // nil before it is made, and in a life that ended earlier
	made   chan struct{} // closed when the router is there, or never will be
	died   chan struct{} // closed when it is killed
	over   chan struct{} // closed when nothing of it runs
	err    error         // why it ended by itself

	mu      sync.Mutex
	dead    bool
	fuse    int // operations that are left; 0: no end is set
	steps   int
	deadAt  time.Time
	where   string
	leaving bool    // it stops in good order
	lines   []*line // gateway connections
}

// begin starts the process.
func (w *world) begin() {
	ctx, end := context.WithCancelCause(context.Background())
	l := &life{number: len(w.lives) + 1, w: w, ctx: ctx, end: end, made: make(chan struct{}), died: make(chan struct{}), over: make(chan struct{})}
	w.lives = append(w.lives, l)
	w.life = l
	w.note("the process starts, life %d", l.number)
	go func() {
		defer close(l.over)
		l.err = l.run()
	}()
}

func (l *life) run() error {
	err := l.make()
	close(l.made)
	if err != nil {
		return err
	}
	return l.router.Run(l.ctx)
}

func (l *life) make() error {
	book, err := store.Open(l.ctx, mortal{l.w.engine(), l}, l.w.master)
	if err != nil {
		return err
	}
	l.router, err = bot.NewRouter(bot.Config{
		Store: book, Log: l.w.journal(l), Features: l.w.features(), Platforms: l.w.platforms(l),
		Access: l.w.plan.access, Home: "console", Zone: houseZone, Resolve: when.Instant,
		Grace: grace, Now: l.w.wall, Pulse: pulse,
		Limits: map[string]bot.Limits{"telegram": telegram.Limits(), "discord": discord.Limits()},
	})
	return err
}

const (
	grace = 5 * time.Second
	// pulse is how often the router looks whether the clock has jumped: seldom, so
	// that a year passes quickly.
	pulse = time.Hour
)

// step is a point at which the process may be killed: a store operation, or a call
// to a network before or behind its being carried out.
func (l *life) step(what string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.dead {
		return errKilled
	}
	l.steps++
	if l.fuse == 0 {
		return nil
	}
	if l.fuse--; l.fuse > 0 {
		return nil
	}
	l.die(what)
	return errKilled
}

// die ends the process: from now on nothing of it has an effect. Its connections are
// closed when all that it was doing has come to rest, and what is left of it is told
// when discordgo has closed, since it sleeps under its lock then, and whoever waits
// for a lock stops virtual time.
func (l *life) die(where string) {
	l.dead, l.deadAt, l.where = true, time.Now(), where
	close(l.died)
	time.AfterFunc(time.Millisecond, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if !l.leaving { // else discordgo is closing already
			l.hangUp()
		}
	})
	time.AfterFunc(lastBreath, func() { l.end(bot.Killed) })
}

// lastBreath is longer than discordgo takes to close.
const lastBreath = 5 * time.Second

func (l *life) hangUp() {
	for _, c := range l.lines {
		_ = c.Close()
	}
}

// arm lets the process be killed at the nth operation from now on.
func (l *life) arm(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fuse = n
}

func (l *life) isDead() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.dead
}

// endedSoonAfter says whether the process was killed before it must have noted what
// it was told at an instant.
func (l *life) endedSoonAfter(at time.Time) bool {
	const noted = time.Minute
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.deadAt.IsZero() && l.deadAt.Sub(at) < noted
}

// bury waits until nothing of a life runs.
func (l *life) bury() {
	<-l.over
	l.mu.Lock()
	defer l.mu.Unlock()
	l.dead = true
	l.hangUp()
	l.w.figures.Steps += l.steps
}

// stop ends a life in good order. What its connections receive from then on is not
// read any more.
func (l *life) stop() {
	l.mu.Lock()
	l.leaving = true
	for _, c := range l.lines {
		c.deaf.Store(true)
	}
	l.mu.Unlock()
	l.end(nil)
	l.bury()
}
