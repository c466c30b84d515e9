package discord_test

import (
	"bufio"
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/discord"
)

// How far a call got is told by net/http itself, on pipes instead of sockets.
func TestRealTransport(t *testing.T) {
	tests := map[string]struct {
		serve func(net.Conn, *http.Request) // nil: nobody answers the dialling
		want  bot.Outcome
	}{
		"nobody there": {nil, bot.NotSent},
		"hangs up":     {func(c net.Conn, _ *http.Request) { _ = c.Close() }, bot.Ambiguous},
		"says nothing": {func(net.Conn, *http.Request) {}, bot.Ambiguous},
		"refuses": {func(c net.Conn, _ *http.Request) {
			_, _ = c.Write([]byte("HTTP/1.1 403 Forbidden\r\nContent-Length: 31\r\n\r\n{\"code\":50007,\"message\":\"nope\"}"))
		}, bot.TargetGone},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var asked atomic.Pointer[http.Request]
				transport := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
					if test.serve == nil {
						return nil, errors.New("connection refused")
					}
					client, server := net.Pipe()
					go func() {
						if req, err := http.ReadRequest(bufio.NewReader(server)); err == nil {
							asked.Store(req)
							test.serve(server, req)
						}
					}()
					return client, nil
				}}
				defer transport.CloseIdleConnections()
				p := discord.New(discord.Options{Token: "secret", APIURL: "http://relay.test/discord/", HTTP: transport})
				_, err := p.Deliver(t.Context(), discord.Outgoing{Channel: "5", Key: "a", Message: bot.Compose(bot.Say("hi"))})
				var failed *bot.SendError
				if !errors.As(err, &failed) || failed.Outcome != test.want {
					t.Errorf("got %v", err)
				}
				if req := asked.Load(); req != nil && (req.Host != "relay.test" || req.URL.Path != "/discord/api/v9/channels/5/messages") {
					t.Errorf("asked %s%s", req.Host, req.URL.Path)
				}
			})
		})
	}
}

func TestGatewayURLIsNotAsked(t *testing.T) {
	play(t, func(s *stage) {
		s.net.Configure(discord.Options{GatewayURL: "ws://gateway.test"}, 0)
		before := s.called("GET gateway")
		s.away(func() {})
		if s.called("GET gateway") != before || !s.net.Connected() {
			t.Error("the address was asked for, or does not work")
		}
	})
}

// More buttons than a message may have stand below it, in their order; what Discord
// cannot show at all is left out.
func TestNoButtonIsLost(t *testing.T) {
	for name, test := range map[string]struct {
		items, each, own int // items with buttons each, and the message's own
		want             []int
	}{
		"five rows":        {4, 5, 5, []int{25}},
		"six rows":         {4, 3, 6, []int{18}},
		"seven full":       {4, 5, 15, []int{25, 10}},
		"a row too wide":   {1, 7, 1, []int{8}},
		"wide and many":    {4, 6, 2, []int{25, 1}},
		"forty of its own": {0, 0, 40, []int{25, 15}},
		"sixty":            {0, 0, 60, []int{25, 25, 10}},
	} {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				var want, got []string
				n := 0
				more := func() bot.Choice {
					n++
					want = append(want, "do:"+strconv.Itoa(n))
					return bot.Do(strings.Repeat("long label ", 10), "do", strconv.Itoa(n))
				}
				m := bot.Compose(bot.Say("many"))
				for range test.items {
					var choices []bot.Choice
					for range test.each {
						choices = append(choices, more())
					}
					m = m.Add(bot.Item(bot.Words("one"), choices...))
				}
				for range test.own {
					m = m.With(more())
				}
				m = m.With(bot.Choice{Label: "open", Open: true}, bot.Choice{Label: "map", URL: "ftp://x"})
				if _, err := s.p.Deliver(s.t.Context(), discord.Outgoing{User: s.net.UserID("ann"), Key: "a", Message: m}); err != nil {
					t.Fatal(err)
				}
				for i, n := range test.want {
					l := s.line(i)
					if len(l.Buttons) != n {
						t.Errorf("message %d has %d buttons, want %d", i, len(l.Buttons), n)
					}
					for _, b := range l.Buttons {
						got = append(got, b.Payload)
					}
				}
				if !slices.Equal(got, want) {
					t.Errorf("buttons\n%v\nwant\n%v", got, want)
				}
			})
		})
	}
}

// Rows that are not full are joined before a button is left out.
func TestRowsAreJoined(t *testing.T) {
	play(t, func(s *stage) {
		m := bot.Compose()
		for i := range 4 {
			m = m.Add(bot.Item(bot.Words("a duty"), bot.Do("Show", "show", strconv.Itoa(i)), bot.Do("Later", "later", strconv.Itoa(i))))
		}
		long := strings.Repeat("long ", 5)
		m = m.With(bot.Do(long+"1", "a"), bot.Do(long+"2", "b"), bot.Do(long+"3", "c"), bot.Do(long+"4", "d"))
		if _, err := s.p.Deliver(s.t.Context(), discord.Outgoing{User: s.net.UserID("ann"), Key: "a", Message: m}); err != nil {
			t.Fatal(err)
		}
		if n := len(s.line(0).Buttons); n != 12 {
			t.Errorf("%d buttons: %+v", n, s.line(0).Buttons)
		}
	})
}

func TestAnswerAfterARestart(t *testing.T) {
	for name, test := range map[string]struct {
		wait, off time.Duration
		aside     bool
	}{
		"in time":            {0, 0, true},
		"never acknowledged": {0, 3 * time.Second, false},
		"deferred":           {2 * time.Second, 3 * time.Second, true},
	} {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				s.net.Say("ann", "#meetup", "/due")
				passes(test.wait)
				in := s.last(t)
				s.away(func() { passes(test.off) })
				if _, err := s.p.Deliver(s.t.Context(), whisper(in, "late")); err != nil {
					t.Fatal(err)
				}
				if l := s.line(-1); l.Person != "ann" || l.Aside != test.aside || l.Text != "late" {
					t.Errorf("line is %+v", l)
				}
			})
		})
	}
}
