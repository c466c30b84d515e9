package bot

import (
	"strings"
	"unicode"
)

// Clean makes people's text inert before any platform sees it: control
// characters and the marks that reorder or hide text go, invalid bytes become
// the replacement character. Emoji joiners stay.
func Clean(text string) string {
	if ordinary(text) {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r == '\u200d', r == '\ufe0f':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == '\u2028', r == '\u2029':
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
}

// ordinary says that a text is of letters, signs and line breaks that every typewriter has,
// as most are: there is nothing to take out of it.
func ordinary(text string) bool {
	for i := range len(text) {
		if c := text[i]; (c < ' ' && c != '\n' && c != '\t') || c > '~' {
			return false
		}
	}
	return true
}

// OneLine is Clean with every run of white space folded to one space.
func OneLine(text string) string { return strings.Join(strings.Fields(Clean(text)), " ") }
