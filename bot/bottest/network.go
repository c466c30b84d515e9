package bottest

import (
	"cmp"
	"testing"

	"referout/bot"
)

// A Network is a chat platform in memory with people on it. It speaks the
// platform's real protocol to the real adapter; what it reports has been decoded
// from that protocol again, so that every transcript reads the same everywhere.
//
// All methods may be called from the transcript's goroutine while the adapter
// runs in others. People and groups come into being when they are first named.
type Network interface {
	// Name is the platform's name: "telegram", "discord", "console".
	Name() string
	// Connect makes the real adapter, wired to this network. It is called again
	// after every restart; what people wrote meanwhile waits as it would in life.
	Connect(t testing.TB) bot.Platform
	// Say types text as person, in the private chat if group is "", else in the
	// group or topic ("meetup/questions"). A text that begins with a known "/command" is sent the way the
	// platform's clients send commands.
	Say(person, group, text string)
	// Reply types text in answer to a line that person can see.
	Reply(person, text string, to Line)
	// Tap presses a button of a line; pressing it again sends the same payload. It
	// may be one that the line has never had: a client can send anything.
	Tap(person string, l Line, b Button)
	// Send hands a file to the bot in the private chat.
	Send(person, name string, data []byte)
	// Reach opens or shuts the way to person's private chat.
	Reach(person string, open bool)
	// Heard is everything that the bot has shown so far, in order: a line for each
	// new message and for each edit.
	Heard() []Line
	// Check reports what was wrong with the adapter's calls (against the
	// platform's specification where the environment names it, and its limits).
	Check() []error
}

// A Breakable is a Network whose connection can break: nothing comes or goes until it
// is back.
type Breakable interface{ Break(on bool) }

// Crowded is a Network whose groups people leave and moderate. Who speaks in a
// group is in it; a topic is named "group/topic" wherever a group is.
type Crowded interface {
	Leave(person, group string)
	Remove(person, group string)
	Promote(person, group string, on bool)
}

// Pinning is a Network that pins messages in groups, unless the bot may not. Pinned
// are the texts pinned in a group as they stand after all edits, the newest last.
type Pinning interface {
	AllowPins(group string, on bool)
	Pinned(group string) []string
}

// Migrating is a Network whose groups may get another id.
type Migrating interface{ Migrate(group string) }

// Topical is a Network whose groups have topics that can be closed.
type Topical interface{ CloseTopic(group, topic string) }

// A Line is one message or edit as a person sees it.
type Line struct {
	ID      string // of the message; an edit has the id of what it edits
	Person  string // whose private chat it is in; with Aside: who alone sees it in the group
	Group   string // the group it is in, or "group/topic"
	Aside   bool   // seen by Person alone, in Group
	Edit    bool
	Text    string   // plain: no markup, no escapes, no invisible characters, as bot.Message.PlainText lays it out
	Buttons []Button // row by row
	Files   []string // names
}

// A Button is one button of a line.
type Button struct {
	Label   string
	Row     int    // 0-based
	Payload string // what a press sends
	Carries string // what the bot gets, where the network knows the button by another name; empty: Payload
	URL     string
}

// carries is what the bot gets when the button is pressed.
func (b Button) carries() string { return cmp.Or(b.Carries, b.Payload) }
