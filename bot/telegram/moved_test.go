package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"referout/bot"
	"referout/bot/telegram"
	"referout/bot/telegram/telegramtest"
)

// Telegram tells where a group is to whoever asks; a supergroup is asked for no more.
func TestMovedTo(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.net.Say("ann", "meetup", "/help")
		old, next := telegramtest.GroupID("meetup"), telegramtest.SupergroupID("meetup")
		is := func(want string, at int64) {
			t.Helper()
			if got, err := w.platform.MovedTo(context.Background(), group(at)); got != want || err != nil {
				t.Errorf("%d has moved to %q, %v; want %q", at, got, err, want)
			}
		}
		is("", old)
		w.net.Migrate("meetup")
		is(fmt.Sprint(next), old)
		w.net.Fail("sendChatAction", 1, telegramtest.Fault{Status: 502, Description: "Bad Gateway"})
		is("", next) // nobody is asked
		var failed *bot.SendError
		if _, err := w.platform.MovedTo(context.Background(), group(old)); !errors.As(err, &failed) || failed.Outcome != bot.ServerFault {
			t.Errorf("with the server in trouble: %v", err)
		}
		w.net.Fail("sendChatAction", 1, telegramtest.Fault{Status: 403, Description: "Forbidden: bot was kicked from the group chat"})
		is("", old)
		if _, err := telegram.New(telegram.Options{}).MovedTo(context.Background(), group(old)); err == nil {
			t.Error("asked without a token")
		}
	})
}
