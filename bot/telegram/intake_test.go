package telegram_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/telegram/telegramtest"
)

// A batch is confirmed by the next poll, so that must wait for the store.
func TestConfirmsOnlyWhatIsStored(t *testing.T) {
	inBubble(t, func(w *world) {
		w.ear.inbox.failing(func(op string) error { return full(op == "keep") })
		w.connect()
		w.net.Say("ann", "", "hello")
		passes(time.Hour)
		w.waiting(1)
		w.heard("")
		if got := w.net.Calls("getUpdates"); got != 1 {
			t.Errorf("%d polls, want one: the batch is at hand", got)
		}
		w.ear.inbox.failing(nil)
		passes(time.Minute)
		w.waiting(0)
		w.heard("hello")
		w.told(slog.LevelError, "input not stored", 1)
		w.told(slog.LevelInfo, "input is stored again", 1)
	})
}

func full(yes bool) error {
	if yes {
		return errFull
	}
	return nil
}

// What waits for a store that takes nothing outlives Telegram's memory of it.
func TestABatchAtHandIsNotForgotten(t *testing.T) {
	inBubble(t, func(w *world) {
		w.ear.inbox.failing(func(op string) error { return full(op == "keep") })
		w.connect()
		w.net.Say("ann", "", "hello")
		passes(48 * time.Hour)
		w.ear.inbox.failing(nil)
		passes(time.Minute)
		w.heard("hello")
	})
}

// A store may fail to say that it has kept a batch: that is handled all the same,
// once, also beside what is being handled meanwhile.
func TestKeptButNotSaid(t *testing.T) {
	inBubble(t, func(w *world) {
		slow := make(chan struct{})
		w.ear.handling(func(_ context.Context, in bot.Incoming) error {
			if in.Text == "slow" {
				<-slow
			}
			return nil
		})
		w.connect()
		w.net.Say("ann", "", "slow")
		synctest.Wait()
		times := map[string]int{}
		w.ear.inbox.failing(func(op string) error {
			times[op]++
			return full((op == "kept" || op == "left") && times[op] == 1)
		})
		w.net.Say("bob", "", "hello")
		passes(time.Minute)
		w.heard("slow hello")
		close(slow)
		synctest.Wait()
		if got := w.ear.effects(); got != "hello slow" {
			t.Errorf("handled %q", got)
		}
		w.keeps("0")
	})
}

// What was stored and not handled when the process ended is handled by the next
// one, before what came meanwhile, and once.
func TestEndInTheMiddleLosesNothing(t *testing.T) {
	inBubble(t, func(w *world) {
		w.ear.handling(func(ctx context.Context, _ bot.Incoming) error { <-ctx.Done(); return ctx.Err() })
		w.connect()
		w.net.Say("ann", "", "one")
		w.net.Say("ann", "", "two")
		w.net.Say("bob", "", "three")
		synctest.Wait()
		w.halt()
		w.keeps("3")
		w.waiting(0)
		w.ear.handling(nil)
		w.net.Say("ann", "", "four")
		w.connect()
		w.keeps("0")
		got := w.ear.effects()
		if a, b := strings.Index(got, "one two four"), strings.Index(got, "three"); a < 0 && b < 0 || strings.Count(got, " ") != 3 || !inOrder(got, "one", "two", "four") {
			t.Errorf("handled %q", got)
		}
	})
}

// inOrder tells whether words stand in a text in this order.
func inOrder(text string, words ...string) bool {
	for _, word := range words {
		_, after, found := strings.Cut(text, word)
		if !found {
			return false
		}
		text = after
	}
	return true
}

// The poller is cut between storing a batch and confirming it.
func TestStoredAndNotConfirmed(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.net.OnCall(func(_ context.Context, method string, at telegramtest.Point) error {
			if method == "getUpdates" && at == telegramtest.Leaving {
				return errors.New("killed")
			}
			return nil
		})
		w.net.Say("ann", "", "one")
		synctest.Wait()
		w.halt()
		w.waiting(1)
		w.net.OnCall(nil)
		w.connect()
		w.net.Say("ann", "", "two")
		w.waiting(0)
		w.heard("one two")
	})
}

func TestTriesAgainWhatWasNotHandled(t *testing.T) {
	inBubble(t, func(w *world) {
		left := 3
		w.ear.handling(func(context.Context, bot.Incoming) error {
			if left--; left >= 0 {
				return errFull
			}
			return nil
		})
		w.connect()
		w.net.Say("ann", "", "hello")
		passes(time.Minute)
		w.heard("hello hello hello hello")
		w.keeps("0")
		w.told(slog.LevelError, "input not handled", 1)
		w.told(slog.LevelInfo, "input is stored again", 1)
		if strings.Contains(w.log.String(), "hello") {
			t.Error("the log says what was said")
		}
	})
}

func TestUnansweredIsHandled(t *testing.T) {
	inBubble(t, func(w *world) {
		w.ear.handling(func(context.Context, bot.Incoming) error { return bot.ErrUnanswered })
		w.connect()
		w.net.Say("ann", "", "hello")
		passes(time.Minute)
		w.heard("hello")
		w.keeps("0")
	})
}

func TestPanickingReceiverHoldsUpNobody(t *testing.T) {
	inBubble(t, func(w *world) {
		w.ear.handling(func(_ context.Context, in bot.Incoming) error {
			if in.Text == "boom" {
				panic("boom")
			}
			return nil
		})
		left := 2
		w.ear.inbox.failing(func(op string) error {
			if op == "aside" {
				left--
			}
			return full(op == "aside" && left >= 0)
		})
		w.connect()
		w.net.Say("ann", "", "boom")
		w.net.Say("bob", "", "hello")
		passes(time.Minute)
		w.net.Say("ann", "", "again")
		synctest.Wait()
		if got := w.ear.texts(); strings.Count(got, "boom") != 3 || !strings.HasSuffix(got, "again") || !strings.Contains(got, "hello") {
			t.Errorf("received %q", got)
		}
		w.keeps("0 aside")
		w.told(slog.LevelError, "the bot cannot take", 1)
	})
}
