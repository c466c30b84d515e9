package circle_test

import (
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/circle"
	"referout/handlers/find"
	"referout/handlers/listing"
	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

// room is a platform with one group whose messages are kept, and that knows who has
// left it.
type room struct {
	mu    sync.Mutex
	texts map[string]string // by message
	order []string
	said  bot.Message // the newest
	last  string      // its id
	out   map[string]bool
	asked int
}

func (*room) Name() string                                      { return "room" }
func (*room) Run(ctx context.Context, _ bot.Receiver) error     { <-ctx.Done(); return nil }
func (*room) Working(context.Context, bot.Incoming, bool) error { return nil }

// Standing implements bot.Doorkeeper.
func (r *room) Standing(_ context.Context, _ bot.Chat, of bot.Account) (bot.Standing, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked++
	if r.out[of.ID] {
		return bot.Outside, nil
	}
	return bot.Inside, nil
}

func (r *room) Send(_ context.Context, d bot.Delivery) (bot.Receipt, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	id := d.Edit()
	if id == "" {
		id = d.Key()
		r.order = append(r.order, id)
	}
	if _, private := d.Account(); !private || d.Aside() {
		r.texts[id], r.said, r.last = d.Message().PlainText(), d.Message(), id
	}
	return bot.Receipt{Message: id}, nil
}

// stage is a bot with a circle in it.
type stage struct {
	t    *testing.T
	room *room
	bot  *bot.Router
	book *store.Store
	gone []string // whom the hook heard of
	n    int
	stop func()
}

func newStage(t *testing.T) *stage {
	s := &stage{t: t, room: &room{texts: map[string]string{}, out: map[string]bool{}}}
	hook := func(_ context.Context, _ *bot.Shared, a bot.Account) error {
		if !slices.Contains(s.gone, a.ID) {
			s.gone = append(s.gone, a.ID)
		}
		return nil
	}
	var err error
	if s.book, err = store.Open(t.Context(), memory.New(), storetest.Master(t)); err != nil {
		t.Fatal(err)
	}
	s.bot, err = bot.NewRouter(bot.Config{
		Store: s.book, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
		Features:  []bot.Feature{find.Feature(circle.Find(hook)), circle.Feature(nil, hook), circle.Moderation(circle.Listings())},
		Platforms: []bot.Platform{s.room}, Access: bot.Open, Home: "room", Zone: "America/Chicago", Resolve: when.Instant, Pulse: 365 * 24 * time.Hour,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- s.bot.Run(ctx) }()
	s.stop = func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if err := s.book.Close(); err != nil {
			t.Error(err)
		}
	}
	s.say("roster", "")
	return s
}

// say types a command in the room; what is said there last comes back.
func (s *stage) say(command, words string) string {
	s.t.Helper()
	return s.give(bot.Incoming{Kind: bot.Said, Command: command, Text: words, Named: true})
}

// tap presses a button of the newest message.
func (s *stage) tap(label string) string {
	s.t.Helper()
	for _, row := range s.room.said.ButtonRows(5) {
		for _, c := range row {
			if c.Label == label {
				return s.give(bot.Incoming{Kind: bot.Tapped, Payload: c.Payload(), Message: s.room.last})
			}
		}
	}
	s.t.Fatalf("no button %q: %s", label, s.room.said.PlainText())
	return ""
}

func (s *stage) give(in bot.Incoming) string {
	s.t.Helper()
	s.n++
	in.ID, in.From, in.Chat, in.At = fmt.Sprint(s.n), bot.Account{Platform: "room", ID: "ann"}, &bot.Chat{Platform: "room", ID: "1"}, time.Now()
	if err := s.bot.Receive(s.t.Context(), in); err != nil {
		s.t.Fatal(err)
	}
	time.Sleep(time.Second)
	synctest.Wait()
	s.room.mu.Lock()
	defer s.room.mu.Unlock()
	return s.room.texts[s.room.last]
}

// lists lets so many people show a listing each: m0, m1, …
func (s *stage) lists(n int, specialty func(int) string) {
	s.t.Helper()
	s.inside(func(tx *store.Tx, c store.CircleTx) error {
		for i := range n {
			a := bot.Account{Platform: "room", ID: fmt.Sprint("m", i)}
			key, err := tx.Hash("account/room/" + a.ID)
			if err != nil {
				return err
			}
			l := listing.Listing{Account: a, Name: fmt.Sprintf("Nm%02d", i), Specialty: specialty(i), Accepting: true}
			if err := listing.Listings.Put(c, key, l); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *stage) inside(do func(*store.Tx, store.CircleTx) error) {
	s.t.Helper()
	err := s.book.Update(s.t.Context(), func(tx *store.Tx) error {
		place, found, err := tx.Find("chat/room/1")
		if err != nil || !found {
			return fmt.Errorf("no circle: %w", err)
		}
		c, err := tx.Circle(place.Space)
		if err != nil {
			return err
		}
		return do(tx, c)
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) shown() (n int) {
	s.inside(func(_ *store.Tx, c store.CircleTx) error {
		d, err := listing.DirectoryOf(c)
		n = len(d.Entries)
		return err
	})
	return n
}

func trade(int) string { return "chiropractor" }

// Who has left without a word is not shown, is forgotten by every feature, and leaves
// no gap; nobody who is not about to be shown is asked about.
func TestWhoHasLeftLeavesNoGap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		defer s.stop()
		s.lists(40, trade)
		for _, id := range []string{"m0", "m2", "m4", "m5"} {
			s.room.out[id] = true
		}
		before := s.room.asked
		text := s.say("find", "chiro")
		if names := regexp.MustCompile(`Nm\d\d`).FindAllString(text, -1); strings.Join(names, " ") != "Nm01 Nm03 Nm06 Nm07" {
			t.Errorf("shown: %v", names)
		}
		if asked := s.room.asked - before; asked != 8 {
			t.Errorf("asked about %d people", asked)
		}
		if strings.Join(s.gone, " ") != "m0 m2 m4 m5" || s.shown() != 36 {
			t.Errorf("forgotten: %v, left: %d", s.gone, s.shown())
		}
		if text := s.tap("More"); !strings.Contains(text, "Nm08") || strings.Contains(text, "Nm07") {
			t.Errorf("the second page: %s", text)
		}
	})
}

// A long roster has pages; counts are of everybody.
func TestLongRoster(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		defer s.stop()
		s.lists(50, func(n int) string { return []string{"chiropractor", "dentist"}[n%2] })
		first := s.say("roster", "")
		for _, want := range []string{"50 listings", "Chiropractor (25): Nm00, ", "Nobody yet: family physician"} {
			if !strings.Contains(first, want) {
				t.Errorf("no %q in %s", want, first)
			}
		}
		messages := len(s.room.order)
		second, third := s.tap("More"), s.tap("More")
		if !strings.Contains(second, "Chiropractor (25): Nm40") || !strings.Contains(second, "Dentist (25): Nm01") || !strings.Contains(third, "Dentist (25): Nm31") {
			t.Errorf("second: %s\nthird: %s", second, third)
		}
		all := regexp.MustCompile(`Nm\d\d`).FindAllString(first+second+third, -1)
		slices.Sort(all)
		if len(slices.Compact(all)) != 50 {
			t.Errorf("%d names on three pages", len(all))
		}
		if len(s.room.order) != messages {
			t.Error("pages are messages of their own")
		}
		if back := s.tap("Back"); back != second {
			t.Errorf("back: %s", back)
		}
		s.room.out["m1"] = true
		if again := s.tap("More"); !strings.Contains(again, "50 listings") {
			t.Errorf("somebody who is not shown was asked about: %s", again)
		}
	})
}

// A button that nobody made, or of a list that is too old, turns nothing.
func TestPagesOfNoList(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		defer s.stop()
		s.lists(30, trade)
		s.say("roster", "")
		payload := s.room.said.Choices[0].Payload()
		for _, in := range []bot.Incoming{
			{Payload: "cpage:rules:0", Message: s.room.last},
			{Payload: payload, Message: "another"},
			{Payload: "cvouch:nobody", Message: s.room.last},
			{Payload: "csave:", Message: s.room.last},
		} {
			in.Kind = bot.Tapped
			if text := s.give(in); !strings.Contains(text, "from another group, or too old") {
				t.Errorf("%s on %s: %s", in.Payload, in.Message, text)
			}
		}
		time.Sleep(40 * 24 * time.Hour)
		s.say("roster", "") // forgets the older one
		if text := s.give(bot.Incoming{Kind: bot.Tapped, Payload: payload, Message: "m"}); !strings.Contains(text, "too old") {
			t.Errorf("a page of weeks ago: %s", text)
		}
	})
}
