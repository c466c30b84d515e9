package bot

import (
	"fmt"
	"io"
	"time"
)

// Private is an answer for one person. Only the router can open it, and only to
// whisper it to her. It prints as "[private]" under every verb.
//
// The unexported fields of Private and Public are named differently on purpose:
// Go converts between structs of equal fields, so equal names would let
// Public(private) compile.
type Private struct {
	whispered Message
	wait      *wait
	label     string
	until     time.Time
	also      []aside
	about     []string
	offers    []Offer
	ends      time.Time
	erase     bool
	withheld  bool // by an offer that was tapped, nothing leaves
	sent      bool // something has left the book by this tap
}

// wait is a question whose answer is the next plain text.
type wait struct {
	Action string   `cbor:"1,keyasint,omitempty"`
	Parts  []string `cbor:"2,keyasint,omitempty"`
	About  []string `cbor:"3,keyasint,omitempty"` // duties of the message that asks
}

// aside is an edit of every delivered copy of a ping.
type aside struct {
	ping string
	msg  Message
}

// Whisper wraps a message for one person.
func Whisper(m Message) Private { return Private{whispered: m} }

// Asks makes the next plain text of this person an answer: it runs the action
// with the text as Args.Words and the parts as Args.Parts. A command in between
// ends the wait.
func (p Private) Asks(action string, parts ...string) Private {
	p.wait = &wait{Action: action, Parts: parts}
	return p
}

// Undoable makes this handling one that /undo and [Undo] take back as a whole
// until the given instant. The label says what was done ("Dr Lee sent you someone").
func (p Private) Undoable(label string, until time.Time) Private {
	p.label, p.until = label, until
	return p
}

// About names the duties the message shows, so that a reply to it is about them.
func (p Private) About(duties ...string) Private {
	p.about = duties
	return p
}

// AlsoEdits edits every delivered copy of a ping as well.
func (p Private) AlsoEdits(ping string, m Message) Private {
	p.also = append(append([]aside(nil), p.also...), aside{ping, m})
	return p
}

// Ends makes what a letter tells be of no use from an instant on: it is not sent after
// that, whatever kept it back.
func (p Private) Ends(at time.Time) Private {
	p.ends = at
	return p
}

// Withheld lets nothing leave by the offer that this answers: what the tap was about
// has changed meanwhile. The offer stands.
func (p Private) Withheld() Private {
	p.withheld = true
	return p
}

// Erasing ends the book: everything in it is destroyed when this answer commits.
func (p Private) Erasing() Private {
	p.erase = true
	return p
}

// Add appends blocks and buttons to what is whispered.
func (p Private) Add(m Message) Private {
	p.whispered = p.whispered.Add(m.Blocks...).With(m.Choices...)
	return p
}

// Format keeps private text out of logs and of other people's messages.
func (p Private) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "[private]") }
