package people

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"referout/handlers/guide"
)

// isOfficeWord says whether a folded word ends the names of offices.
func isOfficeWord(word string) bool {
	switch word {
	case "practice", "clinic", "clinics", "center", "centre", "associates", "assoc", "group", "wellness", "hospital",
		"gym", "studio", "studios", "institute", "medical", "rehab", "spa", "office", "offices", "partners", "fitness",
		"crossfit", "ymca", "healthcare", "health", "llc", "pllc", "inc", "pc", "collective", "therapies":
		return true
	}
	return false
}

// span is a stretch of a text in bytes.
type span struct{ from, to int }

func (s span) covers(t token) bool { return t.from < s.to && s.from < t.to }

// officeIn finds the name of an office inside a part of a line: words of its own
// that lead to a word such as practice, clinic or group, or to the name of a
// profession in capitals (Akron Chiropractic). It begins behind whoever is named
// by profession or role before it.
func officeIn(part string) (found span, ok bool) {
	words := tokens(part)
	if len(words) == 0 || isTitle(words[0].text) {
		return span{}, false
	}
	taken, trades := spoken(part)
	last := -1
	for i, w := range words {
		if isOfficeWord(w.text) && !within(taken, w) || endsTrade(part, trades, w) {
			last = i
		}
	}
	if last < 0 {
		return span{}, false
	}
	first := afterLast(words, taken, last)
	for i := first; i < last; i++ {
		if !isOfficeWord(words[i].text) && !within(trades, words[i]) && !connector(words[i].text) {
			return span{words[first].from, words[last].to}, true
		}
	}
	return span{}, false
}

// spoken are the phrases of a part that say what a person is, and those that say
// what is done somewhere.
func spoken(part string) (persons, trades []span) {
	for _, f := range guide.FindSpecialties(part) {
		s := span{f.From, f.To}
		if personal(part[f.From:f.To]) {
			persons = append(persons, s)
		} else {
			trades = append(trades, s)
		}
	}
	if _, from, to, ok := guide.Role(part); ok {
		persons = append(persons, span{from, to})
	}
	for _, f := range guide.FindPayers(part) {
		persons = append(persons, span{f.From, f.To})
	}
	return persons, trades
}

// personal says whether a profession is named as a person's: chiropractor and DC
// are, chiropractic is not.
func personal(phrase string) bool {
	words := tokens(strings.TrimSuffix(Fold(phrase), "s"))
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1].text
	if len(last) <= 4 && last != "yoga" && last != "care" {
		return true
	}
	for _, ending := range []string{"ist", "or", "er", "path", "ian", "eon", "ath", "ant", "ife", "ula", "oach", "ate"} {
		if strings.HasSuffix(last, ending) {
			return true
		}
	}
	return false
}

// endsTrade says whether a word is the end of a profession's name in capitals.
func endsTrade(part string, trades []span, w token) bool {
	for _, s := range trades {
		r, _ := utf8.DecodeRuneInString(part[s.from:])
		if w.to == s.to && unicode.IsUpper(r) {
			return true
		}
	}
	return false
}

func within(spans []span, w token) bool {
	for _, s := range spans {
		if s.covers(w) {
			return true
		}
	}
	return false
}

// afterLast is the first word before end that no span behind it covers.
func afterLast(words []token, spans []span, end int) int {
	for i := end; i > 0; i-- {
		if within(spans, words[i-1]) {
			return i
		}
	}
	return 0
}

// connector says whether a word only joins the parts of a line.
func connector(word string) bool {
	switch word {
	case "a", "an", "and", "the", "at", "in", "of", "for", "is", "who", "with", "works", "work", "takes", "take", "accepts",
		"accepting", "accept", "insurance", "insurances", "payer", "payers", "phone", "tel", "telephone", "cell", "ph",
		"address", "near", "from", "she", "he", "they", "call", "number", "only", "also", "or", "plus", "add", "please":
		return true
	}
	return false
}
