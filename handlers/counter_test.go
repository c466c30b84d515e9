package handlers_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers"
	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

// alert fails the test when anything is logged as an error.
type alert struct{ t *testing.T }

func (alert) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelError }
func (a alert) Handle(_ context.Context, r slog.Record) error {
	text := r.Message
	r.Attrs(func(at slog.Attr) bool { text += fmt.Sprintf(" %s=%v", at.Key, at.Value); return true })
	a.t.Error(text)
	return nil
}
func (a alert) WithAttrs([]slog.Attr) slog.Handler { return a }
func (a alert) WithGroup(string) slog.Handler      { return a }

// listening is a platform that remembers what was sent to whom.
type listening struct {
	deaf
	mu       sync.Mutex
	said     []string
	payloads []string
}

func (l *listening) Send(_ context.Context, d bot.Delivery) (bot.Receipt, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said = append(l.said, d.Message().PlainText())
	for _, row := range d.Message().ButtonRows(5) {
		for _, b := range row {
			l.payloads = append(l.payloads, b.Payload())
		}
	}
	return bot.Receipt{Message: d.Key()}, nil
}

// button is the payload of some button that was sent lately.
func (l *listening) button(rnd *rand.Rand) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	last := l.payloads[max(0, len(l.payloads)-400):]
	if len(last) == 0 {
		return "show"
	}
	return last[rnd.IntN(len(last))]
}

func (l *listening) heard(text string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for _, s := range l.said {
		if strings.Contains(s, text) {
			n++
		}
	}
	return n
}

// counter is a router at work in memory, and who speaks to it.
type counter struct {
	t *testing.T
	*bot.Router
	ears *listening
	n    int
}

func newCounter(t *testing.T) *counter {
	t.Helper()
	book, err := store.Open(t.Context(), memory.New(), storetest.Master(t))
	if err != nil {
		t.Fatal(err)
	}
	ears := &listening{}
	r, err := bot.NewRouter(bot.Config{
		Store: book, Log: slog.New(alert{t}), Features: handlers.All(), Platforms: []bot.Platform{ears},
		Access: bot.Open, Home: "deaf", Zone: "America/Chicago", Resolve: when.Instant, Grace: time.Second, Pulse: quiet,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- r.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return &counter{t: t, Router: r, ears: ears}
}

func account(who string) bot.Account { return bot.Account{Platform: "deaf", ID: who} }

func (c *counter) give(in bot.Incoming) {
	c.t.Helper()
	c.n++
	in.ID, in.At = fmt.Sprintf("in%d", c.n), time.Now()
	if err := c.Receive(c.t.Context(), in); err != nil && !errors.Is(err, bot.ErrUnanswered) {
		c.t.Fatal(err)
	}
}

func (c *counter) say(who, command, text string) {
	c.give(bot.Incoming{Kind: bot.Said, From: account(who), Command: command, Text: text})
}

func (c *counter) tap(who, payload string) {
	c.give(bot.Incoming{Kind: bot.Tapped, From: account(who), Payload: payload, Message: "m1"})
}

func (c *counter) book(who string) string {
	c.t.Helper()
	var b bytes.Buffer
	if err := c.Export(c.t.Context(), account(who), &b); err != nil {
		c.t.Fatal(err)
	}
	return b.String()
}

// practise fills a book with one of everything.
func (c *counter) practise(who, name string) {
	for _, line := range []string{
		"add Dr " + name + ", chiropractor, " + name + " Clinic, Akron, 330-555-0134",
		"add Ana " + name + ", front desk, " + name + " Clinic",
		"received Dr " + name, "refer Dr " + name + " 3 weeks ago", "met Ana " + name, "received Wilbur Q" + name, "add Dr " + name + ", dentist", "add",
	} {
		command, text, _ := strings.Cut(line, " ")
		c.say(who, command, text)
	}
}
