package discord_test

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/discord"
	"referout/bot/discord/discordtest"
)

// Whatever is asked of the adapter at once, Discord has nothing to refuse.
func TestLimitsAreKept(t *testing.T) {
	play(t, func(s *stage) {
		s.net.Strict(true)
		var all sync.WaitGroup
		send := func(user string, n int) {
			all.Go(func() {
				for i := range n {
					o := discord.Outgoing{User: s.net.UserID(user), Key: user + strconv.Itoa(i), Message: bot.Compose(bot.Say("%d", i))}
					if _, err := s.p.Deliver(s.t.Context(), o); err != nil {
						t.Errorf("%s %d: %v", user, i, err)
					}
				}
			})
		}
		began := time.Now()
		send("ann", 30)
		for i := range 100 {
			send("person"+strconv.Itoa(i), 3)
		}
		all.Wait()
		if chats, overall := s.net.Limited(); chats+overall > 0 {
			t.Errorf("refused %d times for one chat's sake, %d times for all", chats, overall)
		}
		if d := time.Since(began); d > 40*time.Second {
			t.Errorf("it took %v", d)
		}
		if n := len(s.net.Heard()); n != 330 {
			t.Errorf("%d messages arrived", n)
		}
	})
}

// A limit that is used up for long holds one chat, or all of them, without asking
// Discord again; what answers an interaction is not held.
func TestLongLimitsAreRemembered(t *testing.T) {
	for name, test := range map[string]struct {
		refusal discordtest.Refusal
		others  bool // are held as well
	}{
		"one chat":   {discordtest.Refusal{Status: 429, After: 40 * time.Second}, false},
		"all":        {discordtest.Refusal{Status: 429, After: 40 * time.Second, Overall: true}, true},
		"front page": {discordtest.Refusal{Status: 429, Page: true}, true},
	} {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				s.answers(0, func(in bot.Incoming) discord.Outgoing { return whisper(in, "hello") })
				send := func(name string) *bot.SendError {
					_, err := s.p.Deliver(s.t.Context(), discord.Outgoing{User: s.net.UserID(name), Key: name, Message: bot.Compose(bot.Say("hi"))})
					var failed *bot.SendError
					errors.As(err, &failed)
					return failed
				}
				for _, name := range []string{"ann", "bob"} {
					if failed := send(name); failed != nil {
						t.Error(failed)
					}
				}
				s.net.OnCall(func(c discordtest.Call) error {
					if c.Method == http.MethodPost && c.Path == "channels/300000000000000000/messages" {
						return test.refusal
					}
					return nil
				})
				if failed := send("ann"); failed == nil {
					t.Error("refused, and nobody says so")
				}
				s.net.OnCall(nil)
				before := s.called("POST channels/")
				passes(10 * time.Second)
				if failed := send("ann"); failed == nil || failed.Outcome != bot.RateLimited || failed.Overall != test.others || failed.After < 29*time.Second {
					t.Errorf("the same chat: %+v", failed)
				}
				failed := send("bob")
				if (failed != nil) != test.others || failed != nil && !failed.Overall {
					t.Errorf("another chat: %+v", failed)
				}
				s.net.Say("ann", "", "/due")
				synctest.Wait()
				if l := s.line(-1); l.Text != "hello" {
					t.Errorf("line is %+v", l)
				}
				held := 1
				if test.others {
					held = 2
				}
				if n := s.called("POST channels/") - before; n != 2-held {
					t.Errorf("%d calls", n)
				}
				passes(time.Minute)
				if failed := send("ann"); failed != nil {
					t.Errorf("afterwards: %+v", failed)
				}
			})
		})
	}
}

// The memory of limits does not grow with chats and interactions.
func TestLimitsAreForgotten(t *testing.T) {
	play(t, func(s *stage) {
		s.net.Strict(true)
		s.handling(func(ctx context.Context, in bot.Incoming) error {
			_, err := s.p.Deliver(ctx, whisper(in, "hello"))
			return err
		})
		for i := range 500 {
			name := "person" + strconv.Itoa(i)
			for n := range 5 {
				o := discord.Outgoing{User: s.net.UserID(name), Key: strconv.Itoa(i*5 + n), Message: bot.Compose(bot.Say("hi"))}
				if _, err := s.p.Deliver(s.t.Context(), o); err != nil {
					t.Fatal(err)
				}
			}
			s.net.Say(name, "", "/due")
			if n := s.p.Braked(); n > 300 {
				t.Fatalf("%d limits after %d chats", n, i+1)
			}
		}
	})
}

func TestLimits(t *testing.T) {
	l := discord.Limits()
	if l.Overall <= 0 || l.Overall > 50 || l.Person.Burst < 1 || l.Person.PerSecond <= 0 || l.Group.Burst < 1 || l.Group.PerSecond <= 0 {
		t.Errorf("limits are %+v", l)
	}
}
