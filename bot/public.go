package bot

import (
	"fmt"
	"io"
)

// Public is an answer for everybody in a chat. It makes no sound.
type Public struct {
	said   Message
	card   string
	aside  bool
	pin    bool
	thread *string
	also   []Public
}

// Announce wraps a message for everybody in a chat.
func Announce(m Message) Public { return Public{said: m} }

// Aside wraps a message for the eyes of who asked, as far as the platform can: see
// Delivery.Aside. It holds no data that the others may not read.
func Aside(m Message) Public { return Public{said: m, aside: true} }

// Card makes the message the one that stands for a record: said once, and changed in
// place whenever the same card is said again. The id is of letters and digits.
func (p Public) Card(id string) Public {
	p.card = id
	return p
}

// Pinned asks that the message be pinned.
func (p Public) Pinned() Public {
	p.pin = true
	return p
}

// In says it in a thread of the chat; empty: outside of all. Without it an answer
// goes where the question was asked.
func (p Public) In(thread string) Public {
	p.thread = &thread
	return p
}

// And says more things after it, each a message of its own.
func (p Public) And(more ...Public) Public {
	p.also = append(append([]Public(nil), p.also...), more...)
	return p
}

// each is the messages of an answer in their order, without those that say nothing.
func (p Public) each() []Public {
	var out []Public
	if !p.said.silent() {
		out = append(out, p)
	}
	for _, more := range p.also {
		out = append(out, more.each()...)
	}
	return out
}

// Format prints what everybody may read.
func (p Public) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, p.said.PlainText()) }
