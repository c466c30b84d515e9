package discord_test

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/discord"
	"referout/bot/discord/discordtest"
)

// A session that never begins, or whose connection is half dead, is replaced. The
// heartbeat is Discord's own.
func TestHalfDeadConnections(t *testing.T) {
	tests := map[string]struct {
		opening discordtest.Opening
		chatter bool // events still arrive
		within  time.Duration
	}{
		"no heartbeat is answered":           {discordtest.Opening{NoAck: true, Once: true}, false, 100 * time.Second},
		"none is answered, but much is said": {discordtest.Opening{NoAck: true, Once: true}, true, 110 * time.Second},
		"no session after an invalid one":    {discordtest.Opening{Invalid: true, Once: true}, false, 100 * time.Second},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &stage{listener: &listener{}, t: t, net: discordtest.New()}
				s.net.Configure(discord.Options{IdleTimeout: 90 * time.Second, WatchEvery: 10 * time.Second}, 41250*time.Millisecond)
				s.net.Gateway(test.opening)
				s.start()
				began := time.Now()
				hangUps := s.net.HangUps()
				for time.Since(began) < test.within {
					passes(5 * time.Second)
					if test.chatter {
						s.net.Say("ann", "", "hello?")
					}
				}
				passes(10 * time.Second)
				if !s.net.Connected() || s.net.HangUps() == hangUps {
					t.Fatalf("connected %v, hung up %d times", s.net.Connected(), s.net.HangUps())
				}
				s.net.Say("ann", "", "hello")
				synctest.Wait()
				if in := s.last(t); in.Text != "hello" {
					t.Errorf("got %+v", in)
				}
				hangUps = s.net.HangUps()
				passes(24 * time.Hour)
				if n := s.net.HangUps() - hangUps; n != 0 {
					t.Errorf("a quiet day made %d new connections", n)
				}
				if err := s.stop(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// In the middle of a connection Discord may end the session.
func TestInvalidSession(t *testing.T) {
	play(t, func(s *stage) {
		s.net.Say("ann", "", "one")
		synctest.Wait()
		s.net.Invalidate()
		passes(time.Second)
		s.net.Say("ann", "", "two")
		synctest.Wait()
		if got := texts(s.heard()); len(got) != 2 || s.net.Sessions() != 2 {
			t.Errorf("got %q in %d sessions", got, s.net.Sessions())
		}
	})
}

// A token that is refused ends Run with a sentence, wherever that is noticed first.
func TestRevokedToken(t *testing.T) {
	for name, notice := range map[string]func(*stage){
		"by a message": func(s *stage) {
			if _, err := s.p.Deliver(s.t.Context(), discord.Outgoing{User: s.net.UserID("ann"), Key: "a", Message: bot.Compose(bot.Say("hi"))}); err == nil {
				s.t.Error("sent with a refused token")
			}
		},
		"by a look":      func(s *stage) { s.net.Say("ann", "", "hello") },
		"by a reconnect": func(s *stage) { s.net.Drop() },
		"by a close":     func(s *stage) { s.net.CloseWith(4004) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &stage{listener: &listener{}, t: t, net: discordtest.New()}
				s.start()
				s.net.Revoke()
				notice(s)
				passes(time.Minute)
				select {
				case err := <-s.done:
					if err == nil || !strings.Contains(err.Error(), "refused the token") {
						t.Errorf("run ended with %v", err)
					}
				default:
					t.Error("run goes on")
					if err := s.stop(); err != nil {
						t.Error(err)
					}
				}
			})
		})
	}
}

// One refusal that Discord takes back ends nothing.
func TestOneRefusalIsNoRevocation(t *testing.T) {
	play(t, func(s *stage) {
		s.net.Fail(discordtest.Fault{Method: "POST", Path: "/channels", Status: 401})
		if _, err := s.p.Deliver(s.t.Context(), discord.Outgoing{User: s.net.UserID("ann"), Key: "a", Message: bot.Compose(bot.Say("hi"))}); err == nil {
			t.Error("sent")
		}
		passes(time.Minute)
		s.net.Say("ann", "", "hello")
		synctest.Wait()
		if in := s.last(t); in.Text != "hello" {
			t.Errorf("got %+v", in)
		}
	})
}

// Trouble is told once when it begins and once when it is over.
func TestTroubleIsToldOnce(t *testing.T) {
	tests := map[string]struct {
		begin func(*discordtest.Network)
		end   func(*discordtest.Network)
		tells []string
	}{
		"no gateway": {
			func(n *discordtest.Network) { n.Gateway(discordtest.Opening{CloseWith: 4000}); n.Drop() },
			func(n *discordtest.Network) { n.Gateway(discordtest.Opening{}) },
			[]string{"discord disconnected", "discord connected again"},
		},
		"no network": {
			func(n *discordtest.Network) {
				n.OnCall(func(discordtest.Call) error { return context.DeadlineExceeded })
				n.Forget()
				n.Drop()
			},
			func(n *discordtest.Network) { n.OnCall(nil) },
			[]string{"discord disconnected", "discord connected again"},
		},
		"no history": {
			func(n *discordtest.Network) {
				n.OnCall(func(c discordtest.Call) error {
					if strings.HasPrefix(c.Path, "users/@me/channels") {
						return discordtest.Refusal{Status: 503}
					}
					return nil
				})
				n.Invalidate()
			},
			func(n *discordtest.Network) { n.OnCall(nil) },
			[]string{"discord history not read", "discord history read"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var log strings.Builder
				s := &stage{listener: &listener{}, t: t, net: discordtest.New()}
				s.net.Configure(discord.Options{Log: slog.New(slog.NewTextHandler(&log, nil))}, 0)
				s.start()
				s.knows("ann")
				synctest.Wait()
				log.Reset()
				test.begin(s.net)
				passes(6 * time.Hour)
				test.end(s.net)
				passes(time.Hour)
				if err := s.stop(); err != nil {
					t.Error(err)
				}
				for _, line := range test.tells {
					if n := strings.Count(log.String(), `"`+line+`"`); n != 1 {
						t.Errorf("%q is told %d times", line, n)
					}
				}
				if n := strings.Count(log.String(), "\n"); n != len(test.tells) {
					t.Errorf("%d lines:\n%s", n, log.String())
				}
			})
		})
	}
}

// Run ends soon, whatever the connection is doing at that moment.
func TestStopsAtAnyMoment(t *testing.T) {
	for name, trouble := range map[string]func(*discordtest.Network){
		"nothing":   func(*discordtest.Network) {},
		"drop":      (*discordtest.Network).Drop,
		"reconnect": (*discordtest.Network).AskReconnect,
		"invalid":   (*discordtest.Network).Invalidate,
		"close":     func(n *discordtest.Network) { n.CloseWith(4000) },
	} {
		for _, before := range []time.Duration{0, 20 * time.Millisecond, time.Minute} {
			for _, after := range []time.Duration{0, 10 * time.Millisecond, 60 * time.Millisecond, time.Second, 2 * time.Second} {
				play(t, func(s *stage) {
					time.Sleep(before)
					trouble(s.net)
					time.Sleep(after)
					began := time.Now()
					if err := s.stop(); err != nil {
						t.Errorf("%s: %v", name, err)
					}
					if d := time.Since(began); d > 5*time.Second {
						t.Errorf("%s: it took %v", name, d)
					}
				})
			}
		}
	}
}

// The commands are offered when Discord will have them.
func TestCommandsAreOfferedLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log strings.Builder
		s := &stage{listener: &listener{}, t: t, net: discordtest.New()}
		s.net.Configure(discord.Options{Log: slog.New(slog.NewTextHandler(&log, nil))}, 0)
		for range 20 {
			s.net.Fail(discordtest.Fault{Path: "/applications/", Status: 503})
		}
		s.start()
		passes(time.Hour)
		if err := s.stop(); err != nil {
			t.Error(err)
		}
		if n := strings.Count(log.String(), "commands not offered"); n != 1 || len(s.net.Commands()) == 0 {
			t.Errorf("told %d times, %d commands", n, len(s.net.Commands()))
		}
	})
}
