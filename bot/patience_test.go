package bot_test

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
)

// A new ping that takes in one about a time away still tells of it.
func TestAFoldedPingStillTellsOfTheAbsence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.feature = everyDay()
		h.open(p)
		h.say("telegram", "ann", "/ping")
		p.letters()
		h.close(bot.Killed)
		passes(30 * time.Hour)
		p.failing(always(fails(bot.NotSent)))
		h.open(p)
		passes(25 * time.Hour) // no network yet; tomorrow's comes due
		p.failing(nil)
		passes(10 * time.Minute)
		if got := p.texts(); len(got) < 20 {
			t.Errorf("sent %q: nothing of the day without anybody", got)
		}
		h.close(nil)
	})
}

// What waited in the store while nobody ran is tried for its hour, not once.
func TestAnAnswerIsTriedForItsHour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.open(p)
		h.say("telegram", "ann", "/start")
		p.failing(always(fails(bot.NotSent)))
		h.say("telegram", "ann", "/keep a")
		p.letters()
		h.close(bot.Killed) // the power fails
		passes(2 * time.Hour)
		h.open(p)
		passes(5 * time.Second) // the network is up a little later
		p.failing(nil)
		passes(10 * time.Minute)
		if got := p.texts(); got != "ann: kept a;" {
			t.Errorf("sent %q; letters %+v", got, h.letters())
		}
		h.close(nil)
	})
}

// That one platform ends does not end the pause that another one asked for.
func TestAnEndEndsNoOtherPause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t, bot.Open)
		tg, dc := &post{name: "telegram"}, &post{name: "discord", ends: make(chan error, 1)}
		h.open(tg, dc)
		h.say("telegram", "ann", "/start")
		tg.letters()
		tg.failing(always(&bot.SendError{Outcome: bot.RateLimited, After: time.Hour, Overall: true, Err: errors.New("slow")}))
		tg.attempts()
		h.say("telegram", "ann", "/keep a")
		dc.ends <- errors.New("token refused")
		passes(time.Minute)
		if n := len(tg.attempts()); n != 1 {
			t.Errorf("%d attempts within the pause, want 1", n)
		}
		h.stop(bot.Killed)
		if err := <-h.done; err == nil {
			t.Error("the platform ended, and nobody says so")
		}
	})
}

// What could not be stored is no fault of the person's: nothing is said, and it is
// handled when it can be.
func TestAFullDiskIsNoAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		full := &fullDisk{Engine: h.engine}
		h.engine = full
		h.open(p)
		h.say("telegram", "ann", "/start")
		p.letters()
		full.is.Store(true)
		in := bot.Incoming{Kind: bot.Said, ID: "77", From: bot.Account{Platform: "telegram", ID: "ann"}, At: time.Now(), Command: "keep", Text: "a"}
		if err := h.router.Receive(t.Context(), in); err == nil {
			t.Error("handled on a full disk")
		}
		full.is.Store(false)
		passes(time.Minute)
		expect(t, p.texts())
		if err := h.router.Receive(t.Context(), in); err != nil {
			t.Error(err)
		}
		expect(t, p.texts(), "kept a;")
		h.close(nil)
	})
}

// An input that is handed in again and again because the store takes nothing is no
// flood: once the store works it is handled.
func TestRetriesAreNoFlood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		full := &fullDisk{Engine: h.engine}
		h.engine = full
		h.open(p)
		h.say("telegram", "ann", "/start")
		p.letters()
		kept := h.inbox().keeps("k1")
		full.is.Store(true)
		in := bot.Incoming{Kind: bot.Said, ID: "k1", Kept: kept[0].Row, From: bot.Account{Platform: "telegram", ID: "ann"},
			At: time.Now(), Command: "keep", Text: "a"}
		for range 25 { // as bot/telegram's intake does, up to a minute apart
			if h.router.Receive(t.Context(), in) == nil {
				t.Fatal("handled on a full disk")
			}
			passes(time.Minute)
		}
		full.is.Store(false)
		err := h.router.Receive(t.Context(), in)
		if got := p.texts(); err != nil || got != "ann: kept a;" {
			t.Errorf("when the disk has room again: %v, heard %q", err, got)
		}
		h.close(nil)
	})
}

// Neither does the operator who wants another letter sent now, and no ping that may
// have arrived is repeated for that.
func TestRetryHurriesOneLetter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.open(p)
		h.say("telegram", "ann", "/ping")
		h.say("telegram", "bob", "/ping")
		p.letters()
		p.failing(always(fails(bot.Ambiguous)))
		passes(5 * time.Hour) // both wait an hour between attempts by now
		waiting := h.letters()
		p.attempts()
		if err := h.router.Retry(t.Context(), waiting[0].ID); err != nil {
			t.Fatal(err)
		}
		passes(time.Second)
		if tried := p.attempts(); len(tried) == 0 || slices.ContainsFunc(tried, func(a attempt) bool { return a.to != tried[0].to }) {
			t.Errorf("one letter was to be sent now; attempts: %v", tried)
		}
		h.close(bot.Killed)
	})
}

// The longest pause that a platform asks for counts, not the last.
func TestTheLongestPauseCounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.open(p)
		h.say("telegram", "ann", "/ping")
		h.say("telegram", "bob", "/ping")
		p.letters()
		began := time.Now().Add(time.Hour)
		p.failing(func(n int, _ bot.Delivery) error {
			wait := time.Minute
			if n == 1 {
				wait = time.Second
			}
			if n < 2 {
				time.Sleep(time.Duration(n+1) * 100 * time.Millisecond)
				return &bot.SendError{Outcome: bot.RateLimited, After: wait, Overall: true, Err: errors.New("slow")}
			}
			return nil
		})
		p.attempts()
		passes(time.Hour + 2*time.Minute)
		for _, a := range p.attempts()[2:] {
			if since := a.at.Sub(began); since < time.Minute {
				t.Errorf("attempt within the minute of the pause, after %v", since)
			}
		}
		h.close(nil)
	})
}

// What only waited for its turn was not begun before: nothing may have arrived.
func TestWaitingIsNoAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "discord"}
		h.limits = map[string]bot.Limits{"discord": {Person: bot.Rate{Burst: 1, PerSecond: 0.2}}}
		h.open(p)
		h.say("discord", "ann", "/keep a")
		h.say("discord", "ann", "/keep b")
		passes(time.Minute)
		for _, l := range p.letters() {
			if l.tried {
				t.Errorf("%q is said to have been tried before", l.text)
			}
		}
		h.close(nil)
	})
}

// The key of a delivery is as long as is promised.
func TestKeyLength(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "discord"}
		h.open(p)
		h.say("discord", "ann", "/start")
		if n := len(p.letters()[0].key); n > 25 {
			t.Errorf("a key of %d characters", n)
		}
		h.close(nil)
	})
}
