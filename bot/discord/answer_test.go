package discord_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/discord"
	"referout/bot/discord/discordtest"
)

func TestTapEditsInPlace(t *testing.T) {
	for name, after := range map[string]time.Duration{"at once": 0, "deferred": 2 * time.Second, "after the token's life": 20 * time.Minute} {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				receipt, err := s.p.Deliver(s.t.Context(), discord.Outgoing{User: s.net.UserID("ann"), Key: "a",
					Message: bot.Compose(bot.Say("1 note")).With(bot.Do("Show", "show", "1"))})
				if err != nil {
					t.Fatal(err)
				}
				s.answers(after, func(in bot.Incoming) discord.Outgoing {
					o := whisper(in, "done")
					o.Edit = in.Message
					return o
				})
				s.net.Tap("ann", s.line(0), s.line(0).Buttons[0])
				passes(after + time.Second)
				in, l := s.last(t), s.line(-1)
				if in.Kind != bot.Tapped || in.Payload != "show:1" || in.Message != receipt.Message {
					t.Errorf("got %+v, receipt %q", in, receipt.Message)
				}
				if !l.Edit || l.ID != s.line(0).ID || l.Text != "done" || len(l.Buttons) != 0 {
					t.Errorf("line is %+v", l)
				}
			})
		})
	}
}

func TestSlowAnswerIsDeferred(t *testing.T) {
	for name, group := range map[string]string{"private": "", "group": "#meetup"} {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				s.answers(5*time.Second, func(in bot.Incoming) discord.Outgoing { return whisper(in, "late") })
				s.net.Say("ann", group, "/due")
				passes(1400 * time.Millisecond)
				if n := s.called("POST interactions/"); n != 0 {
					t.Errorf("%d responses before the time", n)
				}
				passes(200 * time.Millisecond)
				if n := s.called("POST interactions/"); n != 1 {
					t.Errorf("%d responses, want the deferral", n)
				}
				passes(5 * time.Second)
				if l := s.line(-1); l.Text != "late" || l.Aside != (group != "") || l.Person != "ann" {
					t.Errorf("line is %+v", l)
				}
				if s.called("PATCH webhooks/") != 1 {
					t.Error("the deferred message was not filled")
				}
			})
		})
	}
}

func TestDeferredForTheWrongEyes(t *testing.T) {
	play(t, func(s *stage) {
		s.handling(func(ctx context.Context, in bot.Incoming) error {
			if err := s.p.Working(ctx, in, false); err != nil {
				return err
			}
			time.Sleep(2 * time.Second)
			_, err := s.p.Deliver(ctx, whisper(in, "secret"))
			return err
		})
		s.net.Say("ann", "#meetup", "/due")
		passes(3 * time.Second)
		if l := s.line(-1); l.Group != "" || l.Person != "ann" {
			t.Errorf("line is %+v", l)
		}
	})
}

func TestOldInteractionIsAnsweredByMessage(t *testing.T) {
	play(t, func(s *stage) {
		s.answers(0, func(in bot.Incoming) discord.Outgoing { return whisper(in, "hello") })
		s.net.Delay(10 * time.Second)
		s.net.Say("ann", "#meetup", "/due")
		passes(11 * time.Second)
		if n := s.called("POST interactions/"); n != 0 {
			t.Errorf("%d responses to an interaction that is over", n)
		}
		if l := s.line(-1); l.Group != "" || l.Person != "ann" || l.Text != "hello" {
			t.Errorf("line is %+v", l)
		}
	})
}

func TestAsideWithoutItsAskerIsDropped(t *testing.T) {
	play(t, func(s *stage) {
		r, err := s.p.Deliver(s.t.Context(), discord.Outgoing{Channel: s.net.ChannelID("#meetup"), Aside: true, Key: "a", Message: bot.Compose(bot.Say("psst"))})
		if err != nil || r.Message != "" || len(s.net.Heard()) != 0 {
			t.Errorf("%v, %v, %v", r, err, s.net.Heard())
		}
	})
}

func TestSecondAcknowledgement(t *testing.T) {
	play(t, func(s *stage) {
		s.net.Fail(discordtest.Fault{Path: "callback", Lost: true})
		s.handling(func(ctx context.Context, in bot.Incoming) error {
			_, err := s.p.Deliver(ctx, whisper(in, "hello"))
			var failed *bot.SendError
			if !errors.As(err, &failed) || failed.Outcome != bot.Ambiguous {
				t.Errorf("first attempt: %v", err)
			}
			r, err := s.p.Deliver(ctx, whisper(in, "hello"))
			if err != nil || r.Message == "" {
				t.Errorf("second attempt: %v, %v", r, err)
			}
			return nil
		})
		s.net.Say("ann", "", "/due")
		passes(time.Minute)
		if got := s.net.Heard(); len(got) != 1 {
			t.Errorf("shown %d times: %+v", len(got), got)
		}
	})
}

func TestSecondAnswerFollows(t *testing.T) {
	for name, group := range map[string]string{"private": "", "group": "#meetup"} {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				s.handling(func(ctx context.Context, in bot.Incoming) error {
					for _, text := range []string{"one", "two"} {
						o := whisper(in, text)
						o.Key = text
						if _, err := s.p.Deliver(ctx, o); err != nil {
							t.Error(err)
						}
					}
					return nil
				})
				s.net.Say("ann", group, "/due")
				synctest.Wait()
				if l := s.line(1); l.Text != "two" || l.Person != "ann" || l.Aside != (group != "") {
					t.Errorf("line is %+v", l)
				}
			})
		})
	}
}

// An interaction that gets no answer is not left waiting for one.
func TestUnansweredIsDismissed(t *testing.T) {
	play(t, func(s *stage) {
		s.handling(func(context.Context, bot.Incoming) error { return bot.ErrUnanswered })
		s.net.Say("ann", "", "/due")
		passes(time.Minute)
		if s.called("POST interactions/") != 1 || s.called("DELETE webhooks/") != 1 {
			t.Errorf("%d responses, %d deletions; want one each", s.called("POST interactions/"), s.called("DELETE webhooks/"))
		}
	})
}
