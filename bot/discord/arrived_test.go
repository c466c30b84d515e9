package discord_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"referout/bot"
	"referout/bot/bottest"
	"referout/bot/discord"
	"referout/bot/discord/discordtest"
)

// cut makes the nth message that is posted from now on arrive without an answer.
func (s *stage) cut(nth int) {
	posted := 0
	s.net.OnCall(func(c discordtest.Call) error {
		if c.Done && c.Method == http.MethodPost && strings.HasSuffix(c.Path, "/messages") {
			if posted++; posted == nth {
				return errors.New("connection reset")
			}
		}
		return nil
	})
}

// doubt sends and expects that nobody knows whether it arrived.
func (s *stage) doubt(o discord.Outgoing) discord.Outgoing {
	s.t.Helper()
	o.Tried = time.Now()
	_, err := s.p.Deliver(s.t.Context(), o)
	var failed *bot.SendError
	if !errors.As(err, &failed) || failed.Outcome != bot.Ambiguous {
		s.t.Fatalf("got %v", err)
	}
	return o
}

// A message of which nobody knows whether it arrived is shown once.
func TestDoubtfulMessages(t *testing.T) {
	long := bot.Compose(bot.Say("%s", strings.Repeat("word ", 1000))).With(bot.Do("Done", "done", "1"))
	tests := map[string]struct {
		message bot.Message
		group   string
		cut     int // which of its parts is in doubt; 0: it never left
		wait    time.Duration
		restart bool
		parts   int
		looks   bool
	}{
		"soon":              {bot.Compose(bot.Say("hi")), "", 1, time.Minute, false, 1, false},
		"later":             {bot.Compose(bot.Say("hi")), "", 1, 10 * time.Minute, false, 1, true},
		"after a restart":   {bot.Compose(bot.Say("hi")), "", 1, time.Hour, true, 1, true},
		"with buttons":      {bot.Compose(bot.Say("1 note")).With(bot.Do("Done", "done", "7")), "", 1, time.Hour, true, 1, true},
		"in a group":        {bot.Compose(bot.Say("hi")), "#meetup", 1, time.Hour, true, 1, true},
		"first part":        {long, "", 1, time.Hour, false, 3, true},
		"second part":       {long, "", 2, time.Hour, true, 3, true},
		"last part":         {long, "", 3, time.Hour, false, 3, true},
		"never arrived":     {bot.Compose(bot.Say("hi")), "", 0, time.Hour, true, 1, true},
		"long, not arrived": {long, "#meetup", 0, time.Hour, true, 3, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				o := discord.Outgoing{User: s.net.UserID("ann"), Key: "a", Message: test.message}
				if test.group != "" {
					o.User, o.Channel = "", s.net.ChannelID(test.group)
				}
				if s.cut(test.cut); test.cut == 0 {
					s.net.Fail(discordtest.Fault{Method: "POST", Path: "/messages", Delay: time.Minute, Status: 500})
				}
				o = s.doubt(o)
				s.net.OnCall(nil)
				passes(test.wait)
				if test.restart {
					s.away(func() {})
				}
				before := s.called("GET channels/")
				r, err := s.p.Deliver(s.t.Context(), o)
				if err != nil {
					t.Fatal(err)
				}
				got := s.net.Heard()
				if len(got) != test.parts || !strings.HasSuffix(r.Message, "/"+s.line(-1).ID) {
					t.Errorf("shown %d times, want %d; receipt %q", len(got), test.parts, r.Message)
				}
				if looked := s.called("GET channels/") > before; looked != test.looks {
					t.Errorf("looked: %v", looked)
				}
			})
		})
	}
}

// A message that only looks the same is not taken for the one that was tried.
func TestAnothersMessageIsNoProof(t *testing.T) {
	tests := map[string]bot.Message{
		"another button": bot.Compose(bot.Say("1 note")).With(bot.Do("Done", "done", "8")),
		"the same":       bot.Compose(bot.Say("1 note")).With(bot.Do("Done", "done", "7")),
		"another text":   bot.Compose(bot.Say("2 notes")).With(bot.Do("Done", "done", "7")),
	}
	for name, before := range tests {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				to := s.net.UserID("ann")
				if _, err := s.p.Deliver(s.t.Context(), discord.Outgoing{User: to, Key: "a", Message: before}); err != nil {
					t.Fatal(err)
				}
				s.net.Fail(discordtest.Fault{Method: "POST", Path: "/messages", Delay: time.Minute, Status: 500})
				o := s.doubt(discord.Outgoing{User: to, Key: "b", Message: tests["the same"]})
				passes(10 * time.Minute)
				if _, err := s.p.Deliver(s.t.Context(), o); err != nil {
					t.Fatal(err)
				}
				if got := s.net.Heard(); len(got) != 2 {
					t.Errorf("shown %d times", len(got))
				}
			})
		})
	}
}

// Before it could be looked nothing is repeated; where nobody may look, it is.
func TestLookingMayFail(t *testing.T) {
	for name, test := range map[string]struct {
		fault discordtest.Fault
		fails bool
		shown int
	}{
		"for a while":   {discordtest.Fault{Method: "GET", Path: "/messages", Status: 503}, true, 1},
		"for good":      {discordtest.Fault{Method: "GET", Path: "/messages", Status: 403, Code: 50001}, false, 2},
		"without word":  {discordtest.Fault{Method: "GET", Path: "/messages", Lost: true}, true, 1},
		"a strange one": {discordtest.Fault{Method: "GET", Path: "/messages", Status: 200, Body: `[{"id":7},null,"x"]`}, false, 2},
	} {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				s.cut(1)
				o := s.doubt(discord.Outgoing{Channel: s.net.ChannelID("#meetup"), Key: "a", Message: bot.Compose(bot.Say("hi"))})
				passes(10 * time.Minute)
				s.net.Fail(test.fault)
				_, err := s.p.Deliver(s.t.Context(), o)
				var failed *bot.SendError
				if errors.As(err, &failed) != test.fails || test.fails && failed.Outcome == bot.Ambiguous {
					t.Errorf("got %+v", failed)
				}
				if _, err := s.p.Deliver(s.t.Context(), o); test.fails && err != nil {
					t.Error(err)
				}
				if got := s.net.Heard(); len(got) != test.shown {
					t.Errorf("shown %d times, want %d", len(got), test.shown)
				}
			})
		})
	}
}

// An answer of which nobody knows whether it arrived is shown once, whichever way
// it went and whoever asks again.
func TestDoubtfulAnswers(t *testing.T) {
	ways := map[string]struct {
		group string
		tap   bool
		slow  time.Duration // 2 s: the interaction is deferred first
		cut   string        // the call whose answer is lost
	}{
		"first response":          {"", false, 0, "POST interactions/"},
		"first response in group": {"#meetup", false, 0, "POST interactions/"},
		"deferred":                {"", false, 2 * time.Second, "PATCH webhooks/"},
		"deferred in group":       {"#meetup", false, 2 * time.Second, "PATCH webhooks/"},
		"tap":                     {"", true, 0, "POST interactions/"},
		"deferred tap":            {"", true, 2 * time.Second, "PATCH webhooks/"},
	}
	again := map[string]struct {
		wait    time.Duration
		restart bool
	}{
		"at once":              {0, false},
		"in a minute":          {time.Minute, false},
		"after a restart":      {10 * time.Second, true},
		"after the token ends": {20 * time.Minute, true},
	}
	for name, way := range ways {
		for when, then := range again {
			t.Run(name+" "+when, func(t *testing.T) {
				play(t, func(s *stage) {
					before := 0
					if way.tap {
						s.ping("card")
						before = 1
					}
					var o discord.Outgoing
					s.handling(func(ctx context.Context, in bot.Incoming) error {
						if err := s.p.Working(ctx, in, way.group != ""); err != nil {
							return err
						}
						time.Sleep(way.slow)
						o = whisper(in, "hello", bot.Do("Undo", "undo", "7"))
						if way.tap {
							o.Edit = in.Message
						}
						s.lose(way.cut)
						o = s.doubt(o)
						s.net.OnCall(nil)
						return nil
					})
					if way.tap {
						s.net.Tap("ann", s.line(0), bottest.Button{Payload: "show:1"})
					} else {
						s.net.Say("ann", way.group, "/due")
					}
					passes(way.slow + 100*time.Millisecond)
					passes(then.wait)
					if then.restart {
						s.away(func() {})
					}
					r, err := s.p.Deliver(s.t.Context(), o)
					if err != nil {
						t.Fatal(err)
					}
					fresh, lines := 0, s.net.Heard()[before:]
					for _, l := range lines {
						if !l.Edit {
							fresh++
						}
					}
					l := lines[len(lines)-1]
					want := 1
					switch {
					case way.tap:
						want = 0
					case way.group != "" && then.wait > 15*time.Minute:
						want = 2 // an ephemeral answer cannot be looked for without its token
					}
					if fresh != want || l.Text != "hello" || len(l.Buttons) != 1 || !strings.HasSuffix(r.Message, "/"+l.ID) {
						t.Errorf("shown anew %d times, want %d; %+v; receipt %q", fresh, want, lines, r.Message)
					}
				})
			})
		}
	}
}

// lose cuts the answer to the next call that begins so.
func (s *stage) lose(call string) {
	s.net.OnCall(func(c discordtest.Call) error {
		if c.Done && strings.HasPrefix(c.Method+" "+c.Path, call) {
			return errors.New("connection reset")
		}
		return nil
	})
}

// Discord denies access to a private chat now and then; only a row of denials counts.
func TestDeniedPrivateChats(t *testing.T) {
	play(t, func(s *stage) {
		o := discord.Outgoing{User: s.net.UserID("ann"), Key: "a", Message: bot.Compose(bot.Say("hi"))}
		send := func(denied bool) (outcome bot.Outcome) {
			if denied {
				s.net.Fail(discordtest.Fault{Method: "POST", Path: "/messages", Status: 403, Code: 50001})
			}
			_, err := s.p.Deliver(s.t.Context(), o)
			var failed *bot.SendError
			if errors.As(err, &failed) {
				outcome = failed.Outcome
			}
			return outcome
		}
		for i, want := range []bot.Outcome{bot.ServerFault, bot.ServerFault, bot.Arrived, bot.ServerFault, bot.ServerFault, bot.TargetGone, bot.ServerFault} {
			if got := send(want != bot.Arrived); got != want {
				t.Errorf("attempt %d: %d, want %d", i+1, got, want)
			}
		}
	})
}
