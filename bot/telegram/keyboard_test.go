package telegram_test

import (
	"strings"
	"testing"

	"referout/bot"
	"referout/bot/bottest"
	"referout/bot/telegram"
)

// A button that opens the private chat brings its argument along, where a link
// carries it.
func TestOpenWithAnArgument(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		in, _ := w.card()
		for arg, want := range map[string]string{
			"":                      "hi",
			"ABCD-2345":             "ABCD-2345",
			"a_b":                   "a_b",
			strings.Repeat("x", 64): strings.Repeat("x", 64),
			strings.Repeat("x", 65): "hi",
			"join:7":                "hi",
			"two words":             "hi",
			"käse":                  "hi",
			"a&b=c":                 "hi",
		} {
			w.sent(telegram.Parcel{Group: &in, Message: say("Join").With(bot.Choice{Label: "Open", Open: true, Arg: arg})})
			b := w.last().Buttons[0]
			if b.URL != "https://t.me/referout_bot?start="+want || b.Payload != "" {
				t.Errorf("%q: %+v", arg, b)
			}
		}
		w.net.Tap("bob", w.last(), bottest.Button{URL: "https://t.me/referout_bot?start=ABCD-2345"})
		w.heard("help startABCD-2345")
	})
}
