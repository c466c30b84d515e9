package guide_test

import (
	"testing"
	"unicode/utf8"

	"referout/handlers/guide"
)

func FuzzFindSpecialty(f *testing.F) {
	for _, text := range []string{"Dr Lee, M.D., PT", "o'b/gyn's", "\xff.D.C.\xc3", "PA 15213", "L.Ac.’s", "e\u0301nt.", "a.b.c.d."} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		code, from, to, ok := guide.FindSpecialty(text)
		if _, known := guide.SpecialtyOf(code); ok && !known {
			t.Errorf("%q: unknown code %q", text, code)
		}
		if ok {
			inRange(t, text, guide.Found{Code: code, From: from, To: to}, 0)
		}
		inOrder(t, text, guide.FindSpecialties(text))
	})
}

func FuzzFindPayers(f *testing.F) {
	for _, text := range []string{"BC/BS, l&i", "workers' comp", "VA. PI.", "\x80med\u2019icare", "out-of-network"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		inOrder(t, text, guide.FindPayers(text))
	})
}

// inOrder checks that phrases follow each other without overlap, each within
// the text and on the borders of its characters.
func inOrder(t *testing.T, text string, found []guide.Found) {
	t.Helper()
	end := 0
	for _, f := range found {
		inRange(t, text, f, end)
		end = f.To
	}
}

func inRange(t *testing.T, text string, f guide.Found, end int) {
	t.Helper()
	if f.From < end || f.To <= f.From || f.To > len(text) {
		t.Fatalf("%q: %v out of range", text, f)
	}
	first, _ := utf8.DecodeRuneInString(text[f.From:])
	last, _ := utf8.DecodeLastRuneInString(text[:f.To])
	if first == utf8.RuneError || last == utf8.RuneError || f.Code == "" {
		t.Fatalf("%q: %v is no phrase", text, f)
	}
}

func BenchmarkFindSpecialty(b *testing.B) {
	for b.Loop() {
		guide.FindSpecialty("Dana Lee, pelvic floor PT, Stone Oak Family Medicine, 410 Market St, 210-555-0142, Aetna, cash")
	}
}
