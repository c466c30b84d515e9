package watch

import (
	"context"
	"log/slog"
	"net"
	"sync"

	"referout/bot"
	"referout/store"
)

// Options say what is watched.
type Options struct {
	Platforms []bot.Platform
	Book      string // the path of the book's file, whose size is shown
	Log       *slog.Logger
}

// Watch is what is known of a running program. It is safe for use by several
// goroutines.
type Watch struct {
	meter
	health health
	log    *slog.Logger
	ending sync.Once
}

var _ bot.Meter = (*Watch)(nil)

// New watches a program that is about to start.
func New(o Options) *Watch {
	w := &Watch{log: o.Log}
	w.health.init(o.Platforms)
	w.meter.init(o, &w.health)
	return w
}

// Engine times what goes through e and asks it whether it is well. Only what the
// store writes is to go through it. Without a watch it is e itself.
func (w *Watch) Engine(e store.Engine) store.Engine {
	if w == nil {
		return e
	}
	w.health.opened(e)
	return &timed{Engine: e, watch: w}
}

// Platforms are the platforms of the options, told apart by whether they run. The
// router runs these.
func (w *Watch) Platforms() []bot.Platform { return w.health.watched() }

// Beat is told each time that a loop of the router goes round. A loop that was
// heard of once and then not for a long while has stopped.
func (w *Watch) Beat(loop string) { w.health.beat(loop) }

// Start answers on the listener, unless that is nil, and tells systemd about the
// program until the returned function is called. The end of ctx is told as the
// beginning of the program's end.
func (w *Watch) Start(ctx context.Context, l net.Listener) (stop func()) {
	running, end := context.WithCancel(context.WithoutCancel(ctx))
	var all sync.WaitGroup
	all.Go(func() { w.inform(running) })
	if l != nil {
		all.Go(func() { w.answer(running, l) })
	}
	unheard := context.AfterFunc(ctx, w.stopping)
	return func() {
		unheard()
		w.stopping()
		end()
		all.Wait()
	}
}

// stopping says once that the program is coming to its end. When it returns that
// has been said, whoever said it.
func (w *Watch) stopping() {
	w.ending.Do(func() {
		w.health.ending.Store(true)
		w.notify("STOPPING=1\nSTATUS=Stopping.")
	})
}
