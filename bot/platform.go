package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"
)

// An Account is a chat identity.
type Account struct {
	Platform string `cbor:"1,keyasint,omitempty" json:"platform"`
	ID       string `cbor:"2,keyasint,omitempty" json:"id"`
}

// A Chat is a group, channel or thread.
type Chat struct {
	Platform string `cbor:"1,keyasint,omitempty"`
	ID       string `cbor:"2,keyasint,omitempty"`
	Thread   string `cbor:"3,keyasint,omitempty"`
}

// Kind says what came in.
type Kind uint8

// The kinds of incoming.
const (
	Said     Kind = iota + 1 // text, or a command with words
	Tapped                   // a button
	Opened                   // the chat was opened or unblocked; nothing was said
	Blocked                  // the person shut the bot out
	SentFile                 // a file, a picture, a contact: not read
	Moved                    // the group Chat has become MovedTo; nobody said anything
	Left                     // From has left the group Chat, or was removed from it
)

// Incoming is one input of one person.
type Incoming struct {
	Kind    Kind
	ID      string  // the platform's id of this input: handled once
	From    Account // never an anonymous sender
	Chat    *Chat   // nil only if provably one-to-one; everything unknown is a group
	At      time.Time
	Command string            // lower case, without slash; empty: plain text
	Text    string            // what stood behind the command, or the plain text
	Options map[string]string // options filled one by one (Discord); joined in declared order to Text by the router
	Payload string            // Tapped: what the button carried
	Message string            // Tapped: the message with the button; Said: the message replied to
	Named   bool              // in a group: the command named this bot or came through its menu
	Reply   string            // the platform's own reference for answering this input; may be secret
	Kept    string            // the row of the Inbox that this was read from; it goes with the effect
	MovedTo string            // Moved: the chat's new id
	Title   string            // in a group: what its people call it, if the platform says so
}

// Format keeps people's text out of logs and errors.
func (Incoming) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "[incoming]") }

// LogValue says nothing about who or what.
func (in Incoming) LogValue() slog.Value {
	return slog.GroupValue(slog.String("platform", in.From.Platform), slog.Int("kind", int(in.Kind)), slog.Bool("group", in.Chat != nil))
}

// A Platform is a network of chats.
type Platform interface {
	// Name is stored with every account: it must never change.
	Name() string
	// Run connects and hands inputs to the receiver until ctx ends. A nil error
	// means that the input has ended (the console at end of file).
	Run(ctx context.Context, r Receiver) error
	// Working says that an answer is being made, and whether it will be private;
	// called once per input before the handler runs. It must not block for long.
	Working(ctx context.Context, in Incoming, private bool) error
	// Send delivers. Errors are *SendError; any other is taken as ambiguous.
	Send(ctx context.Context, d Delivery) (Receipt, error)
}

// Standing is what an account is in a group.
type Standing uint8

// The standings. Unknown is no answer: the platform does not tell, or cannot be asked.
const (
	Unknown   Standing = iota
	Outside            // has left, was removed, never came
	Inside             // takes part
	Moderator          // may administer the chat
)

// A Doorkeeper is a Platform that can be asked who is in its groups. Standing may
// block for a few seconds; what cannot be told is Unknown, with or without an error.
type Doorkeeper interface {
	Standing(ctx context.Context, in Chat, of Account) (Standing, error)
}

// A Mover is a Platform whose groups may get other ids, and that can be asked for them.
// MovedTo may block for a few seconds; "" says that the group is where it was, or nowhere.
// Errors are as those of Send.
type Mover interface {
	MovedTo(ctx context.Context, group Chat) (id string, err error)
}

// ErrUnanswered says that an input was handled and that no answer will come: a
// platform that shows a sign of waiting takes it away.
var ErrUnanswered = errors.New("handled without an answer")

// A Receiver takes what a platform hears.
type Receiver interface {
	// Commands lists what can be offered in menus, in the order of help.
	Commands() []Command
	// Receive handles one input. When it returns nil the effect and the answer are
	// stored; after ErrUnanswered it is handled too. After any other error the same
	// input may be handed in again. Inputs of one chat come one after another.
	Receive(ctx context.Context, in Incoming) error
	// Suggest completes a command's option while a person types; empty in groups.
	Suggest(ctx context.Context, in Incoming, option, typed string) []string
	// Inbox keeps a platform's raw inputs until they are handled.
	Inbox(platform string) Inbox
	// Accounts lists a platform's accounts that have a book, in no order: whom to
	// look after when the connection comes back.
	Accounts(ctx context.Context, platform string) ([]Account, error)
}

// A Raw is one input as the platform sent it.
type Raw struct {
	ID   string // the platform's id of this input; may begin anew after a while
	Body []byte
	Row  string // where it is kept; set by the inbox, for Incoming.Kept
}

// An Inbox makes inputs durable before the platform is told that they arrived.
type Inbox interface {
	// Keep stores a batch in its order and returns what of it is new: an id seen in
	// the last three days is dropped. Once it returns nil the platform may forget.
	Keep(ctx context.Context, batch []Raw) (fresh []Raw, err error)
	// Left is what an earlier run kept and did not handle, oldest first.
	Left(ctx context.Context) ([]Raw, error)
	// Drop ends a row that means nothing to the bot.
	Drop(ctx context.Context, row string) error
	// SetAside ends a row that cannot be read: it stays, sealed, for thirty days.
	SetAside(ctx context.Context, row string) error
}

// Delivery is one message on its way, made only by the router's whisper and say.
type Delivery struct {
	account *Account
	chat    *Chat
	message Message
	edit    string
	reply   string
	aside   bool
	silent  bool
	pin     bool
	amends  bool
	key     string
	since   time.Time
	tried   time.Time
}

// Account is the person it is for, alone; false: it is for a chat.
func (d Delivery) Account() (Account, bool) {
	if d.account == nil {
		return Account{}, false
	}
	return *d.account, true
}

// Chat is the group it is for; false: it is for a person.
func (d Delivery) Chat() (Chat, bool) {
	if d.chat == nil {
		return Chat{}, false
	}
	return *d.chat, true
}

// Message is what to show.
func (d Delivery) Message() Message { return d.message }

// Edit is the message to change in place; empty: a new one. If it is gone, send anew.
func (d Delivery) Edit() string { return d.edit }

// Amends says that Edit is changed or nothing: where it is gone, nothing is shown. Where
// it stands and cannot be changed, it may be taken away.
func (d Delivery) Amends() bool { return d.amends }

// Reply is the reference of the input this answers, if any.
func (d Delivery) Reply() string { return d.reply }

// Aside is for the asker's eyes. Discord shows it to her alone (ephemeral). Telegram
// can do so only for a tapped button, as a short note above the chat, and shows
// nothing when that comes too late; as the answer to a typed command everybody sees
// it there. It holds no data.
func (d Delivery) Aside() bool { return d.aside }

// Pin asks that the message be pinned in its chat, without a sound.
func (d Delivery) Pin() bool { return d.pin }

// Silent asks for no sound.
func (d Delivery) Silent() bool { return d.silent }

// Key is the same for every attempt at this delivery: at most 25 ASCII characters.
func (d Delivery) Key() string { return d.key }

// Since is when the message was stored for sending.
func (d Delivery) Since() time.Time { return d.since }

// Tried is when an attempt was made of which nobody knows whether it arrived; zero
// if there was none. A platform that can look should, before it sends again.
func (d Delivery) Tried() time.Time { return d.tried }

// Format keeps deliveries out of logs and errors.
func (Delivery) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "[delivery]") }

// LogValue keeps deliveries out of logs.
func (d Delivery) LogValue() slog.Value { return slog.StringValue("[delivery]") }

// A Receipt says what became of a delivery.
type Receipt struct {
	Message  string // the id of the message that carries the buttons (the last part); empty if the platform gives none
	Unpinned bool   // it was to be pinned and is not: the bot lacks the right
}

// Outcome classifies a failed send, the same way for every platform.
type Outcome uint8

// The outcomes.
const (
	Arrived     Outcome = 0        // no error
	NotSent     Outcome = iota + 1 // never left this machine: try again soon
	RateLimited                    // try again after After
	ServerFault                    // the platform is in trouble: try again
	Ambiguous                      // written, no answer: it may have arrived
	TargetGone                     // blocked, left, deleted: suspend the route, keep everything
	Migrated                       // the chat has a new id: To
	BadContent                     // the platform refuses this message
	BadToken                       // the platform refuses the bot
)

// SendError is a failed send with its class.
type SendError struct {
	Outcome Outcome
	After   time.Duration // RateLimited: how long to wait
	Overall bool          // RateLimited: the whole platform, not this chat alone
	To      string
	Err     error // for logs: without people's text, tokens masked
}

func (e *SendError) Error() string { return "send: " + e.Err.Error() }

// Unwrap gives the cause.
func (e *SendError) Unwrap() error { return e.Err }
