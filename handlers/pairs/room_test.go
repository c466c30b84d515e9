package pairs_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/circle"
	"referout/handlers/listing"
	"referout/handlers/pairs"
	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

// room is a platform with one group, that knows who has left it.
type room struct {
	mu     sync.Mutex
	out    map[string]bool
	asked  map[string]int      // how often about whom
	heard  map[string][]string // by person
	public []string
}

func (*room) Name() string                                      { return "room" }
func (*room) Run(ctx context.Context, _ bot.Receiver) error     { <-ctx.Done(); return nil }
func (*room) Working(context.Context, bot.Incoming, bool) error { return nil }

// Standing implements bot.Doorkeeper.
func (r *room) Standing(_ context.Context, _ bot.Chat, of bot.Account) (bot.Standing, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked[of.ID]++
	if r.out[of.ID] {
		return bot.Outside, nil
	}
	return bot.Inside, nil
}

func (r *room) Send(_ context.Context, d bot.Delivery) (bot.Receipt, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if to, private := d.Account(); private {
		r.heard[to.ID] = append(r.heard[to.ID], d.Message().PlainText())
	} else {
		r.public = append(r.public, d.Message().PlainText())
	}
	return bot.Receipt{Message: d.Key()}, nil
}

// list shows a listing of who types it: of three disciplines.
func list(_ context.Context, s *bot.Shared) (bot.Public, error) {
	key, err := s.Key(s.Who)
	if err != nil {
		return bot.Public{}, err
	}
	return bot.Public{}, listing.Listings.Put(s.Data, key, listing.Listing{Account: s.Who, Name: s.Who.ID, Specialty: s.Args.Words, Contact: "330-555-0100"})
}

func hello(context.Context, *bot.Personal) (bot.Private, error) { return bot.Private{}, nil }

// begin starts a bot whose only room is r.
func begin(t *testing.T, r *room) (give func(who, command, words string, private bool)) {
	book, err := store.Open(t.Context(), storetest.Twice(memory.New()), storetest.Master(t))
	if err != nil {
		t.Fatal(err)
	}
	b, err := bot.NewRouter(bot.Config{
		Store: book, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
		Features: []bot.Feature{circle.Feature(nil, pairs.Gone), pairs.Feature(),
			{Commands: []bot.Command{{Name: "list", Summary: "List", Shared: list}, {Name: "hello", Summary: "Hello", Personal: hello}}}},
		Platforms: []bot.Platform{r}, Access: bot.Open, Home: "room", Zone: "America/Chicago", Resolve: when.Instant, Pulse: 365 * 24 * time.Hour,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- b.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	})
	n := 0
	return func(who, command, words string, private bool) {
		n++
		in := bot.Incoming{Kind: bot.Said, ID: fmt.Sprint(n), From: bot.Account{Platform: "room", ID: who}, Command: command, Text: words, Named: true, At: time.Now()}
		if !private {
			in.Chat = &bot.Chat{Platform: "room", ID: "1"}
		}
		if err := b.Receive(t.Context(), in); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Second)
	}
}

// In a circle of fifty everybody is asked about before anybody is paired; who has left is
// paired with nobody, and the others are, each with one of another discipline.
func TestFifty(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &room{out: map[string]bool{}, asked: map[string]int{}, heard: map[string][]string{}}
		give := begin(t, r)
		trades := []string{"massage", "physio", "acupuncture"}
		name := func(i int) string { return fmt.Sprintf("who%02d", i) }
		for i := range 50 {
			give(name(i), "hello", "", true)
			give(name(i), "list", trades[i%3], false)
			give(name(i), "pairs", "", false)
		}
		for i := range 5 {
			r.out[name(i*11)] = true
		}
		clear(r.asked)
		clear(r.heard)
		r.public = nil
		chicago, err := time.LoadLocation("America/Chicago")
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Until(time.Date(2000, 1, 3, 9, 2, 0, 0, chicago)))
		if len(r.asked) != 50 {
			t.Errorf("%d were asked about", len(r.asked))
		}
		if len(r.public) != 1 || r.public[0] != "22 pairs were made this month. /pairs to take part." {
			t.Errorf("the room hears %q", r.public)
		}
		left := 0
		for i := range 50 {
			heard := r.heard[name(i)]
			switch {
			case r.out[name(i)]:
				if len(heard) > 0 {
					t.Errorf("%s has left and hears %q", name(i), heard)
				}
			case len(heard) != 1:
				t.Errorf("%s hears %q", name(i), heard)
			case strings.Contains(heard[0], "nobody was left"):
				left++
			case !strings.HasPrefix(heard[0], "Your pair for January"), strings.Contains(strings.ToLower(heard[0]), trades[i%3]):
				t.Errorf("%s, %s, hears %q", name(i), trades[i%3], heard[0])
			}
		}
		if left != 1 {
			t.Errorf("%d are left", left)
		}
	})
}
