package bot_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
)

// A clock that was wrong when the process began, and has been set right since, is
// believed.
func TestAClockSetRightIsBelieved(t *testing.T) {
	for _, off := range []time.Duration{-2 * year, 48 * time.Hour} {
		t.Run(off.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var clock shifted
				h, p := newHouse(t, bot.Open), &post{name: "telegram"}
				h.now, h.pulse = clock.now, time.Minute
				clock.set(off)
				h.open(p) // of a book that knows no better: it is new, or this much is taken at the start
				passes(10 * time.Minute)
				clock.set(0)
				passes(10 * time.Minute)
				h.say("telegram", "ann", "/ping")
				p.letters()
				passes(3 * time.Hour)
				if got := p.texts(); !strings.Contains(got, "1 thing") {
					t.Errorf("begun %v off: sent %q", off, got)
				}
				h.close(nil)
			})
		})
	}
}

// A clock that jumped ahead and was set back again leaves no talk of having been away.
func TestAJumpTakenBackIsNoAbsence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var clock shifted
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.now, h.pulse = clock.now, time.Minute
		h.open(p)
		h.say("telegram", "ann", "/start")
		clock.set(5 * time.Hour)
		passes(3 * time.Minute)
		clock.set(0)
		passes(3 * time.Minute)
		h.say("telegram", "ann", "/ping")
		p.letters()
		passes(time.Hour + time.Minute)
		if got := p.texts(); got != "ann: 1 thing" {
			t.Errorf("sent %q", got)
		}
		h.close(nil)
	})
}

// An alarm that a change of zone moves into the past was not missed by anybody being
// away.
func TestAMoveOfZoneIsNoAbsence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.feature.Commands = append(h.feature.Commands, bot.Command{Name: "tokyo", Summary: "moves",
			Personal: func(_ context.Context, p *bot.Personal) (bot.Private, error) {
				return bot.Whisper(bot.Compose(bot.Say("moved"))), p.SetZone("Asia/Tokyo")
			}})
		h.open(p) // 18:00 in Chicago
		h.say("telegram", "ann", "/atfive")
		passes(20 * time.Hour) // 14:00
		h.close(nil)
		passes(5 * time.Minute) // a new version is installed
		h.open(p)
		passes(time.Hour)
		p.letters()
		h.say("telegram", "ann", "/tokyo")
		passes(time.Minute)
		if got := p.texts(); strings.Contains(got, "away") {
			t.Errorf("sent %q", got)
		}
		h.close(nil)
	})
}

// A wrong clock is one line in the log, not one for every message.
func TestAWrongClockIsOneLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var clock shifted
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.now, h.pulse = clock.now, time.Minute
		h.open(p)
		h.say("telegram", "ann", "/start")
		clock.set(-9 * year)
		for range 50 {
			h.say("telegram", "ann", "/start")
			passes(time.Second)
		}
		if n := strings.Count(h.log.String(), "clock of this machine is wrong"); n > 5 {
			t.Errorf("%d lines within a minute", n)
		}
		h.close(nil)
	})
}

// While the clock is years ahead nothing is thrown away as old.
func TestAWrongClockThrowsNothingAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var clock shifted
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.now, h.pulse = clock.now, time.Minute
		h.open(p)
		h.say("telegram", "ann", "/start")
		p.failing(always(fails(bot.BadContent)))
		h.say("telegram", "ann", "/keep a")
		passes(time.Hour)
		if n := len(h.letters()); n != 1 {
			t.Fatalf("%d letters, want a dead one", n)
		}
		clock.set(9 * year)
		passes(25 * time.Hour)
		clock.set(0)
		passes(time.Hour)
		if n := len(h.letters()); n != 1 {
			t.Errorf("%d letters after a day by a wrong clock, want the dead one", n)
		}
		h.close(nil)
	})
}

// An input is handled once, also when the clock is set back over midnight.
func TestOnceAcrossMidnight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var clock shifted
		h, p := newHouse(t, bot.Open), &post{name: "discord"}
		h.now = clock.now
		h.open(p) // midnight, UTC
		h.say("discord", "ann", "/start")
		p.letters()
		h.again("discord", "ann", "/keep a", "77")
		clock.set(-time.Minute)
		h.again("discord", "ann", "/keep a", "77") // read back on a new connection
		expect(t, p.texts(), "kept a;")
		h.say("discord", "ann", "/keep b")
		if got := p.texts(); got != "ann: kept a;b;" {
			t.Errorf("heard %q: the same input was handled twice", got)
		}
		h.close(nil)
	})
}

// The last thing done is the last that was said, also when the clock was set back in
// between.
func TestUndoAfterTheClockWasSetBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var clock shifted
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.now = clock.now
		h.feature.Commands = append(h.feature.Commands,
			bot.Command{Name: "note", Summary: "notes", Personal: func(_ context.Context, p *bot.Personal) (bot.Private, error) {
				row, _ := notes.Get(p.Data, p.Args.Words)
				row.Text = p.Args.Words
				err := notes.Put(p.Data, p.Args.Words, row)
				return bot.Whisper(bot.Compose(bot.Say("noted"))).Undoable(p.Args.Words, p.Now.Add(24*time.Hour)), err
			}},
			bot.Command{Name: "last", Summary: "tells the last", Personal: func(_ context.Context, p *bot.Personal) (bot.Private, error) {
				_, label, err := p.LastUndo()
				return bot.Whisper(bot.Compose(bot.Say("%s", label))), err
			}})
		h.open(p)
		h.say("telegram", "ann", "/note first")
		passes(time.Minute)
		clock.set(-2 * time.Minute)
		h.say("telegram", "ann", "/note second")
		p.letters()
		h.say("telegram", "ann", "/last")
		expect(t, p.texts(), "second")
		h.close(nil)
	})
}

// What was kept comes in its order, also when the clock was set back between runs.
func TestInboxOrderAcrossRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var clock shifted
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.now = clock.now
		h.open(p)
		passes(time.Hour)
		h.inbox().keeps("1")
		h.close(bot.Killed)
		clock.set(-30 * time.Minute)
		h.open(p)
		passes(time.Second)
		h.inbox().keeps("2")
		h.inbox().left("1", "2")
		h.close(nil)
	})
}
