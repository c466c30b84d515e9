package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/store"
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

// board is a feature small enough to see through: a note of a book is pinned to the
// board of a circle, and liked.
type pinned struct {
	Text  string   `cbor:"1,keyasint" json:"text"`
	Likes []string `cbor:"2,keyasint,omitempty" json:"likes"`
}

var boards = store.Table[pinned]{Name: "board"}

func board() bot.Feature {
	return bot.Feature{
		Tables: []store.Keeper{boards},
		Commands: []bot.Command{
			{Name: "start", Summary: "hello", Personal: whispers("started")},
			{Name: "circles", Summary: "lists them", Personal: listCircles},
			{Name: "meet", Summary: "writes to who asks", Quiet: true, Shared: meetHere},
			{Name: "later", Summary: "speaks in an hour", Shared: func(_ context.Context, s *bot.Shared) (bot.Public, error) {
				return bot.Announce(bot.Compose(bot.Say("will do"))), s.RemindAt("noon", "1", s.Now.Add(60*minutes))
			}},
			{Name: "tomorrow", Summary: "speaks tomorrow at noon", Shared: tomorrow},
			{Name: "twins", Summary: "names two things in an hour", Shared: func(_ context.Context, s *bot.Shared) (bot.Public, error) {
				at := s.Now.Add(60 * minutes)
				return bot.Announce(bot.Compose(bot.Say("will do"))), errors.Join(s.RemindAt("twin", "1", at), s.RemindAt("twin", "2", at))
			}},
			{Name: "wilt", Summary: "changes the note where it hangs", Shared: func(context.Context, *bot.Shared) (bot.Public, error) {
				return bot.Announce(bot.Compose(bot.Say("wilted"))).Card("board1").InPlace(), nil
			}},
			{Name: "pin", Summary: "pins", Shared: func(context.Context, *bot.Shared) (bot.Public, error) {
				return bot.Announce(bot.Compose(bot.Say("rules"))).Card("rules").Pinned(), nil
			}},
		},
		Actions: []bot.Action{
			{Name: "like", Shared: like},
			{Name: "hung", Personal: whispers("It hangs there.")},
			{Name: "unhung", Personal: func(context.Context, *bot.Personal) (bot.Private, error) {
				return bot.Whisper(bot.Compose(bot.Say("Not after all."))).Withheld(), nil
			}},
		},
		Alarms: []bot.Alarm{{Kind: "twin", Shared: func(_ context.Context, s *bot.Shared, _ string) (bot.Public, error) {
			return bot.Announce(bot.Compose(bot.Say("named %s, drew %d", s.NewID(), s.Rand.Uint64()))), nil
		}}, {Kind: "noon", Shared: func(context.Context, *bot.Shared, string) (bot.Public, error) {
			return bot.Announce(bot.Compose(bot.Say("noon"))), nil
		}}},
		Mail: []bot.Mailbox{
			{Kind: "hello", Personal: hello},
			{Kind: "board", Shared: hang},
			{Kind: bot.LeftMail, Shared: takeDown},
			{Kind: bot.EnteredMail, Shared: func(_ context.Context, s *bot.Shared, _ bot.Mail) (bot.Public, error) {
				_, err := s.Tell(s.Who, "hello", "", nil)
				return bot.Public{}, err
			}},
		},
	}
}

func listCircles(_ context.Context, p *bot.Personal) (bot.Private, error) {
	all, err := p.Circles()
	m := bot.Compose(bot.Say("%d circles", len(all)))
	for _, c := range all {
		m = m.Add(bot.Say("%s", c.Name))
	}
	return bot.Whisper(m), err
}

// tomorrow speaks at noon on the circle's clock.
func tomorrow(_ context.Context, s *bot.Shared) (bot.Public, error) {
	if err := s.SetZone("Europe/Paris"); err != nil {
		return bot.Public{}, err
	}
	noon := time.Date(s.Now.Year(), s.Now.Month(), s.Now.Day()+1, 12, 0, 0, 0, time.UTC)
	return bot.Announce(bot.Compose(bot.Say("will do"))), s.Remind("noon", "1", noon)
}

const minutes = 60_000_000_000

func whispers(text string) func(context.Context, *bot.Personal) (bot.Private, error) {
	return func(context.Context, *bot.Personal) (bot.Private, error) {
		return bot.Whisper(bot.Compose(bot.Say("%s", text))), nil
	}
}

func meetHere(_ context.Context, s *bot.Shared) (bot.Public, error) {
	told, err := s.Tell(s.Who, "hello", s.Chat.Thread, nil)
	if err != nil || told {
		return bot.Announce(bot.Compose(bot.Say("I have written to you."))), err
	}
	m, err := s.Entrance()
	return bot.Aside(m), err
}

// hello offers a note to the circle that the letter came from.
func hello(_ context.Context, _ *bot.Personal, m bot.Mail) (bot.Private, error) {
	note := bot.Enclosure{}.Write("text", "Note", "plums")
	return bot.Whisper(bot.Compose(bot.Say("Hang this?"))).Offering(
		bot.Offer{Label: "Hang", Circle: m.Circle, Kind: "board", Ref: m.Ref, What: note, After: "hung"},
		bot.Offer{Label: "Hang pears", Circle: m.Circle, Kind: "board", Ref: m.Ref, What: bot.Enclosure{}.Write("text", "Note", "pears")},
		bot.Offer{Label: "Hang figs", Circle: m.Circle, Kind: "board", Ref: m.Ref, What: bot.Enclosure{}.Write("text", "Note", "figs"), After: "unhung"}), nil
}

// hang puts a note on the board, in the thread that it was asked for in.
func hang(_ context.Context, s *bot.Shared, m bot.Mail) (bot.Public, error) {
	row := pinned{Text: m.What.Get("text")}
	return boardCard(row).In(m.Ref), boards.Put(s.Data, "1", row)
}

func boardCard(row pinned) bot.Public {
	return bot.Announce(bot.Compose(bot.Say("%s: %d likes", row.Text, len(row.Likes))).With(bot.Do("Like", "like", "1"))).Card("board1")
}

func like(_ context.Context, s *bot.Shared) (bot.Public, error) {
	row, err := boards.Get(s.Data, s.Args.Part(0))
	if err != nil {
		return bot.Aside(bot.Compose(bot.Say("not here"))), store.IgnoreMissing(err)
	}
	row.Likes = append(row.Likes, s.Who.ID)
	return boardCard(row).And(bot.Aside(bot.Compose(bot.Say("noted")))), boards.Put(s.Data, "1", row)
}

func takeDown(_ context.Context, s *bot.Shared, _ bot.Mail) (bot.Public, error) {
	if _, err := boards.Get(s.Data, "1"); err != nil {
		return bot.Public{}, store.IgnoreMissing(err)
	}
	return bot.Announce(bot.Compose(bot.Say("taken down"))).Card("board1"), boards.Delete(s.Data, "1")
}

// place is a house with a hall and the board.
func place(t *testing.T, access bot.Access) (*house, *hall) {
	t.Helper()
	h, p := newHouse(t, access), newHall()
	h.feature = board()
	h.open(p)
	return h, p
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
