package bot

import (
	"fmt"
	"io"
	"slices"
	"time"
)

// Private is an answer for one person. Only the router can open it, and only to
// whisper it to her. It prints as "[private]" under every verb.
//
// The unexported fields of Private and Public are named differently on purpose:
// Go converts between structs of equal fields, so equal names would let
// Public(private) compile.
type Private struct{ whispered *answer }

// answer is what a Private holds, behind a pointer: handlers hand it on and return
// nothing much more often than they look into it. It is not changed once it is held.
type answer struct {
	Message
	wait     *wait
	label    string
	until    time.Time
	also     []aside
	about    []string
	offers   []Offer
	ends     time.Time
	erase    bool
	withheld bool // by an offer that was tapped, nothing leaves
	sent     bool // something has left the book by this tap
	anew     bool // what stands in the tapped message stays
}

// opened is a copy of what the answer holds.
//
//go:noinline
func (p Private) opened() *answer {
	var a answer
	if p.whispered != nil {
		a = *p.whispered
	}
	return &a
}

// wait is a question whose answer is the next plain text.
type wait struct {
	Action string   `cbor:"1,keyasint,omitempty"`
	Parts  []string `cbor:"2,keyasint,omitempty"`
	About  []string `cbor:"3,keyasint,omitempty"` // duties of the message that asks
	// Until is when a text is no longer about what was shown; zero: it was asked for.
	Until time.Time `cbor:"4,keyasint,omitempty"`

	loose bool // it takes a text that nobody asked for
}

// aside is an edit of every delivered copy of a ping.
type aside struct {
	ping string
	msg  Message
}

// Whisper wraps a message for one person. It is called in some hundred places, as are Do,
// Announce and Aside: written out in each, they would make the program 80 kB larger.
//
//go:noinline
func Whisper(m Message) Private { return Private{&answer{Message: m}} }

// Asks makes the next plain text of this person an answer: it runs the action
// with the text as Args.Words and the parts as Args.Parts. A command in between
// ends the wait.
func (p Private) Asks(action string, parts ...string) Private {
	a := p.opened()
	a.wait = &wait{Action: action, Parts: parts}
	return Private{a}
}

// correctFor is how long a text is taken to be about what was shown before it.
const correctFor = 30 * time.Minute

// Corrects takes the next plain text to be about what is shown here, though nothing was
// asked, for half an hour: it runs the action as Asks does. The action must leave it to a
// tap whether anything comes of it, and may return ErrNoMatch where what was shown is gone,
// before it changes anything: then the text is a sentence. A letter about what she asked for in a room may do so,
// unless another question waits.
func (p Private) Corrects(action string, parts ...string) Private {
	a := p.opened()
	a.wait = &wait{Action: action, Parts: parts, loose: true}
	return Private{a}
}

// Undoable makes this handling one that /undo and [Undo] take back as a whole
// until the given instant. The label says what was done ("Dr Lee sent you someone").
func (p Private) Undoable(label string, until time.Time) Private {
	a := p.opened()
	a.label, a.until = label, until
	return Private{a}
}

// About names the duties the message shows, so that a reply to it is about them.
func (p Private) About(duties ...string) Private {
	a := p.opened()
	a.about = duties
	return Private{a}
}

// AlsoEdits edits every delivered copy of a ping as well.
func (p Private) AlsoEdits(ping string, m Message) Private {
	a := p.opened()
	a.also = slices.Concat(a.also, []aside{{ping, m}})
	return Private{a}
}

// Ends makes what a letter tells be of no use from an instant on: it is not sent after
// that, whatever kept it back.
func (p Private) Ends(at time.Time) Private {
	a := p.opened()
	a.ends = at
	return Private{a}
}

// Anew makes it a message of its own, though the tapped action edits: what stands above
// the button is still worth reading.
func (p Private) Anew() Private {
	a := p.opened()
	a.anew = true
	return Private{a}
}

// Withheld lets nothing leave by the offer that this answers: what the tap was about
// has changed meanwhile. The offer stands.
func (p Private) Withheld() Private {
	a := p.opened()
	a.withheld = true
	return Private{a}
}

// Erasing ends the book: everything in it is destroyed when this answer commits.
func (p Private) Erasing() Private {
	a := p.opened()
	a.erase = true
	return Private{a}
}

// Add appends blocks and buttons to what is whispered.
func (p Private) Add(m Message) Private {
	a := p.opened()
	a.Message = a.Message.Add(m.Blocks...).With(m.Choices...)
	return Private{a}
}

// Below puts what is whispered below other blocks.
func (p Private) Below(m Message) Private {
	a := p.opened()
	a.Blocks = slices.Concat(m.Blocks, a.Blocks)
	return Private{a}
}

// Format keeps private text out of logs and of other people's messages.
func (p Private) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "[private]") }
