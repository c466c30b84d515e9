package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/store"
)

// A chat gets its burst at once and the rest at its pace, in order; another chat does
// not wait for it.
func TestLanesKeepTheirPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.limits = map[string]bot.Limits{"telegram": {Person: bot.Rate{Burst: 2, PerSecond: 1}}}
		h.open(p)
		began := time.Now()
		for i := range 5 {
			h.say("telegram", "ann", fmt.Sprintf("/keep %d", i))
		}
		h.say("telegram", "bob", "/keep x")
		passes(time.Minute)
		var got []string
		for _, l := range p.letters() {
			got = append(got, fmt.Sprint(l.to, l.at.Sub(began).Truncate(time.Second), strings.TrimPrefix(l.text, "kept ")))
		}
		want := "ann0s0; ann0s0;1; bob0sx; ann1s0;1;2; ann2s0;1;2;3; ann3s0;1;2;3;4;"
		if s := strings.Join(strings.Fields(strings.ReplaceAll(strings.Join(got, " "), "\nWe haven't met yet: I'm Referout. /start sets your time zone, /help shows what I do, /privacy what I keep.", "")), " "); s != want {
			t.Errorf("sent %q, want %q", s, want)
		}
		h.close(nil)
	})
}

// A platform gets no more a second than it takes, and answers go before pings.
func TestAnswersGoBeforePings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.open(p)
		for i := range 20 {
			h.say("telegram", fmt.Sprint("p", i), "/ping")
		}
		h.close(nil)
		p.letters()
		h.limits = map[string]bot.Limits{"telegram": {Overall: 1}}
		h.open(p)
		passes(time.Hour + time.Second)
		h.say("telegram", "zoe", "/keep x")
		passes(time.Minute)
		sent := p.letters()
		at := -1
		for i, l := range sent {
			if l.to == "zoe" {
				at = i
			}
		}
		if len(sent) != 21 || at < 0 || at > 4 {
			t.Errorf("%d letters, the answer is number %d", len(sent), at)
		}
		for i := 1; i < len(sent); i++ {
			if d := sent[i].at.Sub(sent[i-1].at); d < 900*time.Millisecond {
				t.Errorf("letters %d and %d are %v apart", i-1, i, d)
			}
		}
		h.close(nil)
	})
}

// A rate limit holds up one chat, or the whole platform where it says so.
func TestRateLimitsPause(t *testing.T) {
	for _, overall := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			h, p := newHouse(t, bot.Open), &post{name: "telegram"}
			h.open(p)
			h.say("telegram", "ann", "/start")
			h.say("telegram", "bob", "/start")
			p.letters()
			p.failing(once(&bot.SendError{Outcome: bot.RateLimited, After: time.Minute, Overall: overall, Err: errors.New("slow")}))
			h.say("telegram", "ann", "/keep a")
			h.say("telegram", "bob", "/keep b")
			if got := p.texts(); (got == "") != overall {
				t.Errorf("overall %v: meanwhile %q", overall, got)
			}
			passes(2 * time.Minute)
			if got := p.texts(); !strings.Contains(got, "ann: kept a;") || (overall && !strings.Contains(got, "bob: kept b;")) {
				t.Errorf("overall %v: afterwards %q", overall, got)
			}
			h.close(nil)
		})
	}
}

// A platform that told the bot to wait is left alone in the next run, too: not for ever,
// whatever it said and whatever became of the clock.
func TestAPauseOfAPlatformOutlastsTheProcess(t *testing.T) {
	for name, test := range map[string]struct {
		told  time.Duration
		end   error
		clock time.Duration // how far it is set between the runs
		want  time.Duration
	}{
		"restart":                {told: 10 * time.Minute, want: 10 * time.Minute},
		"crash":                  {told: 10 * time.Minute, end: bot.Killed, want: 10 * time.Minute},
		"long":                   {told: 5 * time.Hour, end: bot.Killed, want: 5 * time.Hour},
		"absurd":                 {told: 9999 * time.Hour, end: bot.Killed, want: 24 * time.Hour},
		"the clock was set back": {told: 10 * time.Minute, clock: -9 * 24 * time.Hour, want: 10 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h, p := newHouse(t, bot.Open), &post{name: "telegram"}
				var shift time.Duration
				h.now = func() time.Time { return time.Now().Add(shift) }
				h.open(p)
				h.say("telegram", "bob", "/start")
				p.letters()
				p.failing(once(&bot.SendError{Outcome: bot.RateLimited, After: test.told, Overall: true, Err: errors.New("slow")}))
				began := time.Now()
				h.say("telegram", "ann", "/ping")
				h.close(test.end)
				shift = test.clock
				h.open(p)
				h.say("telegram", "bob", "/ping")
				passes(test.want - 6*time.Second)
				if got := p.texts(); got != "" {
					t.Errorf("after %v: %q", time.Since(began), got)
				}
				passes(12 * time.Second)
				if got := p.texts(); !strings.Contains(got, "bob: will do") {
					t.Errorf("after %v: %q", time.Since(began), got)
				}
				h.close(nil)
			})
		})
	}
}

// An attempt that the end of the process cut off counts as begun: the message is sent
// again, and the platform is told that it may have arrived.
func TestCutAttemptsAreDoubtful(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.open(p)
		h.say("telegram", "ann", "/ping")
		p.letters()
		p.failing(always(errHangs))
		h.say("telegram", "ann", "/keep a")
		h.close(bot.Killed)
		p.failing(nil)
		h.open(p)
		passes(time.Second)
		sent := p.letters()
		if len(sent) != 1 || !sent[0].tried || sent[0].text != "kept a;" {
			t.Errorf("the answer: %+v", sent)
		}
		p.failing(always(errHangs))
		passes(time.Hour)
		h.close(bot.Killed)
		p.failing(nil)
		h.open(p)
		passes(time.Second)
		if sent := p.letters(); len(sent) != 1 || !sent[0].tried || !strings.Contains(sent[0].text, "1 thing") {
			t.Errorf("the ping: %+v", sent)
		}
		h.close(nil)
	})
}

// What the platform refuses twice is kept for the operator, who sends it again or
// drops it.
func TestDeadLetters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.open(p)
		h.say("telegram", "ann", "/start")
		p.letters()
		p.failing(always(fails(bot.BadContent)))
		h.say("telegram", "ann", "/keep a")
		h.say("telegram", "ann", "/keep b")
		passes(time.Second)
		expect(t, p.texts())
		dead := h.letters()
		if len(dead) != 2 || !dead[0].Dead || dead[0].Kind != "answer" || dead[0].Platform != "telegram" || dead[0].Why == "" || dead[0].Attempts != 2 {
			t.Fatalf("letters: %+v", dead)
		}
		p.failing(nil)
		if err := errors.Join(h.router.Retry(t.Context(), dead[0].ID), h.router.Drop(t.Context(), dead[1].ID, "too late")); err != nil {
			t.Fatal(err)
		}
		passes(time.Second)
		expect(t, p.texts(), "kept a;")
		if left := h.letters(); len(left) != 0 {
			t.Errorf("left: %+v", left)
		}
		if err := h.router.Drop(t.Context(), dead[1].ID, "again"); !errors.Is(err, bot.ErrNoLetter) {
			t.Errorf("dropped twice: %v", err)
		}
		h.close(nil)
		if !strings.Contains(h.log.String(), "was given up") {
			t.Errorf("the log says nothing: %s", &h.log)
		}
	})
}

// What waits can be hurried, and is listed with its attempts.
func TestWaitingLettersCanBeHurried(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.open(p)
		h.say("telegram", "ann", "/ping")
		p.letters()
		p.failing(always(fails(bot.Ambiguous)))
		passes(3 * time.Hour)
		waiting := h.letters()
		if len(waiting) != 1 || waiting[0].Dead || waiting[0].Kind != "ping" || waiting[0].Attempts < 5 || !waiting[0].Next.After(time.Now()) {
			t.Fatalf("letters: %+v", waiting)
		}
		p.failing(nil)
		if err := h.router.Retry(t.Context(), waiting[0].ID); err != nil {
			t.Fatal(err)
		}
		expect(t, p.texts(), "1 thing")
		h.close(nil)
	})
}

// After a platform could not be reached for days there is one ping, not one a day.
func TestWaitingPingsBecomeOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.feature = everyDay()
		h.open(p)
		h.say("telegram", "ann", "/ping")
		p.letters()
		p.failing(always(fails(bot.NotSent)))
		passes(75 * time.Hour)
		expect(t, p.texts())
		p.failing(nil)
		passes(10 * time.Minute)
		if got := p.texts(); got != "ann: 4 things" {
			t.Errorf("sent %q", got)
		}
		h.close(nil)
	})
}

// everyDay is a feature whose alarm tells of another duty each day.
func everyDay() bot.Feature {
	f := feature(nil)
	f.Alarms = []bot.Alarm{{Kind: "test", Personal: func(_ context.Context, p *bot.Personal, id string) ([]bot.Nudge, error) {
		return []bot.Nudge{{Duty: id, One: "thing", Many: "things"}}, p.RemindAt("test", id+"x", p.Now.Add(24*time.Hour))
	}}}
	return f
}

// A platform that ends is left for the member's other account, and only the pings:
// what answers an input there stays.
func TestPingsLeaveAPlatformThatEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t, bot.Open)
		tg, dc := &post{name: "telegram"}, &post{name: "discord", ends: make(chan error, 1)}
		h.open(tg, dc)
		h.say("telegram", "ann", "/link")
		code, _, _ := strings.Cut(strings.TrimPrefix(tg.texts(), "ann: "), "\n")
		h.say("discord", "ann2", "/start "+code)
		h.say("discord", "ann2", "/ping")
		dc.letters()
		dc.failing(always(fails(bot.NotSent)))
		passes(time.Hour + time.Minute)
		expect(t, tg.texts())
		dc.ends <- errors.New("token refused")
		passes(time.Minute)
		expect(t, tg.texts(), "ann: 1 thing")
		h.say("discord", "ann2", "/ping") // over a connection that is about to end
		passes(2 * time.Hour)
		expect(t, tg.texts(), "ann: 1 thing")
		h.stop(nil)
		if err := <-h.done; err == nil || !strings.Contains(err.Error(), "token refused") {
			t.Errorf("run: %v", err)
		}
	})
}

// What was sent is not sent again because its outcome could not be stored.
func TestAFullDiskRepeatsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		full := &fullDisk{Engine: h.engine}
		h.engine = full
		h.open(p)
		h.say("telegram", "ann", "/start")
		p.letters()
		p.failing(func(int, bot.Delivery) error { full.is.Store(true); return nil })
		h.say("telegram", "ann", "/keep a")
		passes(30 * time.Minute)
		expect(t, p.texts(), "kept a;")
		full.is.Store(false)
		p.failing(nil)
		passes(10 * time.Minute)
		expect(t, p.texts())
		if left := h.letters(); len(left) != 0 {
			t.Errorf("left: %+v", left)
		}
		h.say("telegram", "ann", "/keep b")
		expect(t, p.texts(), "kept a;b;")
		h.close(nil)
	})
}

// fullDisk is an engine that stores nothing while its disk is full.
type fullDisk struct {
	store.Engine
	is atomic.Bool
}

func (f *fullDisk) Update(ctx context.Context, fn func(store.Writer) error) error {
	return f.Engine.Update(ctx, func(w store.Writer) error {
		if err := fn(w); err != nil {
			return err
		}
		if f.is.Load() {
			return errors.New("no space left on device")
		}
		return nil
	})
}
