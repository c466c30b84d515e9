package bot_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/store"
)

// One answer in the outbox that cannot be read keeps no ping of the book from coming.
func TestOneBadAnswerStopsNoPing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.open(p)
		h.say("telegram", "ann", "/ping")
		p.failing(always(fails(bot.NotSent)))
		h.say("telegram", "ann", "/keep a")
		h.close(bot.Killed)
		h.damages("/.queue.out/")
		p.failing(nil)
		p.letters()
		h.open(p)
		passes(3 * time.Hour)
		expect(t, p.texts(), "1 thing")
		h.close(nil)
	})
}

// One kept input that cannot be read keeps none of the others from being handed on.
func TestOneBadInputHoldsUpNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.open(p)
		h.inbox().keeps("1", "2")
		h.damages("/inbox/")
		left, err := h.inbox().Left(t.Context())
		if err != nil || len(left) == 0 || left[0].ID != "1" {
			t.Errorf("left %v, %v; want the readable one", left, err)
		}
		h.close(nil)
	})
}

// One dead letter that cannot be read hides none of the others.
func TestOneBadLetterHidesNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.open(p)
		h.say("telegram", "ann", "/start")
		p.failing(always(fails(bot.BadContent)))
		h.say("telegram", "ann", "/keep a")
		h.say("telegram", "ann", "/keep b")
		passes(time.Second)
		if n := len(h.letters()); n != 2 {
			t.Fatalf("%d letters", n)
		}
		h.damages("/.queue.dead/")
		all, err := h.router.Letters(t.Context())
		if err != nil || len(all) != 2 {
			t.Errorf("%d letters, %v; want both, one of them damaged", len(all), err)
		}
		h.close(nil)
	})
}

// One reminder that cannot be read hides no book from the operator: not its own either.
func TestOneBadReminderHidesNoBook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.open(p)
		for _, who := range []string{"ann", "bob", "cat"} {
			h.say("telegram", who, "/ping")
		}
		h.damages("/.alarm/")
		all, err := h.router.Books(t.Context())
		damaged := 0
		for _, b := range all {
			if b.Damage != nil {
				damaged++
			}
		}
		if err != nil || len(all) != 3 || damaged != 1 {
			t.Errorf("%d books, %d damaged, %v; want 3 and 1", len(all), damaged, err)
		}
		h.close(nil)
	})
}

// A reminder that cannot be read keeps no other of its book from ringing, and rings
// itself: its key says what it is about.
func TestOneBadReminderStopsNoOther(t *testing.T) {
	for name, damage := range map[string]func(h *house){
		"the last row":  func(h *house) { h.damages("/.alarm/") },
		"the first row": func(h *house) { h.damages("/.alarm/1/") },
		"an entry of the due index": func(h *house) {
			err := h.engine.Update(h.t.Context(), func(w store.Writer) error {
				return w.Put("due/1\x800200101T000000.000000000/b/x/test", nil)
			})
			if err != nil {
				h.t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h, p := newHouse(t, bot.Open), &post{name: "telegram"}
				h.feature.Commands = append(h.feature.Commands, bot.Command{Name: "three", Summary: "pings",
					Personal: func(_ context.Context, p *bot.Personal) (bot.Private, error) {
						at := p.Now.Add(time.Hour).Truncate(time.Minute)
						return bot.Whisper(bot.Compose(bot.Say("will do"))), errors.Join(p.RemindAt("test", "1", at),
							p.RemindAt("test", "2", at), p.RemindAt("test", "3", at))
					}})
				h.open(p)
				h.say("telegram", "ann", "/three")
				h.close(nil)
				damage(h)
				p.letters()
				h.open(p)
				passes(61 * time.Minute)
				expect(t, p.texts(), "3 things")
				passes(24 * time.Hour)
				if got := p.texts(); got != "" {
					t.Errorf("again: %q", got)
				}
				h.close(nil)
			})
		})
	}
}

// One note about an attempt that cannot be read keeps nobody else's messages from
// going out.
func TestOneBadMarkStopsNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.open(p)
		h.say("telegram", "bob", "/start")
		p.letters()
		p.failing(always(fails(bot.NotSent)))
		h.say("telegram", "bob", "/keep b")
		h.say("telegram", "ann", "/keep a")
		h.close(bot.Killed)
		h.damages("/queue/out/")
		p.failing(nil)
		h.open(p)
		passes(10 * time.Minute)
		expect(t, p.texts(), "bob: kept b;")
		h.close(nil)
	})
}

// One outcome that cannot be stored holds up nobody else's messages.
func TestOneBadOutcomeHoldsUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.open(p)
		h.say("telegram", "bob", "/start")
		h.say("telegram", "ann", "/ping")
		p.letters()
		p.failing(func(_ int, d bot.Delivery) error {
			if to, _ := d.Account(); to.ID == "ann" {
				h.damages("/shown/") // while her ping is under way
			}
			return nil
		})
		passes(time.Hour + time.Second)
		expect(t, p.texts(), "1 thing")
		h.say("telegram", "bob", "/keep a")
		h.say("telegram", "bob", "/keep b")
		passes(time.Hour)
		expect(t, p.texts(), "bob: kept a;", "bob: kept a;b;")
		h.close(nil)
	})
}

// An entry of the due index that leads nowhere costs no processor.
func TestAStrayDueEntryCostsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.open(p)
		h.say("telegram", "ann", "/start")
		h.close(nil)
		err := h.engine.Update(t.Context(), func(w store.Writer) error {
			return w.Put("due/19990101T000000.000000000/b0000000000000000/1/test", nil)
		})
		if err != nil {
			t.Fatal(err)
		}
		w := &watched{Engine: h.engine}
		h.engine = w
		h.open(p)
		passes(10 * time.Minute)
		if n := w.n.Load(); n > 1000 {
			t.Errorf("%d transactions in ten idle minutes", n)
		}
		h.close(bot.Killed)
	})
}
