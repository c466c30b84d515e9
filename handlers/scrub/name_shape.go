package scrub

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"referout/handlers/guide"
)

// mostNameWords is how many words a name has at most, title and particles apart.
const mostNameWords = 4

// style is what the words before a name say of how it may be written.
type style struct {
	anyCase bool // no doubt that a name follows: small letters will do
	heading bool // it may be a heading: its words are no names
	titled  bool // a title stands before it: words of headings are names, too
}

// name reads a name at word i and returns the word behind it, 0 if there is
// none. A name is written with capitals, unless its style says otherwise.
func (r reading) name(i int, s style) int {
	if s.titled = r.isHonorific(i); s.titled {
		i++
		s.anyCase = s.anyCase || r.lower(i-1) == "mr" || r.lower(i-1) == "mrs" || strings.HasPrefix(r.gap(i), ".")
	}
	if end := r.initials(i); end > 0 {
		return end
	}
	if end := r.behindParticles(i); end > i && r.isNameWord(end, style{}) && isCapital(r.words[end].text) {
		i = end
	}
	if !r.isNameWord(i, s) || !s.titled && r.isProfession(i) {
		return 0
	}
	end := i + 1
	for n := 1; n < mostNameWords; n++ {
		next := r.nextPart(end, r.words[i].text)
		if next == 0 {
			break
		}
		end = next
	}
	return end
}

// isHonorific reports whether word i is a title with something behind it that
// may be a name. MS is an illness.
func (r reading) isHonorific(i int) bool {
	gap := r.gap(i + 1)
	return honorifics().has(r.lower(i)) && r.words[i].text != "MS" && (gap == " " || gap == ". " || gap == ".")
}

// initials reads "A.B." or "J. Smith" at word i.
func (r reading) initials(i int) int {
	end := i
	for r.isInitial(end) && (end == i || isStop(r.gap(end))) {
		end++
	}
	if end > i && isStop(r.gap(end)) && end < len(r.words) && isCapital(r.words[end].text) && r.isNameWord(end, style{}) {
		return end + 1
	}
	if end-i > 1 {
		return end
	}
	return 0
}

func isStop(gap string) bool { return gap == "." || gap == ". " }

// nextPart reads one more word of a name at word i, with the particles before
// it, and returns the word behind it. It is written as the first word was.
func (r reading) nextPart(i int, first string) int {
	if r.gap(i) != " " {
		return 0
	}
	if i = r.behindParticles(i); r.gap(i) != " " || i >= len(r.words) {
		return 0
	}
	word := r.words[i]
	if r.isInitial(i) && word.text != "I" && word.text != "A" {
		if isStop(r.gap(i+1)) && i+1 < len(r.words) && isCapital(r.words[i+1].text) && r.isNameWord(i+1, style{}) {
			return i + 2
		}
		return i + 1
	}
	small, shouted := !isCapital(first), isAcronym(first)
	if small && r.isSmallInitial(i) {
		return i + 1
	}
	switch {
	case !r.isNameWord(i, style{anyCase: small || shouted, heading: small || shouted}), r.isProfession(i):
		return 0
	case small && (isCapital(word.text) || isVerbal(word.lower) || notSecond().has(word.lower)):
		return 0
	case shouted && !isAcronym(word.text):
		return 0
	}
	return i + 1
}

// isSmallInitial reports whether word i is a single small letter at the end of something,
// or before a number: "jane d, 42".
func (r reading) isSmallInitial(i int) bool {
	word := r.words[i].text
	if len(word) != 1 || word == "a" || word == "i" || word[0] < 'a' || word[0] > 'z' {
		return false
	}
	if next := r.lower(i + 1); r.gap(i+1) == " " {
		return next[0] >= '0' && next[0] <= '9' || never().has(next)
	}
	return r.gap(i+1) != ". "
}

// behindParticles is the word behind the particles at word i, of which there are
// two at most: de la Cruz.
func (r reading) behindParticles(i int) int {
	for end := i + 2; i < end && particles().has(r.lower(i)) && r.gap(i+1) == " "; {
		i++
	}
	return i
}

// isNameWord reports whether word i can be part of a name in that style.
func (r reading) isNameWord(i int, s style) bool {
	if i >= len(r.words) {
		return false
	}
	word := r.words[i]
	first, _, _ := strings.Cut(word.lower, "-")
	switch {
	case utf8.RuneCountInString(word.lower) < 2 && word.text[0] < utf8.RuneSelf, strings.ContainsFunc(word.text, unicode.IsDigit):
		return false
	case never().has(word.lower), never().has(first), isShortened(word.text):
		return false
	case !s.titled && (s.heading || !isCapital(word.text)) && (headings().has(word.lower) || headings().has(first)):
		return false
	case r.gap(i+1) == " " && owned().has(r.lower(i+1)), r.isCity(i):
		return false
	case isAcronym(word.text):
		return s.anyCase || given().has(word.lower)
	}
	return s.anyCase || isCapital(word.text) || given().has(word.lower)
}

// isCity reports whether a state stands behind word i: Akron, OH.
func (r reading) isCity(i int) bool {
	return r.gap(i+1) == ", " && len(r.words[i+1].text) == 2 && isAcronym(r.words[i+1].text) && states().has(r.lower(i+1))
}

// isProfession reports whether a payer or a specialty is named at word i.
func (r reading) isProfession(i int) bool {
	text := r.after(r.words[i].from)
	for _, found := range [][]guide.Found{guide.FindPayers(text), guide.FindSpecialties(text)} {
		if len(found) > 0 && found[0].From == 0 {
			return true
		}
	}
	return false
}

// isTherapist reports whether the "pt" at word i is a physical therapist, as in
// "pelvic floor pt" and "a good pt".
func (r reading) isTherapist(i int) bool {
	switch r.lower(i - 1) {
	case "good", "great", "best", "local", "sports", "ortho", "neuro", "another", "for", "needs", "does", "do", "in", "after":
		return true
	}
	text := r.before(r.words[i].from) + "pt"
	found := guide.FindSpecialties(text)
	return len(found) > 0 && found[len(found)-1].To == len(text) && strings.Contains(text[found[len(found)-1].From:], " ")
}

func (r reading) isInitial(i int) bool {
	if i >= len(r.words) {
		return false
	}
	first, size := utf8.DecodeRuneInString(r.words[i].text)
	return size == len(r.words[i].text) && unicode.IsUpper(first)
}

// isCapital reports whether a word begins as a name does: with a capital, also
// behind d' and al-, or in a script that has none.
func isCapital(text string) bool {
	for _, particle := range []string{"d'", "l'", "o'", "al-", "el-"} {
		text = strings.TrimPrefix(text, particle)
	}
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r) || unicode.IsTitle(r) || unicode.Is(unicode.Lo, r)
}

// isAcronym reports whether a word of several letters is all capitals.
func isAcronym(text string) bool {
	return utf8.RuneCountInString(text) > 1 && text == strings.ToUpper(text) && text != strings.ToLower(text)
}

// isShortened reports whether a word is run together of two: "I'm", "doesn't".
func isShortened(text string) bool {
	text = strings.ToLower(text)
	for _, ending := range []string{"'m", "'ll", "'ve", "'d", "'re", "n't"} {
		if strings.HasSuffix(text, ending) {
			return true
		}
	}
	return false
}

// isVerbal reports whether a word in small letters looks like a verb or adverb.
func isVerbal(lower string) bool {
	return len(lower) > 4 && (strings.HasSuffix(lower, "ing") || strings.HasSuffix(lower, "ly") || strings.HasSuffix(lower, "ed"))
}
