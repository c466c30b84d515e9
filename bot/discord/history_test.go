package discord_test

import (
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/discord"
)

func texts(in []bot.Incoming) []string {
	var out []string
	for _, i := range in {
		out = append(out, i.Text)
	}
	return out
}

// away stops the adapter, lets people write, and starts it again.
func (s *stage) away(write func()) {
	s.t.Helper()
	if err := s.stop(); err != nil {
		s.t.Error(err)
	}
	write()
	s.listener = &listener{}
	s.start()
}

func TestWhatWasWrittenMeanwhile(t *testing.T) {
	tests := map[string]struct {
		meet func(*stage) // how the private chat is met again
		want []string
	}{
		"met by a message": {func(s *stage) { s.net.Say("ann", "", "three") }, []string{"one", "two", "three"}},
		"met by a command": {func(s *stage) { s.net.Say("ann", "", "/met three") }, []string{"one", "two", "three"}},
		"met by a ping": {func(s *stage) {
			if _, err := s.p.Deliver(s.t.Context(), discord.Outgoing{User: s.net.UserID("ann"), Key: "p", Message: bot.Compose(bot.Say("ping"))}); err != nil {
				s.t.Error(err)
			}
		}, []string{"one", "two"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				if _, err := s.p.Deliver(s.t.Context(), discord.Outgoing{User: s.net.UserID("ann"), Key: "a", Message: bot.Compose(bot.Say("hello"))}); err != nil {
					t.Fatal(err)
				}
				s.away(func() {
					s.net.Say("ann", "", "long ago")
					time.Sleep(25 * time.Hour)
					s.net.Say("ann", "", "one")
					s.net.Say("ann", "", "two")
				})
				test.meet(s)
				synctest.Wait()
				if got := texts(s.heard()); !reflect.DeepEqual(got, test.want) {
					t.Errorf("got %q, want %q", got, test.want)
				}
			})
		})
	}
}

func TestAnsweredMessagesStayAnswered(t *testing.T) {
	play(t, func(s *stage) {
		s.answers(0, func(in bot.Incoming) discord.Outgoing { return whisper(in, "noted") })
		s.net.Say("ann", "", "one")
		synctest.Wait()
		s.away(func() {})
		s.net.Say("ann", "", "two")
		synctest.Wait()
		if got := texts(s.heard()); !reflect.DeepEqual(got, []string{"two"}) {
			t.Errorf("got %q", got)
		}
	})
}

func TestNewSessionLooksBack(t *testing.T) {
	play(t, func(s *stage) {
		s.answers(0, func(in bot.Incoming) discord.Outgoing { return whisper(in, "noted") })
		s.net.Say("ann", "", "one")
		synctest.Wait()
		s.net.Forget()
		s.net.Drop()
		time.Sleep(100 * time.Millisecond)
		s.net.Say("ann", "", "two")
		time.Sleep(time.Minute)
		if got := texts(s.heard()); !reflect.DeepEqual(got, []string{"one", "two"}) {
			t.Errorf("got %q", got)
		}
	})
}
