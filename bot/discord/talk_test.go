package discord_test

import (
	"context"
	"errors"
	"reflect"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/discord"
	"referout/bot/discord/discordtest"
)

func TestCommandsAreOfferedOnce(t *testing.T) {
	play(t, func(s *stage) {
		if got, want := s.net.Commands(), []string{"due", "met", "received"}; !reflect.DeepEqual(got, want) {
			t.Errorf("menu is %v, want %v", got, want)
		}
		if err := s.stop(); err != nil {
			t.Fatal(err)
		}
		s.start()
		if n := s.called("PUT applications/"); n != 1 {
			t.Errorf("written %d times, want once", n)
		}
	})
}

func TestCommandInPrivate(t *testing.T) {
	play(t, func(s *stage) {
		s.answers(0, func(in bot.Incoming) discord.Outgoing { return whisper(in, "1 < 2", bot.Do("Undo", "undo", "7")) })
		s.net.Say("ann", "", "/received Dr Lee yesterday")
		synctest.Wait()
		in := s.last(t)
		if in.Kind != bot.Said || in.Command != "received" || in.Text != "Dr Lee yesterday" || in.Chat != nil || in.From.ID != s.net.UserID("ann") {
			t.Errorf("got %+v", in)
		}
		l := s.line(-1)
		if l.Person != "ann" || l.Group != "" || l.Text != "1 < 2" || len(l.Buttons) != 1 || l.Buttons[0].Payload != "undo:7" {
			t.Errorf("line is %+v", l)
		}
		if s.called("POST channels/") > 0 {
			t.Error("answered by a plain message, not as a response")
		}
	})
}

func TestOptionsFilledOneByOne(t *testing.T) {
	play(t, func(s *stage) {
		s.net.Use("ann", "", "received", "who", "Dr Lee", "when", "tue")
		synctest.Wait()
		if in := s.last(t); in.Text != "" || !reflect.DeepEqual(in.Options, map[string]string{"who": "Dr Lee", "when": "tue"}) {
			t.Errorf("got %+v", in)
		}
	})
}

func TestTextInPrivate(t *testing.T) {
	play(t, func(s *stage) {
		s.answers(0, func(in bot.Incoming) discord.Outgoing { return whisper(in, "yes") })
		s.net.Say("ann", "", "Dr Lee sent me someone")
		synctest.Wait()
		in := s.last(t)
		if in.Text != "Dr Lee sent me someone" || in.Command != "" || in.Chat != nil {
			t.Errorf("got %+v", in)
		}
		s.net.Reply("ann", "tomorrow", s.line(-1))
		synctest.Wait()
		if again := s.last(t); again.Message == "" || again.Text != "tomorrow" {
			t.Errorf("reply came as %+v", again)
		}
		s.net.Send("ann", "cards.vcf", nil)
		synctest.Wait()
		if file := s.last(t); file.Kind != bot.SentFile {
			t.Errorf("file came as %+v", file)
		}
		if n := s.called("GET channels/") - s.called("GET channels/300000000000000000/messages"); n != 1 {
			t.Errorf("the channel's kind was asked %d times, want once", n)
		}
	})
}

func TestUnlistedCommandTyped(t *testing.T) {
	play(t, func(s *stage) {
		s.net.Say("ann", "", "/From Dr Lee")
		synctest.Wait()
		if in := s.last(t); in.Command != "from" || in.Text != "Dr Lee" {
			t.Errorf("got %+v", in)
		}
	})
}

func TestGroupSeesNothingPrivate(t *testing.T) {
	play(t, func(s *stage) {
		s.answers(0, func(in bot.Incoming) discord.Outgoing { return whisper(in, "Please ask me in private.") })
		s.net.Say("ann", "#meetup", "/due")
		s.net.Say("ann", "#meetup", "just talking")
		synctest.Wait()
		in := s.last(t)
		if len(s.heard()) != 1 || in.Chat == nil || in.Chat.ID != s.net.ChannelID("#meetup") || !in.Named {
			t.Errorf("got %+v", in)
		}
		if l := s.line(-1); !l.Aside || l.Person != "ann" || l.Group != "#meetup" {
			t.Errorf("line is %+v", l)
		}
	})
}

func TestPublicAnswerInGroup(t *testing.T) {
	play(t, func(s *stage) {
		s.answers(0, func(in bot.Incoming) discord.Outgoing {
			return discord.Outgoing{Channel: in.Chat.ID, Reply: in.Reply, Key: "k", Message: bot.Compose(bot.Say("help"))}
		})
		s.net.Say("ann", "#meetup", "/due")
		synctest.Wait()
		if l := s.line(-1); l.Aside || l.Person != "" || l.Group != "#meetup" {
			t.Errorf("line is %+v", l)
		}
	})
}

func TestPrivateNeverEditsAGroupMessage(t *testing.T) {
	play(t, func(s *stage) {
		if _, err := s.p.Deliver(s.t.Context(), discord.Outgoing{Channel: s.net.ChannelID("#meetup"), Key: "a",
			Message: bot.Compose(bot.Say("hello")).With(bot.Do("Mine", "mine"))}); err != nil {
			t.Fatal(err)
		}
		s.answers(0, func(in bot.Incoming) discord.Outgoing {
			o := whisper(in, "secret")
			o.Edit = in.Message
			return o
		})
		s.net.Tap("ann", s.line(0), s.line(0).Buttons[0])
		synctest.Wait()
		if l := s.line(-1); !l.Aside || l.Edit || l.Person != "ann" {
			t.Errorf("line is %+v", l)
		}
		if _, err := s.p.Deliver(s.t.Context(), discord.Outgoing{User: s.net.UserID("ann"), Edit: s.last(t).Message, Key: "b",
			Message: bot.Compose(bot.Say("secret"))}); err != nil {
			t.Fatal(err)
		}
		if l := s.line(-1); l.Group != "" || l.Edit {
			t.Errorf("line is %+v", l)
		}
	})
}

func TestSuggestions(t *testing.T) {
	play(t, func(s *stage) {
		s.net.Type("ann", "", "received", "who", "le")
		s.net.Type("bob", "#meetup", "received", "who", "le")
		synctest.Wait()
		if got := s.net.Completions("ann"); len(got) != 2 || got[0] != "who le" || len([]rune(got[1])) != 100 {
			t.Errorf("offered %q", got)
		}
		if got := s.net.Completions("bob"); got == nil || len(got) != 0 {
			t.Errorf("offered in a group: %q", got)
		}
	})
}

func TestBlockedPerson(t *testing.T) {
	play(t, func(s *stage) {
		s.net.Reach("ann", false)
		_, err := s.p.Deliver(s.t.Context(), discord.Outgoing{User: s.net.UserID("ann"), Key: "a", Message: bot.Compose(bot.Say("hi"))})
		var failed *bot.SendError
		if !errors.As(err, &failed) || failed.Outcome != bot.TargetGone {
			t.Errorf("got %v", err)
		}
	})
}

func TestRepeatedSendIsOneMessage(t *testing.T) {
	play(t, func(s *stage) {
		o := discord.Outgoing{User: s.net.UserID("ann"), Key: "same", Message: bot.Compose(bot.Say("hi"))}
		s.net.Fail(discordtest.Fault{Method: "POST", Path: "/messages", Lost: true})
		if _, err := s.p.Deliver(s.t.Context(), o); err == nil {
			t.Fatal("a lost answer went unnoticed")
		}
		if _, err := s.p.Deliver(s.t.Context(), o); err != nil {
			t.Fatal(err)
		}
		if got := s.net.Heard(); len(got) != 1 {
			t.Errorf("shown %d times", len(got))
		}
	})
}

func TestEditOfAGoneMessageIsSentAnew(t *testing.T) {
	play(t, func(s *stage) {
		o := discord.Outgoing{User: s.net.UserID("ann"), Key: "a", Edit: "300000000000000000/12345", Message: bot.Compose(bot.Say("hi"))}
		if _, err := s.p.Deliver(s.t.Context(), o); err != nil {
			t.Fatal(err)
		}
		if l := s.line(-1); l.Edit || l.Text != "hi" {
			t.Errorf("line is %+v", l)
		}
	})
}

func TestFailedInputIsHandedInAgain(t *testing.T) {
	play(t, func(s *stage) {
		var tries atomic.Int32
		s.handling(func(context.Context, bot.Incoming) error {
			if tries.Add(1) < 3 {
				return errors.New("the disk is full")
			}
			return nil
		})
		s.net.Say("ann", "", "hello")
		passes(10 * time.Second)
		if n := tries.Load(); n != 3 {
			t.Errorf("tried %d times", n)
		}
	})
}

func TestPanicEndsNothing(t *testing.T) {
	play(t, func(s *stage) {
		s.handling(func(context.Context, bot.Incoming) error { panic("a bad handler") })
		s.net.Say("ann", "", "hello")
		synctest.Wait()
		s.handling(nil)
		s.net.Say("ann", "", "hello again")
		synctest.Wait()
		if len(s.heard()) != 2 {
			t.Errorf("got %+v", s.heard())
		}
	})
}
