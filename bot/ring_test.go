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

// counts counts the transactions that wrote.
type counts struct {
	store.Engine
	updates atomic.Int32
}

func (c *counts) Update(ctx context.Context, fn func(store.Writer) error) error {
	c.updates.Add(1)
	return c.Engine.Update(ctx, fn)
}

// ringing is a house of so many people whose alarms go off at the same second, and what
// they are told then.
func ringing(t *testing.T, people int, alarm func(*bot.Personal) error) (h *house, engine *counts, p *stand) {
	t.Helper()
	h, p = newHouse(t, bot.Open), &stand{name: "telegram"}
	engine = &counts{Engine: h.engine}
	h.engine, h.feature = engine, feature(alarm)
	h.open(p)
	for n := range people {
		h.say("telegram", fmt.Sprint("p", n), "/start")
	}
	for n := range people { // no time passes here
		h.say("telegram", fmt.Sprint("p", n), "/ping")
	}
	p.heard()
	return h, engine, p
}

// pinged is who was told of a thing, in that order.
func pinged(p *stand) (who []string) {
	for line := range strings.Lines(p.heard()) {
		if to, text, ok := strings.Cut(line, ": "); ok && strings.Contains(text, "thing") {
			who = append(who, to)
		}
	}
	return who
}

func TestBooksRingTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, engine, p := ringing(t, 20, nil)
		engine.updates.Store(0)
		passes(time.Hour + time.Second)
		if who := pinged(p); len(who) != 20 {
			t.Errorf("pinged: %v", who)
		}
		// One lets all ring. That sending begins and ends is noted as it happens: alone
		// each book would take three.
		if n := engine.updates.Load(); n > 1+2*20 {
			t.Errorf("%d transactions for 20 books", n)
		}
		h.close(nil)
	})
}

// What fails in one book, one way or the other, is its own affair.
func TestABookInTroubleSpoilsNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, _, p := ringing(t, 20, func(p *bot.Personal) error {
			switch p.Who.Zone {
			case "Europe/Paris":
				return errors.New("disk on fire")
			case "Asia/Tokyo":
				panic("zyzzyva")
			}
			return nil
		})
		moveTo(h, "p3", "Europe/Paris")
		moveTo(h, "p7", "Asia/Tokyo")
		p.heard()
		passes(time.Hour + time.Second)
		who := pinged(p)
		if all := strings.Join(who, " ") + " "; len(who) != 18 || strings.Contains(all, "p3 ") || strings.Contains(all, "p7 ") {
			t.Errorf("pinged: %v", who)
		}
		if n := strings.Count(h.log.String(), "alarm failed, tried again in an hour"); n != 2 || strings.Contains(h.log.String(), "zyzzyva") {
			t.Errorf("the log: %s", h.log.String())
		}
		moveTo(h, "p3", "America/Chicago")
		moveTo(h, "p7", "America/Chicago")
		p.heard()
		passes(time.Hour)
		if who := pinged(p); len(who) != 2 {
			t.Errorf("an hour later: %v", who)
		}
		h.close(nil)
	})
}

// Who is being answered is waited for by nobody else.
func TestABusyBookHoldsUpNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, _, p := ringing(t, 20, nil)
		busy := &slow{stand: p}
		h.close(nil)
		h.open(busy)
		p.heard()
		passes(time.Hour - time.Second)
		busy.wait.Store(int64(10 * time.Second))
		go h.router.Receive(context.Background(), bot.Incoming{Kind: bot.Said, ID: "x", From: bot.Account{Platform: "telegram", ID: "p5"}, At: time.Now(), Command: "keep"}) //nolint:errcheck // it is answered below
		passes(2 * time.Second)
		if who := pinged(p); len(who) != 19 {
			t.Errorf("while one is being answered: %v", who)
		}
		passes(10 * time.Second)
		if who := pinged(p); len(who) != 1 || who[0] != "p5" {
			t.Errorf("after that: %v", who)
		}
		h.close(nil)
	})
}

// slow is a platform that takes its time to show that an answer is being made.
type slow struct {
	*stand
	wait atomic.Int64
}

func (s *slow) Working(context.Context, bot.Incoming, bool) error {
	time.Sleep(time.Duration(s.wait.Load()))
	return nil
}

// moveTo lets somebody live in another zone.
func moveTo(h *house, who, zone string) {
	h.t.Helper()
	h.say("telegram", who, "/zone "+zone)
}
