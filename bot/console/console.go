// Package console is the chat on the machine itself: lines typed at a terminal or
// read from a pipe, messages printed below them. It is the owner's own chat and
// asks for no code.
//
// # What is printed
//
// A message is a header and its lines, two spaces in; a text to copy is marked
// with a bar, and the buttons come last, a row a line:
//
//	Referout #12
//	  1 note to write
//	  │ Dear Dr Lee,
//	  [1] Show  [2] Later
//
// The header of a message for somebody else is "Referout to ann #12", in a group
// "Referout in #meetup #12", for one person there "Referout in #meetup, to ann
// alone #12", in a topic "Referout in #meetup/questions #12". A changed message is
// printed again under a number of its own: "Referout #13 (changed #12)". A message
// that is pinned has a line "(pinned)" above its buttons. Lines of the console itself
// begin with "* ". A line of text that would look like a mark, a button or a file has
// a backslash in front. In a pipe all is the same but for style and for the wrapping of long lines.
//
// # What is typed
//
// A button is pressed by its number or its label in the newest message, or as
// "12.1": the first button of message 12, however old. A number without buttons in
// the newest message, and a label that only an older one has, are not guessed at:
// the console says how to press those. A button that opens the private chat names
// what is said there, "</start ABC>", and pressing it goes there and says so. /as,
// /reply, /send, /say, /gone, /console and /quit are the console's own; all else goes
// to the bot. A line that ends in a backslash goes on in the next; two stand for one.
//
// # Groups
//
// A group comes into being when somebody types in it: "/as ann in #meetup", in a
// topic of it "/as ann in #meetup/questions". Who has spoken in a group is in it until
// /gone; the person at the keyboard moderates all of them.
//
// # Stored names
//
// The platform is "console"; an account is the name behind /as in lower case, a
// group its name with the "#", a thread the name of a topic.
package console

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"sync"
	"time"

	"referout/bot"
)

const platform = "console"

// Options say where a console reads and prints. Only In and Out are needed.
type Options struct {
	In  io.Reader // if it is an io.Closer and no *os.File it is closed when Run ends
	Out io.Writer
	TTY bool   // In and Out are one terminal: *os.File both
	Me  string // who sits at the keyboard; default "you"
	// Greet makes the bot speak first.
	Greet bool
	// Everyone makes every header name the person it is for, so that a program can
	// read the output whoever is typing.
	Everyone bool
	// Settle is the longest that the next line waits for the answer to the one
	// before, so that a script can press a button of it; 0: not at all.
	Settle time.Duration
	Memory *Memory // what was shown in earlier runs; nil: nothing was
	Files  string  // folder for files sent by the bot, made when needed; "": they are only named
	// Reaches says whether a person's private chat is open; nil: everybody's is.
	Reaches func(person string) bool
	// Moderates says who may administer a group besides Me; nil: nobody.
	Moderates func(person, group string) bool
	// Pins says whether the bot may pin in a group; nil: in all.
	Pins func(group string) bool
	// Closed says whether a topic ("#group/topic") takes no new messages, which then
	// go to the group; nil: none does.
	Closed func(topic string) bool
	Log    *slog.Logger
}

// A Console is the bot.Platform of one terminal or pipe. Send may be called
// before, while and after Run reads.
type Console struct {
	Options
	screen screen

	mu      sync.Mutex
	who     place         // who types, and where
	awaited string        // reference of the input whose answer the next line waits for
	settled chan struct{} // closed when that answer was printed
}

var (
	_ bot.Platform   = (*Console)(nil)
	_ bot.Doorkeeper = (*Console)(nil)
)

// New makes a console. It touches neither the terminal nor the disk.
func New(o Options) *Console {
	if o.Me == "" {
		o.Me = "you"
	}
	if o.Memory == nil {
		o.Memory = NewMemory()
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Memory.own(o.Me)
	return &Console{Options: o, screen: newScreen(o), who: place{person: o.Me}}
}

// Name is the platform's stored name.
func (c *Console) Name() string { return platform }

// Working does nothing: the answer is quicker than a note that it comes.
func (c *Console) Working(context.Context, bot.Incoming, bool) error { return nil }

// Run hands in what is typed, line by line, until the input ends (nil), somebody
// types /quit (nil) or ctx ends (its error). The terminal is as it was when Run
// returns, however it returns.
func (c *Console) Run(ctx context.Context, r bot.Receiver) error {
	if err := c.screen.open(); err != nil {
		return err
	}
	defer c.screen.close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	c.Memory.enter(c.current())
	c.greet(ctx, r)
	lines := c.read(ctx)
	for {
		c.screen.prompt(c.current().prompt(c.Me))
		line, err := lines.next(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if errors.Is(err, errLong) {
			c.note("That line is too long for one message. Nothing of it was read; please send it in parts.")
			continue
		}
		if err != nil {
			return err
		}
		if quit := c.typed(ctx, r, line); quit {
			return nil
		}
	}
}

func (c *Console) greet(ctx context.Context, r bot.Receiver) {
	if c.TTY {
		c.note("A number presses a button, /console lists what else the keyboard can do, /quit ends.")
	}
	if c.Greet {
		c.receive(ctx, r, bot.Incoming{Kind: bot.Opened})
	}
}

func (c *Console) current() place {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.who
}

// receive completes an input of the current person, hands it in and waits for
// the answer as long as the options say.
func (c *Console) receive(ctx context.Context, r bot.Receiver, in bot.Incoming) {
	who := c.current()
	in.ID = c.Memory.nextID("i")
	in.Reply = who.person + " " + in.ID
	if in.From.ID == "" {
		in.From = bot.Account{Platform: platform, ID: who.person}
	}
	in.At = time.Now()
	if who.group != "" && in.Chat == nil {
		in.Chat = chatOf(who.group)
		in.Title = in.Chat.ID
	}
	in.Named = in.Chat != nil
	c.Memory.takesPart(in)
	settled := c.await(in.Reply)
	err := r.Receive(ctx, in)
	if errors.Is(err, bot.ErrUnanswered) {
		return
	}
	if err != nil {
		c.failed(ctx, err)
		return
	}
	c.settle(ctx, settled, c.patience(in))
}

// patience is how long an answer is waited for: in a group there may be none.
func (c *Console) patience(in bot.Incoming) time.Duration {
	switch {
	case in.Chat == nil:
		return c.Settle
	case in.Kind == bot.Left || in.Kind == bot.Said && in.Command == "":
		return 0
	}
	return c.Settle / 5
}

func (c *Console) failed(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	c.Log.Error("console input was not handled", "error", err)
	c.note("That could not be saved. Please type it again in a moment.")
}

func (c *Console) await(reply string) <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.awaited, c.settled = reply, make(chan struct{})
	return c.settled
}

func (c *Console) settle(ctx context.Context, settled <-chan struct{}, longest time.Duration) {
	if longest <= 0 {
		return
	}
	timer := time.NewTimer(longest)
	defer timer.Stop()
	select {
	case <-settled:
	case <-timer.C:
	case <-ctx.Done():
	}
}

// Send prints a message. It fails only if the output is gone, or for a person
// whose private chat is shut.
func (c *Console) Send(_ context.Context, d bot.Delivery) (bot.Receipt, error) {
	to, err := c.target(d)
	if err != nil {
		return bot.Receipt{}, err
	}
	s, err := c.show(to, d.Message(), d.Edit(), d.Reply(), d.Pin())
	if err != nil {
		return bot.Receipt{}, &bot.SendError{Outcome: bot.NotSent, Err: err}
	}
	return bot.Receipt{Message: s.ID, Unpinned: d.Pin() && s.was == 0 && !s.pinned}, nil
}

// target is whom a delivery is for.
func (c *Console) target(d bot.Delivery) (place, error) {
	chat, inGroup := d.Chat()
	account, alone := d.Account()
	switch {
	case inGroup && d.Aside():
		return place{person: asker(d.Reply()), group: c.openPart(chat, d.Edit())}, nil
	case inGroup:
		return place{group: c.openPart(chat, d.Edit())}, nil
	case !alone:
		return place{}, &bot.SendError{Outcome: bot.BadContent, Err: errors.New("a delivery for nobody")}
	case c.Reaches != nil && !c.Reaches(account.ID):
		return place{}, &bot.SendError{Outcome: bot.TargetGone, Err: errors.New("the private chat is shut")}
	}
	return place{person: account.ID}, nil
}

// asker is who made the input that a reference stands for.
func asker(reply string) string {
	person, _, _ := strings.Cut(reply, " ")
	return person
}

// show prints a message and remembers it; edit is the message it changes, reply
// the reference of the input it answers. What is new is pinned if it is to be.
func (c *Console) show(to place, m bot.Message, edit, reply string, pin bool) (shown, error) {
	files := c.saveFiles(m.Files)
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.Memory.add(to, edit, buttonsOf(m), c.Me)
	s.pinned = pin && s.was == 0 && c.mayPin(s.to)
	text := c.screen.style().message(c.header(s), m, s, files)
	if err := c.screen.print(text); err != nil {
		return shown{}, err
	}
	if reply != "" && reply == c.awaited {
		c.awaited = ""
		close(c.settled)
	}
	return s, nil
}
