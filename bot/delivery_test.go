package bot_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
)

// What is stored is sent, however often the platform or the process fails.
func TestTheOutboxDelivers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &stand{name: "telegram"}
		p.failing(func(n int) error {
			switch {
			case n < 3:
				return &bot.SendError{Outcome: bot.NotSent, Err: errors.New("refused")}
			case n == 3:
				return &bot.SendError{Outcome: bot.RateLimited, After: time.Minute, Err: errors.New("slow down")}
			}
			return nil
		})
		h.open(p)
		h.say("telegram", "ann", "/keep a")
		expect(t, p.heard())
		passes(5 * time.Minute)
		expect(t, p.heard(), "kept a;")
		p.failing(func(int) error { return &bot.SendError{Outcome: bot.NotSent, Err: errors.New("down")} })
		h.say("telegram", "ann", "/keep b")
		h.close(bot.Killed)
		p.failing(nil)
		h.open(p)
		passes(time.Second)
		expect(t, p.heard(), "kept a;b;")
		h.close(nil)
	})
}

// A shut way loses no ping: it goes to her other account, or waits for her.
func TestShutWays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, tg, dc := newHouse(t, bot.Open), &stand{name: "telegram"}, &stand{name: "discord"}
		gone := func(int) error { return &bot.SendError{Outcome: bot.TargetGone, Err: errors.New("blocked")} }
		h.open(tg, dc)
		h.say("telegram", "ann", "/link")
		code := strings.TrimPrefix(tg.heard(), "ann: ")
		code, _, _ = strings.Cut(code, "\n")
		h.say("discord", "ann2", "/start "+code)
		expect(t, dc.heard(), "same book")
		h.say("discord", "ann2", "/ping")
		dc.heard()
		dc.failing(gone)
		passes(time.Hour)
		expect(t, tg.heard(), "1 thing")
		tg.failing(gone)
		h.say("discord", "ann2", "/ping")
		passes(2 * time.Hour)
		expect(t, tg.heard()+dc.heard())
		tg.failing(nil)
		dc.failing(nil)
		h.say("telegram", "ann", "/keep x")
		expect(t, tg.heard(), "could not reach you, 1 thing came due", "kept x;")
		h.close(nil)
	})
}

// An alarm whose feature fails is tried again in an hour, with nothing half done.
func TestAlarmsAreNotLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &stand{name: "telegram"}
		fails := 2
		h.feature = feature(func(*bot.Personal) error {
			if fails--; fails >= 0 {
				return errors.New("not today")
			}
			return nil
		})
		h.open(p)
		h.say("telegram", "ann", "/ping")
		p.heard()
		passes(2*time.Hour + time.Minute)
		expect(t, p.heard())
		passes(time.Hour)
		expect(t, p.heard(), "1 thing")
		h.close(nil)
	})
}
