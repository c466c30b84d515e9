package discord_test

import (
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/discord"
	"referout/bot/discord/discordtest"
)

func (s *stage) rules(key string) discord.Outgoing {
	return discord.Outgoing{Channel: s.net.ChannelID("#meetup"), Key: key, Pin: true, Message: bot.Compose(bot.Say("Be kind."))}
}

func TestPinning(t *testing.T) {
	const path = "messages/pins/"
	fails := func(n *discordtest.Network, times int, f discordtest.Fault) {
		for range times {
			n.Fail(f)
		}
	}
	tests := map[string]struct {
		before   func(*discordtest.Network)
		unpinned bool
	}{
		"allowed":             {func(*discordtest.Network) {}, false},
		"no right":            {func(n *discordtest.Network) { n.AllowPins("#meetup", false) }, true},
		"the right came back": {func(n *discordtest.Network) { n.AllowPins("#meetup", false); n.AllowPins("#meetup", true) }, false},
		"no access":           {func(n *discordtest.Network) { fails(n, 1, discordtest.Fault{Path: path, Status: 403, Code: 50001}) }, true},
		"too many":            {func(n *discordtest.Network) { fails(n, 1, discordtest.Fault{Path: path, Status: 400, Code: 30003}) }, true},
		"trouble that passes": {func(n *discordtest.Network) { fails(n, 2, discordtest.Fault{Path: path, Status: 503}) }, false},
		"trouble that stays":  {func(n *discordtest.Network) { fails(n, 9, discordtest.Fault{Path: path, Status: 503}) }, true},
		"no answer":           {func(n *discordtest.Network) { fails(n, 1, discordtest.Fault{Path: path, Lost: true}) }, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				test.before(s.net)
				r := s.send(s.rules("a"))
				if r.Message == "" || r.Unpinned != test.unpinned {
					t.Errorf("receipt is %+v", r)
				}
				if got := s.net.Pinned("#meetup"); (len(got) == 1 && got[0] == "Be kind.") == test.unpinned {
					t.Errorf("pinned: %q", got)
				}
				if len(s.net.Heard()) != 1 {
					t.Errorf("shown: %+v", s.net.Heard())
				}
			})
		})
	}
}

func TestPinnedOnce(t *testing.T) {
	play(t, func(s *stage) {
		first := s.send(s.rules("a"))
		s.send(s.rules("a"))
		edit := s.rules("b")
		edit.Edit, edit.Message = first.Message, bot.Compose(bot.Say("Be brief."))
		if r := s.send(edit); r.Unpinned || r.Message != first.Message {
			t.Errorf("receipt is %+v", r)
		}
		if got := s.net.Pinned("#meetup"); !reflect.DeepEqual(got, []string{"Be brief."}) {
			t.Errorf("pinned: %q", got)
		}
		if n := s.called("PUT channels/"); n != 2 {
			t.Errorf("pinned with %d calls; the edit needs none", n)
		}
	})
}

func TestPinnedAnswers(t *testing.T) {
	for name, after := range map[string]time.Duration{"at once": 0, "deferred": 2 * time.Second} {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				s.answers(after, func(in bot.Incoming) discord.Outgoing {
					o := public(in, "Be kind.")
					o.Pin = true
					return o
				})
				s.net.Say("ann", questions, "/due")
				passes(after + time.Second)
				if got := s.net.Pinned(questions); !reflect.DeepEqual(got, []string{"Be kind."}) {
					t.Errorf("pinned in the thread: %q", got)
				}
				s.net.Say("ann", "#meetup", "/due")
				passes(after + time.Second)
				if got := s.net.Pinned("#meetup"); len(got) != 2 {
					t.Errorf("pinned: %q", got)
				}
			})
		})
	}
}

func TestAsidesAreNotPinned(t *testing.T) {
	play(t, func(s *stage) {
		s.answers(0, func(in bot.Incoming) discord.Outgoing {
			o := public(in, "psst")
			o.Pin, o.Aside = true, true
			return o
		})
		s.net.Say("ann", "#meetup", "/due")
		synctest.Wait()
		if len(s.net.Pinned("#meetup")) != 0 || s.called("PUT channels/") != 0 {
			t.Error("what one person sees is pinned")
		}
	})
}
