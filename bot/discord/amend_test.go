package discord_test

import (
	"strings"
	"testing"
)

// What changes a message, or nothing, is not shown anew where that message is gone; where
// Discord takes no more edits of it, it is taken away.
func TestAmends(t *testing.T) {
	play(t, func(s *stage) {
		first := s.send(s.inThread("k1", "one"))
		amend := s.inThread("k2", "two")
		amend.Edit, amend.Amends = first.Message, true
		if r := s.send(amend); r != first {
			t.Errorf("receipt %v, want %v", r, first)
		}
		s.expect(questions, "two", true)

		channel, _, _ := strings.Cut(first.Message, "/")
		gone := s.inThread("k3", "three")
		gone.Edit, gone.Amends = channel+"/99999", true
		s.send(gone)
		s.expect(questions, "two", true)

		s.net.UseUpEdits()
		last := s.inThread("k4", "four")
		last.Edit, last.Amends = first.Message, true
		s.send(last)
		s.send(last) // it is gone
		s.expect(questions, "two", true)
		if n := s.called("DELETE channels/"); n != 1 {
			t.Errorf("it still stands: %v", s.net.Calls())
		}
	})
}
