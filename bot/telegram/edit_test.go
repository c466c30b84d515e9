package telegram_test

import (
	"strings"
	"testing"

	"referout/bot"
	"referout/bot/telegram"
	"referout/bot/telegram/telegramtest"
)

func TestEdit(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.meet("ann", "bob")
		first := w.sent(toPerson("ann", say("one").With(bot.Do("Done", "done"))))
		d := toPerson("ann", say("two"))
		d.Edit = first.Message
		if r := w.sent(d); r != first {
			t.Errorf("receipt %v, want %v", r, first)
		}
		if r := w.sent(d); r != first { // not modified
			t.Errorf("receipt %v, want %v", r, first)
		}
		lines := w.lines()
		if len(lines) != 2 || !lines[1].Edit || lines[1].Text != "two" || len(lines[1].Buttons) != 0 {
			t.Fatalf("heard %+v", lines)
		}
		gone := toPerson("ann", say("three"))
		gone.Edit = lineOf("ann", "99999")
		if r := w.sent(gone); r == first || r.Message == gone.Edit {
			t.Errorf("receipt %v", r)
		}
		elsewhere := toPerson("bob", say("four"))
		elsewhere.Edit = first.Message
		w.sent(elsewhere)
		if l := w.lines()[3]; l.Edit || l.Person != "bob" {
			t.Errorf("an edit went to another chat: %+v", l)
		}
	})
}

// What changes a message, or nothing, is not said anew where that message is gone.
func TestAmends(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.meet("ann")
		first := w.sent(toPerson("ann", say("one").With(bot.Do("Done", "done"))))
		d := toPerson("ann", say("two"))
		d.Edit, d.Amends = first.Message, true
		if r := w.sent(d); r != first {
			t.Errorf("receipt %v, want %v", r, first)
		}
		d.Edit = lineOf("ann", "99999")
		w.sent(d)
		if lines := w.lines(); len(lines) != 2 || !lines[1].Edit {
			t.Errorf("heard %+v", lines)
		}
	})
}

func lineOf(person, id string) string {
	chat, _, _ := strings.Cut(telegram.MessageID(telegramtest.PersonID(person), 0), "/")
	return chat + "/" + id
}

func TestEditIntoSeveralParts(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.meet("ann")
		first := w.sent(toPerson("ann", say("one").With(bot.Do("Done", "done"))))
		d := toPerson("ann", say(strings.Repeat("many words ", 500)).With(bot.Do("More", "more")))
		d.Edit = first.Message
		r := w.sent(d)
		lines := w.lines()
		if len(lines) != 3 || !lines[1].Edit || len(lines[1].Buttons) != 0 || lines[2].Edit || len(lines[2].Buttons) != 1 || lines[2].ID != r.Message {
			t.Errorf("heard %d lines, receipt %v", len(lines), r)
		}
	})
}

// An edit whose answer was lost is repeated without harm.
func TestEditIsRepeated(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.meet("ann")
		d := toPerson("ann", say("one"))
		first := w.sent(d)
		d.Edit, d.Message, d.Key = first.Message, say("two"), "k1"
		w.net.Fail("editMessageText", 1, telegramtest.Fault{Lost: true})
		_ = w.fails(d, bot.Ambiguous)
		if r := w.sent(d); r != first {
			t.Errorf("receipt %v, want %v", r, first)
		}
		if lines := w.lines(); len(lines) != 2 || lines[1].Text != "two" {
			t.Errorf("heard %+v", lines)
		}
	})
}
