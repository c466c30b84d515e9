package discord_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/bottest"
	"referout/bot/discord"
	"referout/bot/discord/discordtest"
)

// listener is a receiver that notes what it gets and answers as the test says.
type listener struct {
	mu     sync.Mutex
	got    []bot.Incoming
	known  []bot.Account
	answer func(context.Context, bot.Incoming) error
}

func (l *listener) Commands() []bot.Command {
	suggest := func(context.Context, *bot.Personal, string) ([]string, error) { return nil, nil }
	personal := func(context.Context, *bot.Personal) (bot.Private, error) { return bot.Private{}, nil }
	return []bot.Command{
		{Name: "received", Summary: "Someone sent you a person", Personal: personal,
			Params: []bot.Param{{Name: "who", Summary: "Who sent someone", Suggest: suggest}, {Name: "when", Summary: "When"}}},
		{Name: "met", Summary: "You met someone", Params: []bot.Param{{Name: "who"}, {Name: "how", Choices: []string{"visit", "lunch"}}}},
		{Name: "due", Summary: "What is owed"},
		{Name: "secret", Summary: "Not in the menu", Hidden: true},
	}
}

func (l *listener) Receive(ctx context.Context, in bot.Incoming) error {
	l.mu.Lock()
	l.got = append(l.got, in)
	answer := l.answer
	l.mu.Unlock()
	if answer == nil {
		return nil
	}
	return answer(ctx, in)
}

func (*listener) Inbox(string) bot.Inbox { return nil }

func (l *listener) Accounts(context.Context, string) ([]bot.Account, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.known, nil
}

// knows makes the receiver one that has books of these people.
func (s *stage) knows(names ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range names {
		s.known = append(s.known, bot.Account{Platform: discord.Name, ID: s.net.UserID(name)})
	}
}

func (l *listener) Suggest(_ context.Context, _ bot.Incoming, option, typed string) []string {
	return []string{option + " " + typed, strings.Repeat("x", 120), "", option + " " + typed}
}

func (l *listener) heard() []bot.Incoming {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]bot.Incoming(nil), l.got...)
}

func (l *listener) last(t *testing.T) bot.Incoming {
	t.Helper()
	got := l.heard()
	if len(got) == 0 {
		t.Fatal("nothing came in")
	}
	return got[len(got)-1]
}

// stage is a running adapter and its network, in a bubble.
type stage struct {
	*listener
	t    *testing.T
	net  *discordtest.Network
	p    *discord.Platform
	done chan error
	stop func() error
}

// play runs a test in a bubble, in the year 2026, on a connected adapter.
func play(t *testing.T, test func(*stage)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2026, 3, 2, 15, 0, 0, 0, time.UTC)))
		s := &stage{listener: &listener{}, t: t, net: discordtest.New()}
		s.start()
		test(s)
		if err := s.stop(); err != nil {
			t.Errorf("run: %v", err)
		}
		for _, err := range s.net.Check() {
			t.Errorf("the adapter's calls: %v", err)
		}
	})
}

// handling makes the receiver do this with every input from now on, once all is
// settled.
func (s *stage) handling(how func(context.Context, bot.Incoming) error) {
	synctest.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = how
}

// passes lets virtual time pass, and everything settle that was to happen in it.
func passes(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func (s *stage) start() {
	s.p = s.net.Adapter(s.t)
	ctx, cancel := context.WithCancel(s.t.Context())
	done := make(chan error, 1)
	go func() { done <- s.p.Run(ctx, s.listener) }()
	s.done = done
	s.stop = func() error {
		cancel()
		err := <-done
		done <- err
		return err
	}
	synctest.Wait()
}

// answers makes the receiver answer every input after a while, in place.
func (s *stage) answers(after time.Duration, how func(bot.Incoming) discord.Outgoing) {
	s.handling(func(ctx context.Context, in bot.Incoming) error {
		o := how(in)
		if err := s.p.Working(ctx, in, o.Channel == "" || o.Aside); err != nil {
			return err
		}
		time.Sleep(after)
		if _, err := s.p.Deliver(ctx, o); err != nil {
			s.t.Errorf("deliver: %v", err)
		}
		return nil
	})
}

// whisper is an answer for the asker alone.
func whisper(in bot.Incoming, text string, choices ...bot.Choice) discord.Outgoing {
	return discord.Outgoing{User: in.From.ID, Reply: in.Reply, Key: "k" + in.ID,
		Message: bot.Compose(bot.Say("%s", text)).With(choices...)}
}

func (s *stage) line(n int) bottest.Line {
	s.t.Helper()
	heard := s.net.Heard()
	if n < 0 {
		n += len(heard)
	}
	if n < 0 || n >= len(heard) {
		s.t.Fatalf("there are %d lines: %+v", len(heard), heard)
	}
	return heard[n]
}

func (s *stage) called(call string) int {
	n := 0
	for _, c := range s.net.Calls() {
		if strings.HasPrefix(c, call) {
			n++
		}
	}
	return n
}
