package meetup_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/circle"
	"referout/handlers/meetup"
	"referout/handlers/settings"
	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

// square is a platform on which everybody sees and taps everything at once.
type square struct {
	mu    sync.Mutex
	shown map[string]shown // by message
	order []string
	gone  map[string]bool // who is outside of every group
	n     int
}

type shown struct {
	to      string
	message bot.Message
}

func (*square) Name() string                                      { return "square" }
func (*square) Working(context.Context, bot.Incoming, bool) error { return nil }
func (*square) Run(ctx context.Context, _ bot.Receiver) error     { <-ctx.Done(); return nil }

// Standing implements bot.Doorkeeper.
func (q *square) Standing(_ context.Context, _ bot.Chat, of bot.Account) (bot.Standing, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.gone[of.ID] {
		return bot.Outside, nil
	}
	return bot.Inside, nil
}

func (q *square) Send(_ context.Context, d bot.Delivery) (bot.Receipt, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.n++
	to, _ := d.Account()
	if c, ok := d.Chat(); ok {
		to.ID = c.ID
	}
	if d.Aside() {
		to.ID = d.Reply()
	}
	id := d.Edit()
	if _, there := q.shown[id]; !there {
		id = fmt.Sprint("m", q.n)
		q.order = append(q.order, id)
	}
	q.shown[id] = shown{to.ID, d.Message()}
	return bot.Receipt{Message: id}, nil
}

// in is what stands in a chat, the newest last.
func (q *square) in(chat string) (out []bot.Message) {
	synctest.Wait()
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, id := range q.order {
		if q.shown[id].to == chat {
			out = append(out, q.shown[id].message)
		}
	}
	return out
}

// heard is everything that stands in a chat.
func (q *square) heard(chat string) string {
	var all []string
	for _, m := range q.in(chat) {
		all = append(all, m.PlainText())
	}
	return strings.Join(all, "\n---\n")
}

func (q *square) last(chat string) bot.Message {
	all := q.in(chat)
	if len(all) == 0 {
		return bot.Message{}
	}
	return all[len(all)-1]
}

func (q *square) set(who string, gone bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.gone[who] = gone
}

// town is the bot in a group on the square.
type town struct {
	t *testing.T
	*square
	bot  *bot.Router
	book *store.Store
	mu   sync.Mutex
	n    int
}

func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{t: t, square: &square{shown: map[string]shown{}, gone: map[string]bool{}}}
	var err error
	if w.book, err = store.Open(t.Context(), storetest.Twice(memory.New()), storetest.Master(t)); err != nil {
		t.Fatal(err)
	}
	w.bot, err = bot.NewRouter(bot.Config{
		Store: w.book, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
		Features: []bot.Feature{settings.Feature(), circle.Feature(meetup.Staying, meetup.Gone), meetup.Feature()}, Platforms: []bot.Platform{w.square},
		Access: bot.Open, Zone: "America/Chicago", Resolve: when.Instant, Grace: time.Second, Pulse: 365 * 24 * time.Hour,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- w.bot.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := errors.Join(<-done, w.book.Close()); err != nil {
			t.Error(err)
		}
	})
	return w
}

const room = "-1"

// give hands an input in; several may be given at a time.
func (w *town) give(in bot.Incoming, who string, group bool) {
	w.mu.Lock()
	w.n++
	in.ID = fmt.Sprint("in", w.n)
	w.mu.Unlock()
	in.Reply = who
	in.From, in.At = bot.Account{Platform: "square", ID: who}, time.Now()
	if group {
		in.Chat = &bot.Chat{Platform: "square", ID: room}
	}
	if err := w.bot.Receive(context.Background(), in); err != nil && !errors.Is(err, bot.ErrUnanswered) {
		w.t.Error(err)
	}
}

func (w *town) says(who, command, text string) {
	w.give(bot.Incoming{Kind: bot.Said, Command: command, Text: text}, who, false)
	synctest.Wait()
}

// taps presses the newest button so labelled in a private chat.
func (w *town) taps(who, label string) {
	w.t.Helper()
	for _, m := range slices.Backward(w.in(who)) {
		for _, row := range m.ButtonRows(5) {
			for _, c := range row {
				if c.Label == label {
					w.give(bot.Incoming{Kind: bot.Tapped, Payload: c.Payload(), Message: "x"}, who, false)
					synctest.Wait()
					return
				}
			}
		}
	}
	w.t.Fatalf("%s sees no button %q in %q", who, label, w.last(who).PlainText())
}

// meets lets ann post a meeting and gives the payload of a button on its card.
func (w *town) meets(line string) (payload func(label string) string) {
	w.t.Helper()
	w.says("ann", "start", "")
	w.give(bot.Incoming{Kind: bot.Said, Command: "meetup", Text: line, Named: true}, "ann", true)
	synctest.Wait()
	w.taps("ann", "09:00 Chicago")
	w.taps("ann", "Post it")
	return func(label string) string {
		for _, c := range w.last(room).Choices {
			if c.Label == label {
				return c.Payload()
			}
		}
		w.t.Fatalf("no button %q on %q", label, w.last(room).PlainText())
		return ""
	}
}

func (w *town) presses(who, payload string) {
	w.give(bot.Incoming{Kind: bot.Tapped, Payload: payload, Message: "card"}, who, true)
}

// begin is Monday 2 March 2026, 09:00 in Chicago.
func begin(t *testing.T) {
	t.Helper()
	time.Sleep(time.Until(time.Date(2026, 3, 2, 15, 0, 0, 0, time.UTC)))
}

func contains(t *testing.T, text string, want ...string) {
	t.Helper()
	for _, part := range want {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in %q", part, text)
		}
	}
}
