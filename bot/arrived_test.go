package bot_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/store"
)

// unsure is an engine that fails when it is told to: with what it was given kept, or
// without.
type unsure struct {
	store.Engine
	fails, keeps atomic.Bool
	blind        atomic.Bool // it cannot be read
	views        atomic.Int32
}

var errUnsure = errors.New("no answer from the disk")

func (u *unsure) Update(ctx context.Context, fn func(store.Writer) error) error {
	if !u.fails.Load() {
		return u.Engine.Update(ctx, fn)
	}
	err := u.Engine.Update(ctx, func(w store.Writer) error {
		if err := fn(w); err != nil || u.keeps.Load() {
			return err
		}
		return errUnsure
	})
	return errors.Join(err, errUnsure)
}

func (u *unsure) View(ctx context.Context, fn func(store.Reader) error) error {
	u.views.Add(1)
	if u.blind.Load() {
		return errUnsure
	}
	return u.Engine.View(ctx, fn)
}

// A store that cannot be read is left alone for a while, and what it holds is sent then.
func TestABlindStoreIsNotPressed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &stand{name: "telegram"}
		engine := &unsure{Engine: h.engine}
		h.engine = engine
		h.open(p)
		h.say("telegram", "ann", "/start")
		h.say("telegram", "ann", "/start") // whose book it is is known from now on
		p.heard()
		engine.keeps.Store(true)
		engine.fails.Store(true)
		engine.blind.Store(true)
		in := bot.Incoming{Kind: bot.Said, ID: "x", From: bot.Account{Platform: "telegram", ID: "ann"}, At: time.Now(), Command: "keep", Text: "one"}
		if err := h.router.Receive(t.Context(), in); err == nil {
			t.Error("received without a store")
		}
		engine.fails.Store(false)
		engine.views.Store(0)
		passes(time.Minute)
		if n := engine.views.Load(); n == 0 || n > 120 {
			t.Errorf("read %d times in a minute", n)
		}
		engine.blind.Store(false)
		passes(10 * time.Second)
		if got := p.heard(); got != "ann: kept one;" {
			t.Errorf("heard %q", got)
		}
		h.close(nil)
	})
}

// What is sent stands in the store, also when a commit fails and nobody is told whether
// it was kept.
func TestOnlyWhatIsStoredIsSent(t *testing.T) {
	for name, kept := range map[string]bool{"kept": true, "lost": false} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h, p := newHouse(t, bot.Open), &stand{name: "telegram"}
				engine := &unsure{Engine: h.engine}
				h.engine = engine
				h.open(p)
				h.say("telegram", "ann", "/start")
				p.heard()

				engine.keeps.Store(kept)
				engine.fails.Store(true)
				in := bot.Incoming{Kind: bot.Said, ID: "x", From: bot.Account{Platform: "telegram", ID: "ann"}, At: time.Now(), Command: "keep", Text: "one"}
				if err := h.router.Receive(t.Context(), in); err == nil {
					t.Error("received without a store")
				}
				engine.fails.Store(false)
				passes(time.Minute) // that it was sent may have to be noted again
				want := ""
				if kept {
					want = "ann: kept one;"
				}
				if got := p.heard(); got != want {
					t.Errorf("heard %q, want %q", got, want)
				}
				// It goes on in order.
				h.say("telegram", "ann", "/keep two")
				if kept {
					want = "ann: kept one;two;"
				} else {
					want = "ann: kept two;"
				}
				if got := p.heard(); got != want {
					t.Errorf("then heard %q, want %q", got, want)
				}
				h.close(nil)
			})
		})
	}
}
