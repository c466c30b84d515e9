package handlers_test

import (
	"cmp"
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"referout/bot"
	"referout/bot/bottest"
	"referout/bot/discord"
	"referout/bot/telegram"
	"referout/bot/when"
	"referout/handlers"
	"referout/store"
	"referout/store/bolt"
	"referout/store/memory"
	"referout/store/storetest"
)

// quiet lets a year pass quickly: what people do is sign of life enough.
const quiet = 365 * 24 * time.Hour

// stage is the whole bot on the given networks, its book in a new engine that
// outlives the processes.
func stage(t *testing.T, engine string, networks []bottest.Network, s *bottest.Script) bottest.Stage {
	kept, master := openEngine(t, engine), storetest.Master(t)
	return bottest.Stage{
		Networks: networks,
		Words:    declared(),
		Start: func(ctx context.Context, platforms []bot.Platform) (bottest.Process, error) {
			book, err := store.Open(ctx, lasting{kept}, master)
			if err != nil {
				return nil, err
			}
			r, err := bot.NewRouter(bot.Config{
				Store: book, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
				Features: handlers.All(), Platforms: platforms,
				Access: bot.Access(cmp.Or(s.Settings["access"], string(bot.Open))), Home: "console",
				Zone: s.Start.Location().String(), Resolve: when.Instant, Grace: 5 * time.Second, Pulse: quiet, Limits: map[string]bot.Limits{"telegram": telegram.Limits(), "discord": discord.Limits()},
			})
			if err != nil {
				return nil, err
			}
			return begin(ctx, t, r, book), nil
		},
	}
}

func openEngine(t *testing.T, name string) store.Engine {
	t.Helper()
	e := store.Engine(memory.New())
	switch name {
	case "memory":
	case "twice":
		e = storetest.Twice(e)
	case "bolt":
		file, err := bolt.Open(filepath.Join(t.TempDir(), "book.db"), bolt.Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		e = file
	default:
		t.Fatalf("no engine %q", name)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// lasting is an engine that stays open when a store on it is closed.
type lasting struct{ store.Engine }

func (lasting) Close() error { return nil }

// process is a router at work.
type process struct {
	stop context.CancelCauseFunc
	done chan struct{}
}

func begin(ctx context.Context, t *testing.T, r *bot.Router, book *store.Store) *process {
	ctx, stop := context.WithCancelCause(ctx)
	p := &process{stop, make(chan struct{})}
	go func() {
		defer close(p.done)
		if err := r.Run(ctx); err != nil && ctx.Err() == nil {
			t.Errorf("the router ended: %v", err)
		}
		if err := book.Close(); err != nil {
			t.Errorf("close the store: %v", err)
		}
	}()
	return p
}

// Stop implements bottest.Process.
func (p *process) Stop(graceful bool) {
	if graceful {
		p.stop(nil)
	} else {
		p.stop(bot.Killed)
	}
	<-p.done
}

// declared are the words of the commands, which stand beside their handlers.
func declared() []string {
	var out []string
	for _, f := range handlers.All() {
		for _, c := range f.Commands {
			out = append(append(out, c.Name, c.Summary), c.Also...)
		}
	}
	return out
}
