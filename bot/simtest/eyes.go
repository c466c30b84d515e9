package simtest

import (
	"slices"
	"strings"

	"referout/bot/bottest"
)

// screen is what a person sees in one private chat.
type screen struct {
	messages []*bottest.Line // in the order of appearance, as they stand after edits
	byID     map[string]*bottest.Line
}

func newScreen() *screen { return &screen{byID: map[string]*bottest.Line{}} }

// mostSeen is how far back a person can scroll.
const mostSeen = 60

// take adds a line and gives the message as it stands.
func (s *screen) take(l bottest.Line) *bottest.Line {
	if old := s.byID[l.ID]; old != nil && l.Edit {
		*old = l
		return old
	}
	m := &l
	s.byID[l.ID] = m
	s.messages = append(s.messages, m)
	if len(s.messages) > mostSeen {
		delete(s.byID, s.messages[0].ID)
		s.messages = slices.Delete(s.messages, 0, 1)
	}
	return m
}

// withButtons are the messages that have some.
func (s *screen) withButtons() (all []*bottest.Line) {
	for _, m := range s.messages {
		if len(m.Buttons) > 0 {
			all = append(all, m)
		}
	}
	return all
}

// newest is the last message that has a button of that action.
func (s *screen) newest(action string) (*bottest.Line, bottest.Button, bool) {
	for _, m := range slices.Backward(s.messages) {
		if b, ok := buttonOf(m, action); ok {
			return m, b, true
		}
	}
	return nil, bottest.Button{}, false
}

func buttonOf(m *bottest.Line, action string) (bottest.Button, bool) {
	for _, b := range m.Buttons {
		if name, _ := actionOf(b.Payload); name == action {
			return b, true
		}
	}
	return bottest.Button{}, false
}

// actionOf takes a button's payload apart.
func actionOf(payload string) (action string, parts []string) {
	all := strings.Split(payload, ":")
	return all[0], all[1:]
}

func partOf(payload string, n int) string {
	if _, parts := actionOf(payload); n < len(parts) {
		return parts[n]
	}
	return ""
}
