package ask_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers"
	"referout/store/memory"
	"referout/store/storetest"
)

// room is a platform that keeps what stands in its chats.
type room struct {
	mu     sync.Mutex
	shown  map[string]*message
	order  []string
	inputs int
	router *bot.Router
	t      *testing.T
}

type message struct {
	to, text string
	aside    bool
	edits    int
	choices  []bot.Choice
}

func (*room) Name() string                                      { return "room" }
func (*room) Working(context.Context, bot.Incoming, bool) error { return nil }
func (*room) Run(ctx context.Context, _ bot.Receiver) error     { <-ctx.Done(); return nil }

func (r *room) Send(_ context.Context, d bot.Delivery) (bot.Receipt, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	to, _ := d.Account()
	if c, ok := d.Chat(); ok {
		to.ID = c.ID
	}
	m := &message{to: to.ID, text: d.Message().PlainText(), aside: d.Aside(), choices: d.Message().Choices}
	id := d.Edit()
	if old := r.shown[id]; old != nil {
		m.edits = old.edits + 1
	} else {
		id = fmt.Sprint("m", len(r.order))
		r.order = append(r.order, id)
	}
	r.shown[id] = m
	return bot.Receipt{Message: id}, nil
}

// in is what stands in a chat now, notes above it left out.
func (r *room) in(chat string) (out []message) {
	synctest.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, id := range r.order {
		if m := r.shown[id]; m.to == chat && !m.aside {
			out = append(out, *m)
		}
	}
	return out
}

const group = "-100"

func account(who string) bot.Account { return bot.Account{Platform: "room", ID: who} }

func (r *room) give(in bot.Incoming) {
	r.t.Helper()
	r.inputs++
	in.ID, in.At, in.Title = fmt.Sprint("i", r.inputs), time.Now(), "Plum Circle"
	if err := r.router.Receive(r.t.Context(), in); err != nil && !errors.Is(err, bot.ErrUnanswered) {
		r.t.Fatal(err)
	}
	time.Sleep(time.Second)
	synctest.Wait()
}

func (r *room) say(who, chat, text string) {
	r.t.Helper()
	in := bot.Incoming{Kind: bot.Said, From: account(who), Text: text, Named: true}
	if chat != "" {
		in.Chat = &bot.Chat{Platform: "room", ID: chat}
	}
	if command, rest, _ := strings.Cut(text, " "); strings.HasPrefix(command, "/") {
		in.Command, in.Text = command[1:], rest
	}
	r.give(in)
}

// tap presses the newest button so labelled in a chat, or in her private one.
func (r *room) tap(who, chat, label string) {
	r.t.Helper()
	synctest.Wait()
	where, in := who, bot.Incoming{Kind: bot.Tapped, From: account(who)}
	if chat != "" {
		where, in.Chat = chat, &bot.Chat{Platform: "room", ID: chat}
	}
	r.mu.Lock()
	for _, id := range r.order {
		for _, c := range r.shown[id].choices {
			if r.shown[id].to == where && c.Label == label {
				in.Message, in.Payload = id, c.Payload()
			}
		}
	}
	r.mu.Unlock()
	if in.Payload == "" {
		r.t.Fatalf("%s sees no button %q: %+v", who, label, r.in(where))
	}
	r.give(in)
}

// open is the whole bot in a room, with some more features.
func open(t *testing.T, more ...bot.Feature) *room {
	t.Helper()
	r := &room{shown: map[string]*message{}, t: t}
	var err error
	r.router, err = bot.NewRouter(bot.Config{
		Store: storetest.Store(t, memory.New()), Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
		Features: append(handlers.All(), more...), Platforms: []bot.Platform{r}, Access: bot.Open, Zone: "America/Chicago",
		Resolve: when.Instant, Grace: time.Second, Pulse: 365 * 24 * time.Hour,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.router.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return r
}

// Fifty people answer, some twice and in both ways: the room has one message of it, and
// its number is right.
func TestFiftyAnswersAreOneMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := open(t)
		r.say("ann", "", "/start")
		r.say("ann", group, "/ask chiro Akron")
		r.tap("ann", "", "Post it")
		for i := range 50 {
			who := fmt.Sprint("p", i)
			r.say(who, "", "/start")
			r.tap(who, group, "I know someone")
			r.tap(who, "", "Type a name")
			r.say(who, "", fmt.Sprintf("Dr Osei%c, chiropractor, 330-555-0%03d", 'a'+i%26, 100+i))
			r.tap(who, "", "Send it")
			if i%10 == 0 { // one more of the same is told, and counts once
				r.tap(who, group, "I know someone")
				r.tap(who, "", "Type a name")
				r.say(who, "", "Lena Ortiz, chiropractor")
				r.tap(who, "", "Send it")
			}
		}
		cards := 0
		for _, m := range r.in(group) {
			if strings.HasPrefix(m.text, "Looking for:") {
				cards++
				if !strings.Contains(m.text, "50 answers, privately.") || m.edits == 0 {
					t.Errorf("the card says %q after %d edits", m.text, m.edits)
				}
			}
		}
		told := 0
		for _, m := range r.in("ann") {
			if strings.HasPrefix(m.text, "From a colleague.") {
				told++
			}
		}
		if cards != 1 || told != 55 {
			t.Errorf("%d cards; %d answers were told", cards, told)
		}
		r.tap("ann", group, "Found, thanks")
		if room := r.in(group); len(room) != 1 || !strings.HasSuffix(room[0].text, "\nClosed: found, thanks.") {
			t.Errorf("the room shows %+v", room)
		}
	})
}

// smuggler offers letters that no form of ours would write.
func smuggler() bot.Feature {
	dirty := bot.Enclosure{}.Write("specialty", "Looking for", "chiropractor").Write("area", "Area", "Kent, 330-555-0199").
		Write("approach", "Approach", "write to jane@example.com").Write("when", "When", "330-555-0198").
		Write("note", "Also", "call 330-555-0197").Write("format", "Format", "plums").Write("secret", "Secret", "pears")
	offer := func(label, kind, ref string, what bot.Enclosure) func(context.Context, *bot.Personal) (bot.Private, error) {
		return func(_ context.Context, p *bot.Personal) (bot.Private, error) {
			if ref == "" {
				ref = p.Args.Words
			}
			return bot.Whisper(bot.Compose(bot.Say("Go?"))).Offering(bot.Offer{Label: label, Circle: "1", Kind: kind, Ref: ref, What: what}), nil
		}
	}
	return bot.Feature{Commands: []bot.Command{
		{Name: "smuggle", Summary: "an ask", Personal: offer("Smuggle", "askpost", "thread", dirty)},
		{Name: "whisperer", Summary: "an answer", Personal: offer("Breathe", "asktip", "", dirty.Write("words", "Who", "Kim, 330-555-0166, 42 years old").Write("from", "From", "Dr Famous"))},
		{Name: "closer", Summary: "closes", Personal: offer("Shut", "askclose", "", nil)},
	}}
}

// A letter that was written by hand brings nothing into the room that has not passed the
// scrubber there, opens nothing that is not hers, and is signed by nobody else.
func TestForgedLetters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := open(t, smuggler())
		for _, who := range []string{"ann", "eve"} {
			r.say(who, "", "/start")
			r.say(who, group, "/ask")
		}
		r.say("eve", "", "/smuggle")
		r.tap("eve", "", "Smuggle")
		room := r.in(group)
		card := room[len(room)-1]
		if !strings.HasPrefix(card.text, "Looking for: Chiropractor\nArea: Kent, …\nApproach: write to …\nAlso: call …\n") {
			t.Errorf("the room shows %q", card.text)
		}
		for _, m := range room {
			for _, leak := range []string{"555", "jane", "plums", "pears"} {
				if strings.Contains(m.text, leak) {
					t.Errorf("%q stands in the room: %q", leak, m.text)
				}
			}
		}
		id := strings.TrimPrefix(card.choices[0].Payload(), "askme:")
		r.say("ann", "", "/closer "+id)
		r.tap("ann", "", "Shut")
		if room = r.in(group); strings.Contains(room[len(room)-1].text, "Closed") {
			t.Error("somebody else's ask was closed by letter")
		}
		r.say("ann", "", "/whisperer "+id)
		r.tap("ann", "", "Breathe")
		private := r.in("eve")
		last := private[len(private)-1].text
		if !strings.Contains(last, "Kim, 330-555-0166, …") || strings.Contains(last, "Famous") || strings.Contains(last, "pears") {
			t.Errorf("who asks is told %q", last)
		}
	})
}
