package when

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// looked is how many bytes of a text are looked at.
const looked = 300

// kind tells tokens apart.
type kind int

const (
	word   kind = iota // letters and apostrophes
	number             // digits, with what may join them: 12/15, 15:45, 212-555-0199
	mark               // any other visible rune
)

// token is a piece of text. Its text is lower-case, and mended where a word of
// the grammar was mistyped; from and to are byte offsets in the original.
type token struct {
	kind     kind
	text     string
	from, to int
	capital  bool // begins with a capital letter
	glued    bool // no space before it
}

// tokenize cuts a text into tokens, of its first bytes only.
func tokenize(text string) []token {
	text = head(text)
	var out []token
	glued := false
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError {
			at, glued = at+size, false
			continue
		}
		t := lex(text, at, r, size)
		t.glued = glued
		if t.kind == word {
			t.text = mend(t.text, t.capital && len(out) > 0)
		}
		out = append(out, t)
		at, glued = t.to, true
	}
	return out
}

// head is the part of text that is looked at; a word at the cut is left out.
func head(text string) string {
	if len(text) <= looked {
		return text
	}
	cut := strings.LastIndexFunc(text[:looked], unicode.IsSpace)
	return text[:max(cut, 0)]
}

// lex reads the token that begins at a visible rune r.
func lex(text string, at int, r rune, size int) token {
	end, k := at+size, mark
	switch {
	case unicode.IsLetter(r):
		end, k = wordEnd(text, at), word
	case isDigit(r):
		end, k = numberEnd(text, at), number
	}
	low := strings.ReplaceAll(strings.ToLower(text[at:end]), "’", "'")
	if low == "a.m." || low == "a.m" || low == "p.m." || low == "p.m" {
		low = low[:1] + "m"
	}
	return token{kind: k, text: low, from: at, to: end, capital: unicode.IsUpper(r)}
}

// wordEnd is where the word at a letter ends; "a.m." and "p.m." are words.
func wordEnd(text string, at int) int {
	if n := meridiemLen(text[at:]); n > 0 {
		return at + n
	}
	for i, r := range text[at:] {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' {
			return at + i
		}
	}
	return len(text)
}

// meridiemLen is the length of an "a.m." or "p.m." that s begins with, or 0.
func meridiemLen(s string) int {
	if len(s) < 3 || !strings.ContainsRune("aApP", rune(s[0])) || s[1] != '.' || s[2] != 'm' && s[2] != 'M' {
		return 0
	}
	rest := s[3:]
	if r, _ := utf8.DecodeRuneInString(rest); unicode.IsLetter(r) || isDigit(r) {
		return 0
	}
	if strings.HasPrefix(rest, ".") {
		return 4
	}
	return 3
}

// numberEnd is where the number at a digit ends: digits, and single joining
// marks that have a digit on both sides.
func numberEnd(text string, at int) int {
	end := at
	for end < len(text) {
		joined := strings.IndexByte("/.-:,", text[end]) >= 0 && end+1 < len(text) && isDigit(rune(text[end+1]))
		if !isDigit(rune(text[end])) && !joined {
			break
		}
		end++
	}
	return end
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
