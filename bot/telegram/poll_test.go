package telegram_test

import (
	"context"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot/telegram"
	"referout/bot/telegram/telegramtest"
)

func TestHandsOnWhatPeopleSay(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.net.Say("ann", "", "/due")
		synctest.Wait()
		w.net.Say("ann", "meetup", "just talking")
		w.net.Say("ann", "meetup", "/help")
		synctest.Wait()
		w.net.Say("bob", "", "hello")
		w.heard("due help hello")
	})
}

func TestIdsMayStartAnew(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.net.Say("ann", "", "one")
		synctest.Wait()
		w.net.Renumber(17)
		w.net.Say("ann", "", "two")
		synctest.Wait()
		w.net.Say("ann", "", "three")
		w.heard("one two three")
		if got := w.net.Waiting(); got != 0 {
			t.Errorf("%d updates wait, want 0", got)
		}
	})
}

func TestAnotherPoller(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.net.Steal()
		synctest.Wait()
		w.net.Steal()
		w.net.Say("ann", "", "hello")
		passes(3 * second)
		w.net.Steal()
		passes(3 * second)
		w.heard("hello")
		if got := w.net.Calls("deleteWebhook"); got != 0 {
			t.Errorf("deleteWebhook called %d times: no webhook was set", got)
		}
		w.told(slog.LevelWarn, "another program polls", 1)
	})
}

// However often a webhook is set, it goes again, and nothing that waits with it.
func TestWebhookIsCleared(t *testing.T) {
	inBubble(t, func(w *world) {
		w.net.Webhook()
		w.net.Say("ann", "", "waiting")
		w.connect()
		passes(2 * second)
		w.heard("waiting")
		w.net.Webhook()
		w.net.Say("ann", "", "again")
		passes(2 * second)
		w.net.Say("ann", "", "more")
		passes(2 * second)
		w.heard("waiting again more")
		if got := w.net.Calls("deleteWebhook"); got != 2 {
			t.Errorf("deleteWebhook called %d times, want twice", got)
		}
	})
}

func TestWaitsAsLongAsTold(t *testing.T) {
	inBubble(t, func(w *world) {
		w.net.Fail("getUpdates", 1, telegramtest.Fault{Status: 429, Description: "Too Many Requests: retry after 90", RetryAfter: 90})
		w.connect()
		w.net.Say("ann", "", "hello")
		passes(89 * second)
		w.heard("")
		passes(3 * second)
		w.heard("hello")
	})
}

// An hour of trouble is one or two polls a minute, a line when it begins and a
// line when it is over.
func TestTroubleBacksOff(t *testing.T) {
	for name, f := range map[string]telegramtest.Fault{
		"refused":     {Refused: true},
		"lost":        {Lost: true},
		"page":        {Status: 502, Description: "Bad Gateway", HTML: true},
		"error":       {Status: 500, Description: "Internal Server Error"},
		"undecodable": {Status: 200, Description: "this is no JSON", HTML: true},
		"conflict":    {Status: 409, Description: "Conflict: terminated by other getUpdates request"},
		"webhook":     {Status: 409, Description: "Conflict: can't use getUpdates method while webhook is active"},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(w *world) {
				w.net.Say("ann", "", "hello")
				var polls atomic.Int32
				var over atomic.Bool
				w.net.OnCall(func(_ context.Context, method string, at telegramtest.Point) error {
					if over.Load() || method != "getUpdates" || at != telegramtest.Leaving {
						return nil
					}
					polls.Add(1)
					return f
				})
				w.connect()
				passes(time.Hour)
				if n := polls.Load(); n < 60 || n > 120 {
					t.Errorf("%d polls in an hour of trouble, want one or two a minute", n)
				}
				over.Store(true)
				passes(time.Minute)
				w.heard("hello")
				w.told(slog.LevelWarn, "", 1)
				w.told(slog.LevelInfo, "updates come again", 1)
				w.told(slog.LevelInfo, "", 2)
			})
		})
	}
}

// Two programs that take the poll from each other all day are no thousand lines.
func TestTroubleThatComesAndGoes(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		for range 120 {
			w.net.Steal()
			passes(20 * second)
			w.net.Say("ann", "", "hello")
			passes(10 * second)
		}
		w.told(slog.LevelWarn, "another program polls", 6)
		w.told(slog.LevelInfo, "updates come again", 6)
		w.told(slog.LevelDebug, "another program polls", 120)
	})
}

// Telegram accepts the poll and then says nothing any more.
func TestSilentPollIsGivenUp(t *testing.T) {
	inBubble(t, func(w *world) {
		w.net.Fail("getUpdates", 1, telegramtest.Fault{Hang: true})
		w.connect(func(o *telegram.Options) { o.PollTimeout = 50 * second })
		w.net.Say("ann", "", "hello")
		passes(70 * second)
		w.heard("hello")
	})
}

func TestStartsWhenTelegramComesBack(t *testing.T) {
	inBubble(t, func(w *world) {
		w.net.Fail("", 5, telegramtest.Fault{Refused: true})
		w.connect()
		w.net.Say("ann", "", "hello")
		passes(2 * time.Minute)
		w.heard("hello")
	})
}
