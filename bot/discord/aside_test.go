package discord_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"referout/bot"
	"referout/bot/discord"
	"referout/bot/discord/discordtest"
)

// aside is an answer for the asker's eyes.
func aside(in bot.Incoming, text string) discord.Outgoing {
	o := public(in, text)
	o.Aside = true
	return o
}

// delivers makes the receiver answer with several messages after a while.
func (s *stage) delivers(private bool, after time.Duration, out func(bot.Incoming) []discord.Outgoing) {
	s.answer = func(ctx context.Context, in bot.Incoming) error {
		if err := s.p.Working(ctx, in, private); err != nil {
			return err
		}
		time.Sleep(after)
		for _, o := range out(in) {
			if _, err := s.p.Deliver(ctx, o); err != nil {
				s.t.Errorf("deliver: %v", err)
			}
		}
		return nil
	}
}

// nobodyWaits expects that everything was acknowledged and nothing is promised.
func (s *stage) nobodyWaits() {
	s.t.Helper()
	time.Sleep(10 * time.Second)
	if a, b := s.net.Unanswered(), s.net.Thinking(); a+b != 0 {
		s.t.Errorf("%d not acknowledged, %d still promised", a, b)
	}
}

// shown describes what was shown: where, to whom, whether it was an edit, and the text.
func (s *stage) shown() (out []string) {
	for _, l := range s.net.Heard() {
		kind := "says"
		if l.Edit {
			kind = "edits"
		}
		if l.Aside {
			kind += " to " + l.Person
		}
		out = append(out, strings.TrimSpace(fmt.Sprint(l.Group, " ", kind, ": ", l.Text)))
	}
	return out
}

// both expects two lines behind the first n, in any order.
func (s *stage) both(n int, want ...string) {
	s.t.Helper()
	got := s.shown()[n:]
	if len(got) != len(want) {
		s.t.Fatalf("shown: %q, want %q", got, want)
	}
	for _, w := range want {
		if !strings.Contains("\n"+strings.Join(got, "\n")+"\n", "\n"+w+"\n") {
			s.t.Errorf("shown: %q, want %q", got, want)
		}
	}
}

var pauses = map[string]time.Duration{"at once": 0, "deferred": 2 * time.Second, "after two minutes": 2 * time.Minute}

// A tap changes the card for everybody and tells the tapper something, in whatever
// order that comes.
func TestTapWithAnAside(t *testing.T) {
	orders := map[string]func(card, note discord.Outgoing) []discord.Outgoing{
		"card first": func(card, note discord.Outgoing) []discord.Outgoing { return []discord.Outgoing{card, note} },
		"note first": func(card, note discord.Outgoing) []discord.Outgoing { return []discord.Outgoing{note, card} },
		"card without the tap": func(card, note discord.Outgoing) []discord.Outgoing {
			card.Reply = ""
			return []discord.Outgoing{card, note}
		},
		"note that names the card": func(card, note discord.Outgoing) []discord.Outgoing {
			note.Edit = card.Edit
			return []discord.Outgoing{note, card}
		},
	}
	for order, out := range orders {
		for pause, after := range pauses {
			for _, group := range []string{"#meetup", questions} {
				t.Run(order+", "+pause+", "+group, func(t *testing.T) {
					play(t, func(s *stage) {
						o := s.inThread("a", "1 going", bot.Do("Going", "go", "1"))
						o.Thread = s.net.ChannelID(group)
						s.send(o)
						s.delivers(true, after, func(in bot.Incoming) []discord.Outgoing {
							card := public(in, "2 going", bot.Do("Going", "go", "1"))
							card.Edit = in.Message
							return out(card, aside(in, "You are in."))
						})
						s.net.Tap("bob", s.line(0), s.line(0).Buttons[0])
						time.Sleep(after + time.Second)
						s.both(1, group+" edits: 2 going", group+" says to bob: You are in.")
						s.nobodyWaits()
					})
				})
			}
		}
	}
}

// A note alone leaves the card as it is.
func TestTapWithAnAsideAlone(t *testing.T) {
	for pause, after := range pauses {
		t.Run(pause, func(t *testing.T) {
			play(t, func(s *stage) {
				s.send(s.inThread("a", "1 going", bot.Do("Going", "go", "1")))
				s.delivers(true, after, func(in bot.Incoming) []discord.Outgoing {
					return []discord.Outgoing{aside(in, "The seats are taken.")}
				})
				s.net.Tap("bob", s.line(0), s.line(0).Buttons[0])
				time.Sleep(after + time.Second)
				s.both(1, questions+" says to bob: The seats are taken.")
				s.nobodyWaits()
			})
		})
	}
}

// A command may post for everybody and tell its user something, whatever Discord was
// told of its audience.
func TestCommandWithAnAside(t *testing.T) {
	for _, private := range []bool{true, false} {
		for _, noteFirst := range []bool{true, false} {
			for pause, after := range pauses {
				t.Run(fmt.Sprint("private ", private, ", note first ", noteFirst, ", ", pause), func(t *testing.T) {
					play(t, func(s *stage) {
						s.delivers(private, after, func(in bot.Incoming) []discord.Outgoing {
							card, note := public(in, "1 going"), aside(in, "Posted.")
							if noteFirst {
								return []discord.Outgoing{note, card}
							}
							return []discord.Outgoing{card, note}
						})
						s.net.Say("ann", "#meetup", "/due")
						time.Sleep(after + time.Second)
						s.both(0, "#meetup says: 1 going", "#meetup says to ann: Posted.")
						s.nobodyWaits()
					})
				})
			}
		}
	}
}

// A command that only changes something elsewhere leaves nobody waiting, and what
// follows still finds its way.
func TestCommandThatEdits(t *testing.T) {
	for _, note := range []bool{true, false} {
		for _, from := range []string{"#meetup", questions} {
			for pause, after := range pauses {
				t.Run(fmt.Sprint("note ", note, ", from ", from, ", ", pause), func(t *testing.T) {
					play(t, func(s *stage) {
						first := s.send(discord.Outgoing{Channel: s.net.ChannelID("#meetup"), Key: "a", Message: bot.Compose(bot.Say("open"))})
						want := []string{"#meetup edits: closed"}
						if note {
							want = append(want, from+" says to ann: It is closed.")
						}
						s.delivers(false, after, func(in bot.Incoming) (out []discord.Outgoing) {
							card := public(in, "closed")
							card.Edit, card.Thread = first.Message, ""
							if out = append(out, card); note {
								out = append(out, aside(in, "It is closed."))
							}
							return out
						})
						s.net.Say("ann", from, "/due")
						time.Sleep(after + time.Second)
						s.both(1, want...)
						s.nobodyWaits()
					})
				})
			}
		}
	}
}

// Discord is told in time that an answer is coming, however long something else takes.
func TestSlowEditHoldsNothingUp(t *testing.T) {
	play(t, func(s *stage) {
		first := s.send(discord.Outgoing{Channel: s.net.ChannelID("#meetup"), Key: "a", Message: bot.Compose(bot.Say("open"))})
		s.net.Fail(discordtest.Fault{Method: "PATCH", Path: "channels/", Delay: 10 * time.Second})
		s.delivers(true, 0, func(in bot.Incoming) []discord.Outgoing {
			card := public(in, "closed")
			card.Edit = first.Message
			return []discord.Outgoing{card, aside(in, "It is closed.")}
		})
		s.net.Say("ann", "#meetup", "/due")
		time.Sleep(12 * time.Second)
		s.both(1, "#meetup edits: closed", "#meetup says to ann: It is closed.")
		s.nobodyWaits()
	})
}

// Whoever gives up while the edit is under way harms nothing.
func TestSlowEditIsGivenUp(t *testing.T) {
	play(t, func(s *stage) {
		first := s.send(discord.Outgoing{Channel: s.net.ChannelID("#meetup"), Key: "a", Message: bot.Compose(bot.Say("open"))})
		s.net.Fail(discordtest.Fault{Method: "PATCH", Path: "channels/", Delay: 10 * time.Second, Status: 404, Code: 10008})
		s.answer = func(ctx context.Context, in bot.Incoming) error {
			o := public(in, "closed")
			o.Edit = first.Message
			ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
			defer cancel()
			if _, err := s.p.Deliver(ctx, o); err == nil {
				t.Error("it was given up and has arrived")
			}
			o.Key = "again"
			if _, err := s.p.Deliver(context.WithoutCancel(ctx), o); err != nil {
				t.Error(err)
			}
			return nil
		}
		s.net.Say("ann", "#meetup", "/due")
		time.Sleep(12 * time.Second)
		s.both(1, "#meetup edits: closed")
		s.nobodyWaits()
	})
}

// When the interaction is over, a note is dropped, and the card it came with is edited
// all the same.
func TestAsideThatComesTooLate(t *testing.T) {
	play(t, func(s *stage) {
		s.answers(0, func(in bot.Incoming) discord.Outgoing { return public(in, "1 going", bot.Do("Going", "go", "1")) })
		s.net.Say("ann", "#meetup", "/due")
		time.Sleep(time.Second)
		s.delivers(true, 16*time.Minute, func(in bot.Incoming) []discord.Outgoing {
			card := public(in, "2 going")
			card.Edit = in.Message
			return []discord.Outgoing{aside(in, "You are in."), card}
		})
		s.net.Tap("bob", s.line(0), s.line(0).Buttons[0])
		time.Sleep(17 * time.Minute)
		s.both(1, "#meetup edits: 2 going")
		s.nobodyWaits()
		if n := s.called("PATCH channels/"); n != 1 {
			t.Errorf("edited as the bot %d times", n)
		}
	})
}

// A note that cannot be taken back from everybody's eyes is not shown to them.
func TestAsideIsNeverForEverybody(t *testing.T) {
	play(t, func(s *stage) {
		s.delivers(false, 2*time.Second, func(in bot.Incoming) []discord.Outgoing {
			return []discord.Outgoing{aside(in, "psst")}
		})
		s.net.Fail(discordFault("DELETE", "@original", 404, 10015))
		s.net.Say("ann", "#meetup", "/due")
		time.Sleep(4 * time.Second)
		s.both(0)
	})
}
