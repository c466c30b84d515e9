package scrub

import (
	"regexp"
	"strings"
)

// names takes what follows a word for a client, or goes before "is my client".
func (p *page) names() {
	r := reading{p, p.tokens()}
	for i := 0; i < len(r.words); i++ {
		var next int
		switch {
		case r.isClient(i):
			next = r.afterClient(i)
		case r.introduces(i):
			next = r.afterIntroduction(i)
		case r.isHonorific(i):
			next = r.honoured(i)
		case family().has(r.lower(i)):
			next = r.afterFamily(i)
		default:
			if next = r.beforeClient(i); next == 0 {
				next = r.lone(i)
			}
			if next == 0 {
				next = r.whose(i)
			}
		}
		i = max(i, next-1)
	}
}

// isClient reports whether word i speaks of a client: not PT, which is a
// physical therapist, nor "she is patient".
func (r reading) isClient(i int) bool {
	word := r.lower(i)
	switch {
	case word == "patient":
		return !calm().has(r.lower(i - 1))
	case clients().has(word):
		return true
	}
	switch word {
	case "pat":
		return strings.HasPrefix(r.gap(i+1), ".")
	case "mine", "ours":
		return r.lower(i-1) == "of" && (r.lower(i-2) == "one" || r.lower(i-2) == "another")
	case "ct":
		return r.words[i].text != "CT"
	case "pt", "pts":
		return !strings.HasPrefix(r.words[i].text, "PT") && !r.isTherapist(i)
	}
	return false
}

// isMany reports whether the client word i speaks of several.
func (r reading) isMany(i int) bool {
	return strings.HasSuffix(r.lower(i), "s") || strings.HasSuffix(r.lower(i), "en")
}

// joint may stand between "client" and a name, or inside what leads to one: no
// end of a sentence, and an end of a line only behind a colon.
var joint = regexp.MustCompile(`^(?:[ ,(\["'*_#=/\p{So}-]*| ?:[ \n"'(*_-]*)$`)

// mostFillers is how many words may stand between "client" and a name.
const mostFillers = 6

// afterClient takes the names behind the client word i and returns where to
// read on: behind the last one, 0 if there is none.
func (r reading) afterClient(i int) int {
	s := style{heading: isCapital(r.words[i].text)}
	for j, end := i+1, i+1+mostFillers; j < min(end, len(r.words)) && (joint.MatchString(r.gap(j)) || j == i+1 && r.gap(j) == ". " && cutShort().has(r.lower(i))); {
		if strings.HasPrefix(r.lower(j-1), "name") && strings.ContainsAny(r.gap(j), ":=") {
			s.anyCase = true
		}
		if end := r.name(j, s); end > 0 && !(r.isMany(i) && strings.HasPrefix(r.gap(j), ",") && !given().has(r.lower(j))) {
			return r.takeNames(j, end, r.isMany(i))
		}
		n := r.fillers(j)
		if n == 0 {
			break
		}
		s.anyCase = s.anyCase || r.lower(j) == "initials"
		j += n
	}
	return 0
}

// fillers is how many words from j on may stand between "client" and a name
// without saying anything else. Somebody close may follow "client's".
func (r reading) fillers(j int) int {
	switch r.lower(j) {
	case "of":
		switch r.lower(j + 1) {
		case "mine", "ours", "his", "hers", "theirs", "yours":
			return 2
		}
		return 0
	case "is", "was", "are", "here", "name", "names", "first", "last", "full", "initials", "aka", "new",
		"heißt", "heisst", "namens", "ist", "es", "se", "llama", "llamada", "llamado", "nombre":
		return 1
	case "who":
		if r.words[j].text != "who" || r.lower(j+1) == "is" {
			return 1
		}
		return 0
	}
	if kin().has(r.lower(j)) && (strings.HasSuffix(r.words[j-1].text, "'s") || r.gap(j) == "' ") {
		return 1
	}
	return 0
}

// takeNames takes words i to end as a name, and those joined to it by "and", or
// by a comma where there are many clients or the next is a first name for sure.
func (r reading) takeNames(i, end int, many bool) int { return r.takeNamesAs(Name, i, end, many) }

func (r reading) takeNamesAs(kind Kind, i, end int, many bool) int {
	for {
		r.take(kind, r.words[i].from, r.nameEnd(end))
		next := end
		switch gap := r.gap(end); {
		case gap == " " && (r.lower(end) == "and" || r.lower(end) == "or") && r.gap(end+1) == " ":
			next = end + 1
		case gap == " & ", gap == " + ", gap == "/", gap == "&":
		case gap == ", " && end < len(r.words) && (many || given().has(r.words[end].lower)):
		default:
			return end
		}
		if i, end = next, r.name(next, style{heading: true}); end == 0 {
			return i
		}
	}
}

// nameEnd is where the name before word end stops in the text: behind the full
// stop of a last initial.
func (r reading) nameEnd(end int) int {
	to := r.words[end-1].to
	if r.isInitial(end-1) && to < len(r.text) && r.text[to] == '.' {
		to++
	}
	return to
}

// introduces reports whether word i leads to a name: "named", "called", "name
// is", "goes by".
func (r reading) introduces(i int) bool {
	before := r.lower(i - 1)
	switch r.lower(i) {
	case "named", "called", "nicknamed", "heißt", "heisst", "namens", "llama", "llamada", "llamado":
		return true
	case "name":
		return r.words[i].text != "name" && strings.HasSuffix(r.words[i].text, "'s")
	case "is", "was", "are", "ist", "es":
		return before == "name" || before == "names" || before == "nombre"
	case "by":
		return before == "goes" || before == "going"
	case "as":
		return before == "known"
	case "of":
		return before == "name" && (r.lower(i-2) == "the" || r.lower(i-2) == "by")
	}
	return false
}

// afterIntroduction takes the name behind the introducing word i, if a client or
// a person was spoken of shortly before, and no colleague in between.
func (r reading) afterIntroduction(i int) int {
	j := i + 1
	if !joint.MatchString(r.gap(j)) || !r.ofSomebody(i) {
		return 0
	}
	called := r.lower(i) == "called" && (afterCalled().has(r.lower(j)) || isVerbal(r.lower(j)))
	if end := r.name(j, style{anyCase: !called}); end > 0 {
		return r.takeNames(j, end, false)
	}
	return 0
}

// afterFamily takes the name behind the word i for somebody's family: "her
// husband John", "the client's son, Max".
func (r reading) afterFamily(i int) int {
	if (i == 0 || !theirs().has(r.lower(i-1)) && !strings.HasSuffix(r.words[i-1].text, "'s")) && !(r.gap(i+1) == " " && given().has(r.lower(i+1))) {
		return 0
	}
	end := r.name(i+1, style{})
	if gap := r.gap(i + 1); end > 0 && (gap == " " || (gap == ", " || gap == " (") && given().has(r.lower(i+1))) {
		return r.takeNames(i+1, end, false)
	}
	return 0
}

// lookBack is how many words before a name may say whose it is.
const lookBack = 14

// ofSomebody reports whether the words before i speak of a client.
func (r reading) ofSomebody(i int) bool {
	for j := i - 1; j >= max(0, i-lookBack); j-- {
		word := r.lower(j)
		switch {
		case r.isClient(j), people().has(word):
			return true
		case colleagues().has(word), r.words[j].text == "PT":
			return false
		case things().has(word) && r.lower(i) == "called":
			return false
		}
	}
	return false
}

// honoured takes "Mrs. Bell" at word i if the words around say that she is a
// client. A colleague is one who is met, asked or sent to.
func (r reading) honoured(i int) int {
	end := r.name(i, style{})
	if end == 0 && r.isInitial(i+1) { // Mrs. K.
		end = i + 2
	}
	switch {
	case end == 0:
		return 0
	case towards().has(r.lower(i-1)) || !r.clientBefore(i) && !r.isMyClient(end):
		return r.titled(i, end)
	}
	return r.takeNames(i, end, false)
}

// clientBefore reports whether one client is spoken of earlier in the sentence.
func (r reading) clientBefore(i int) bool {
	for j := i - 1; j >= max(0, i-lookBack) && !strings.ContainsAny(r.gap(j+1), ".!?;\n"); j-- {
		if r.isClient(j) && !r.isMany(j) {
			return true
		}
	}
	return false
}

// beforeClient takes a name at word i that "is my client" follows.
func (r reading) beforeClient(i int) int {
	if !isCapital(r.words[i].text) && !given().has(r.lower(i)) || greetings().has(r.lower(i-1)) || !r.clientSoon(i) {
		return 0
	}
	if end := r.name(i, style{heading: true}); end > 0 && r.isMyClient(end) {
		return r.takeNames(i, end, false)
	}
	return 0
}

// clientSoon reports whether a client is spoken of in the next few words. It
// spares the rest of a text the search for a name.
func (r reading) clientSoon(i int) bool {
	for j := i + 1; j < min(len(r.words), i+mostNameWords+mostFillers); j++ {
		if r.isClient(j) && !r.isMany(j) {
			return true
		}
	}
	return false
}

// isMyClient reports whether the words from i on say "is my client", or "(a
// client of mine)".
func (r reading) isMyClient(i int) bool {
	switch gap := r.gap(i); {
	case gap == " " && (r.lower(i) == "is" || r.lower(i) == "was" || r.lower(i) == "who"):
		i++
	case gap != ", " && gap != " (" && gap != " - ":
		return false
	}
	for determiners().has(r.lower(i)) && r.gap(i+1) == " " {
		i++
	}
	if i >= len(r.words) || !r.isClient(i) || r.isMany(i) || strings.HasSuffix(r.words[i].text, "'s") {
		return false
	}
	return clientEnds.MatchString(r.after(r.words[i].to))
}

// clientEnds follows "my client" where nothing else is meant: no "client base".
var clientEnds = regexp.MustCompile(`(?i)^(?:$|[.,;:!?)\n]| (?:of|who|with|from|and|since|for|needs?|has|wants?|at|in|here|too|now|that|is|was)\b)`)
