package bot

import (
	"fmt"
	"io"
	"slices"
)

// Public is an answer for everybody in a chat. It makes no sound.
type Public struct{ said *speech }

// speech is what a Public holds, behind a pointer as a Private's answer is.
type speech struct {
	Message
	card   string
	aside  bool
	pin    bool
	amend  bool
	thread *string
	also   []Public
}

// opened is a copy of what is said.
//
//go:noinline
func (p Public) opened() *speech {
	var s speech
	if p.said != nil {
		s = *p.said
	}
	return &s
}

// Announce wraps a message for everybody in a chat.
//
//go:noinline
func Announce(m Message) Public { return Public{&speech{Message: m}} }

// Aside wraps a message for the eyes of who asked, as far as the platform can: see
// Delivery.Aside. It holds no data that the others may not read.
//
//go:noinline
func Aside(m Message) Public { return Public{&speech{Message: m, aside: true}} }

// Card makes the message the one that stands for a record: said once, and changed in
// place whenever the same card is said again. The id is of letters and digits.
func (p Public) Card(id string) Public {
	s := p.opened()
	s.card = id
	return Public{s}
}

// InPlace changes the message of a card where it stands, behind what somebody waits for
// in the chat. Where it stands no more nothing is said.
func (p Public) InPlace() Public {
	s := p.opened()
	s.amend = true
	return Public{s}
}

// Pinned asks that the message be pinned.
func (p Public) Pinned() Public {
	s := p.opened()
	s.pin = true
	return Public{s}
}

// In says it in a thread of the chat; empty: outside of all. Without it an answer
// goes where the question was asked.
func (p Public) In(thread string) Public {
	s := p.opened()
	s.thread = &thread
	return Public{s}
}

// And says more things after it, each a message of its own.
func (p Public) And(more ...Public) Public {
	s := p.opened()
	s.also = slices.Concat(s.also, more)
	return Public{s}
}

// each is the messages of an answer in their order, without those that say nothing.
func (p Public) each() []*speech {
	var out []*speech
	s := p.opened()
	if !s.silent() {
		out = append(out, s)
	}
	for _, more := range s.also {
		out = append(out, more.each()...)
	}
	return out
}

// Format prints what everybody may read.
func (p Public) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, p.opened().PlainText()) }
