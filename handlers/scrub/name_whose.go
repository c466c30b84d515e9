package scrub

import "strings"

// Names of which only what is spoken of says that they are a client's: "Sarah Keller's
// case", "the story of Anna", "where Bob lives", "near the Keller family".

// whose takes such a name at word i, or behind it, and returns where to read on.
func (r reading) whose(i int) int {
	word := r.lower(i)
	switch {
	case word == "where":
		return r.whereLives(i)
	case nearWords().has(word):
		return r.nearFamily(i)
	case (tales().has(word) || hers().has(word)) && !strings.HasSuffix(r.words[i].text, "'s"):
		return r.taleOf(i)
	}
	if r.isTitled(i) {
		return 0
	}
	if end := r.owner(i); end > 0 && r.ownsTale(i, end) {
		return r.takeNamesAs(Name, i, end, false)
	}
	return 0
}

// isTitled reports whether a colleague's title stands before the name that word i is in.
func (r reading) isTitled(i int) bool {
	for n := 0; n < mostNameWords && i > 0 && (r.gap(i) == " " || r.gap(i) == ". "); n++ {
		if i--; titles().has(r.lower(i)) {
			return true
		}
		if !isCapital(r.words[i].text) {
			return false
		}
	}
	return false
}

// owner reads a name at word i that ends as an owner's does, and returns the word behind
// it: "Sarah Keller's", "James'".
func (r reading) owner(i int) int {
	first := isCapital(r.words[i].text) || given().has(r.lower(i))
	for j := i; first && j < min(len(r.words), i+mostNameWords); j++ {
		if !r.isNameWord(j, style{anyCase: given().has(r.lower(i))}) && !particles().has(r.lower(j)) {
			return 0
		}
		if strings.HasSuffix(r.words[j].text, "'s") || r.gap(j+1) == "' " && strings.HasSuffix(r.lower(j), "s") {
			return j + 1
		}
		if r.gap(j+1) != " " {
			return 0
		}
	}
	return 0
}

// ownsTale reports whether what words i to end own is told of a client: of whoever has a
// first name all that hurts, of others what is a client's alone.
func (r reading) ownsTale(i, end int) bool {
	j := end
	for j < end+2 && sides().has(r.lower(j)) && r.gap(j+1) == " " && !tales().has(r.lower(j+1)) {
		j++
	}
	word := r.lower(j)
	if gap := r.gap(end); gap != " " && gap != "' " || !tales().has(word) && !hers().has(word) || r.isWork(j) {
		return false
	}
	switch {
	case given().has(r.lower(i)):
		return !methods().has(r.lower(i)) && !(end == i+1 && places().has(r.lower(i)) && isCapital(r.words[j].text))
	case r.isProfession(i), methods().has(r.lower(i)), isRole(r.lower(end - 1)):
		return false
	case end > i+1:
		return !isCapital(r.words[j].text) || tales().has(word)
	}
	return tales().has(word) && word != "treatment" && word != "treatments" && !headings().has(r.lower(i))
}

// isWork reports whether the word j goes on to what a colleague does or owns: a case
// study, Anna's Hip Clinic, a session on jaw pain.
func (r reading) isWork(j int) bool {
	if r.gap(j+1) != " " || j+1 >= len(r.words) {
		return false
	}
	next := r.words[j+1]
	session := strings.HasPrefix(r.lower(j), "session")
	return taught().has(next.lower) || session && (next.lower == "on" || next.lower == "about") || isCapital(next.text) && isCapital(r.words[j].text) && !taleEnds().has(next.lower)
}

// isRole reports whether a word says what somebody does, or of what kind she is: a
// swimmer's shoulder, a therapist's story.
func isRole(word string) bool {
	return colleagues().has(word) || people().has(word) || kin().has(word) || clients().has(word) || roles().has(word) || strings.HasSuffix(word, "ist") || strings.HasSuffix(word, "ian")
}

// taleOf takes the first name behind the word i: "the case of Sarah Keller", "case: Anna".
func (r reading) taleOf(i int) int {
	j := i + 1
	switch {
	case r.gap(j) == " " && r.lower(j) == "of" && r.gap(j+1) == " ":
		j++
	case r.gap(j) == ": " && strings.HasPrefix(r.lower(i), "case"):
	default:
		return 0
	}
	if !given().has(r.lower(j)) {
		return 0
	}
	end := r.loneName(j)
	if end == 0 || end == j+1 && places().has(r.lower(j)) || placeEnds().has(r.lower(end-1)) {
		return 0
	}
	return r.takeNamesAs(Name, j, end, false)
}

// whereLives takes the name in "where Sarah Keller lives".
func (r reading) whereLives(i int) int {
	if r.gap(i+1) != " " {
		return 0
	}
	if end := r.loneName(i + 1); end > 0 && r.gap(end) == " " && lives().has(r.lower(end)) {
		return r.takeNamesAs(Name, i+1, end, false)
	}
	return 0
}

// nearFamily takes the name in "near the Keller family".
func (r reading) nearFamily(i int) int {
	j := i + 1
	if r.lower(j) == "the" && r.gap(j) == " " {
		j++
	}
	if j >= len(r.words) || r.gap(j) != " " || !isCapital(r.words[j].text) {
		return 0
	}
	end := r.loneName(j)
	if end == 0 || end >= len(r.words) || r.gap(end) != " " || !households().has(r.words[end].text) {
		return 0
	}
	if r.gap(end+1) == " " && !lives().has(r.lower(end+1)) && !nearWords().has(r.lower(end+1)) {
		return 0 // a family practice
	}
	return r.takeNamesAs(Name, j, end, false)
}

// isTown reports whether a first name is a town's as well.
func isTown(word string) bool { return places().has(word) || towns().has(word) }

// Somebody reports whether a text that should be a place is called as a person is: by a
// first name that is no town's, alone or with a surname. "Maria Stein, OH" is a place.
func Somebody(text string) bool {
	words := strings.Fields(strings.ToLower(strings.Trim(text, " .,;:!?()\"'")))
	switch {
	case len(words) == 0 || !given().has(words[0]) || FullTown(text):
		return false
	case len(words) == 1:
		return !isTown(words[0])
	case places().has(words[0]): // Florence Keller
		words[0] = "jane"
		return FullName(strings.Join(words, " "))
	}
	return FullName(text)
}

// SomebodyIn reports whether a part of a text between commas is [Somebody].
func SomebodyIn(text string) bool {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;/|", r) })
	for i, part := range parts {
		if i+1 < len(parts) && FullTown(part+","+strings.TrimRight(parts[i+1], " .")) {
			continue
		}
		if Somebody(part) {
			return true
		}
	}
	return false
}

// FullTown reports whether a text ends in the two capitals of a state.
func FullTown(text string) bool {
	at := strings.LastIndexAny(text, " ,")
	return at > 0 && isAcronym(text[at+1:]) && states().has(strings.ToLower(text[at+1:]))
}

var (
	// tales are told of clients; taleEnds may follow them, and taught of what colleagues do.
	tales    = listed(`case cases story stories recovery rehab session sessions treatment treatments progress chart diagnosis appointment appointments symptoms`)
	taleEnds = listed(`study report history of and for in`)
	taught   = listed(`workshop workshops class classes course courses talk talks lecture night nights seminar demo webinar studio studios room rooms protocol
		approach method technique training center centre clinic manager management`)

	// titles stand before a colleague.
	titles = listed(`dr doctor prof professor`)

	// roles are called so for what they do.
	roles = listed(`runner swimmer pitcher golfer dancer skier climber thrower jumper singer writer player worker gardener housemaid weaver miner tailor
		carpenter boxer baker butcher sailor rower reader owner member speaker author teacher trainer survivor student students children women men
		people athlete athletes driver drivers veteran veterans manager user winner beginner let achilles hunter surfer rider shearer`)

	// nearWords stand before a place; lives and households say who is at home there.
	nearWords  = listed(`near by in around behind opposite at from beside to with for of`)
	lives      = listed(`lives live lived stays stayed resides resided home house`)
	households = listed(`family household residence home`)

	// towns are first names that are towns, too, beside the better known places.
	towns = listed(`adrian albert alexander allen alvin anna anthony arnold arthur aurora barry beverly brandon bryan byron caldwell calvin cameron carl carmen cecil
		chelsea clara clayton clifford cody colin curtis dallas dolores douglas edna elizabeth everett evan floyd francis franklin frederick garrett gary george
		gilbert gloria gordon grant harvey helen henry herman hugo irene joshua julian justin keith kelvin kennedy kerry kirk kyle leo leon leonard leroy lewis
		lindsay lindsey lorenzo louis louise luling lucerne lydia mabel madeline malcolm marlon martin marvin mercedes miranda mitchell monica mona morris moses murray
		norman olivia oliver omar oscar owen palmer paula perry philip pierre preston randall randolph raymond richard rodney roland roy rudy russell
		salvador santiago seth shannon sharon shelby sidney sonora spencer stanley stella stewart stuart taylor thomas todd travis trevor vera vernon victor
		vincent viola vivian wallace walter wayne wendell wesley willie wyatt zachary bonnie ramona`)
)
