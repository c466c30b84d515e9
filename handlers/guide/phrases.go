package guide

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Found is a phrase found in a text: the code it stands for, and the bytes it
// covers, from From up to but not including To.
type Found struct {
	Code     string
	From, To int
}

// searched is how many bytes of a text are looked at: more than any sentence
// needs, and little enough that nobody can make the search slow.
const searched = 4096

// entry is what a phrase stands for. No code means that the phrase is known and
// stands for nothing here, so that no shorter phrase inside it counts either.
type entry struct {
	code    string
	capital bool // counts only in capitals or with full stops: DO, RD, PA
	vague   bool // yields to every phrase that is not vague
}

// index knows phrases by their words in the singular, joined by spaces.
type index struct {
	entries map[string]entry
	longest int // in words
}

func newIndex() *index {
	return &index{entries: make(map[string]entry)}
}

func (x *index) addAll(phrases []string, code string) {
	for _, p := range phrases {
		x.add(p, code)
	}
}

// add enters a phrase. Whoever is entered first keeps the phrase, and a single
// word written in capitals counts in capitals only.
func (x *index) add(phrase, code string) {
	words := split(phrase)
	x.put(words, entry{code: code, capital: len(words) == 1 && words[0].capital})
}

// addVague enters phrases that yield to every phrase that is not vague.
func (x *index) addVague(phrases []string, code string) {
	for _, p := range phrases {
		x.put(split(p), entry{code: code, vague: true})
	}
}

func (x *index) put(words []word, e entry) {
	key := join(words)
	if _, taken := x.entries[key]; taken {
		return
	}
	x.entries[key] = e
	x.longest = max(x.longest, len(words))
}

// match is a phrase found, with what decides between it and another.
type match struct {
	Found
	entry
	length int
}

// find returns the phrases in a text that do not overlap, in the order of the
// text. Where two overlap, the certain one wins over the vague one, then the
// longer one, then the one that comes first.
func (x *index) find(text string) []match {
	var kept []match
	for _, m := range x.candidates(text) {
		if !slices.ContainsFunc(kept, m.overlaps) {
			kept = append(kept, m)
		}
	}
	kept = slices.DeleteFunc(kept, func(m match) bool { return m.code == "" })
	slices.SortStableFunc(kept, func(a, b match) int { return cmp.Compare(a.From, b.From) })
	return kept
}

// best returns the one phrase that says most.
func (x *index) best(text string) (Found, bool) {
	found := x.find(text)
	if len(found) == 0 {
		return Found{}, false
	}
	return slices.MinFunc(found, stronger).Found, true
}

// candidates returns every phrase in a text, the strongest first.
func (x *index) candidates(text string) []match {
	words := split(text)
	var found []match
	for i := range words {
		for n := 1; n <= x.longest && i+n <= len(words); n++ {
			if e, ok := x.entries[join(words[i:i+n])]; ok && e.fits(words, i) {
				found = append(found, match{
					Found:  Found{Code: e.code, From: words[i].from, To: words[i+n-1].to},
					entry:  e,
					length: n,
				})
			}
		}
	}
	slices.SortStableFunc(found, stronger)
	return found
}

func stronger(a, b match) int {
	if a.vague != b.vague {
		if b.vague {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(b.length, a.length), cmp.Compare(b.To-b.From, a.To-a.From), cmp.Compare(a.From, b.From))
}

func (m match) overlaps(o match) bool {
	return m.From < o.To && o.From < m.To
}

// fits tells an abbreviation from the same letters in an address: PA before a
// ZIP code is Pennsylvania, RD after a house number is a road.
func (e entry) fits(words []word, i int) bool {
	if e.capital && !words[i].capital {
		return false
	}
	switch words[i].text {
	case "rd":
		return !slices.ContainsFunc(words[max(0, i-3):i], word.number)
	case "dc":
		return !before(words, i, "washington") && !after(words, i, word.zip)
	case "pa", "nd", "md", "va":
		return !after(words, i, word.zip)
	}
	return true
}

func before(words []word, i int, text string) bool {
	return i > 0 && words[i-1].text == text
}

func after(words []word, i int, is func(word) bool) bool {
	return i+1 < len(words) && is(words[i+1])
}

// word is a run of letters and digits of a text. Full stops and ampersands
// inside an abbreviation belong to it, and so does its last full stop.
type word struct {
	text     string // lower case, singular, without full stops
	from, to int
	capital  bool // no small letter, but for a plural's s, or with full stops inside
}

func (w word) number() bool {
	return w.text != "" && strings.Trim(w.text, "0123456789") == ""
}

func (w word) zip() bool { return len(w.text) == 5 && w.number() }

func join(words []word) string {
	if len(words) == 1 {
		return words[0].text
	}
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.text
	}
	return strings.Join(texts, " ")
}

// split returns the words of the searched part of a text.
func split(text string) []word {
	var words []word
	text = text[:min(len(text), searched)]
	for from := 0; from < len(text); {
		to := from + wordLen(text[from:])
		if to > from {
			words = append(words, newWord(text, from, to))
			from = to
			continue
		}
		_, size := utf8.DecodeRuneInString(text[from:])
		from += size
	}
	return words
}

// wordLen is the number of bytes of the word at the start of the text.
func wordLen(text string) int {
	end := 0
	for i, c := range text {
		switch {
		case i != end:
			return end
		case unicode.IsLetter(c), unicode.IsDigit(c), unicode.Is(unicode.Mn, c):
			end = i + utf8.RuneLen(c)
		case strings.ContainsRune(".&'’", c) && i > 0 && letterAt(text[i+utf8.RuneLen(c):]):
			end = i + utf8.RuneLen(c)
		default:
			return end
		}
	}
	return end
}

func letterAt(text string) bool {
	c, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(c)
}

var joints = strings.NewReplacer(".", "", "'s", "", "’s", "", "'", "", "’", "")

func newWord(text string, from, to int) word {
	raw := text[from:to]
	dotted := strings.Contains(raw, ".")
	w := word{text: singular(joints.Replace(strings.ToLower(raw))), from: from, to: to}
	w.capital = dotted || strings.TrimSuffix(raw, "s") == strings.ToUpper(strings.TrimSuffix(raw, "s"))
	if dotted && to < len(text) && text[to] == '.' {
		w.to++
	}
	return w
}

// singular takes the ending of a plural off. It treats the words that are known
// and the words that are typed alike, so it need not be good English.
func singular(text string) string {
	switch {
	case len(text) > 4 && strings.HasSuffix(text, "ies"):
		return text[:len(text)-3] + "y"
	case len(text) > 2 && strings.HasSuffix(text, "s") && !strings.HasSuffix(text, "ss"):
		return text[:len(text)-1]
	}
	return text
}
