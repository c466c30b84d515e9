package handlers_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers"
	"referout/handlers/duty"
	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

// Whatever is typed and tapped, in whatever order and however late: a duty that is
// owed has a ping or a digest ahead of it, time alone closes none, no alarm stays
// behind, and the store is sound.
func TestNoDutyIsEverStuck(t *testing.T) {
	for seed := range uint64(24) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { newLife(t, seed).live(t, 250) })
		})
	}
}

// phone is a platform that remembers every button it was ever shown.
type phone struct {
	mu      sync.Mutex
	buttons []button
	pings   int
}

type button struct{ message, payload string }

func (*phone) Name() string                                      { return "phone" }
func (*phone) Run(ctx context.Context, _ bot.Receiver) error     { <-ctx.Done(); return nil }
func (*phone) Working(context.Context, bot.Incoming, bool) error { return nil }

func (f *phone) Send(_ context.Context, d bot.Delivery) (bot.Receipt, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	id := d.Edit()
	if id == "" {
		id = d.Key()
	}
	for _, row := range d.Message().ButtonRows(5) {
		for _, c := range row {
			f.buttons = append(f.buttons, button{id, c.Payload()})
		}
	}
	if strings.Contains(d.Message().PlainText(), "This week:") {
		f.pings++
	}
	return bot.Receipt{Message: id}, nil
}

// some is one of the buttons, a late one more often than an old one.
func (f *phone) some(r *rand.Rand) (button, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.buttons) == 0 {
		return button{}, false
	}
	back := r.IntN(len(f.buttons))
	if r.IntN(4) > 0 {
		back = min(back, r.IntN(12))
	}
	return f.buttons[len(f.buttons)-1-back], true
}

func (f *phone) digests() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.pings
}

// life is a member who does things by chance.
type life struct {
	*rand.Rand
	phone *phone
	book  *store.Store
	bot   *bot.Router
	said  int
	last  string // what was done last, for messages
}

func newLife(t *testing.T, seed uint64) *life {
	l := &life{Rand: rand.New(rand.NewPCG(seed, 1)), phone: &phone{}}
	var err error
	if l.book, err = store.Open(t.Context(), memory.New(), storetest.Master(t)); err != nil {
		t.Fatal(err)
	}
	l.bot, err = bot.NewRouter(bot.Config{
		Store: l.book, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
		Features: handlers.All(), Platforms: []bot.Platform{l.phone}, Access: bot.Open, Home: "phone",
		Zone: "America/Chicago", Resolve: when.Instant, Grace: time.Second, Pulse: quiet,
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func (l *life) live(t *testing.T, steps int) {
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- l.bot.Run(ctx) }()
	for _, line := range []string{
		"Dr Lee, chiropractor, Stone Oak Clinic, Akron", "Dana Kim, physical therapist, Kent", "Dr Osei, orthopedist, Akron",
		"Sam Rivera, psychotherapist, Hudson", "Ana, practice manager, Stone Oak Clinic", "Pat Moss, trainer, Stow",
	} {
		l.say(t, bot.Incoming{Kind: bot.Said, Command: "add", Text: line})
	}
	for range steps {
		before := l.owed(t)
		if l.IntN(3) == 0 {
			l.wait()
			l.check(t, before)
			continue
		}
		l.act(t)
		l.check(t, nil)
	}
	l.settle(t)
	if err := l.book.Verify(t.Context()); err != nil {
		t.Error("verify:", err)
	}
	stop()
	if err := errors.Join(<-done, l.book.Close()); err != nil {
		t.Error(err)
	}
}

func (l *life) wait() {
	spans := []time.Duration{time.Minute, time.Hour, 7 * time.Hour, 26 * time.Hour, 4 * 24 * time.Hour, 17 * 24 * time.Hour}
	d := spans[l.IntN(len(spans))]
	l.last = "wait " + d.String()
	time.Sleep(d)
	synctest.Wait()
}

// act types a command, taps a button, new or old, or replies to a message.
func (l *life) act(t *testing.T) {
	b, shown := l.phone.some(l.Rand)
	switch n := l.IntN(10); {
	case n < 3 || !shown:
		words := strings.SplitN(l.pick(
			"received Dr Lee", "received Dana Kim yesterday", "refer Dr Osei", "refer Dana Kim", "refer Sam Rivera",
			"met Dr Lee visit", "met Stone Oak Clinic", "met Ana lunch yesterday", "met Pat Moss call", "met Dr Osei coffee 20 days ago",
			"due", "undo", "undo", "show Dr Lee", "show Dana Kim", "settings", "forget Pat Moss", "add Pat Moss, trainer, Stone Oak Clinic",
		), " ", 2)
		l.say(t, bot.Incoming{Kind: bot.Said, Command: words[0], Text: strings.Join(words[1:], " ")})
	case n < 9:
		if !strings.HasPrefix(b.payload, "forgetall") {
			l.say(t, bot.Incoming{Kind: bot.Tapped, Payload: b.payload, Message: b.message})
		}
	default:
		l.say(t, bot.Incoming{Kind: bot.Said, Message: b.message, Text: l.pick("friday", "in 2 hours", "Dec 12", "tomorrow 9am", "17:45", "Ana", "Akron")})
	}
}

func (l *life) pick(from ...string) string { return from[l.IntN(len(from))] }

func (l *life) say(t *testing.T, in bot.Incoming) {
	t.Helper()
	l.said++
	in.ID, in.From, in.At = fmt.Sprint(l.said), bot.Account{Platform: "phone", ID: "ann"}, time.Now()
	l.last = strings.TrimSpace(in.Command + " " + in.Text + " " + in.Payload)
	if err := l.bot.Receive(t.Context(), in); err != nil && !errors.Is(err, bot.ErrUnanswered) {
		t.Fatal(l.last, err)
	}
	time.Sleep(time.Second)
	synctest.Wait()
}

// view reads the member's book.
func (l *life) view(t *testing.T, read func(store.BookTx) error) {
	t.Helper()
	err := l.book.View(t.Context(), func(tx *store.Tx) error {
		place, found, err := tx.Find("account/phone/ann")
		if err != nil || !found {
			return err
		}
		book, err := tx.Book(place.Space)
		if err != nil {
			return err
		}
		return read(book)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// owed lists the live duties.
func (l *life) owed(t *testing.T) (ids []string) {
	t.Helper()
	l.view(t, func(book store.BookTx) error {
		for d, err := range duty.Duties.By(book, "live", "1") {
			if err != nil {
				return err
			}
			ids = append(ids, d.ID)
		}
		return nil
	})
	return ids
}

// check looks at every duty and alarm; those that were live before a wait still are.
func (l *life) check(t *testing.T, before []string) {
	t.Helper()
	l.view(t, func(book store.BookTx) error {
		for _, id := range before {
			if d, err := duty.Duties.Get(book, id); err != nil || !d.Live() {
				t.Errorf("after %q: time alone closed duty %s (%v)", l.last, id, err)
			}
		}
		digest, own := false, map[string]bool{}
		for a, err := range store.Alarms(book) {
			if err != nil {
				return err
			}
			if time.Since(a.At) > time.Minute {
				t.Errorf("after %q: alarm %s %s stayed behind by %v", l.last, a.Kind, a.ID, time.Since(a.At))
			}
			digest = digest || (a.Kind == "digest" && a.ID == a.Member)
			own[a.ID] = own[a.ID] || a.Kind == "duty"
		}
		for d, err := range duty.Duties.By(book, "live", "1") {
			if err != nil {
				return err
			}
			if !digest && !own[d.ID] {
				t.Errorf("after %q: duty %s is owed and nothing will ever say so", l.last, d.ID)
			}
		}
		return nil
	})
}

// settle waits until no absence can hold anything any more: whatever is owed then
// is said within a week.
func (l *life) settle(t *testing.T) {
	t.Helper()
	time.Sleep(400 * 24 * time.Hour)
	synctest.Wait()
	live, said := l.owed(t), l.phone.digests()
	time.Sleep(8 * 24 * time.Hour)
	synctest.Wait()
	if len(live) > 0 && l.phone.digests() == said {
		t.Errorf("%d duties are owed and a week passed without a word", len(live))
	}
	l.last = "the end"
	l.check(t, live)
}
