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

// noSound is Discord's flag for a message that notifies nobody.
const noSound = 1 << 12

func discordFault(method, path string, status, code int) discordtest.Fault {
	return discordtest.Fault{Method: method, Path: path, Status: status, Code: code}
}

// What is silent notifies nobody, however it is sent.
func TestSilence(t *testing.T) {
	for _, silent := range []bool{true, false} {
		play(t, func(s *stage) {
			s.send(discord.Outgoing{Channel: s.net.ChannelID("#meetup"), Key: "a", Silent: silent, Message: bot.Compose(bot.Say("plain"))})
			s.delivers(false, 0, func(in bot.Incoming) []discord.Outgoing {
				first, next, note := public(in, "answer"), public(in, "next"), aside(in, "note")
				first.Silent, next.Silent, note.Silent = silent, silent, silent
				return []discord.Outgoing{first, next, note}
			})
			s.net.Say("ann", "#meetup", "/due")
			synctest.Wait()
			lines := s.net.Heard()
			if len(lines) != 4 {
				t.Fatalf("shown: %+v", lines)
			}
			for _, l := range lines {
				if (s.net.Flags(l.ID)&noSound != 0) != silent {
					t.Errorf("%q has the flags %b, silent is %v", l.Text, s.net.Flags(l.ID), silent)
				}
			}
		})
	}
}

func withFile(o discord.Outgoing, name string) discord.Outgoing {
	o.Message.Files = []bot.File{{Name: name, MIME: "text/calendar", Bytes: []byte("BEGIN:VCALENDAR")}}
	return o
}

func TestFilesInGroups(t *testing.T) {
	for _, group := range []string{"#meetup", questions} {
		t.Run(group, func(t *testing.T) {
			play(t, func(s *stage) {
				o := s.inThread("a", "plain")
				o.Thread = s.net.ChannelID(group)
				s.send(withFile(o, "plain.ics"))
				s.delivers(false, 0, func(in bot.Incoming) []discord.Outgoing {
					return []discord.Outgoing{withFile(public(in, "answer"), "answer.ics"), withFile(aside(in, "note"), "note.ics")}
				})
				s.net.Say("ann", group, "/due")
				synctest.Wait()
				s.delivers(false, 2*time.Second, func(in bot.Incoming) []discord.Outgoing {
					return []discord.Outgoing{withFile(public(in, "late"), "late.ics")}
				})
				s.net.Say("ann", group, "/due")
				passes(3 * time.Second)
				for i, name := range []string{"plain", "answer", "note", "late"} {
					if l := s.line(i); l.Group != group || l.Text != name || !reflect.DeepEqual(l.Files, []string{name + ".ics"}) {
						t.Errorf("line is %+v", l)
					}
				}
			})
		})
	}
}

// A file takes the place of the one before it; an edit without one leaves it.
func TestFilesAreReplaced(t *testing.T) {
	play(t, func(s *stage) {
		card := s.send(withFile(s.inThread("a", "Tuesday", bot.Do("Going", "go", "1")), "tuesday.ics"))
		edit := s.inThread("b", "Tuesday, 2 going", bot.Do("Going", "go", "1"))
		edit.Edit = card.Message
		s.send(edit)
		if l := s.line(-1); !reflect.DeepEqual(l.Files, []string{"tuesday.ics"}) {
			t.Errorf("line is %+v", l)
		}
		s.send(withFile(edit, "friday.ics"))
		if l := s.line(-1); !l.Edit || !reflect.DeepEqual(l.Files, []string{"friday.ics"}) {
			t.Errorf("line is %+v", l)
		}
		s.answers(0, func(in bot.Incoming) discord.Outgoing {
			o := withFile(public(in, "Monday"), "monday.ics")
			o.Edit = in.Message
			return o
		})
		s.net.Tap("bob", s.line(-1), s.line(-1).Buttons[0])
		synctest.Wait()
		if l := s.line(-1); !l.Edit || !reflect.DeepEqual(l.Files, []string{"monday.ics"}) {
			t.Errorf("line is %+v", l)
		}
	})
}

// Who shares a server with the bot can be written to, though she never wrote to it.
func TestMemberIsWrittenTo(t *testing.T) {
	play(t, func(s *stage) {
		s.net.Say("ann", "#meetup", "/due")
		synctest.Wait()
		s.send(discord.Outgoing{User: s.net.UserID("ann"), Key: "a", Message: bot.Compose(bot.Say("hello"))})
		if l := s.line(-1); l.Person != "ann" || l.Group != "" || l.Aside {
			t.Errorf("line is %+v", l)
		}
	})
}
