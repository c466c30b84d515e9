package consoletest

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"

	"referout/bot"
	"referout/bot/bottest"
	"referout/bot/when"
	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

// echo says what was said, with buttons that change the message.
func echo() bot.Feature {
	show := func(p *bot.Personal) (bot.Private, error) {
		return bot.Whisper(bot.Compose(bot.Say("%s", p.Args.Words), bot.Quote("copy\n\nme")).With(
			bot.Do("Twice", "twice", "a"), bot.Choice{Label: "Site", URL: "https://example.com"},
		)), nil
	}
	twice := func(p *bot.Personal) (bot.Private, error) {
		return bot.Whisper(bot.Compose(bot.Say("pressed %s", p.Args.Part(0))).With(bot.Do("Once more", "twice", p.Args.Part(0)+"a"))), nil
	}
	here := func(s *bot.Shared) (bot.Public, error) {
		return bot.Announce(bot.Compose(bot.Say("all: %s", s.Args.Words)).With(bot.Do("Here", "here"), bot.Choice{Label: "Our chat", Open: true, Arg: "hello"})), nil
	}
	who := func(s *bot.Shared) (bot.Public, error) {
		return bot.Announce(bot.Compose(bot.Say("%s in %s %s", s.Who.ID, s.Chat.ID, s.Chat.Thread))), nil
	}
	return bot.Feature{
		Commands: []bot.Command{
			{Name: "echo", Summary: "says it again", Personal: func(_ context.Context, p *bot.Personal) (bot.Private, error) { return show(p) },
				Shared: func(_ context.Context, s *bot.Shared) (bot.Public, error) { return here(s) }},
			{Name: "file", Summary: "sends a file", Personal: func(context.Context, *bot.Personal) (bot.Private, error) {
				return bot.Whisper(bot.Message{Files: []bot.File{{Name: "a.txt", Bytes: []byte("a")}}}), nil
			}},
		},
		Actions: []bot.Action{{Name: "here", Shared: func(_ context.Context, s *bot.Shared) (bot.Public, error) { return who(s) }}, {Name: "twice", Edits: true, Personal: func(_ context.Context, p *bot.Personal) (bot.Private, error) { return twice(p) }}},
	}
}

// running is a bot on a network.
type running struct {
	*Network
	store *store.Store
	desk  bot.Platform
	t     *testing.T
	stop  func()
}

func begin(t *testing.T) *running {
	r := &running{Network: New(), t: t, store: storetest.Store(t, memory.New())}
	r.start()
	return r
}

func (r *running) start() {
	r.desk = r.Connect(r.t)
	router, err := bot.NewRouter(bot.Config{
		Store: r.store, Log: slog.New(slog.DiscardHandler), Features: []bot.Feature{echo()},
		Platforms: []bot.Platform{r.desk}, Access: bot.Open, Home: "console", Zone: "UTC", Resolve: when.Instant,
	})
	if err != nil {
		r.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(r.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- router.Run(ctx) }()
	r.stop = func() {
		cancel()
		if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
			r.t.Error(err)
		}
	}
}

// last is the newest line.
func (r *running) last() bottest.Line {
	r.t.Helper()
	synctest.Wait()
	heard := r.Heard()
	if len(heard) == 0 {
		r.t.Fatal("nothing was heard")
	}
	return heard[len(heard)-1]
}

func play(t *testing.T, scene func(*testing.T, *running)) {
	synctest.Test(t, func(t *testing.T) {
		r := begin(t)
		scene(t, r)
		r.stop()
		for _, err := range r.Check() {
			t.Error(err)
		}
	})
}

func TestSayingIsHeardAgain(t *testing.T) {
	for _, text := range []string{
		"hello", "two\nlines\\\nand\n\nmore\\", "[1] Undo", "│ bar", `\[x] \\`, "1", "12.1", "Twice", "  a  b  ", "ä<b>_*~|@everyone", "Referout to ann #1",
	} {
		t.Run(text, func(t *testing.T) {
			play(t, func(t *testing.T, r *running) {
				r.Say("Ann", "", "/echo "+text)
				l := r.last()
				if want := strings.TrimSpace(text) + "\n\ncopy\n\nme"; !strings.HasPrefix(l.Text, want) || l.Person != "Ann" || l.Edit {
					t.Errorf("heard %+v, want %q", l, want)
				}
				if len(l.Buttons) != 2 || l.Buttons[1].URL != "https://example.com" || l.Buttons[1].Label != "Site" {
					t.Errorf("buttons %+v", l.Buttons)
				}
			})
		})
	}
}

func TestTapsEditEvenTwiceAndAfterARestart(t *testing.T) {
	play(t, func(t *testing.T, r *running) {
		r.Say("ann", "", "/echo x")
		first := r.last()
		r.Tap("ann", first, first.Buttons[0])
		second := r.last()
		if first.Buttons[0].Carries != "twice:a" || second.Buttons[0].Carries != "twice:aa" {
			t.Errorf("the buttons carry %+v and %+v", first.Buttons, second.Buttons)
		}
		if !second.Edit || second.ID != first.ID || second.Text != "pressed a" {
			t.Fatalf("heard %+v", second)
		}
		r.stop()
		r.Tap("ann", second, second.Buttons[0])
		r.start()
		if l := r.last(); !l.Edit || l.ID != first.ID || l.Text != "pressed aa" {
			t.Errorf("heard %+v", l)
		}
		r.Tap("ann", first, first.Buttons[0])
		if l := r.last(); l.Text != "pressed a" {
			t.Errorf("heard %+v", l)
		}
	})
}

func TestGroups(t *testing.T) {
	play(t, func(t *testing.T, r *running) {
		r.Say("ann", "meetup", "/echo x")
		if l := r.last(); l.Group != "#meetup" || l.Person != "" || l.Text != "all: x" {
			t.Errorf("heard %+v", l)
		}
		r.Say("ann", "#meetup", "/file")
		if l := r.last(); l.Group != "#meetup" || len(l.Files) != 0 {
			t.Errorf("heard %+v", l)
		}
	})
}

func TestFilesAreNamed(t *testing.T) {
	play(t, func(t *testing.T, r *running) {
		r.Say("ann", "", "/file")
		if l := r.last(); len(l.Files) != 1 || l.Files[0] != "a.txt" {
			t.Errorf("heard %+v", l)
		}
	})
}

func TestShutChatsHearNothing(t *testing.T) {
	play(t, func(t *testing.T, r *running) {
		r.Say("bea", "", "/echo x")
		before := len(r.last().Text)
		r.Reach("ann", false)
		r.Say("ann", "", "/echo x")
		if l := r.last(); l.Person != "bea" || len(l.Text) != before {
			t.Errorf("heard %+v", l)
		}
		r.Reach("ann", true)
		r.Say("ann", "", "/echo y")
		if l := r.last(); l.Person != "ann" {
			t.Errorf("heard %+v", l)
		}
	})
}
