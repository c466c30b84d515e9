package discord_test

import (
	"context"
	"errors"
	"reflect"
	"strconv"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/discord"
	"referout/bot/discord/discordtest"
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
	s.listener = &listener{known: s.known}
	s.start()
}

// ping sends a plain message to ann.
func (s *stage) ping(key string) bot.Receipt {
	s.t.Helper()
	r, err := s.p.Deliver(s.t.Context(), discord.Outgoing{User: s.net.UserID("ann"), Key: key, Message: bot.Compose(bot.Say("ping"))})
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

func TestWhatWasWrittenMeanwhile(t *testing.T) {
	tests := map[string]struct {
		book bool         // ann has one
		meet func(*stage) // what happens after the start
		want []string
	}{
		"she is known":     {true, func(*stage) {}, []string{"one", "two"}},
		"and is pinged":    {true, func(s *stage) { s.ping("b") }, []string{"one", "two"}},
		"and writes":       {true, func(s *stage) { s.net.Say("ann", "", "three") }, []string{"one", "two", "three"}},
		"a stranger":       {false, func(*stage) {}, nil},
		"met by a message": {false, func(s *stage) { s.net.Say("ann", "", "three") }, []string{"one", "two", "three"}},
		"met by a command": {false, func(s *stage) { s.net.Say("ann", "", "/met three") }, []string{"one", "two", "three"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				if test.book {
					s.knows("ann")
				}
				s.ping("a")
				s.away(func() {
					s.net.Say("ann", "", "long ago")
					passes(25 * time.Hour)
					s.net.Say("ann", "", "one")
					s.net.Say("ann", "", "two")
				})
				test.meet(s)
				passes(time.Minute)
				if got := texts(s.heard()); !reflect.DeepEqual(got, test.want) {
					t.Errorf("got %q, want %q", got, test.want)
				}
			})
		})
	}
}

// Everything that a private chat can hold is read back as it was said.
func TestReadBackAsItWasSaid(t *testing.T) {
	play(t, func(s *stage) {
		s.knows("ann")
		s.ping("a")
		asked := s.line(-1)
		s.away(func() {
			s.net.Reply("ann", "tomorrow", asked)
			s.net.Send("ann", "cards.vcf", nil)
			s.net.Say("ann", "", "/from Dr Lee")
			passes(time.Minute)
		})
		got := s.heard()
		if len(got) != 3 || got[0].Message == "" || got[1].Kind != bot.SentFile || got[2].Command != "from" {
			t.Errorf("got %+v", got)
		}
		if len(got) > 0 && time.Since(got[0].At) < time.Second {
			t.Errorf("it was said at %v, not now", got[0].At)
		}
	})
}

// A process may end between an answer and the next message: what stands before an
// answer is no proof that it was handled.
func TestAnAnswerHidesNothing(t *testing.T) {
	play(t, func(s *stage) {
		s.knows("ann")
		s.handling(func(ctx context.Context, in bot.Incoming) error {
			if in.Text == "two" {
				<-ctx.Done() // the power fails
				return ctx.Err()
			}
			return nil
		})
		s.net.Say("ann", "", "one")
		s.net.Say("ann", "", "two")
		synctest.Wait()
		s.ping("to one")
		s.away(func() {})
		if got := texts(s.heard()); !reflect.DeepEqual(got, []string{"one", "two"}) {
			t.Errorf("got %q", got)
		}
	})
}

// A chat where nothing was written of late is not read.
func TestQuietChatsAreSkipped(t *testing.T) {
	play(t, func(s *stage) {
		s.knows("ann", "bob")
		s.ping("a")
		s.away(func() { passes(25 * time.Hour) })
		passes(time.Minute)
		if n := s.called("GET channels/"); n != 0 {
			t.Errorf("read %d times", n)
		}
	})
}

func TestManyMissedMessages(t *testing.T) {
	for written, want := range map[int]int{250: 250, 1100: 1000} {
		play(t, func(s *stage) {
			s.knows("ann")
			s.away(func() {
				for i := range written {
					s.net.Say("ann", "", strconv.Itoa(i))
					passes(time.Second)
				}
			})
			passes(time.Minute)
			got := texts(s.heard())
			if len(got) != want {
				t.Fatalf("%d of %d came in, want %d", len(got), written, want)
			}
			for i, text := range got {
				if text != strconv.Itoa(written-want+i) {
					t.Fatalf("number %d is %s", i, text)
				}
			}
		})
	}
}

// Looking after everybody takes its time and keeps nobody waiting.
func TestReadingBackIsSlow(t *testing.T) {
	play(t, func(s *stage) {
		for i := range 100 {
			s.knows("person" + strconv.Itoa(i))
		}
		s.away(func() { s.net.Say("person99", "", "before") })
		passes(time.Second)
		if n := s.called("POST users/@me/channels"); n < 3 || n > 7 {
			t.Errorf("%d chats opened in a second", n)
		}
		began := time.Now()
		s.ping("p")
		s.net.Say("person99", "", "now")
		synctest.Wait()
		if got := texts(s.heard()); !reflect.DeepEqual(got, []string{"before", "now"}) {
			t.Errorf("got %q", got)
		}
		if d := time.Since(began); d > 0 {
			t.Errorf("a message waited for %v", d)
		}
		passes(25 * time.Second)
		if n := s.called("POST users/@me/channels"); n != 101-1 {
			t.Errorf("%d chats opened, want each once", n)
		}
	})
}

// What is delivered while its chat is read back is handled once, in its place.
func TestReadBackMeetsTheGateway(t *testing.T) {
	play(t, func(s *stage) {
		s.knows("ann")
		s.ping("a")
		s.net.Fail(discordtest.Fault{Method: "GET", Path: "/messages", Delay: 3 * time.Second})
		s.away(func() { s.net.Say("ann", "", "one") })
		s.net.Say("ann", "", "two")
		s.net.Say("ann", "", "/met three")
		s.net.Say("ann", "", "four")
		passes(time.Minute)
		if got := texts(s.heard()); !reflect.DeepEqual(got, []string{"one", "two", "three", "four"}) {
			t.Errorf("got %q", got)
		}
	})
}

func TestFailedReadingIsRepeated(t *testing.T) {
	play(t, func(s *stage) {
		s.knows("ann")
		s.ping("a")
		for range 6 {
			s.net.Fail(discordtest.Fault{Method: "GET", Path: "/messages", Status: 503})
		}
		s.net.Fail(discordtest.Fault{Path: "/users/@me/channels", Lost: true})
		s.away(func() { s.net.Say("ann", "", "one") })
		passes(30 * time.Minute)
		if got := texts(s.heard()); !reflect.DeepEqual(got, []string{"one"}) {
			t.Errorf("got %q", got)
		}
	})
}

// A text that the store could not take is there when it can again.
func TestUnhandledTextIsReadAgain(t *testing.T) {
	play(t, func(s *stage) {
		until := time.Now().Add(5 * time.Minute)
		var handled atomic.Int32
		s.handling(func(context.Context, bot.Incoming) error {
			if time.Now().Before(until) {
				return errors.New("the disk is full")
			}
			handled.Add(1)
			return nil
		})
		s.net.Say("ann", "", "one")
		passes(time.Hour)
		if n := handled.Load(); n != 1 {
			t.Errorf("handled %d times", n)
		}
	})
}
