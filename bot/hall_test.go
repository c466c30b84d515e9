package bot_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"referout/bot"
)

// hall is a platform whose chats keep what is shown there, and that knows who is where.
type hall struct {
	mu     sync.Mutex
	shown  map[string]*notice // by message
	order  []string
	calls  int
	said   []string        // in the order in which it was sent
	gone   map[string]bool // who is outside of every group
	hidden bool            // of nobody else it is told who is inside
	chiefs map[string]bool
	shut   map[string]bool // who cannot be written to
	off    bool            // it cannot be reached
	asked  int
	hold   chan struct{} // while it is open, nothing is sent
}

type notice struct {
	to, text      string
	edits         int
	aside, silent bool
	choices       []bot.Choice
}

func newHall() *hall {
	return &hall{shown: map[string]*notice{}, gone: map[string]bool{}, chiefs: map[string]bool{}, shut: map[string]bool{}}
}

func (*hall) Name() string                                      { return "telegram" }
func (*hall) Working(context.Context, bot.Incoming, bool) error { return nil }
func (*hall) Run(ctx context.Context, _ bot.Receiver) error     { <-ctx.Done(); return nil }

// Standing implements bot.Doorkeeper.
func (p *hall) Standing(_ context.Context, _ bot.Chat, of bot.Account) (bot.Standing, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked++
	switch {
	case p.gone[of.ID]:
		return bot.Outside, nil
	case p.hidden:
		return bot.Unknown, nil
	case p.chiefs[of.ID]:
		return bot.Moderator, nil
	}
	return bot.Inside, nil
}

func (p *hall) Send(ctx context.Context, d bot.Delivery) (bot.Receipt, error) {
	p.mu.Lock()
	hold := p.hold
	p.mu.Unlock()
	if hold != nil {
		select {
		case <-hold:
		case <-ctx.Done():
			return bot.Receipt{}, ctx.Err()
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calls++
	to, _ := d.Account()
	if p.off {
		return bot.Receipt{}, fails(bot.NotSent)
	}
	if p.shut[to.ID] {
		return bot.Receipt{}, fails(bot.TargetGone)
	}
	if c, ok := d.Chat(); ok {
		to.ID = strings.TrimSuffix(c.ID+"/"+c.Thread, "/")
	}
	p.said = append(p.said, d.Message().PlainText())
	n := &notice{to: to.ID, text: d.Message().PlainText(), aside: d.Aside(), silent: d.Silent(), choices: d.Message().Choices}
	id := d.Edit()
	if old := p.shown[id]; old != nil {
		n.edits = old.edits + 1
	} else {
		id = fmt.Sprint("m", p.calls)
		p.order = append(p.order, id)
	}
	p.shown[id] = n
	return bot.Receipt{Message: id, Unpinned: d.Pin()}, nil
}

// holding lets nothing arrive until the returned function is called.
func (p *hall) holding() (release func()) {
	hold := make(chan struct{})
	p.mu.Lock()
	p.hold = hold
	p.mu.Unlock()
	return func() {
		p.mu.Lock()
		p.hold = nil
		p.mu.Unlock()
		close(hold)
	}
}

// turnsOff lets the platform take nothing, or take it again.
func (p *hall) turnsOff(off bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.off = off
}

// in is what stands in a chat, oldest first: "text" each, with its edits.
func (p *hall) in(chat string) []notice {
	synctest.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []notice
	for _, id := range p.order {
		if p.shown[id].to == chat {
			out = append(out, *p.shown[id])
		}
	}
	return out
}

func (p *hall) texts(chat string) string {
	var out []string
	for _, n := range p.in(chat) {
		out = append(out, n.text)
	}
	return strings.Join(out, "\n---\n")
}

// newest is the id and the state of the newest message in a chat with a button so labelled.
func (p *hall) newest(chat, label string) (id string, c bot.Choice, ok bool) {
	synctest.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.order {
		for _, choice := range p.shown[m].choices {
			if p.shown[m].to == chat && choice.Label == label {
				id, c, ok = m, choice, true
			}
		}
	}
	return id, c, ok
}

// place is a house with a hall and the board.
func place(t *testing.T, access bot.Access) (*house, *hall) {
	t.Helper()
	h, p := newHouse(t, access), newHall()
	h.feature = board()
	h.open(p)
	return h, p
}

// inPlace plays in such a place, in a bubble, until it is closed.
func inPlace(t *testing.T, play func(*testing.T, *house, *hall)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h, p := place(t, bot.Open)
		play(t, h, p)
		h.close(nil)
	})
}

// tells lets somebody type a command in a group, "-1" or "-1/thread".
func (h *house) tells(chat, who, command string) {
	h.t.Helper()
	id, thread, _ := strings.Cut(chat, "/")
	h.inputs++
	h.receives(bot.Incoming{Kind: bot.Said, ID: fmt.Sprint("c", h.inputs), From: bot.Account{Platform: "telegram", ID: who},
		Chat: &bot.Chat{Platform: "telegram", ID: id, Thread: thread}, Command: command, Named: true, Title: "Plum Circle"})
	synctest.Wait()
}

// taps lets somebody tap the newest button so labelled in a chat.
func (h *house) taps(p *hall, chat, who, label string) {
	h.t.Helper()
	id, c, ok := p.newest(chat, label)
	if !ok {
		h.t.Fatalf("there is no button %q in %s: %s", label, chat, p.texts(chat))
	}
	h.presses(chat, who, id, c.Payload())
}

func (h *house) presses(chat, who, message, payload string) {
	h.t.Helper()
	h.inputs++
	in := bot.Incoming{Kind: bot.Tapped, ID: fmt.Sprint("t", h.inputs), From: bot.Account{Platform: "telegram", ID: who}, Message: message, Payload: payload}
	if id, thread, _ := strings.Cut(chat, "/"); strings.HasPrefix(id, "-") {
		in.Chat = &bot.Chat{Platform: "telegram", ID: id, Thread: thread}
	}
	h.receives(in)
	synctest.Wait()
}
