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

func TestNewSessionLooksBack(t *testing.T) {
	play(t, func(s *stage) {
		s.answers(0, func(in bot.Incoming) discord.Outgoing { return whisper(in, "noted") })
		s.net.Say("ann", "", "one")
		synctest.Wait()
		s.net.Forget()
		s.net.Drop()
		passes(100 * time.Millisecond)
		s.net.Say("ann", "", "two")
		passes(time.Minute)
		if got := texts(s.heard()); !reflect.DeepEqual(got, []string{"one", "two"}) {
			t.Errorf("got %q", got)
		}
	})
}

// A session that goes on repeats by itself what was missed.
func TestResumedSessionReadsNothing(t *testing.T) {
	play(t, func(s *stage) {
		s.knows("ann")
		s.net.Say("ann", "", "one")
		passes(time.Minute)
		before := s.called("GET channels/")
		s.net.Drop()
		passes(time.Minute)
		if n := s.called("GET channels/") - before; n != 0 {
			t.Errorf("read %d times", n)
		}
	})
}

// The gateway may repeat, delay and reorder what it says.
func TestEventsOutOfOrder(t *testing.T) {
	play(t, func(s *stage) {
		s.answers(0, func(in bot.Incoming) discord.Outgoing { return whisper(in, "noted "+in.Text) })
		s.net.Say("ann", "", "one")
		synctest.Wait()
		s.net.OnEvent(func(string) discordtest.Fate { return discordtest.Fate{Twice: true, Delay: time.Second} })
		s.net.Say("ann", "", "two")
		s.net.Say("ann", "", "/met three")
		s.net.OnEvent(func(string) discordtest.Fate { return discordtest.Fate{Drop: true} })
		s.net.Say("ann", "", "lost")
		s.net.OnEvent(nil)
		s.net.OnEvent(func(string) discordtest.Fate { return discordtest.Fate{Delay: time.Minute} })
		s.net.Say("ann", "", "five")
		s.net.OnEvent(nil)
		s.net.Say("ann", "", "four")
		passes(time.Hour)
		if got := texts(s.heard()); !reflect.DeepEqual(got, []string{"one", "two", "three", "four", "five"}) {
			t.Errorf("got %q", got)
		}
		if got := s.net.Heard(); len(got) != 5 {
			t.Errorf("answered %+v", got)
		}
		s.net.Invalidate()
		passes(time.Minute)
		if got := texts(s.heard()); !reflect.DeepEqual(got[5:], []string{"lost"}) {
			t.Errorf("got %q in a new session", got)
		}
	})
}

// A stranger's first message waits until Discord says where it was written.
func TestFirstMessageInAnOutage(t *testing.T) {
	play(t, func(s *stage) {
		s.net.OnCall(func(discordtest.Call) error { return discordtest.Refusal{Status: 503} })
		s.net.Say("ann", "", "one")
		s.net.Say("ann", "", "/met two")
		s.net.Say("ann", "", "three")
		passes(5 * time.Minute)
		s.net.OnCall(nil)
		passes(time.Minute)
		if got := texts(s.heard()); !reflect.DeepEqual(got, []string{"one", "two", "three"}) {
			t.Errorf("got %q", got)
		}
	})
}
