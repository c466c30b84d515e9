package telegram_test

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/telegram"
	"referout/bot/telegram/telegramtest"
)

// A limit that two chats meet at once is everybody's.
func TestLimitOfOneOrAll(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.meet("ann", "bob")
		w.net.Fail("sendMessage", 4, telegramtest.Fault{Status: 429, Description: "Too Many Requests: retry after 5", RetryAfter: 5})
		for n, c := range []struct {
			name string
			all  bool
			wait time.Duration
		}{{"ann", false, 0}, {"ann", false, second / 2}, {"bob", true, 2 * second}, {"ann", false, 0}} {
			if e := w.fails(toPerson(c.name, say("x")), bot.RateLimited); e.Overall != c.all {
				t.Errorf("%d: overall %v", n, e.Overall)
			}
			passes(c.wait)
		}
	})
}

// The published limits are within what the server takes.
func TestLimitsHold(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.meet("ann")
		w.net.Say("ann", "meetup", "/help")
		synctest.Wait()
		group := w.ear.got[len(w.ear.got)-1].Chat
		w.net.Strict(true)
		var all sync.WaitGroup
		for _, c := range []struct {
			rate bot.Rate
			to   telegram.Parcel
		}{
			{telegram.Limits().Person, toPerson("ann", say("x"))},
			{telegram.Limits().Group, telegram.Parcel{Group: group, Message: say("x")}},
		} {
			all.Go(func() {
				for n := range 100 {
					if n >= c.rate.Burst {
						time.Sleep(time.Duration(float64(second) / c.rate.PerSecond))
					}
					if _, err := w.send(c.to); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		if got := w.net.Limited(); got != 0 {
			t.Errorf("%d refused", got)
		}
	})
}
