package telegram_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/telegram/telegramtest"
	"referout/bot/when"
	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

// notes is what the bot of these tests writes down.
var notes = store.Table[struct {
	Text string `cbor:"1,keyasint" json:"text"`
}]{Name: "note"}

// noter keeps every word that it is told, in order, and says all of them. What its
// button in a group does is private.
func noter() bot.Feature {
	return bot.Feature{Tables: []store.Keeper{notes}, Commands: []bot.Command{{
		Name: "count", Summary: "counts", Shared: func(_ context.Context, s *bot.Shared) (bot.Public, error) {
			row, err := notes.Get(s.Data, "1")
			if store.IgnoreMissing(err) != nil {
				return bot.Public{}, err
			}
			row.Text += "I"
			return bot.Announce(bot.Compose(bot.Say("%s", row.Text)).With(bot.Do("Mine", "mine"))), notes.Put(s.Data, "1", row)
		},
	}, {
		Name: "note", Summary: "notes a word", Personal: func(_ context.Context, p *bot.Personal) (bot.Private, error) {
			row, err := notes.Get(p.Data, "1")
			if store.IgnoreMissing(err) != nil {
				return bot.Private{}, err
			}
			row.Text += p.Args.Words + ";"
			return bot.Whisper(bot.Compose(bot.Say("%s", row.Text))), notes.Put(p.Data, "1", row)
		},
	}}}
}

// lasting is an engine that outlives its store, as a file does.
type lasting struct{ store.Engine }

func (lasting) Close() error { return nil }

// hooking makes the hook of a process that it can kill.
type hooking func(kill context.CancelCauseFunc) func(context.Context, string, telegramtest.Point) error

func unhooked(context.CancelCauseFunc) func(context.Context, string, telegramtest.Point) error {
	return nil
}

// process is a bot that can be killed.
type process struct {
	kill context.CancelCauseFunc
	done chan error
}

func start(t *testing.T, e store.Engine, m store.Master, n *telegramtest.Network, hook hooking) *process {
	t.Helper()
	s, err := store.Open(t.Context(), lasting{e}, m)
	if err != nil {
		t.Fatal(err)
	}
	r, err := bot.NewRouter(bot.Config{
		Store: s, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Features: []bot.Feature{noter()}, Platforms: []bot.Platform{n.Connect(t)},
		Access: bot.Open, Zone: "America/Chicago", Resolve: when.Instant,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, kill := context.WithCancelCause(context.Background())
	p := &process{kill: kill, done: make(chan error, 1)}
	n.OnCall(hook(kill))
	go func() { p.done <- r.Run(ctx) }()
	return p
}

func (p *process) end(t *testing.T) {
	t.Helper()
	p.kill(bot.Killed)
	if err := <-p.done; err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// killing is a hook that kills at the nth question.
type killing struct {
	mu    sync.Mutex
	left  int
	asked int
	kill  context.CancelCauseFunc
}

func (k *killing) hook(kill context.CancelCauseFunc) func(context.Context, string, telegramtest.Point) error {
	k.kill = kill
	return k.ask
}

func (k *killing) ask(ctx context.Context, _ string, _ telegramtest.Point) error {
	k.mu.Lock()
	k.asked++
	k.left--
	now := k.left == 0
	k.mu.Unlock()
	if !now {
		return nil
	}
	k.kill(bot.Killed)
	<-ctx.Done()
	return ctx.Err()
}

// Wherever in its calls the process ends, what was said is handled once, in
// order, and answered at least once.
func TestKilledAtEveryCall(t *testing.T) {
	master := storetest.Master(t)
	n := 0
	for asked := n; asked >= n; {
		n++
		synctest.Test(t, func(t *testing.T) { asked = killedAt(t, master, n) })
	}
	if n < 30 {
		t.Errorf("only %d points", n)
	}
}

func killedAt(t *testing.T, master store.Master, at int) (asked int) {
	t.Helper()
	net, engine, k := telegramtest.New(), memory.New(), &killing{left: at}
	first := start(t, engine, master, net, k.hook)
	net.Say("ann", "", "/note a")
	net.Say("bob", "", "/note x")
	synctest.Wait()
	net.Say("ann", "", "/note b")
	passes(time.Minute)
	net.Say("ann", "", "/note c")
	synctest.Wait()
	first.end(t)
	second := start(t, engine, master, net, unhooked)
	passes(10 * time.Minute)
	second.end(t)
	said := map[string]string{}
	for _, l := range net.Heard() {
		said[l.Person] += " " + l.Text
	}
	if !inOrder(said["ann"], "a;", "a;b;", "a;b;c;") || !strings.Contains(said["bob"], "x;") {
		t.Errorf("killed at %d: said %q", at, said)
	}
	for _, twice := range []string{"a;a;", "b;b;", "c;c;", "x;x;"} {
		if strings.Contains(said["ann"]+said["bob"], twice) {
			t.Errorf("killed at %d: handled twice: %q", at, said)
		}
	}
	if net.Waiting() != 0 {
		t.Errorf("killed at %d: %d updates wait", at, net.Waiting())
	}
	return k.asked
}

// A group keeps what it has when it gets another id, and what was on its way to
// the old one arrives at the new one.
func TestMigrationKeepsTheCircle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		net := telegramtest.New()
		p := start(t, memory.New(), storetest.Master(t), net, unhooked)
		net.Say("ann", "meetup", "/count")
		synctest.Wait()
		net.Fail("sendMessage", 1, telegramtest.Fault{Status: 500, Description: "no"})
		net.Say("ann", "meetup", "/count")
		synctest.Wait()
		net.Migrate("meetup")
		net.Say("ann", "meetup", "/count")
		passes(time.Minute)
		p.end(t)
		var got []string
		for _, l := range net.Heard() {
			got = append(got, l.Text)
		}
		slices.Sort(got)
		if strings.Join(got, " ") != "I II III" {
			t.Errorf("heard %q", got)
		}
	})
}
