package bottest

import (
	"strings"
	"testing"
)

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
	if leaks := l.Leaks(); len(leaks) < 2 || !strings.Contains(leaks[0]+leaks[1], "takahashi") || !strings.Contains(strings.Join(leaks, " "), "plum-harbor") {
		t.Errorf("leaks %q", leaks)
	}
}
