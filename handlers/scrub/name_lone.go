package scrub

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Names without a word for a client beside them, in places where clients are named.

// lone takes such a name at word i, or behind it, and returns where to read on.
func (r reading) lone(i int) int {
	switch r.lower(i) {
	case "my", "our", "mein", "meine", "meiner", "meinen", "mi":
		return r.afterMy(i)
	case "for", "para", "für", "fuer":
		return r.afterFor(i)
	case "name", "nombre":
		return r.afterLabel(i)
	case "she", "he", "her", "him":
		return r.aside(i)
	}
	if !given().has(r.lower(i)) && !given().has(strings.TrimSuffix(r.lower(i), "s")) {
		return 0
	}
	if end := r.hurting(i); end > 0 && !r.isTitled(i) {
		return r.takeNamesAs(Name, i, end, false)
	}
	if end := r.suffering(i); end > 0 {
		return r.takeNamesAs(Name, i, end, false)
	}
	if end := r.shortened(i); end > 0 {
		return r.takeNamesAs(Person, i, end, false)
	}
	return 0
}

// mostSlot is how many words may stand between "my" and a name.
const mostSlot = 5

// afterMy takes the name behind the word i in "my 3pm Sarah", "my new lady, sarah". Only
// an hour makes a name of a word that is no first name.
func (r reading) afterMy(i int) int {
	timed, kind := false, Name
	for j := i + 1; j <= min(i+mostSlot+1, len(r.words)-1); j++ {
		if !slotGap.MatchString(r.gap(j)) {
			return 0
		}
		isTime := clockTime.MatchString(r.lower(j)) || hourWords().has(r.lower(j))
		if isTime || slots().has(r.lower(j)) {
			timed = timed || isTime
			if strings.HasPrefix(r.lower(j), "w") && strings.HasPrefix("with", r.lower(j)) {
				kind = Person // she may be whom one went to
			}
			continue
		}
		if j == i+1 {
			return 0
		}
		if end := r.loneName(j); end > 0 && (given().has(r.lower(j)) || timed && !headings().has(r.lower(j))) {
			return r.takeNamesAs(kind, j, end, false)
		}
		if timed && r.isStrange(j) {
			return r.takeNamesAs(kind, j, j+1, false)
		}
		return 0
	}
	return 0
}

// isStrange reports whether word i, in small letters, is a name because somebody with that
// name does what no hour and no class does.
func (r reading) isStrange(i int) bool {
	word := r.lower(i)
	return r.gap(i+1) == " " && does().has(r.lower(i+1)) && len(word) > 2 && !never().has(word) && !headings().has(word) && !slots().has(word) && !isVerbal(word) && !people().has(word)
}

// suffering reads a name at word i that somebody has who needs something: "Sarah Miller
// needs a PT", "bob fell".
func (r reading) suffering(i int) int {
	if !given().has(r.lower(i)) {
		return 0
	}
	end := r.loneName(i)
	if end > 0 && (r.gap(end) == " " && suffers().has(r.words[end].text) || r.isMySlot(end)) {
		return end
	}
	return 0
}

// isMySlot reports whether the words from i on say "is my 3pm", or ", my new one,".
func (r reading) isMySlot(i int) bool {
	switch gap := r.gap(i); {
	case gap == " " && (r.lower(i) == "is" || r.lower(i) == "was"):
		i++
	case gap != ", " && gap != " (":
		return false
	}
	return (r.lower(i) == "my" || r.lower(i) == "our") && r.gap(i+1) == " " && (clockTime.MatchString(r.lower(i+1)) || hourWords().has(r.lower(i+1)))
}

var slotGap = regexp.MustCompile(`^(?:[ :.-]|, | ?\(|: | - |/ ?)$`)

// loneName reads a name at word i where it may be a method or a profession, too.
func (r reading) loneName(i int) int {
	if methods().has(r.lower(i)) || r.isProfession(i) || methodEnds().has(r.lower(i+1)) && r.gap(i+1) == " " {
		return 0
	}
	return r.name(i, style{heading: true})
}

// afterFor takes the name behind the word i in "PT for Jane D.", "for jane". Whom to ask
// for is a colleague or the front desk.
func (r reading) afterFor(i int) int {
	j := i + 1
	if r.gap(j) != " " || j >= len(r.words) {
		return 0
	}
	kind := Name
	if asks().has(r.lower(i - 1)) {
		kind = Person
	}
	if given().has(r.lower(j)) {
		end := r.loneName(j)
		if end == 0 || end == j+1 && places().has(r.lower(j)) || placeEnds().has(r.lower(end-1)) || placeEnds().has(r.lower(end)) && r.gap(end) == " " {
			return 0
		}
		return r.takeNamesAs(kind, j, r.withInitial(end), false)
	}
	if isCapital(r.words[j].text) && !numbered().has(r.lower(j)) && !isAcronym(r.words[j].text) && r.isNameWord(j, style{}) && !r.isProfession(j) {
		if end := r.withInitial(j + 1); end > j+1 {
			return r.takeNamesAs(kind, j, end, false)
		}
	}
	return 0
}

// withInitial is the word behind the initial at word i, which ends there; i if there is none.
func (r reading) withInitial(i int) int {
	if r.gap(i) != " " || i >= len(r.words) || utf8.RuneCountInString(r.words[i].text) != 1 || !isWordEnd(r.gap(i+1)) && !r.isInitial(i) {
		return i
	}
	if word := r.words[i].text; word == "I" || word == "a" || word == "A" && r.gap(i+1) == " " || word[0] >= '0' && word[0] <= '9' {
		return i
	}
	return i + 1
}

func isWordEnd(gap string) bool { return gap != " " && gap != "" }

// shortened reads "Sarah K." at word i: a first name and the initial that stands for the
// rest of it. With a surname behind, it is one in full.
func (r reading) shortened(i int) int {
	end := r.withInitial(i + 1)
	if end == i+1 || !isCapital(r.words[i].text) && !strings.HasPrefix(r.gap(end), ".") || !given().has(r.lower(i)) {
		return 0
	}
	if !r.isInitial(end-1) && !strings.HasPrefix(r.gap(end), ".") {
		return 0
	}
	if isStop(r.gap(end)) && end < len(r.words) && isCapital(r.words[end].text) && r.isNameWord(end, style{heading: true}) {
		return 0
	}
	return end
}

// hurting reads "Sarah's knee", "sarahs back": a name and what of hers is spoken of.
func (r reading) hurting(i int) int {
	word := r.lower(i)
	has := given().has(word) && strings.HasSuffix(strings.ToLower(r.words[i].text), "'s") || given().has(strings.TrimSuffix(word, "s")) && !given().has(word)
	if !has || r.gap(i+1) != " " || methods().has(word) || verbs().has(word) {
		return 0
	}
	j := i + 1
	for j < i+3 && sides().has(r.lower(j)) && r.gap(j+1) == " " && !(hers().has(r.lower(j)) && !hers().has(r.lower(j+1))) {
		j++
	}
	if !hers().has(r.lower(j)) || isCapital(r.words[j].text) && !isAcronym(r.words[j].text) {
		return 0 // Anna's Hip Clinic
	}
	if r.gap(j+1) == " " && shown().has(r.lower(j+1)) {
		return 0
	}
	return i + 1
}

// afterLabel takes the name behind "name:" and "her name Sarah" at word i.
func (r reading) afterLabel(i int) int {
	j, labelled := i+1, strings.ContainsAny(r.gap(i+1), ":=")
	if j >= len(r.words) || !joint.MatchString(r.gap(j)) || !labelled && !theirs().has(r.lower(i-1)) {
		return 0
	}
	if end := r.loneName(j); end > 0 && (labelled || given().has(r.lower(j))) {
		kind := Person
		if theirs().has(r.lower(i - 1)) {
			kind = Name
		}
		return r.takeNamesAs(kind, j, end, false)
	}
	return 0
}

// aside takes the name in "she (Sarah)", "her, Sarah,".
func (r reading) aside(i int) int {
	if gap := r.gap(i + 1); gap != " (" && gap != ", " || !given().has(r.lower(i+1)) {
		return 0
	}
	if end := r.loneName(i + 1); end > 0 && strings.ContainsAny(r.gap(end), "),") {
		return r.takeNamesAs(Name, i+1, end, false)
	}
	return 0
}

// titled takes "Mrs. Keller" at word i where nothing says that she is a client: she may be
// a colleague. To miss is also a verb, and Sr. a senior of something.
func (r reading) titled(i, end int) int {
	switch title := r.words[i].text; r.lower(i) {
	case "miss", "sr", "sra", "mx", "herr", "frau":
		if !isCapital(title) && !given().has(r.lower(i+1)) || title == "SR" || headings().has(r.lower(i+1)) || r.isProfession(i+1) {
			return 0
		}
		if !isCapital(title) && r.lower(i) == "miss" {
			return 0
		}
	}
	return r.takeNamesAs(Person, i, end, false)
}
