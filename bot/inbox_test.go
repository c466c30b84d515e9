package bot_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
)

// inboxed is the inbox of telegram, and what tests ask of it.
type inboxed struct {
	*house
	bot.Inbox
}

func (h *house) inbox() inboxed { return inboxed{h, h.router.Inbox("telegram")} }

// keeps stores inputs and gives back what was new.
func (b inboxed) keeps(ids ...string) (fresh []bot.Raw) {
	b.t.Helper()
	var batch []bot.Raw
	for _, id := range ids {
		batch = append(batch, bot.Raw{ID: id, Body: []byte("body of " + id)})
	}
	fresh, err := b.Keep(b.t.Context(), batch)
	if err != nil {
		b.t.Fatal(err)
	}
	return fresh
}

func (b inboxed) left(want ...string) (left []bot.Raw) {
	b.t.Helper()
	left, err := b.Left(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	var ids []string
	for _, raw := range left {
		ids = append(ids, raw.ID+": "+string(raw.Body))
	}
	var all []string
	for _, id := range want {
		all = append(all, id+": body of "+id)
	}
	if fmt.Sprint(ids) != fmt.Sprint(all) {
		b.t.Errorf("left %q, want %q", ids, all)
	}
	return left
}

// What is kept is there after a crash, in its order, once; handling it takes it away.
func TestInbox(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.open(p)
		if fresh := h.inbox().keeps("9", "7", "9", "8"); len(fresh) != 3 {
			t.Errorf("fresh: %v", fresh)
		}
		h.close(bot.Killed)
		h.open(p)
		left := h.inbox().left("9", "7", "8")
		if fresh := h.inbox().keeps("7", "8"); len(fresh) != 0 {
			t.Errorf("kept again: %v", fresh)
		}
		in := bot.Incoming{Kind: bot.Said, ID: "9", Kept: left[0].Row, From: bot.Account{Platform: "telegram", ID: "ann"}, Command: "keep", Text: "a"}
		for range 2 {
			if err := h.router.Receive(t.Context(), in); err != nil {
				t.Fatal(err)
			}
		}
		expect(t, p.texts(), "kept a;\n")
		h.inbox().left("7", "8")
		if err := errors.Join(h.inbox().Drop(t.Context(), left[1].Row), h.inbox().SetAside(t.Context(), left[2].Row)); err != nil {
			t.Fatal(err)
		}
		h.inbox().left()
		h.close(nil)
	})
}

// Ids are forgotten after three days, since platforms may begin anew.
func TestInboxForgetsIDs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t, bot.Open)
		h.open(&post{name: "telegram"})
		h.inbox().keeps("1")
		passes(47 * time.Hour)
		if fresh := h.inbox().keeps("1"); len(fresh) != 0 {
			t.Errorf("after 47 hours: %v", fresh)
		}
		passes(49 * time.Hour)
		if fresh := h.inbox().keeps("1"); len(fresh) != 1 {
			t.Errorf("after four days: %v", fresh)
		}
		h.close(nil)
	})
}

// A group that has a new id keeps its circle, and what waits for it follows.
func TestGroupsMove(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := newHouse(t, bot.Open), &post{name: "telegram"}
		h.feature.Commands = append(h.feature.Commands, counting())
		h.open(p)
		ask := func(chat string) {
			h.inputs++
			in := bot.Incoming{Kind: bot.Said, ID: fmt.Sprint("g", h.inputs), From: bot.Account{Platform: "telegram", ID: "ann"},
				Chat: &bot.Chat{Platform: "telegram", ID: chat}, Command: "count", At: time.Now()}
			if err := h.router.Receive(t.Context(), in); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		ask("-1")
		expect(t, p.texts(), "-1: 1")
		p.failing(always(fails(bot.NotSent)))
		ask("-1")
		ask("-1")
		p.failing(once(&bot.SendError{Outcome: bot.Migrated, To: "-100", Err: errors.New("moved")}))
		passes(time.Minute)
		if got := p.texts(); got != "-100: 2\n-100: 3" {
			t.Errorf("sent %q", got)
		}
		ask("-100")
		expect(t, p.texts(), "-100: 4")
		moved := bot.Incoming{Kind: bot.Moved, ID: "m", Chat: &bot.Chat{Platform: "telegram", ID: "-100"}, MovedTo: "-200", From: bot.Account{Platform: "telegram"}}
		for range 2 {
			if err := h.router.Receive(t.Context(), moved); err != nil {
				t.Fatal(err)
			}
		}
		ask("-200")
		expect(t, p.texts(), "-200: 5")
		h.close(nil)
	})
}

// counting counts how often it was asked, in the circle.
func counting() bot.Command {
	return bot.Command{Name: "count", Summary: "counts", Shared: func(_ context.Context, s *bot.Shared) (bot.Public, error) {
		row, err := notes.Get(s.Data, "n")
		if err != nil {
			row.Text = ""
		}
		row.Text += "x"
		return bot.Announce(bot.Compose(bot.Say("%d", len(row.Text)))), notes.Put(s.Data, "n", row)
	}}
}
