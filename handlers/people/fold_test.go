package people

import (
	"testing"
	"unicode"

	"golang.org/x/text/cases"
)

// TestFoldKnowsAllLetters compares with Unicode's own table, which the program does
// without: it is large, and brings all the languages of the world with it.
func TestFoldKnowsAllLetters(t *testing.T) {
	table, letters := cases.Fold(), 0
	for r := range unicode.MaxRune {
		if !unicode.IsLetter(r) || unicode.Is(unicode.Cherokee, r) { // which the table swaps
			continue
		}
		letters++
		folded := Fold(string(r))
		if further := table.String(folded); further != folded {
			t.Errorf("%U folds to %q, and by the table further to %q", r, folded, further)
		}
		for o := unicode.SimpleFold(r); o != r; o = unicode.SimpleFold(o) {
			if other := Fold(string(o)); other != folded && unicode.IsLetter(o) {
				t.Errorf("%U folds to %q, but %U to %q", r, folded, o, other)
			}
		}
	}
	if letters < 100_000 {
		t.Errorf("only %d letters", letters)
	}
}
