package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/when"
)

// What leaves a book is exactly what stood above the button, once.
func TestAnOfferLeavesOnce(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.say("telegram", "ann", "/start")
		h.tells("-1/7", "ann", "meet")
		expect(t, p.texts("ann"), "Hang this?", "Note: plums")
		if strings.Contains(p.texts("-1")+p.texts("-1/7"), "plums") {
			t.Error("the room knows it before the tap")
		}
		id, c, _ := p.newest("ann", "Hang")
		h.taps(p, "ann", "ann", "Hang")
		expect(t, p.texts("ann"), "It hangs there.")
		expect(t, p.texts("-1/7"), "I have written to you.", "plums: 0 likes")
		h.presses("ann", "ann", id, c.Payload())
		if strings.Contains(p.texts("ann"), "settled before") {
			t.Error("a slip of the thumb took the answer away")
		}
		passes(time.Hour)
		h.presses("ann", "ann", id, c.Payload())
		expect(t, p.texts("ann"), "settled before")
		if n := len(p.in("-1/7")); n != 2 {
			t.Errorf("the room heard %d things", n)
		}
	})
}

// The book of somebody who belongs to a circle, and is offered something, is exported.
func TestAMembersBookIsExported(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.say("telegram", "ann", "/start")
		h.tells("-1", "ann", "meet")
		if _, _, ok := p.newest("ann", "Hang"); !ok {
			t.Fatal("nothing was offered")
		}
		var out strings.Builder
		if err := h.router.Export(t.Context(), bot.Account{Platform: "telegram", ID: "ann"}, &out); err != nil {
			t.Fatal(err)
		}
		for _, kept := range []string{`"offer"`, `"circle"`} {
			if strings.Contains(out.String(), kept) {
				t.Errorf("the export has a table %s", kept)
			}
		}
	})
}

// Offers that were shown together end together.
func TestOneOfferOfSeveral(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.say("telegram", "ann", "/start")
		h.tells("-1", "ann", "meet")
		id, c, _ := p.newest("ann", "Hang pears")
		h.taps(p, "ann", "ann", "Hang")
		h.presses("ann", "ann", id, c.Payload())
		if strings.Contains(p.texts("-1"), "pears") {
			t.Error("two of several offers went out")
		}
	})
}

// A card is one message however often it changes, and what changes while nothing can be
// sent is one edit.
func TestACardStaysOneMessage(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.hang(p)
		id, c, _ := p.newest("-1", "Like")
		before, release := p.calls, p.holding()
		for i := range 50 {
			h.presses("-1", fmt.Sprint("fan", i), id, c.Payload())
		}
		release()
		passes(time.Minute)
		cards := 0
		for _, n := range p.in("-1") {
			if !n.silent {
				t.Errorf("%q makes a sound", n.text)
			}
			if strings.HasPrefix(n.text, "plums") {
				cards++
				expect(t, n.text, "50 likes")
			}
		}
		if edits := p.calls - before - 50; cards != 1 || edits > 3 {
			t.Errorf("%d cards, %d edits", cards, edits)
		}
	})
}

// A payload sent from another group finds nothing there.
func TestAForgedTapFindsNothing(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.hang(p)
		id, c, _ := p.newest("-1", "Like")
		h.presses("-2", "bob", id, c.Payload())
		expect(t, p.texts("-2"), "not here")
		expect(t, p.texts("-1"), "0 likes")
	})
}

// Who has left the chat is not heard there, and is told so.
func TestWhoHasLeftIsNotHeard(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.say("telegram", "ann", "/start")
		h.tells("-1", "ann", "meet")
		p.mu.Lock()
		p.gone["ann"] = true
		p.mu.Unlock()
		h.taps(p, "ann", "ann", "Hang")
		expect(t, p.texts("ann"), "not in Plum Circle any more")
		if strings.Contains(p.texts("-1"), "plums") || p.asked == 0 {
			t.Errorf("asked %d times: %s", p.asked, p.texts("-1"))
		}
	})
}

// An offer that is withheld by what answers it sends nothing, and those shown with it
// stand.
func TestAnOfferIsWithheld(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.say("telegram", "ann", "/start")
		h.tells("-1", "ann", "meet")
		id, c, _ := p.newest("ann", "Hang")
		h.taps(p, "ann", "ann", "Hang figs")
		expect(t, p.texts("ann"), "Not after all.")
		if strings.Contains(p.texts("-1"), "figs") {
			t.Error("it was sent all the same")
		}
		h.presses("ann", "ann", id, c.Payload())
		expect(t, p.texts("ann"), "It hangs there.")
		expect(t, p.texts("-1"), "plums: 0 likes")
	})
}

// What two alarms of a circle begin at the same moment are two things.
func TestAlarmsThatRingTogether(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.tells("-1", "ann", "twins")
		passes(2 * time.Hour)
		var said []string
		for _, n := range p.in("-1") {
			if strings.HasPrefix(n.text, "named ") {
				said = append(said, strings.Fields(n.text)...)
			}
		}
		if len(said) != 8 || said[1] == said[5] || said[3] == said[7] {
			t.Errorf("said %q", said)
		}
	})
}

// Leaving the chat and giving up the book are told to the circle.
func TestTheCircleHearsOfLeaving(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.hang(p)
		h.receives(bot.Incoming{Kind: bot.Left, ID: "l1", From: bot.Account{Platform: "telegram", ID: "ann"}, Chat: &bot.Chat{Platform: "telegram", ID: "-1"}})
		expect(t, p.texts("-1"), "taken down")
	})
}

// An alarm of a circle speaks in its chat, also after the chat has moved; its cards are
// said anew there.
func TestACircleMoves(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.hang(p)
		h.tells("-1", "ann", "later")
		h.groupMoves("-1", "-100")
		passes(2 * time.Hour)
		expect(t, p.texts("-100"), "noon")
		_, c, _ := p.newest("-1", "Like")
		h.presses("-100", "bob", "old", c.Payload())
		expect(t, p.texts("-100"), "plums: 1 likes")
	})
}

// A circle's code opens a private chat for the people in its chat, where books are by
// invitation, if somebody with a book has used the bot there.
func TestTheWayIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := place(t, bot.Invite)
		h.tells("-1", "eve", "meet")
		expect(t, p.texts("-1"), "private chat")
		if _, _, ok := p.newest("eve", "Begin"); ok {
			t.Fatal("a room of strangers opens books")
		}
		h.say("telegram", "ann", "/start "+h.setupCode())
		h.tells("-1", "ann", "meet")
		h.tells("-1", "bob", "meet")
		id, c, _ := p.newest("bob", "Begin")
		p.mu.Lock()
		p.gone["eve"] = true
		p.mu.Unlock()
		h.presses("eve", "eve", id, c.Payload())
		expect(t, p.texts("eve"), "doesn't open anything")
		h.taps(p, "bob", "bob", "Begin")
		expect(t, p.texts("bob"), "started", "Hang this?")
		h.taps(p, "bob", "bob", "Hang")
		expect(t, p.texts("-1"), "plums")
		h.close(nil)
	})
}

// A letter waits for somebody who shut the bot out, and for a process that ended.
func TestLettersWait(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.say("telegram", "ann", "/start")
		p.mu.Lock()
		p.shut["ann"] = true
		p.mu.Unlock()
		h.tells("-1", "ann", "meet")
		h.close(bot.Killed)
		h.open(p)
		passes(3 * time.Hour)
		if strings.Contains(p.texts("ann"), "Hang this?") {
			t.Fatal("it came through a shut way")
		}
		p.mu.Lock()
		p.shut["ann"] = false
		p.mu.Unlock()
		h.say("telegram", "ann", "/start")
		if n := strings.Count(p.texts("ann"), "Hang this?"); n != 1 {
			t.Errorf("told %d times: %s", n, p.texts("ann"))
		}
	})
}

// A message that may not be pinned is followed by a word on how to.
func TestPinning(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.tells("-1", "ann", "pin")
		expect(t, p.texts("-1"), "rules", "may not pin")
	})
}

// hang lets ann hang plums in the group -1.
func (h *house) hang(p *hall) {
	h.t.Helper()
	h.say("telegram", "ann", "/start")
	h.tells("-1", "ann", "meet")
	h.taps(p, "ann", "ann", "Hang")
	expect(h.t, p.texts("-1"), "plums: 0 likes")
}

// When a zone's rules change, a circle hears at the reading of its clock, too.
func TestACirclesZoneRulesChange(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.tells("-1", "ann", "tomorrow") // virtual time begins at midnight UTC: one in Paris
		h.close(nil)
		h.resolve = func(wall time.Time, zone *time.Location) time.Time {
			return when.Instant(wall, zone).Add(-time.Hour)
		}
		h.open(p)
		passes(34*time.Hour + 30*time.Minute)
		expect(t, p.texts("-1"), "noon")
	})
}

// Where the platform does not tell who is in a chat, a circle's code is for who has
// spoken there.
func TestTheWayInOfAHiddenChat(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		p.hidden = true
		h.say("telegram", "ann", "/start")
		h.tells("-1", "ann", "meet")
		h.tells("-1", "bob", "meet")
		id, c, _ := p.newest("bob", "Begin")
		h.presses("eve", "eve", id, c.Payload())
		expect(t, p.texts("eve"), "doesn't open anything")
		h.presses("bob", "bob", id, c.Payload())
		expect(t, p.texts("bob"), "Hang this?")
	})
}

// A second thumb on another button of an offer leaves the answer to the first one.
func TestAnAnswerToAnOfferStays(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.say("telegram", "ann", "/start")
		h.tells("-1", "ann", "meet")
		id, c, _ := p.newest("ann", "Hang pears")
		h.taps(p, "ann", "ann", "Hang")
		h.presses("ann", "ann", id, c.Payload())
		expect(t, p.texts("ann"), "It hangs there.", "settled before")
	})
}

// A book knows of a circle as soon as its owner has spoken there.
func TestABookKnowsItsCircles(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.say("telegram", "ann", "/start")
		h.say("telegram", "ann", "/circles")
		expect(t, p.texts("ann"), "0 circles")
		h.tells("-1", "ann", "pin")
		h.say("telegram", "ann", "/circles")
		expect(t, p.texts("ann"), "1 circles", "Plum Circle")
	})
}

// What is no command of ours gets the nearest one in a group, too, and what is for the
// private chat the way there.
func TestOtherWordsInAGroup(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.tells("-1", "ann", "mee")
		h.tells("-1", "ann", "start")
		expect(t, p.texts("-1"), "Did you mean /meet?", "no private chat yet")
	})
}
