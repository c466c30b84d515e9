package telegram_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
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

// A batch is confirmed by the next poll, so that must wait for the store.
func TestConfirmsOnlyWhatIsStored(t *testing.T) {
	inBubble(t, func(w *world) {
		stored := make(chan struct{})
		w.ear.handle = func(ctx context.Context, _ bot.Incoming) error {
			select {
			case <-stored:
			case <-ctx.Done():
			}
			return ctx.Err()
		}
		w.connect()
		w.net.Say("ann", "", "hello")
		time.Sleep(time.Hour)
		synctest.Wait()
		if got := w.net.Waiting(); got != 1 {
			t.Errorf("%d updates wait, want 1: confirmed too early", got)
		}
		close(stored)
		synctest.Wait()
		if got := w.net.Waiting(); got != 0 {
			t.Errorf("%d updates wait, want 0", got)
		}
	})
}

// What was not stored when the process ended comes again.
func TestCrashLosesNothing(t *testing.T) {
	inBubble(t, func(w *world) {
		w.ear.handle = func(ctx context.Context, _ bot.Incoming) error { <-ctx.Done(); return ctx.Err() }
		w.connect()
		w.net.Say("ann", "", "hello")
		synctest.Wait()
		w.halt()
		w.ear.handle = nil
		w.net.Say("ann", "", "still_there?")
		w.connect()
		w.heard("hello hello still_there?")
		if w.ear.got[0].ID != w.ear.got[1].ID {
			t.Error("the same update came with another id")
		}
	})
}

func TestRetriesWhatWasNotStored(t *testing.T) {
	inBubble(t, func(w *world) {
		left := 3
		w.ear.handle = func(context.Context, bot.Incoming) error {
			if left--; left >= 0 {
				return errors.New("disk full")
			}
			return nil
		}
		w.connect()
		w.net.Say("ann", "", "hello")
		time.Sleep(time.Minute)
		w.heard("hello hello hello hello")
		if got := w.net.Waiting(); got != 0 {
			t.Errorf("%d updates wait, want 0", got)
		}
		if strings.Contains(w.log.String(), "hello") {
			t.Error("the log says what was said")
		}
	})
}

func TestPanickingReceiverHoldsUpNobody(t *testing.T) {
	inBubble(t, func(w *world) {
		w.ear.handle = func(_ context.Context, in bot.Incoming) error {
			if in.Text == "boom" {
				panic("boom")
			}
			return nil
		}
		w.connect()
		w.net.Say("ann", "", "boom")
		w.net.Say("bob", "", "hello")
		time.Sleep(time.Minute)
		w.net.Say("ann", "", "again")
		synctest.Wait()
		if got := w.ear.texts(); strings.Count(got, "boom") != 3 || !strings.HasSuffix(got, "again") || !strings.Contains(got, "hello") {
			t.Errorf("received %q", got)
		}
	})
}

// One at a time in a chat, chats side by side.
func TestOrder(t *testing.T) {
	inBubble(t, func(w *world) {
		var done []string
		w.ear.handle = func(_ context.Context, in bot.Incoming) error {
			if in.Text == "slow" {
				time.Sleep(10 * second)
			}
			w.ear.mu.Lock()
			defer w.ear.mu.Unlock()
			done = append(done, in.Text)
			return nil
		}
		w.net.Say("ann", "", "slow")
		w.net.Say("ann", "", "after")
		w.net.Say("bob", "", "quick")
		w.connect()
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := strings.Join(done, " "); got != "quick slow after" {
			t.Errorf("done %q", got)
		}
	})
}

func TestPoisonIsSetAside(t *testing.T) {
	inBubble(t, func(w *world) {
		w.net.Say("ann", "", "before")
		w.net.Inject("message", map[string]any{"message_id": "not a number", "text": "a secret"})
		w.net.Inject("my_chat_member", map[string]any{"new_chat_member": map[string]any{"status": 5}})
		w.net.Inject("message", "no object")
		w.net.Say("ann", "", "after")
		w.connect()
		w.heard("before after")
		if got := w.net.Waiting(); got != 0 {
			t.Errorf("%d updates wait, want 0", got)
		}
		log := w.log.String()
		if strings.Count(log, "set aside") != 3 || strings.Contains(log, "secret") {
			t.Errorf("log:\n%s", log)
		}
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

func TestDuplicatesHaveOneID(t *testing.T) {
	inBubble(t, func(w *world) {
		w.net.Redeliver(true)
		w.connect()
		w.net.Say("ann", "", "one")
		w.heard("one one")
		if w.ear.got[0].ID != w.ear.got[1].ID || w.ear.got[0].ID == "" {
			t.Errorf("ids %q and %q", w.ear.got[0].ID, w.ear.got[1].ID)
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
		time.Sleep(3 * second)
		w.net.Steal()
		time.Sleep(3 * second)
		w.heard("hello")
		if got := w.net.Calls("deleteWebhook"); got != 1 {
			t.Errorf("deleteWebhook called %d times, want once", got)
		}
		if !strings.Contains(w.log.String(), "another program polls") {
			t.Errorf("log:\n%s", w.log)
		}
	})
}

func TestWebhookIsCleared(t *testing.T) {
	inBubble(t, func(w *world) {
		w.net.Webhook()
		w.net.Say("ann", "", "waiting")
		w.connect()
		time.Sleep(2 * second)
		w.heard("waiting")
	})
}

func TestWaitsAsLongAsTold(t *testing.T) {
	inBubble(t, func(w *world) {
		w.net.Fail("getUpdates", 1, telegramtest.Fault{Status: 429, Description: "Too Many Requests: retry after 90", RetryAfter: 90})
		w.connect()
		w.net.Say("ann", "", "hello")
		time.Sleep(89 * second)
		w.heard("")
		time.Sleep(3 * second)
		w.heard("hello")
	})
}

func TestTroubleBacksOff(t *testing.T) {
	for name, f := range map[string]telegramtest.Fault{
		"refused": {Refused: true},
		"lost":    {Lost: true},
		"page":    {Status: 502, Description: "Bad Gateway", HTML: true},
		"error":   {Status: 500, Description: "Internal Server Error"},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(w *world) {
				w.net.Say("ann", "", "hello")
				w.net.Fail("getUpdates", 1000, f)
				w.connect()
				time.Sleep(time.Hour)
				polls := w.net.Calls("getUpdates")
				if f.Refused {
					polls = strings.Count(w.log.String(), "no updates")
				}
				if polls < 60 || polls > 120 {
					t.Errorf("%d polls in an hour of trouble, want one or two a minute", polls)
				}
			})
		})
	}
}

// Telegram accepts the poll and then says nothing any more.
func TestSilentPollIsGivenUp(t *testing.T) {
	inBubble(t, func(w *world) {
		w.net.Fail("getUpdates", 1, telegramtest.Fault{Hang: true})
		w.connect(func(o *telegram.Options) { o.PollTimeout = 50 * second })
		w.net.Say("ann", "", "hello")
		time.Sleep(70 * second)
		w.heard("hello")
	})
}

func TestStartsWhenTelegramComesBack(t *testing.T) {
	inBubble(t, func(w *world) {
		w.net.Fail("", 5, telegramtest.Fault{Refused: true})
		w.connect()
		w.net.Say("ann", "", "hello")
		time.Sleep(2 * time.Minute)
		w.heard("hello")
	})
}
