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
	leaks := strings.Join(l.Leaks(), "\n")
	for _, word := range []string{"takahashi", "plum", "harbor"} {
		if !strings.Contains(leaks, `"`+word+`"`) {
			t.Errorf("%q is not told: %s", word, leaks)
		}
	}
}
