package bot_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
)

// A card that is changed where it stands is said nowhere else: not before it was said, and
// not where its chat has moved.
func TestACardIsAmended(t *testing.T) {
	inPlace(t, func(t *testing.T, h *house, p *hall) {
		h.tells("-1", "ann", "wilt")
		if got := p.texts("-1"); got != "" {
			t.Errorf("there was no card, and it says %q", got)
		}
		h.hang(p)
		h.tells("-1", "ann", "wilt")
		expect(t, p.texts("-1"), "wilted")
		if n := len(p.in("-1")); n != 2 { // "I have written to you.", and the card
			t.Errorf("%d messages: %s", n, p.texts("-1"))
		}
		h.groupMoves("-1", "-100")
		h.tells("-100", "ann", "wilt")
		passes(time.Hour)
		if got := p.texts("-100"); got != "" {
			t.Errorf("after the move it says %q", got)
		}
	})
}

// What changes a card in its place waits until what somebody waits for is said.
func TestAnAmendmentGoesLast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := place(t, bot.Open)
		h.hang(p)
		before, release := len(p.said), p.holding()
		h.tells("-1", "ann", "later")
		h.tells("-1", "ann", "wilt")
		h.tells("-1", "ann", "twins")
		h.tells("-1", "ann", "pin")
		release()
		passes(time.Minute)
		synctest.Wait()
		h.close(nil)
		want := []string{"will do", "will do", "rules", "wilted"}
		said := slices.DeleteFunc(slices.Clone(p.said[before:]), func(text string) bool { return !slices.Contains(want, text) })
		if !slices.Equal(said, want) {
			t.Errorf("said %q", said)
		}
	})
}

// Nor does one that failed hold anybody up.
func TestAnAmendmentStepsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := place(t, bot.Open)
		h.hang(p)
		before, release := len(p.said), p.holding()
		h.tells("-1", "ann", "wilt")
		h.tells("-1", "ann", "later")
		h.tells("-1", "ann", "twins")
		p.turnsOff(true)
		release()
		synctest.Wait()
		p.turnsOff(false)
		passes(time.Minute)
		h.close(nil)
		if said := p.said[before:]; !slices.Equal(said, []string{"will do", "will do", "wilted"}) {
			t.Errorf("said %q", said)
		}
	})
}

// What changes a card in its place stays unsaid where a newer version has overtaken it.
func TestAnAmendmentUndoesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := place(t, bot.Open)
		h.hang(p)
		release := p.holding()
		h.tells("-1", "ann", "wilt")
		h.taps(p, "-1", "ann", "Like")
		p.turnsOff(true)
		release()
		synctest.Wait()
		p.turnsOff(false)
		passes(time.Hour)
		h.close(nil)
		expect(t, p.texts("-1"), "plums: 1 likes")
	})
}
