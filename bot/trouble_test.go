package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/store"
)

// watched is an engine that counts its transactions and lets time pass at each.
type watched struct {
	store.Engine
	n atomic.Int64
}

func (w *watched) View(ctx context.Context, fn func(store.Reader) error) error {
	w.n.Add(1)
	time.Sleep(time.Millisecond)
	return w.Engine.View(ctx, fn)
}

const year = 365 * 24 * time.Hour

// damages overwrites the newest row whose key holds a part, as a bad sector would:
// one in a space, or one of the index of a queue.
func (h *house) damages(part string) {
	h.t.Helper()
	err := h.engine.Update(h.t.Context(), func(w store.Writer) error {
		key := ""
		for p, err := range w.Scan("", "") {
			if err != nil {
				return err
			}
			if strings.Contains("/"+p.Key, part) {
				key = p.Key
			}
		}
		if key == "" {
			h.t.Fatalf("no row of %s", part)
		}
		return w.Put(key, []byte("damaged"))
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// shutOut lets a ping come due while the platform refuses everything for ann.
func shutOut(h *house, p *post) {
	h.say("telegram", "ann", "/ping")
	p.failing(always(fails(bot.TargetGone)))
	passes(time.Hour + time.Second)
	p.failing(nil)
	p.letters()
}

// groupSays is an input from a group; moved is one that tells its new id.
func (h *house) groupSays(chat, command string) {
	h.t.Helper()
	h.receives(bot.Incoming{Kind: bot.Said, From: bot.Account{Platform: "telegram", ID: "ann"},
		Chat: &bot.Chat{Platform: "telegram", ID: chat}, Command: command, At: time.Now()})
}

func (h *house) groupMoves(from, to string) {
	h.t.Helper()
	h.receives(bot.Incoming{Kind: bot.Moved, Chat: &bot.Chat{Platform: "telegram", ID: from}, MovedTo: to, At: time.Now()})
}

func (h *house) receives(in bot.Incoming) {
	h.t.Helper()
	h.inputs++
	in.ID = fmt.Sprint("g", h.inputs)
	if err := h.router.Receive(h.t.Context(), in); err != nil && !errors.Is(err, bot.ErrUnanswered) {
		h.t.Fatal(err)
	}
	synctest.Wait()
}
