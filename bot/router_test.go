package bot_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
)

// An input delivered twice is handled once, also after a restart.
func TestInputsAreHandledOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &stand{name: "telegram"}
		h.open(p)
		h.again("telegram", "ann", "/keep a", "7")
		expect(t, p.heard(), "kept a;")
		h.again("telegram", "ann", "/keep a", "7")
		expect(t, p.heard())
		h.close(bot.Killed)
		h.open(p)
		h.again("telegram", "ann", "/keep a", "7")
		expect(t, p.heard())
		h.again("telegram", "ann", "/keep b", "8")
		expect(t, p.heard(), "kept a;b;")
		h.close(nil)
	})
}

// A handler that fails leaves nothing behind but its sentence.
func TestFailuresKeepNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &stand{name: "telegram"}
		h.open(p)
		h.say("telegram", "ann", "/keep a")
		p.heard()
		h.say("telegram", "ann", "/keep sorry")
		expect(t, p.heard(), "Not like that.")
		h.say("telegram", "ann", "/keep fail")
		expect(t, p.heard(), "something went wrong on my side")
		h.say("telegram", "ann", "/keep panic")
		expect(t, p.heard(), "something went wrong on my side")
		h.say("telegram", "ann", "/keep b")
		expect(t, p.heard(), "kept a;b;")
		h.close(nil)
		if log := h.log.String(); !strings.Contains(log, "disk on fire") || !strings.Contains(log, "panic of type string") {
			t.Errorf("the log tells the causes: %s", log)
		} else if strings.Contains(log, "ann") || strings.Contains(log, "zyzzyva") {
			t.Errorf("the log names nobody and repeats no text: %s", log)
		}
	})
}

// Codes let people in once; strangers get one line a day.
func TestCodes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Invite), &stand{name: "telegram"}
		h.open(p)
		old := h.setupCode()
		code := h.setupCode()
		h.say("telegram", "bob", "hello")
		expect(t, p.heard(), "bob: Hello! I keep a private referral book")
		h.say("telegram", "bob", "hello?")
		expect(t, p.heard())
		h.say("telegram", "ann", "/start "+old)
		expect(t, p.heard(), "doesn't open anything")
		h.say("telegram", "ann", strings.ToLower(code))
		expect(t, p.heard(), "ann: started")
		h.say("telegram", "bob", "/start "+code)
		expect(t, p.heard(), "doesn't open anything")
		if _, needed, err := h.router.SetupCode(t.Context(), "telegram"); err != nil || needed {
			t.Errorf("an owned platform needs no code: %v, %v", needed, err)
		}
		h.say("telegram", "ann", "/invite")
		invitation := strings.TrimPrefix(p.heard(), "ann: ")
		for range 9 {
			h.say("telegram", "bob", "/start AAAA-AAA2")
		}
		p.heard()
		h.say("telegram", "bob", "/start "+invitation)
		expect(t, p.heard(), "tenth code today")
		h.say("telegram", "cyd", "/start "+invitation)
		expect(t, p.heard(), "cyd: started")
		h.say("telegram", "ann", "/invite")
		late := strings.TrimPrefix(p.heard(), "ann: ")
		passes(24*time.Hour + time.Minute)
		h.say("telegram", "bob", "/start "+late)
		expect(t, p.heard(), "doesn't open anything")
		h.say("telegram", "bob", "hello again")
		expect(t, p.heard(), "bob: Hello!")
		h.close(nil)
	})
}

func (h *house) setupCode() string {
	h.t.Helper()
	code, needed, err := h.router.SetupCode(h.t.Context(), "telegram")
	if err != nil || !needed || code == "" {
		h.t.Fatalf("setup code %q, needed %v: %v", code, needed, err)
	}
	return code
}

// A flood is answered once, and ends after ten seconds.
func TestFloodsGetASentence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &stand{name: "telegram"}
		h.open(p)
		for range 30 {
			h.say("telegram", "ann", "/keep a")
		}
		if got := p.heard(); strings.Count(got, "kept") != 20 || strings.Count(got, "more than 20 messages") != 1 {
			t.Errorf("heard %q", got)
		}
		passes(10 * time.Second)
		h.say("telegram", "ann", "/keep b")
		expect(t, p.heard(), "kept")
		h.close(nil)
	})
}
