package bottest

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// tapped is a press of a button, to be repeated by "again".
type tapped struct {
	on     Line
	button Button
}

var rowLabel = regexp.MustCompile(`^(\d+) (.+)$`)

// tap presses a button as each of the people named. What all of them press is
// chosen before the first of them does: the bot cannot answer one before the next.
func (p *player) tap(st step, label string) error {
	n, err := p.network(st.who.platform)
	if err != nil {
		return err
	}
	people := append([]string{st.who.person}, st.others...)
	presses := make([]tapped, len(people))
	for i, person := range people {
		who := place{st.who.platform, person, st.who.group}
		if presses[i], err = p.choose(who, st.private, label); err != nil {
			return err
		}
		p.tapped[tapKey(who, strings.TrimSuffix(label, " again"))] = presses[i]
	}
	for i, t := range presses {
		p.oracle.offers.tap(shown{n.Name(), people[i], t.on.ID}, t.button)
		n.Tap(people[i], t.on, t.button)
	}
	return nil
}

// forge sends what a button that another person sees carries, from the newest
// message of the chat named.
func (p *player) forge(st step, label string) error {
	n, err := p.network(st.who.platform)
	if err != nil {
		return err
	}
	t, err := p.choose(place{platform: st.who.platform, person: st.whose}, false, label)
	if err != nil {
		return err
	}
	for _, m := range p.ear.newestFirst(st.who, p.members) {
		if m.seenBy(st.who) && !m.Aside {
			n.Tap(st.who.person, m.Line, t.button)
			return nil
		}
	}
	return fmt.Errorf("%s sees no message to tap on", st.who.person)
}

func tapKey(who place, label string) string {
	return who.platform + "/" + who.person + "/" + plain(label)
}

// choose finds the button that a label means, and no mere link.
func (p *player) choose(who place, private bool, label string) (tapped, error) {
	seen := p.ear.newestFirst(who, p.members)
	if private {
		if t, ok := firstButton(seen, func(m *message) (Button, bool) { return m.button(label + inPrivate) }); ok {
			return t, t.button.linked()
		}
		seen = slices.DeleteFunc(seen, func(m *message) bool { return m.Group != "" || m.Person != who.person })
	}
	t, err := p.find(who, seen, label)
	if err != nil {
		return t, err
	}
	return t, t.button.linked()
}

// inPrivate restricts a tap to the private chat, unless the label ends so itself.
const inPrivate = " in private"

// linked is an error for a link that leads out of the chat.
func (b Button) linked() error {
	if b.URL == "" || strings.HasPrefix(b.URL, "/start ") || strings.Contains(b.URL, "?start=") {
		return nil
	}
	return fmt.Errorf("[%s] is a link to %s", b.Label, b.URL)
}

// find takes a whole label first, then the repetition of an earlier tap, then a
// numbered row, then the beginning of a label.
func (p *player) find(who place, seen []*message, label string) (tapped, error) {
	if t, ok := firstButton(seen, func(m *message) (Button, bool) { return m.button(label) }); ok {
		return t, nil
	}
	if first, ok := strings.CutSuffix(label, " again"); ok {
		t, ok := p.tapped[tapKey(who, first)]
		if !ok {
			return t, fmt.Errorf("%s has not tapped %q before", who.person, first)
		}
		return t, nil
	}
	if m := rowLabel.FindStringSubmatch(label); m != nil {
		row, err := strconv.Atoi(m[1])
		t, ok := firstButton(seen, func(msg *message) (Button, bool) { return msg.rowButton(row, m[2]) })
		if err == nil && ok {
			return t, nil
		}
	}
	if t, ok := firstButton(seen, func(m *message) (Button, bool) { return m.begins(label) }); ok {
		return t, nil
	}
	return tapped{}, fmt.Errorf("%s sees no button %q", who.person, label)
}

func firstButton(seen []*message, find func(*message) (Button, bool)) (tapped, bool) {
	for _, m := range seen {
		if b, ok := find(m); ok {
			return tapped{m.Line, b}, true
		}
	}
	return tapped{}, false
}

// button is the button with that label: written exactly so, else without regard
// to case and marks, else behind an item's number.
func (m *message) button(label string) (Button, bool) {
	for _, same := range []func(string) bool{
		func(s string) bool { return s == label },
		func(s string) bool { return plain(s) == plain(label) && plain(label) != "" },
		func(s string) bool { return plain(withoutNumber(s)) == plain(label) && plain(label) != "" },
	} {
		for _, b := range m.Buttons {
			if same(b.Label) {
				return b, true
			}
		}
	}
	return Button{}, false
}

// rowButton is the button of the nth item: of the row with that number, else of
// the nth row, else the nth so labelled.
func (m *message) rowButton(n int, label string) (Button, bool) {
	var ofRow, nth *Button
	number, found := 0, 0
	for i := range m.Buttons {
		b := &m.Buttons[i]
		if i == 0 || b.Row != m.Buttons[i-1].Row {
			number = leadingNumber(b.Label)
		}
		if plain(withoutNumber(b.Label)) != plain(label) {
			continue
		}
		if number == n {
			return *b, true
		}
		if found++; found == n {
			nth = b
		}
		if b.Row == n-1 {
			ofRow = b
		}
	}
	for _, b := range []*Button{ofRow, nth} {
		if b != nil {
			return *b, true
		}
	}
	return Button{}, false
}

// begins is the only button that begins with the label.
func (m *message) begins(label string) (found Button, ok bool) {
	for _, b := range m.Buttons {
		if plain(label) != "" && strings.HasPrefix(plain(withoutNumber(b.Label)), plain(label)) {
			if ok {
				return Button{}, false
			}
			found, ok = b, true
		}
	}
	return found, ok
}

var itemNumber = regexp.MustCompile(`^(\d+)\.? `)

func withoutNumber(label string) string { return itemNumber.ReplaceAllString(label, "") }

func leadingNumber(label string) int {
	m := itemNumber.FindStringSubmatch(label)
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(m[1])
	if errors.Is(err, strconv.ErrRange) {
		return 0
	}
	return n
}

// plain is a label without regard to case and to marks around it.
func plain(label string) string {
	return strings.ToLower(strings.TrimFunc(label, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }))
}
