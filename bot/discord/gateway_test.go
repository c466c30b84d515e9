package discord_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot/discord"
	"referout/bot/discord/discordtest"
)

func TestReconnects(t *testing.T) {
	tests := map[string]struct {
		trouble  func(*discordtest.Network)
		sessions int
	}{
		"after a drop":            {(*discordtest.Network).Drop, 1},
		"when asked to":           {(*discordtest.Network).AskReconnect, 1},
		"after a harmless close":  {func(n *discordtest.Network) { n.CloseWith(4000) }, 1},
		"with an invalid session": {func(n *discordtest.Network) { n.Forget(); n.Drop() }, 2},
		"after a gateway that hangs up at once": {func(n *discordtest.Network) {
			n.Gateway(discordtest.Opening{HangUpSoon: true, Once: true})
			n.Drop()
		}, 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				test.trouble(s.net)
				passes(100 * time.Millisecond)
				if s.net.Connected() {
					t.Fatal("still connected")
				}
				s.net.Say("ann", "", "while you were away")
				passes(time.Minute)
				if !s.net.Connected() || !s.p.Connected() || s.net.Sessions() != test.sessions {
					t.Errorf("connected %v, identified %d times, want %d", s.net.Connected(), s.net.Sessions(), test.sessions)
				}
				s.net.Say("ann", "", "hello")
				synctest.Wait()
				if in := s.last(t); in.Text != "hello" {
					t.Errorf("got %+v", in)
				}
			})
		})
	}
}

func TestReplayAfterResume(t *testing.T) {
	play(t, func(s *stage) {
		s.net.Drop()
		passes(100 * time.Millisecond)
		s.net.Say("ann", "", "while you were away")
		s.net.Say("ann", "", "/due")
		passes(time.Minute)
		got := s.heard()
		if len(got) != 1 || got[0].Text != "while you were away" {
			t.Errorf("got %+v, want the message alone: the command is lost", got)
		}
	})
}

func TestSilentGatewayIsDead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &stage{listener: &listener{}, t: t, net: discordtest.New()}
		s.net.Configure(discord.Options{IdleTimeout: 90 * time.Second}, 41250*time.Millisecond)
		s.net.Gateway(discordtest.Opening{NoHello: true, Once: true})
		s.start()
		passes(80 * time.Second)
		if s.net.Connected() {
			t.Error("connected to a gateway that says nothing")
		}
		passes(20 * time.Second)
		if !s.net.Connected() {
			t.Error("not connected again")
		}
		passes(24 * time.Hour)
		if n := s.net.Sessions(); n != 1 {
			t.Errorf("a quiet day made %d sessions, want 1", n)
		}
		if err := s.stop(); err != nil {
			t.Error(err)
		}
	})
}

func TestStopsWhileOpening(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &stage{listener: &listener{}, t: t, net: discordtest.New()}
		s.net.Gateway(discordtest.Opening{NoHello: true})
		s.start()
		began := time.Now()
		if err := s.stop(); err != nil {
			t.Error(err)
		}
		if d := time.Since(began); d > 5*time.Second {
			t.Errorf("it took %v to stop", d)
		}
	})
}

func TestFatalClose(t *testing.T) {
	for code, word := range map[int]string{4004: "token", 4010: "sharded", 4011: "sharded", 4012: "version", 4013: "intents", 4014: "intents"} {
		synctest.Test(t, func(t *testing.T) {
			n := discordtest.New()
			n.Gateway(discordtest.Opening{CloseWith: code})
			err := n.Adapter(t).Run(t.Context(), &listener{})
			if err == nil || !strings.Contains(err.Error(), word) || strings.Contains(err.Error(), discordtest.Token) {
				t.Errorf("%d: %v", code, err)
			}
		})
	}
}

func TestWrongToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const secret = "another.secret-token"
		var log strings.Builder
		n := discordtest.New()
		n.Configure(discord.Options{Token: secret, Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))}, 0)
		err := n.Adapter(t).Run(t.Context(), &listener{})
		if err == nil || !strings.Contains(err.Error(), "refused the token") {
			t.Errorf("got %v", err)
		}
		if strings.Contains(err.Error()+log.String(), secret) {
			t.Errorf("the token is told: %v %s", err, log.String())
		}
	})
}

// The library locks itself out when it is asked to reconnect while it opens; a
// goroutine that waits for a mutex stops virtual time, so this plays in real time.
func TestWedgedSessionIsReplaced(t *testing.T) {
	n := discordtest.New()
	n.Configure(discord.Options{WatchEvery: 5 * time.Millisecond, WedgedAfter: 50 * time.Millisecond, FirstPause: time.Millisecond}, time.Hour)
	n.Gateway(discordtest.Opening{Reconnect: true, Once: true})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan error, 1)
	p := n.Adapter(t)
	go func() { done <- p.Run(ctx, &listener{}) }()
	for !n.Connected() {
		select {
		case err := <-done:
			t.Fatalf("run ended: %v", err)
		case <-time.After(time.Millisecond):
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
