package scrub

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word of a folded text: letters and digits, with the apostrophes and
// hyphens inside it.
type token struct {
	text, lower string // lower has no possessive ending
	from, to    int
}

// tokens returns the words of a text.
func (p *page) tokens() []token {
	var out []token
	for i := 0; i < len(p.text); {
		n := tokenLen(p.text[i:])
		if n == 0 {
			_, size := utf8.DecodeRune(p.text[i:])
			i += size
			continue
		}
		t := token{text: string(p.text[i : i+n]), from: i, to: i + n}
		t.lower = strings.TrimSuffix(strings.ToLower(t.text), "'s")
		out = append(out, t)
		i += n
	}
	return out
}

// tokenLen is the number of bytes of the word at the start of a text.
func tokenLen(text []byte) int {
	end := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case isWordRune(r), end > 0 && unicode.Is(unicode.M, r):
			end = i + size
		case (r == '\'' || r == '-') && end == i && end > 0:
		default:
			return end
		}
		i += size
	}
	return end
}

// reading is a page with its words.
type reading struct {
	*page
	words []token
}

// gap is what stands between word i and the one before it. At either end of the
// text it is the end of a line.
//
//go:noinline
func (r reading) gap(i int) string {
	if i <= 0 || i >= len(r.words) {
		return "\n"
	}
	return string(r.text[r.words[i-1].to:r.words[i].from])
}

// lower is word i in small letters, empty beyond the text.
// It is called in so many places that the program is much smaller where it is no part of them.
//
//go:noinline
func (r reading) lower(i int) string {
	if i < 0 || i >= len(r.words) {
		return ""
	}
	return r.words[i].lower
}
