// Package circle is what makes a group of colleagues one: each shows what she wants
// to show, and the others find her.
//
// # Privacy
//
// A circle holds what its members have seen and shown by a tap. Nothing here reads
// anybody's book for the room: what concerns one person alone goes to her by letter.
package circle

import (
	"context"

	"referout/bot"
)

// Gone lets a feature forget somebody who is in the circle no more: what she had there
// goes, and what the room still shows of it is no concern of hers. It may be asked
// again about the same person.
type Gone = func(context.Context, *bot.Shared, bot.Account) error

// privately writes to who asked in the group, or shows her the way to her private chat.
func privately(s *bot.Shared, kind, ref string, what bot.Enclosure) (bot.Public, error) {
	told, err := s.Tell(s.Who, kind, ref, what)
	if err != nil || told {
		return bot.Aside(lookPrivately()), err
	}
	m, err := s.Entrance()
	return bot.Aside(m), err
}

// nameOf is what a circle of hers is called, also when she has left it.
func nameOf(p *bot.Personal, id string) (string, error) {
	all, err := p.Circles()
	for _, c := range all {
		if c.ID == id {
			return c.Name, err
		}
	}
	return "the group", err
}

func whisper(text func() bot.Message) func(context.Context, *bot.Personal) (bot.Private, error) {
	return func(context.Context, *bot.Personal) (bot.Private, error) { return bot.Whisper(text()), nil }
}
