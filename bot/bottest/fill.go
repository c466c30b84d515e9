package bottest

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// mostPrompts is how often a form may ask.
const mostPrompts = 30

// move is the next thing to do in a form.
type move struct {
	tap   *Button // a button to press
	say   string  // else a text to type
	field int     // the field that is then given; -1: none
	next  int     // the field that the bot will ask for now; -1: none
	last  bool    // the form is done after this move
	none  bool    // the form is done
}

// fill answers a form until every value is given and the form is done.
func (p *player) fill(who place, fields []field) error {
	rest, next := slices.Clone(fields), -1
	for range mostPrompts {
		m := p.ear.lastTouched(who)
		if m == nil {
			return fmt.Errorf("%s sees no form", who.person)
		}
		mv, err := m.nextMove(rest, next)
		if err != nil || mv.none {
			return err
		}
		if err := p.move(who, m.Line, mv); err != nil {
			return err
		}
		if next = mv.next; mv.field >= 0 {
			rest = slices.Delete(rest, mv.field, mv.field+1)
		}
		if mv.last {
			return nil
		}
	}
	return fmt.Errorf("the form does not end after %d prompts", mostPrompts)
}

func (p *player) move(who place, on Line, mv move) error {
	p.block = nil
	p.breathe(taps)
	defer p.settle()
	if mv.tap == nil {
		return p.say(who, p.known.fill(mv.say, verbatim))
	}
	n, err := p.network(who.platform)
	if err == nil {
		p.oracle.offers.tap(shown{n.Name(), who.person, on.ID}, *mv.tap)
		n.Tap(who.person, on, *mv.tap)
	}
	return err
}

// nextMove decides by what the message shows. next is the field whose button was
// pressed just before.
func (m *message) nextMove(rest []field, next int) (move, error) {
	title := m.title()
	if i := slices.IndexFunc(rest, func(f field) bool { return alike(title, f.name) }); i >= 0 {
		return m.give(rest, i), nil
	}
	if next >= 0 {
		return m.give(rest, next), nil
	}
	for i, f := range rest {
		if b, ok := m.button(f.name); ok {
			return move{tap: &b, field: -1, next: i}, nil
		}
	}
	if len(rest) == 0 {
		return m.finish(), nil
	}
	if b, ok := m.button("Skip"); ok {
		return move{tap: &b, field: -1, next: -1}, nil
	}
	return move{}, errors.New("nothing asks for " + rest[0].name)
}

// give answers with a field's value: by the button so labelled, else by typing.
func (m *message) give(rest []field, i int) move {
	mv := move{say: rest[i].value, field: i, next: -1}
	if b, ok := m.button(rest[i].value); ok {
		mv.tap = &b
	}
	return mv
}

// finish ends a form that has all its values.
func (m *message) finish() move {
	for _, label := range []string{"Done", "Save"} {
		if b, ok := m.button(label); ok {
			return move{tap: &b, field: -1, next: -1, last: true}
		}
	}
	if b, ok := m.button("Skip"); ok && m.isPrompt() {
		return move{tap: &b, field: -1, next: -1}
	}
	return move{none: true}
}

var (
	progress   = regexp.MustCompile(` *\(\d+ of \d+\)$`)
	fieldTitle = regexp.MustCompile(`^[^.?!:]{1,30}:?$`)
)

func (m *message) firstLine() string {
	line, _, _ := strings.Cut(m.Text, "\n")
	return strings.TrimSpace(line)
}

// title is the first line without the count of prompts.
func (m *message) title() string { return progress.ReplaceAllString(m.firstLine(), "") }

// isPrompt reports whether the message asks for one field: its first line is a
// name, not a sentence.
func (m *message) isPrompt() bool {
	return progress.MatchString(m.firstLine()) || fieldTitle.MatchString(m.firstLine())
}

// alike reports whether a prompt's title and a field's name are the same or one
// begins with the other.
func alike(title, name string) bool {
	a, b := plain(title), plain(name)
	if a == "" || b == "" {
		return false
	}
	return strings.HasPrefix(a, b) || len(a) >= 3 && strings.HasPrefix(b, a)
}
