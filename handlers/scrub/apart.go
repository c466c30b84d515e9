package scrub

import (
	"regexp"
	"strings"
	"unicode"
)

// A word typed letter by letter: J o h n, j-o-h-n, J.o.h.n.
var (
	lettersApart = regexp.MustCompile(`[\pL][\pM]*(?:(?: - |[ .\-_*·/|~+])[\pL][\pM]*)+`)
	firstLetter  = regexp.MustCompile(`^\pL\pM*[^\pL]+`)
	lastLetter   = regexp.MustCompile(`[^\pL]+\pL\pM*$`)
	// weekLetters are the days on which somebody works.
	weekLetters = regexp.MustCompile(`^[mtwrfsu]+$`)
)

// apart takes names whose letters stand apart. A single space is enough to part them,
// so that two names are one run.
func (p *page) apart() {
	for _, at := range lettersApart.FindAllIndex(p.text, -1) {
		from, to := at[0], at[1]
		if endsWord(p.before(from)) { // the end of a longer word
			from += len(firstLetter.FindString(string(p.text[from:to])))
		}
		if startsWord(p.after(to)) {
			to -= len(lastLetter.FindString(string(p.text[from:to])))
		}
		if from < to && isApart(p.text[from:to]) {
			p.take(Name, from, to)
		}
	}
}

// fewestApart is how many letters a word of small letters has that nobody would type
// apart by itself: "a.m.", "p.r.n." have fewer.
const fewestApart = 4

// isApart reports whether letters that stand apart are a name, and not the letters of a
// degree, a payer or the days of a week.
func isApart(text []byte) bool {
	var word strings.Builder
	small := 0
	for _, r := range string(text) {
		if unicode.IsLetter(r) {
			word.WriteRune(r)
			if unicode.IsLower(r) {
				small++
			}
		}
	}
	all := word.String()
	if n := len([]rune(all)); n < 3 || given().has(strings.ToLower(all)) {
		return n > 2
	} else if small < fewestApart-1 || n < fewestApart {
		return false
	}
	return !weekLetters.MatchString(strings.ToLower(all))
}
