package bottest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// act makes happen what a line says.
func (p *player) act(st step) error {
	text := p.known.fill(st.text, verbatim)
	p.breathe(st.kind)
	switch st.kind {
	case says:
		return p.say(st.who, text)
	case replies:
		return p.reply(st.who, text)
	case taps:
		return p.tap(st.who, text)
	case fills:
		return p.fill(st.who, st.fields)
	case sends:
		return p.send(st.who, text)
	case waits:
		return p.wait(st.wait)
	case restarts, crashes:
		p.stop(st.kind == restarts)
		return p.start()
	case goesOffline:
		return p.goOffline(st.wait)
	case reaches:
		return p.reach(st.who, st.open)
	case breaks:
		return p.breakOff(st.who, !st.open)
	}
	return fmt.Errorf("nothing to play in %q", st.raw)
}

// breath is what lies between two things that people do: fast for a thumb, and slow
// enough that a long transcript is no flood and no answer to it has to wait.
const breath = 1100 * time.Millisecond

// lastHour is when people write while the process is down: networks do not hold
// messages for ever.
const lastHour = time.Hour

func (p *player) breathe(k kind) {
	if k != says && k != replies && k != taps {
		return
	}
	if p.down() {
		time.Sleep(time.Until(p.until.Add(-lastHour)))
	}
	time.Sleep(time.Until(p.typed.Add(breath)))
	p.typed = time.Now()
}

func (p *player) network(name string) (Network, error) {
	for _, n := range p.stage.Networks {
		if n.Name() == name {
			return n, nil
		}
	}
	return nil, fmt.Errorf("no platform %q takes part", name)
}

func (p *player) say(who place, text string) error {
	n, err := p.network(who.platform)
	if err != nil {
		return err
	}
	if who.group != "" {
		p.members[place{who.platform, who.person, groupName(who.group)}] = true
	}
	p.oracle.said(who, text)
	n.Say(who.person, who.group, text)
	return nil
}

func (p *player) reply(who place, text string) error {
	n, err := p.network(who.platform)
	if err != nil {
		return err
	}
	seen := p.ear.newestFirst(who, p.members)
	if len(seen) == 0 {
		return fmt.Errorf("%s sees no message to reply to", who.person)
	}
	who.group = seen[0].Group
	p.oracle.said(who, text)
	n.Reply(who.person, text, seen[0].Line)
	return nil
}

func (p *player) send(who place, name string) error {
	n, err := p.network(who.platform)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(filepath.Join(p.script.dir, filepath.Base(name)))
	if err != nil {
		return err
	}
	n.Send(who.person, filepath.Base(name), data)
	return nil
}

func (p *player) reach(who place, open bool) error {
	n, err := p.network(who.platform)
	if err == nil {
		n.Reach(who.person, open)
	}
	return err
}

func (p *player) breakOff(where place, off bool) error {
	n, err := p.network(where.platform)
	if err != nil {
		return err
	}
	b, ok := n.(Breakable)
	if !ok {
		return fmt.Errorf("the connection to %s cannot break", where.platform)
	}
	b.Break(off)
	return nil
}

func (p *player) wait(s span) error {
	end, err := s.from(time.Now(), p.zone())
	if err == nil {
		time.Sleep(time.Until(end))
	}
	return err
}

func (p *player) goOffline(s span) (err error) {
	p.until, err = s.from(time.Now(), p.zone())
	if err == nil {
		p.stop(false)
	}
	return err
}

// tapped is a press of a button, to be repeated by "again".
type tapped struct {
	on     Line
	button Button
}

var rowLabel = regexp.MustCompile(`^(\d+) (.+)$`)

func (p *player) tap(who place, label string) error {
	n, err := p.network(who.platform)
	if err != nil {
		return err
	}
	t, err := p.choose(who, label)
	if err != nil {
		return err
	}
	if t.button.URL != "" && t.button.Payload == "" {
		return fmt.Errorf("[%s] is a link to %s", t.button.Label, t.button.URL)
	}
	p.tapped[tapKey(who, strings.TrimSuffix(label, " again"))] = t
	n.Tap(who.person, t.on, t.button)
	return nil
}

func tapKey(who place, label string) string {
	return who.platform + "/" + who.person + "/" + plain(label)
}

// choose finds what a tap means: a whole label first, then the repetition of an
// earlier tap, then a numbered row, then the beginning of a label.
func (p *player) choose(who place, label string) (tapped, error) {
	seen := p.ear.newestFirst(who, p.members)
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
