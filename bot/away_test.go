package bot_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/when"
)

// shifted is a wall clock that can be set.
type shifted struct{ by atomic.Int64 }

func (s *shifted) now() time.Time { return time.Now().Add(time.Duration(s.by.Load())) }

func (s *shifted) set(by time.Duration) { s.by.Store(int64(by)) }

// After a time away there is one message, which tells since when. A short one is not
// worth a word.
func TestWhileIWasAway(t *testing.T) {
	for _, tt := range []struct {
		gone time.Duration
		want string
	}{
		{90 * time.Second, "ann: 1 thing"},
		{5 * time.Hour, "ann: While I was away (Fri 18:30 – 23:30): 1 thing"},
		{53 * time.Hour, "ann: While I was away (Fri 18:30 – Sun 23:30): 1 thing"},
		{500 * 24 * time.Hour, "ann: While I was away (31 Dec 1999 – 14 May 2001): 1 thing"},
		{10 * 24 * time.Hour, "ann: While I was away (Fri 31 Dec 18:30 – Mon 10 Jan 18:30): 1 thing"},
	} {
		synctest.Test(t, func(t *testing.T) {
			h, p := newHouse(t, bot.Open), &post{name: "telegram"}
			h.open(p) // bubbles begin on Friday 31 December 1999, 18:00 in Chicago
			h.say("telegram", "ann", "/soon")
			p.letters()
			passes(30 * time.Minute)
			h.say("telegram", "ann", "/start")
			p.letters()
			h.close(bot.Killed)
			passes(tt.gone)
			h.open(p)
			passes(time.Second)
			if got := p.texts(); got != tt.want {
				t.Errorf("after %v: %q, want %q", tt.gone, got, tt.want)
			}
			h.close(nil)
		})
	}
}

// A suspended machine was away as well: its clock jumps, and nothing but the pulse
// notices.
func TestASuspendedMachineWasAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var clock shifted
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.now, h.pulse = clock.now, time.Minute
		h.open(p)
		h.say("telegram", "ann", "/ping")
		p.letters()
		clock.set(53 * time.Hour)
		passes(2 * time.Minute)
		if got := p.texts(); !strings.HasPrefix(got, "ann: While I was away (Fri 18:0") || !strings.Contains(got, "– Sun 23:0") {
			t.Errorf("sent %q", got)
		}
		passes(4 * 24 * time.Hour)
		expect(t, p.texts())
		h.close(nil)
		if !strings.Contains(h.log.String(), "has jumped") {
			t.Errorf("the log says nothing: %s", &h.log)
		}
	})
}

// A clock that is set back repeats nothing and loses nothing.
func TestAClockSetBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var clock shifted
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.now, h.pulse = clock.now, time.Minute
		h.open(p)
		h.say("telegram", "ann", "/ping")
		passes(time.Hour)
		expect(t, p.texts(), "will do", "ann: 1 thing")
		clock.set(-3 * time.Hour)
		passes(5 * time.Hour)
		expect(t, p.texts())
		h.say("telegram", "ann", "/ping")
		clock.set(-4 * time.Hour)
		passes(30 * time.Minute)
		expect(t, p.texts(), "will do")
		passes(2 * time.Hour)
		if got := p.texts(); got != "ann: 1 thing" {
			t.Errorf("sent %q", got)
		}
		h.close(nil)
	})
}

// A clock that is years off rings nothing until it is right again.
func TestAClockYearsOff(t *testing.T) {
	for _, off := range []time.Duration{-9 * 365 * 24 * time.Hour, 9 * 365 * 24 * time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			var clock shifted
			h, p := newHouse(t, bot.Open), &post{name: "telegram"}
			h.now, h.pulse = clock.now, time.Minute
			h.open(p)
			h.say("telegram", "ann", "/ping")
			p.letters()
			passes(20 * time.Minute)
			clock.set(off)
			passes(3 * time.Hour)
			expect(t, p.texts())
			seen, err := h.router.LastSeen(t.Context())
			if err != nil || time.Since(seen) < 2*time.Hour || time.Since(seen) > 4*time.Hour {
				t.Errorf("a wrong clock was believed: %v, %v", seen, err)
			}
			clock.set(0)
			passes(5 * time.Minute)
			expect(t, p.texts(), "1 thing")
			h.close(nil)
			if !strings.Contains(h.log.String(), "reminders wait until it is set right") {
				t.Errorf("the log says nothing: %s", &h.log)
			}
		})
	}
}

// When a zone's rules change, what is promised for a clock reading comes at that
// reading.
func TestZoneRulesChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.open(p)
		h.say("telegram", "ann", "/atfive")
		p.letters()
		h.close(nil)
		h.resolve = func(wall time.Time, zone *time.Location) time.Time {
			return when.Instant(wall, zone).Add(-time.Hour) // summer time all year round
		}
		h.open(p)
		passes(22 * time.Hour)
		if got := p.texts(); got != "ann: 1 thing" {
			t.Errorf("an hour earlier: %q", got)
		}
		h.close(nil)
	})
}
