package bot

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"referout/store"
)

// A Feature is what one file of handlers adds to the bot.
type Feature struct {
	Commands []Command
	Actions  []Action
	Forms    []Form
	Alarms   []Alarm
	Phrases  []Phrase
	Mail     []Mailbox
	Tables   []store.Keeper // what it stores, for export and import
}

// A Command is what a person types or picks from the menu. Name is 1 to 32 of
// a-z and digits, Summary at most 100 characters (the strictest platform's limits).
// A command with Personal runs in a private chat and answers in a group by a
// pointer only; one with Shared has a form for groups.
type Command struct {
	Name, Summary string
	Also          []string // other names for the same thing
	Params        []Param
	Hidden        bool // works, but is not in the menu
	Drastic       bool // destroys something: never proposed for a slip of the finger
	Quiet         bool // its answer in a group is an aside, for the eyes of who asked
	Personal      func(context.Context, *Personal) (Private, error)
	Shared        func(context.Context, *Shared) (Public, error)
}

// A Param is one option of a command: its declaration in menus and the order in
// which options are joined to one line. All are optional.
type Param struct {
	Name, Summary string
	Choices       []string // fixed values offered
	// Suggest completes what is typed, from one book, in private chats only.
	Suggest func(context.Context, *Personal, string) ([]string, error)
}

// An Action is what a button does. Edits says statically whether the answer
// changes the button's message in place or comes as a new one.
type Action struct {
	Name     string // stands in buttons for months: must never change; a-z
	Edits    bool
	Once     bool // what it saved or sent is not saved again by the same button within ten minutes
	Personal func(context.Context, *Personal) (Private, error)
	Shared   func(context.Context, *Shared) (Public, error)
}

// An Alarm is how the bot speaks without being asked. It has no destination: it
// belongs to a member, or to a circle. Returning store.ErrNotFound means that its
// subject is gone.
type Alarm struct {
	Kind     string // stored: must never change; a-z
	Personal func(ctx context.Context, p *Personal, id string) ([]Nudge, error)
	Shared   func(ctx context.Context, s *Shared, id string) (Public, error)
}

// A Nudge is one duty's part of a ping. All nudges of a member within a minute
// are one message, which says little on a lock screen: counts and nouns. What is no
// secret, as a meetup is none, is said in a line of its own instead, in a message of its
// own.
type Nudge struct {
	Duty string `cbor:"1,keyasint,omitempty"` // shown by [Show]
	One  string `cbor:"2,keyasint,omitempty"` // "note to write"
	Many string `cbor:"3,keyasint,omitempty"` // "notes to write"
	Lead string `cbor:"4,keyasint,omitempty"` // in front of the counts ("This week:"); one is used
	// Text is the line, with its buttons below; then there is no Duty.
	Text    string   `cbor:"5,keyasint,omitempty"`
	Choices []Choice `cbor:"6,keyasint,omitempty"`
}

// A Phrase understands a sentence. Match is cheap and pure; the handler's answer
// saves only after a [Yes].
type Phrase struct {
	Name  string
	Match func(text string) bool
	// Personal may return ErrNoMatch to let the next phrase try.
	Personal func(context.Context, *Personal) (Private, error)
}

// ErrNoMatch lets the next phrase try.
var ErrNoMatch = errors.New("no match")

// Personal is one person's request and the book it may touch.
type Personal struct {
	Who  Member
	Now  time.Time // in the member's zone
	Rand *rand.Rand
	Args Args
	Data store.BookTx
	desk *desk // what only the router can do; see its methods
}

// Shared is one chat's request. Who is zero if nobody asked.
type Shared struct {
	Who     Account
	Chat    Chat      // with the thread that was spoken in
	Name    string    // what its people call it; may be empty
	Now     time.Time // in the circle's zone
	Rand    *rand.Rand
	Args    Args
	Data    store.CircleTx
	desk    *desk
	message string // with the tapped button
}

// Args is what the person gave.
type Args struct {
	Words  string   // behind the command, or the text that answers a question
	Parts  []string // behind the action's name in the button, or of the question
	Tapped bool     // a button, not text
	About  []string // duties of the message replied to, or with the button
}

// Part is the nth part, or "".
func (a Args) Part(n int) string {
	if n < len(a.Parts) {
		return a.Parts[n]
	}
	return ""
}

func joinParts(parts []string) string { return strings.Join(parts, ":") }

// Error is a sentence for people, with the way out. Every other error is logged
// and answered by a fixed apology.
type Error struct{ text string }

func (e *Error) Error() string { return e.text }

// Errorf makes a sentence for the person who asked.
func Errorf(format string, args ...any) error { return &Error{fmt.Sprintf(format, args...)} }
