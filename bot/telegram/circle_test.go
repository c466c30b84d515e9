package telegram_test

import (
	"testing"
	"testing/synctest"
	"time"

	"referout/bot/telegram/telegramtest"
	"referout/store/memory"
	"referout/store/storetest"
)

// The whole bot answers a tap of what is private by a word above the chat, before the
// button is given up.
func TestAsideThroughTheOutbox(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		net := telegramtest.New()
		p := start(t, memory.New(), storetest.Master(t), net, unhooked)
		net.Say("ann", "meetup/asks", "/count")
		synctest.Wait()
		lines := net.Heard()
		if len(lines) != 1 || len(lines[0].Buttons) != 1 {
			t.Errorf("heard %+v", lines)
			return
		}
		net.Tap("bob", lines[0], lines[0].Buttons[0])
		passes(time.Minute)
		if lines = net.Heard(); len(lines) != 2 || !lines[1].Aside || lines[1].Person != "bob" || lines[1].Group != "meetup/asks" || lines[1].Text == "" {
			t.Errorf("heard %+v", lines)
		}
		if n := net.Calls("answerCallbackQuery"); n != 1 {
			t.Errorf("%d answers", n)
		}
		p.end(t)
		for _, err := range net.Check() {
			t.Error(err)
		}
	})
}
