package people

import (
	"fmt"
	"testing"
)

func TestLookup(t *testing.T) {
	l := NewLookup([][]string{
		{"Ann Bell", "massage therapist lmt", "Northside, Akron", "jaw pain"},
		{"Bob Jaworski", "chiropractor dc", "Kent", "necks"},
		{"Cy Aetna", "acupuncturist", "Akron", ""},
	})
	tests := []struct{ words, want string }{
		{"massage", "[{0 2 3 false}]"},
		{"akron", "[{0 4 3 false} {2 4 3 false}]"},
		{"someone", "[]"},
		{"", "[]"},
		{"masage akron", "[{0 6 4 true}]"},
		{"the jaw", "[{0 8 3 false} {1 1 2 false}]"},
		{"lmt kent", "[]"},
		{"acupuncturst", "[{2 2 1 true}]"},
		{"Dr Bell", "[{0 1 3 false}]"},
	}
	for _, tt := range tests {
		if got := fmt.Sprint(l.Find(tt.words)); got != tt.want {
			t.Errorf("%q finds %s, want %s", tt.words, got, tt.want)
		}
	}
}

func TestSameName(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{{"Dr Ann Bell", "ann bell", true}, {"Ann Bell", "Ann Belle", false}, {"Ann", "Ann Bell", false}, {"", "", false}, {"Dr", "Dr", false}} {
		if got := SameName(tt.a, tt.b); got != tt.want {
			t.Errorf("%q and %q: %v", tt.a, tt.b, got)
		}
	}
}
