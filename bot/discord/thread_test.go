package discord_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/discord"
	"referout/bot/discord/discordtest"
)

const questions = "#meetup/questions"

// inThread is a delivery to a thread of #meetup.
func (s *stage) inThread(key, text string, choices ...bot.Choice) discord.Outgoing {
	return discord.Outgoing{Channel: s.net.ChannelID("#meetup"), Thread: s.net.ChannelID(questions), Key: key,
		Message: bot.Compose(bot.Say("%s", text)).With(choices...)}
}

// public is the answer to an input for everybody where it was made.
func public(in bot.Incoming, text string, choices ...bot.Choice) discord.Outgoing {
	return discord.Outgoing{Channel: in.Chat.ID, Thread: in.Chat.Thread, Reply: in.Reply, Key: "k" + in.ID + text,
		Message: bot.Compose(bot.Say("%s", text)).With(choices...)}
}

// send delivers and expects that it works.
func (s *stage) send(o discord.Outgoing) bot.Receipt {
	s.t.Helper()
	r, err := s.p.Deliver(s.t.Context(), o)
	if err != nil {
		s.t.Errorf("deliver: %v", err)
	}
	return r
}

// expect compares where and how the newest line was shown.
func (s *stage) expect(group, text string, edit bool) {
	s.t.Helper()
	if l := s.line(-1); l.Group != group || l.Text != text || l.Edit != edit || l.Aside {
		s.t.Errorf("line is %+v", l)
	}
}

func TestCommandInAThread(t *testing.T) {
	for name, after := range map[string]time.Duration{"at once": 0, "deferred": 3 * time.Second, "after the token's life": 20 * time.Minute} {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				s.answers(after, func(in bot.Incoming) discord.Outgoing { return public(in, "hello") })
				s.net.Say("ann", questions, "/due")
				passes(after + time.Second)
				in := s.last(t)
				if in.Chat == nil || *in.Chat != (bot.Chat{Platform: discord.Name, ID: s.net.ChannelID("#meetup"), Thread: s.net.ChannelID(questions)}) || in.Title != "" {
					t.Errorf("got %+v", in)
				}
				s.expect(questions, "hello", false)
			})
		})
	}
}

func TestTheRoomHasATitle(t *testing.T) {
	play(t, func(s *stage) {
		s.net.Say("ann", "#meetup", "/due")
		synctest.Wait()
		if in := s.last(t); in.Chat.Thread != "" || in.Title != "#meetup" {
			t.Errorf("got %+v", in)
		}
		s.net.Say("ann", "", "/due")
		synctest.Wait()
		if in := s.last(t); in.Chat != nil || in.Title != "" {
			t.Errorf("got %+v", in)
		}
	})
}

func TestCardInAThread(t *testing.T) {
	play(t, func(s *stage) {
		first := s.send(s.inThread("a", "1 going", bot.Do("Going", "go", "1")))
		s.expect(questions, "1 going", false)
		if !strings.HasPrefix(first.Message, s.net.ChannelID(questions)+"/") {
			t.Errorf("receipt is %q", first.Message)
		}
		s.answers(0, func(in bot.Incoming) discord.Outgoing {
			o := public(in, "2 going")
			o.Edit = in.Message
			return o
		})
		s.net.Tap("bob", s.line(0), s.line(0).Buttons[0])
		synctest.Wait()
		if in := s.last(t); in.Message != first.Message || in.Chat.ID != s.net.ChannelID("#meetup") || in.Chat.Thread != s.net.ChannelID(questions) {
			t.Errorf("got %+v, sent %q", in, first.Message)
		}
		s.expect(questions, "2 going", true)
		later := s.inThread("b", "closed")
		later.Edit = first.Message
		passes(time.Hour)
		s.send(later)
		s.expect(questions, "closed", true)
	})
}

// What has no thread any more is said in the room.
func TestShutThreads(t *testing.T) {
	long := strings.Repeat("word ", 600)
	tests := map[string]struct {
		shut func(*discordtest.Network)
		want string
		edit string // where an edit ends; empty: in place
	}{
		"open":     {func(*discordtest.Network) {}, questions, ""},
		"archived": {func(n *discordtest.Network) { n.Archive(questions) }, questions, ""},
		"locked":   {func(n *discordtest.Network) { n.Lock(questions) }, "#meetup", "#meetup"},
		"deleted":  {func(n *discordtest.Network) { n.CloseTopic("#meetup", "questions") }, "#meetup", "#meetup"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				card := s.send(s.inThread("card", "open"))
				anew, edit, many := s.inThread("new", "hello"), s.inThread("edit", "closed"), s.inThread("long", long)
				edit.Edit = card.Message
				test.shut(s.net)
				if r := s.send(edit); (r.Message == card.Message) != (test.edit == "") {
					t.Errorf("receipt is %q", r.Message)
				}
				if test.edit == "" {
					s.expect(questions, "closed", true)
				} else {
					s.expect(test.edit, "closed", false)
				}
				s.send(anew)
				s.expect(test.want, "hello", false)
				before := len(s.net.Heard())
				s.send(many)
				for _, l := range s.net.Heard()[before:] {
					if l.Group != test.want {
						t.Errorf("a part is in %q", l.Group)
					}
				}
			})
		})
	}
}

// An archived thread is opened by what is said there, and for an edit.
func TestArchivedThreadIsOpened(t *testing.T) {
	play(t, func(s *stage) {
		card := s.send(s.inThread("card", "open"))
		edit := s.inThread("edit", "closed")
		edit.Edit = card.Message
		s.net.Archive(questions)
		s.net.Fail(discordtest.Fault{Method: "PATCH", Path: "channels/700000000000000000"})
		s.net.Fail(discordtest.Fault{Method: "PATCH", Path: "channels/700000000000000000", Status: 403, Code: 50013})
		s.send(edit)
		s.expect(questions, "closed", false)
		s.net.Archive(questions)
		s.send(edit)
		s.expect(questions, "closed", true)
	})
}

// A message is shown once, whatever became of the thread between two attempts.
func TestDoubtfulInAShutThread(t *testing.T) {
	play(t, func(s *stage) {
		s.net.Say("ann", questions, "/due")
		synctest.Wait()
		o := s.inThread("a", "hello")
		s.net.CloseTopic("#meetup", "questions")
		s.cut(2) // the first is refused: there is no thread
		o = s.doubt(o)
		passes(time.Hour)
		s.send(o)
		if got := s.net.Heard(); len(got) != 1 || got[0].Group != "#meetup" {
			t.Errorf("shown: %+v", got)
		}
	})
}

// A card may be edited wherever in its room it is, and in no other room.
func TestEditsStayInTheRoom(t *testing.T) {
	play(t, func(s *stage) {
		inRoom := s.send(discord.Outgoing{Channel: s.net.ChannelID("#meetup"), Key: "a", Message: bot.Compose(bot.Say("room"))})
		inThread := s.send(s.inThread("b", "thread"))
		other := s.send(discord.Outgoing{Channel: s.net.ChannelID("#other"), Key: "c", Message: bot.Compose(bot.Say("other"))})
		threaded := s.inThread("d", "named a thread")
		threaded.Edit = inRoom.Message
		s.send(threaded)
		s.expect("#meetup", "named a thread", true)
		plain := discord.Outgoing{Channel: s.net.ChannelID("#meetup"), Key: "e", Edit: inThread.Message, Message: bot.Compose(bot.Say("named none"))}
		s.send(plain)
		s.expect(questions, "named none", true)
		plain.Edit, plain.Key = other.Message, "f"
		s.send(plain)
		s.expect("#meetup", "named none", false)
		plain.Edit, plain.Key = "12345/67890", "g"
		s.send(plain)
		s.expect("#meetup", "named none", false)
	})
}

// The answer to a command from a thread finds it after a restart.
func TestThreadAnswerAfterARestart(t *testing.T) {
	play(t, func(s *stage) {
		var asked bot.Incoming
		s.handling(func(_ context.Context, in bot.Incoming) error { asked = in; return nil })
		s.net.Say("ann", questions, "/due")
		passes(2 * time.Second)
		if err := s.stop(); err != nil {
			t.Fatal(err)
		}
		s.start()
		o := public(asked, "hello")
		o.Aside = true
		s.send(o)
		if l := s.line(-1); l.Group != questions || !l.Aside || l.Person != "ann" || s.net.Thinking() != 0 {
			t.Errorf("line is %+v", l)
		}
	})
}

// A thread that is deleted while its command is worked on leaves nobody waiting.
func TestThreadDeletedMeanwhile(t *testing.T) {
	for name, after := range map[string]time.Duration{"at once": time.Second, "deferred": 5 * time.Second} {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				s.answers(after, func(in bot.Incoming) discord.Outgoing { return public(in, "hello") })
				s.net.Say("ann", questions, "/due")
				passes(after - 100*time.Millisecond)
				s.net.CloseTopic("#meetup", "questions")
				passes(time.Second)
				s.expect("#meetup", "hello", false)
			})
		})
	}
}

// What is for one person goes into her private chat when the thread is gone.
func TestWhisperInADeletedThread(t *testing.T) {
	play(t, func(s *stage) {
		s.answers(time.Second, func(in bot.Incoming) discord.Outgoing { return whisper(in, "secret") })
		s.net.Say("ann", questions, "/due")
		passes(100 * time.Millisecond)
		s.net.CloseTopic("#meetup", "questions")
		passes(2 * time.Second)
		if l := s.line(-1); l.Group != "" || l.Person != "ann" || l.Text != "secret" {
			t.Errorf("line is %+v", l)
		}
	})
}
