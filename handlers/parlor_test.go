package handlers_test

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
	"referout/handlers"
	"referout/store/memory"
	"referout/store/storetest"
)

// parlor is a platform that remembers all that was ever shown, and where.
type parlor struct {
	t      *testing.T
	router *bot.Router
	inputs int

	mu    sync.Mutex
	said  []uttered
	shown map[string]int // by message, its newest version in said
}

// uttered is a version of a message. Its place is a person, or the parlor's group.
type uttered struct {
	id, place, text string
	choices         []bot.Choice
}

const theGroup = "-100"

func (*parlor) Name() string                                      { return "parlor" }
func (*parlor) Working(context.Context, bot.Incoming, bool) error { return nil }
func (*parlor) Run(ctx context.Context, _ bot.Receiver) error     { <-ctx.Done(); return nil }

// Send implements bot.Platform. What answers a tap alone is counted to the group: it
// stands above it.
func (p *parlor) Send(_ context.Context, d bot.Delivery) (bot.Receipt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	to, _ := d.Account()
	place := to.ID
	if c, in := d.Chat(); in {
		place = c.ID
	}
	u := uttered{id: d.Edit(), place: place, text: d.Message().PlainText()}
	if u.id == "" {
		u.id = d.Key()
	}
	for _, f := range d.Message().Files {
		u.text += "\n" + f.Name + "\n" + string(f.Bytes)
	}
	for _, row := range d.Message().ButtonRows(5) {
		u.choices = append(u.choices, row...)
	}
	p.said = append(p.said, u)
	p.shown[u.id] = len(p.said) - 1
	return bot.Receipt{Message: u.id}, nil
}

// openParlor is the whole bot in a parlor, with some more features. It ends with the test.
func openParlor(t *testing.T, more ...bot.Feature) *parlor {
	p := &parlor{t: t, shown: map[string]int{}}
	var err error
	p.router, err = bot.NewRouter(bot.Config{
		Store: storetest.Store(t, memory.New()), Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
		Features: append(handlers.All(), more...), Platforms: []bot.Platform{p}, Access: bot.Open, Zone: "America/Chicago",
		Resolve: when.Instant, Grace: time.Second, Pulse: quiet,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- p.router.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return p
}

func (p *parlor) give(in bot.Incoming) {
	p.t.Helper()
	p.inputs++
	in.ID, in.At, in.Title = fmt.Sprint("i", p.inputs), time.Now(), "Plum Circle"
	if err := p.router.Receive(p.t.Context(), in); err != nil && !errors.Is(err, bot.ErrUnanswered) {
		p.t.Fatal(err)
	}
	synctest.Wait()
	time.Sleep(5 * time.Second)
	synctest.Wait()
}

// say types a text, in the group or ("") privately.
func (p *parlor) say(who, chat, text string) {
	p.t.Helper()
	in := bot.Incoming{Kind: bot.Said, From: bot.Account{Platform: "parlor", ID: who}, Text: text, Named: true}
	if chat != "" {
		in.Chat = &bot.Chat{Platform: "parlor", ID: chat}
	}
	if command, rest, _ := strings.Cut(text, " "); strings.HasPrefix(command, "/") {
		in.Command, in.Text = command[1:], rest
	}
	p.give(in)
}

// in is what stands in a place now, in the order of appearance.
func (p *parlor) in(place string) (out []uttered) {
	p.mu.Lock()
	defer p.mu.Unlock()
	seen := map[string]bool{}
	for _, u := range p.said {
		if u.place == place && !seen[u.id] {
			seen[u.id] = true
			out = append(out, p.said[p.shown[u.id]])
		}
	}
	return out
}

// ever is every version of every message in the places that which picks.
func (p *parlor) ever(which func(place string) bool) (out []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, u := range p.said {
		if which(u.place) {
			out = append(out, u.text)
		}
	}
	return out
}

// last is what was shown in a place last.
func (p *parlor) last(place string) (u uttered) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, u := range slices.Backward(p.said) {
		if u.place == place {
			return u
		}
	}
	return u
}

// tap presses the newest button with that label, in the group or ("") privately; false if
// there is none.
func (p *parlor) tap(who, chat, label string) bool {
	p.t.Helper()
	in, place := bot.Incoming{Kind: bot.Tapped, From: bot.Account{Platform: "parlor", ID: who}}, who
	if chat != "" {
		place, in.Chat = chat, &bot.Chat{Platform: "parlor", ID: chat}
	}
	for _, u := range slices.Backward(p.in(place)) {
		for _, c := range u.choices {
			if c.Label == label && !c.Open {
				in.Message, in.Payload = u.id, c.Payload()
				p.give(in)
				return true
			}
		}
	}
	return false
}

// mustTap is tap of a button that has to be there.
func (p *parlor) mustTap(who, chat, label string) {
	p.t.Helper()
	if !p.tap(who, chat, label) {
		p.t.Fatalf("%s sees no button %q; the last message is %q", who, label, p.last(who).text)
	}
}

// asks is the field that a place was asked for last.
func (p *parlor) asks(place string) string {
	first, _, _ := strings.Cut(p.last(place).text, "\n")
	label, _, _ := strings.Cut(first, " (")
	return label
}

// fill answers a form: each label with the first of its answers that is taken. What has
// none is skipped.
func (p *parlor) fill(who string, answers map[string][]string) {
	p.t.Helper()
	given := map[string]int{}
	for range 60 {
		label := p.asks(who)
		all, known := answers[label]
		switch n := given[label]; {
		case !known && !p.tap(who, "", "Skip"):
			return
		case known && n < len(all):
			given[label]++
			p.say(who, "", all[n])
		case known && !p.tap(who, "", "Skip"):
			p.t.Fatalf("%s: no answer to %q is taken: %q", who, label, p.last(who).text)
		}
	}
	p.t.Fatalf("the form has no end: %q", p.last(who).text)
}

// change answers one field anew, with the first of the answers that is taken.
func (p *parlor) change(who, label string, answers ...string) {
	p.t.Helper()
	p.mustTap(who, "", label)
	for _, a := range answers {
		if p.asks(who) != label {
			return
		}
		p.say(who, "", a)
	}
}
