package bot_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
)

// What waits for a platform that cannot be reached comes where she is heard of.
func TestAPingComesWhereSheIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, tg, dc := newHouse(t, bot.Open), &post{name: "telegram"}, &post{name: "discord"}
		h.open(tg, dc)
		h.say("telegram", "ann", "/link")
		code, _, _ := strings.Cut(strings.TrimPrefix(tg.texts(), "ann: "), "\n")
		h.say("discord", "ann2", "/start "+code)
		h.say("discord", "ann2", "/ping")
		dc.letters()
		dc.failing(always(fails(bot.NotSent)))
		passes(2 * time.Hour)
		h.say("telegram", "ann", "/keep a")
		passes(3 * time.Hour)
		expect(t, tg.texts(), "kept a;", "1 thing")
		h.close(nil)
	})
}

// A refusal that was given before she unblocked the bot shuts no way afterwards.
func TestAnOldRefusalShutsNoWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.open(p)
		h.say("telegram", "ann", "/ping")
		p.letters()
		p.failing(func(n int, _ bot.Delivery) error {
			if n > 0 {
				return nil
			}
			time.Sleep(2 * time.Second) // on its way back
			return fails(bot.TargetGone)
		})
		passes(time.Hour + time.Second)
		h.say("telegram", "ann", "/start") // unblocked
		passes(time.Hour)
		expect(t, p.texts(), "started", "1 thing")
		h.close(nil)
	})
}

// It is said through another account as soon as that is linked.
func TestHeldIsSaidOnLinking(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, tg, dc := newHouse(t, bot.Open), &post{name: "telegram"}, &post{name: "discord"}
		h.open(tg, dc)
		h.say("telegram", "ann", "/ping")
		passes(55 * time.Minute)
		tg.letters()
		h.say("telegram", "ann", "/link")
		code, _, _ := strings.Cut(strings.TrimPrefix(tg.texts(), "ann: "), "\n")
		tg.failing(always(fails(bot.TargetGone)))
		passes(6 * time.Minute)
		h.say("discord", "ann2", "/start "+code)
		expect(t, dc.texts(), "same book", "could not reach you")
		h.close(nil)
	})
}

// What came due while nobody could be reached is said at the next contact, also when
// that is something the bot cannot do.
func TestHeldIsSaidWithAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.open(p)
		shutOut(h, p)
		h.say("telegram", "ann", "/keep sorry")
		expect(t, p.texts(), "Not like that.", "could not reach you")
		h.close(nil)
	})
}
