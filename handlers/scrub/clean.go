package scrub

import (
	"regexp"
	"strings"
)

// mostCleanings bounds how often a cleaned text is searched again. What joins to
// something new when other things are gone is rare; what does so forever is
// made on purpose, and nothing of it is shown.
const mostCleanings = 8

// Clean takes out of a text what [Find] finds in it, and returns those findings.
// Nothing is found in what is left, and a text without findings is returned as
// it is.
func Clean(text string) (cleaned string, found []Finding) { return CleanBut(text) }

// CleanBut is [Clean] that leaves what is of the allowed kinds.
func CleanBut(text string, allowed ...Kind) (cleaned string, found []Finding) {
	return clean(text, nil, allowed)
}

func clean(text string, known Names, allowed []Kind) (cleaned string, found []Finding) {
	found = but(find(text, known), allowed)
	cleaned = text
	for again, n := found, 0; len(again) > 0; again = but(find(cleaned, known), allowed) {
		if n++; n > mostCleanings {
			return LeftOut, found
		}
		cleaned = without(cleaned, again)
	}
	return string([]rune(cleaned)), found // each byte that is no character becomes one
}

// without is a text with each finding replaced by [LeftOut].
func without(text string, found []Finding) string {
	var b strings.Builder
	end := 0
	for _, f := range found {
		b.WriteString(text[end:f.From])
		b.WriteString(LeftOut)
		end = f.To
	}
	b.WriteString(text[end:])
	return tidy(b.String())
}

var (
	severalLeftOut = regexp.MustCompile(`…(?:[ \t]*[,;/&+-]?[ \t]*(?:\b(?:and|or)\b)?[ \t]*…|[ \t]*\([ \t]*…[ \t]*\))+`)
	spacesAround   = regexp.MustCompile(`[ \t]{2,}…|…[ \t]{2,}`)
	beforeMark     = regexp.MustCompile(`…[ \t]*([,;:!?)\]])`)
	stopsAfter     = regexp.MustCompile(`…[ \t]*[.…]+`)
	afterBracket   = regexp.MustCompile(`([(\[])[ \t]+…`)
)

// tidy lets a sentence read on around what was left out: several in a row become
// one, spaces do not double, and no full stop follows the ellipsis.
func tidy(text string) string {
	text = spacesAround.ReplaceAllStringFunc(text, func(s string) string {
		if strings.HasPrefix(s, LeftOut) {
			return LeftOut + " "
		}
		return " " + LeftOut
	})
	text = severalLeftOut.ReplaceAllString(text, LeftOut)
	text = stopsAfter.ReplaceAllString(text, LeftOut)
	text = beforeMark.ReplaceAllString(text, LeftOut+"$1")
	return afterBracket.ReplaceAllString(text, "$1"+LeftOut)
}
