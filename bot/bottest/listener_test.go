package bottest

import (
	"strings"
	"testing"
)

// What an offer says when it is tapped is published, not what it said before.
func TestOffer(t *testing.T) {
	l := NewListener(nil)
	line := Line{ID: "7", Person: "ann", Text: "Marchetti, Kent", Buttons: []Button{{Label: "Go", Payload: "pub:a0"}}}
	l.Hears("telegram", line)
	line.Edit, line.Text = true, "Marchetti, Hudson"
	l.Hears("telegram", line)
	l.Tapped("telegram", "bob", line, line.Buttons[0])
	l.Tapped("telegram", "ann", line, Button{Label: "Go", Payload: "pub:b0"})
	l.Hears("telegram", Line{Group: "meetup", Text: "Marchetti"})
	if n := len(l.Leaks()); n != 1 {
		t.Fatalf("%d leaks before she tapped it, want one", n)
	}
	l.Tapped("telegram", "ann", line, line.Buttons[0])
	l.Hears("telegram", Line{ID: "7", Person: "ann", Edit: true, Text: "Sent"})
	l.Hears("telegram", Line{Group: "meetup", Text: "Hudson"})
	if leaks := l.Leaks(); len(leaks) != 1 {
		t.Errorf("leaks %q, want no more", leaks)
	}
	l.Tapped("telegram", "ann", line, line.Buttons[0])
	l.Hears("telegram", Line{Group: "meetup", Text: "Kent"})
	if leaks := l.Leaks(); len(leaks) != 2 {
		t.Errorf("leaks %q, want that of what the offer said before", leaks)
	}
	typed := Line{ID: "8", Person: "ann", Text: "Oberlin", Buttons: []Button{{Label: "Go", Payload: "8.1", Carries: "pub:c0"}}}
	l.Hears("console", typed)
	l.Tapped("console", "ann", typed, typed.Buttons[0])
	l.Hears("console", Line{Group: "meetup", Text: "Oberlin"})
	if leaks := l.Leaks(); len(leaks) != 2 {
		t.Errorf("leaks %q, want none by a button that is pressed by its number", leaks)
	}
}

func TestListener(t *testing.T) {
	l := NewListener([]string{"help"})
	l.Said("telegram", "ann", "", "Dr Takahashi sent me someone")
	l.Hears("telegram", Line{Person: "ann", Text: "Tag for your own chart: plum-harbor"})
	l.Said("telegram", "bob", "meetup", "who knows Marchetti?")
	l.Hears("telegram", Line{Group: "meetup", Text: "Marchetti? /help"})
	if leaks := l.Leaks(); len(leaks) > 0 {
		t.Errorf("no leak, but %q", leaks)
	}
	l.Hears("telegram", Line{Group: "meetup", Text: "Takahashi, plum harbor"})
	leaks := strings.Join(l.Leaks(), "\n")
	for _, word := range []string{"takahashi", "plum", "harbor"} {
		if !strings.Contains(leaks, `"`+word+`"`) {
			t.Errorf("%q is not told: %s", word, leaks)
		}
	}
}
