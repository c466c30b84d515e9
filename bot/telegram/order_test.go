package telegram_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"referout/bot"
	"referout/bot/telegram/telegramtest"
)

// One at a time in a chat, chats side by side, and the next poll waits for none.
func TestOrder(t *testing.T) {
	inBubble(t, func(w *world) {
		w.ear.handling(func(_ context.Context, in bot.Incoming) error {
			if in.Text == "slow" {
				time.Sleep(10 * second)
			}
			return nil
		})
		w.net.Say("ann", "", "slow")
		w.net.Say("ann", "", "after")
		w.net.Say("bob", "", "quick")
		w.connect()
		w.net.Say("bob", "", "next")
		w.waiting(0)
		if got := w.ear.effects(); got != "quick next" {
			t.Errorf("handled %q", got)
		}
		passes(time.Minute)
		if got := w.ear.effects(); got != "quick next slow after" {
			t.Errorf("handled %q", got)
		}
	})
}

// A group that becomes another is one chat under two ids.
func TestMovingIsInOrder(t *testing.T) {
	inBubble(t, func(w *world) {
		w.ear.handling(func(_ context.Context, in bot.Incoming) error {
			if in.Kind == bot.Moved || in.Command == "before" {
				time.Sleep(10 * second)
			}
			return nil
		})
		w.net.Say("ann", "meetup", "/before")
		w.net.Migrate("meetup")
		w.net.Say("ann", "meetup", "/after")
		w.net.Say("bob", "", "quick")
		w.connect()
		passes(time.Minute)
		to := fmt.Sprint(telegramtest.SupergroupID("meetup"))
		if got, want := w.ear.effects(), "quick before "+to+" "+to+" after"; got != want {
			t.Errorf("handled %q, want %q", got, want)
		}
		for _, in := range w.ear.done[2:4] {
			if want := fmt.Sprint(telegramtest.GroupID("meetup")); in.Chat == nil || in.Chat.ID != want || in.Kind != bot.Moved {
				t.Errorf("moved: %+v", in.Chat)
			}
		}
		w.keeps("0")
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
		w.waiting(0)
		w.keeps("0 aside aside aside")
		if log := w.log.String(); strings.Count(log, "set aside") != 3 || strings.Contains(log, "secret") {
			t.Errorf("log:\n%s", log)
		}
	})
}

// What has no id cannot be confirmed by it. It is set aside once, and holds up
// nothing: behind a known offset it goes after a moment, else with the next update.
func TestUpdatesWithoutID(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.net.Inject("", map[string]any{"what": "is this"})
		passes(time.Minute)
		w.waiting(1)
		w.net.Say("ann", "", "one")
		passes(2 * second)
		w.waiting(0)
		w.net.Say("ann", "", "two")
		w.net.Inject("", map[string]any{"what": "is that"})
		w.net.Inject("", []any{})
		passes(5 * second)
		w.waiting(0)
		w.net.Say("ann", "", "three")
		w.heard("one two three")
		w.keeps("0 aside aside aside")
		w.told(slog.LevelError, "set aside", 3)
	})
}

func TestMeaninglessIsDropped(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.net.Say("ann", "meetup", "just talking")
		w.net.Say("ann", "meetup", "/help")
		w.heard("help")
		w.keeps("0 drop")
	})
}

func TestDuplicatesAreHandledOnce(t *testing.T) {
	inBubble(t, func(w *world) {
		w.net.Redeliver(true)
		w.connect()
		w.net.Say("ann", "", "one")
		w.net.Say("ann", "", "two")
		w.heard("one two")
		w.waiting(0)
	})
}

// When a thousand inputs wait for the receiver, nothing more is fetched.
func TestFetchesNoMoreThanItCanHold(t *testing.T) {
	inBubble(t, func(w *world) {
		stuck := make(chan struct{})
		w.ear.handling(func(context.Context, bot.Incoming) error { <-stuck; return nil })
		for i := range 1500 {
			w.net.Say("ann", "", fmt.Sprint(i))
		}
		w.connect()
		passes(time.Hour)
		if got := w.ear.inbox.state(); got != "1100" {
			t.Errorf("%s rows kept, want 1100", got)
		}
		close(stuck)
		w.waiting(0)
		w.keeps("0")
		if n := strings.Count(w.ear.effects(), " ") + 1; n != 1500 {
			t.Errorf("%d handled", n)
		}
	})
}
