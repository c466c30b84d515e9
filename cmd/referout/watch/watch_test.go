package watch

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"referout/bot"
	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

// place is a platform that runs until it is told to stop with an error.
type place struct {
	bot.Platform
	name string
	end  chan error
}

func (p place) Name() string { return p.name }

func (p place) Run(ctx context.Context, _ bot.Receiver) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case err := <-p.end:
		return err
	}
}

// linked is a platform that says whether it was connected to.
type linked struct {
	place
	connected *bool
}

func (p linked) Connected() bool { return *p.connected }

// named is a platform that knows its link once it was connected to.
type named struct {
	place
	link *string
}

func (p named) StartLink(string) string { return *p.link }

func newPlace(name string) place { return place{name: name, end: make(chan error, 1)} }

// on watches platforms on a store in memory.
func on(t *testing.T, platforms ...bot.Platform) *Watch {
	t.Helper()
	return New(Options{Platforms: platforms, Book: filepath.Join(t.TempDir(), "book.db"), Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
}

// run runs the platforms as the router does, until ctx ends.
func (w *Watch) run(ctx context.Context) (wait func()) {
	var all sync.WaitGroup
	for _, p := range w.Platforms() {
		all.Go(func() { _ = p.Run(ctx, nil) })
	}
	return all.Wait
}

// get asks for a path as a scraper does.
func (w *Watch) get(path string) (status int, body string) {
	return w.ask(http.MethodGet, path)
}

func (w *Watch) ask(method, path string) (status int, body string) {
	r := httptest.NewRecorder()
	w.handler().ServeHTTP(r, httptest.NewRequest(method, path, nil))
	return r.Code, r.Body.String()
}

func (w *Watch) wants(t *testing.T, path string, status int, parts ...string) {
	t.Helper()
	got, body := w.get(path)
	if got != status {
		t.Errorf("%s: status %d, want %d: %s", path, got, status, body)
	}
	for _, part := range parts {
		if !strings.Contains(body, part) {
			t.Errorf("%s says %q, want %q", path, body, part)
		}
	}
}

func TestEngineKeepsItsPromises(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Engine { return on(t).Engine(memory.New()) })
}

func TestWithoutAWatchTheEngineIsItself(t *testing.T) {
	var none *Watch
	if e := store.Engine(memory.New()); none.Engine(e) != e {
		t.Error("the engine is another")
	}
}

// full is an engine whose disk is full.
type full struct{ store.Engine }

var errFull = errors.New("no space left on device")

func (f full) Update(ctx context.Context, fn func(store.Writer) error) error {
	return errors.Join(f.Engine.Update(ctx, fn), errFull)
}

func TestOnlyTheEnginesFailuresCount(t *testing.T) {
	w := on(t)
	refuse := func(store.Writer) error { return store.ErrNotFound }
	accept := func(w store.Writer) error { return w.Put("a", nil) }
	e := memory.New()
	sound, broken := w.Engine(e), w.Engine(full{e})
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, test := range []struct {
		e    store.Engine
		ctx  context.Context
		fn   func(store.Writer) error
		want error
	}{
		{sound, t.Context(), accept, nil},
		{sound, t.Context(), refuse, store.ErrNotFound},
		{broken, t.Context(), accept, errFull},
		{broken, t.Context(), refuse, errFull},
		{broken, ended, accept, errFull},
	} {
		if err := test.e.Update(test.ctx, test.fn); !errors.Is(err, test.want) {
			t.Errorf("got %v, want %v", err, test.want)
		}
	}
	if err := sound.Close(); err != nil {
		t.Fatal(err)
	}
	if err := sound.Update(t.Context(), accept); !errors.Is(err, store.ErrClosed) {
		t.Errorf("got %v", err)
	}
	if got := w.value(t, "referout_store_failures_total"); got != 1 {
		t.Errorf("%v failures, want 1", got)
	}
	if got := w.value(t, "referout_store_commit_seconds"); got != 1 {
		t.Errorf("%v commits, want 1", got)
	}
}

// kept is a platform that knows who is in its groups.
type kept struct{ place }

func (kept) Standing(context.Context, bot.Chat, bot.Account) (bot.Standing, error) {
	return bot.Moderator, nil
}

// Who is in a group is asked through the watch as without it.
func TestTheWatchAsksTheDoorkeeper(t *testing.T) {
	for _, p := range on(t, kept{newPlace("telegram")}, newPlace("discord")).Platforms() {
		want := bot.Unknown
		if p.Name() == "telegram" {
			want = bot.Moderator
		}
		keeper, can := p.(bot.Doorkeeper)
		if !can {
			t.Fatalf("%s cannot be asked", p.Name())
		}
		if got, err := keeper.Standing(t.Context(), bot.Chat{}, bot.Account{}); got != want || err != nil {
			t.Errorf("%s says %d, %v; want %d", p.Name(), got, err, want)
		}
	}
}
