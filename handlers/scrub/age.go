package scrub

import (
	"regexp"
	"strconv"
	"strings"
)

// The parts of an age.
const (
	ones   = `(?:one|two|three|four|five|six|seven|eight|nine)`
	tens   = `(?:twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety)`
	teens  = `(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)`
	inWord = `(?:` + tens + `(?:[- ]?` + ones + `)?|` + teens + `|` + ones + `|(?:a|one) hundred(?: and ` + ones + `)?)`
	number = `(?P<n>\d{1,3}(?:\.\d|[ -]?1/2|½)?|` + inWord + `)`
	// A range is somebody's practice ("6 to 12 year olds"); lead is its first half.
	lead   = `(?P<lead>\b(?:\d{1,3}|` + inWord + `)(?: ?- ?| to | or | and ))?`
	unit   = `(?:years?|yrs?|y|months?|mos?|weeks?|wks?|days?)`
	person = `(?:woman|man|lady|gentleman|guy|gal|girl|boy|female|male|teen(?:ager)?|kid|child|toddler|infant|baby|newborn|` +
		`mom|mum|mother|dad|father|son|daughter|wife|husband|sister|brother|aunt|uncle|niece|nephew|grandm(?:a|other)|grandpa|grandfather|` +
		`client|patient|pt|customer|klient(?:in)?|patientin|kundin|kunde|frau|mann|cliente|clienta|paciente|mujer|hombre|senior|retiree|veteran|runner|athlete|dancer|nurse|teacher|student)`
	sexWord = `(?:female|male|woman|man|lady|gentleman|guy|girl|boy)`
	decade  = `(?:[1-9]0'?s|teens|twenties|thirties|forties|fourties|fifties|sixties|seventies|eighties|nineties)\b`
	being   = `'s| is| was| will be| has| just| about to| turn(?:ed|s|ing)?| almost| nearly| about| around| over| now| already| only`
	part    = `(?:(?:very |mid(?:dle)? ?to ?)?(?:early|mid|middle|late|lower|upper)[- ]{0,2}(?:to[- ]?(?:mid|late)[- ])?)`
)

var (
	// 42 years old, 42-year-old, an 8 month old, forty-two years of age.
	yearsOld = regexp.MustCompile(`(?i)` + lead + `\b` + number + `(?:-?ish)?[- ]{0,2}` + unit + `\.?(?:[- ]{1,2}|'s )?(?:old|of age|young)(?P<many>s)?\b`)
	// 42yo, 42 y/o, 42 y.o. F.
	yo = regexp.MustCompile(`(?i)` + lead + `\b` + number + `[- ]?y(?:rs?)?[./ ]{0,2}(?:o(?:ld)?\b\.?|o[fm]\b)(?P<many>s\b|'s\b)?(?:[ /]?[mf]\b)?`)
	// Aged 42, age: 42, ages 42 and 45.
	aged = regexp.MustCompile(`(?i)\bage[ds]?(?: is| was| of| about| around| approx\.?| circa)?[ :=~(-]{0,3}` + number + `(?:[ -]?` + unit + `\b)?(?:(?:,| and|,? &) (?P<next>\d{1,3})\b)*`)
	// 42F, 42 F, F42, 42/f, (42, M). Bare letters with a space may be days.
	sexAfter  = regexp.MustCompile(`\b(?P<n>\d{1,3})(?P<gap>[ /-]|, ?)?(?P<sex>[FMfm])\b`)
	sexBefore = regexp.MustCompile(`\b(?P<sex>[FMfm])(?P<gap>[ /-]|, ?)?(?P<n>\d{1,3})\b`)
	// 42y f, 42 yrs/M.
	yearsSex = regexp.MustCompile(`(?i)\b(?P<n>\d{1,3}) ?(?:y|yrs?|years?)[ /,]{0,2}[fm]\b`)
	// 42 female, 42 yr male; not 3 female therapists.
	sexWordAfter = regexp.MustCompile(`(?i)\b(?P<n>\d{2,3}),?[ -](?:(?:yrs?|years?|y)[ -])?(?:old )?` + sexWord + `\b`)
	// A woman of 42, a client (42), her son, 8, she is 42, just turned 50.
	personOf = regexp.MustCompile(`(?i)\b(?P<who>` + person + `)(?:,? of|,? about|,? around)(?P<it> ` + number + `)\b`)
	personAt = regexp.MustCompile(`(?i)(?:\b` + person + `|\x00+)(?:'s)?(?P<gap> ?\(|, ?| - | )(?P<it>` + number + `(?P<unit> ?(?:years?|yrs?|y))?(?:(?:,| and|,? &) \d{1,3}\b)*)`)
	isOfAge  = regexp.MustCompile(`(?i)\b(?:(?:she|he|they|` + person + `)(?: are|'re|` + being + `)+|who(?:` + being + `)+)(?P<it> ` + number + `(?:-?ish)?(?P<unit> ?(?:years?|yrs?|y))?)\b`)
	turning  = regexp.MustCompile(`(?i)\b(?:turn(?:ed|s|ing)?|became)(?P<it> ` + number + `)\b`)
	// Born in 1980, b. 1980, year of birth 1980.
	born = regexp.MustCompile(`(?i)(?:\bborn|\bb\.|\byob\b|\byear of birth|\bbirth ?year|\bgeboren|\bjahrgang|\bjg\.|\bnacid[oa])(?: is| was| in| en| on| around| about|:|=)* ?(?:(?:1[89]|20)\d\d|'\d\d)\b`)
	// In her 40s, in her early forties, a mid-40s woman, forty-something.
	inDecade  = regexp.MustCompile(`(?i)\bin (?:(?:her|his|their|my|your|its) )?` + part + `?` + decade)
	ofDecade  = regexp.MustCompile(`(?i)\b(?:` + part + decade + `|` + decade + `(?P<who> ` + sexWord + `\b))`)
	something = regexp.MustCompile(`(?i)\b(?:` + tens + `|[1-9]0)[- ]?somethings?\b`)
)

// ages looks only for what a word in the text gives reason to: the patterns with
// numbers in words are the slowest there are.
func (p *page) ages() {
	if p.mentions("old", "young", "of age") {
		p.takeAll(Age, yearsOld, oneIsOld)
	}
	if p.mentions("yo", "y/o", "y.o", "y o", "y/ o", "y. o", "yr", "ys") {
		p.takeAll(Age, yo, oneIsOld)
	}
	if p.mentions("age") {
		p.takeAll(Age, aged, func(m match) bool {
			return m.isAge() && !m.isRange() && !m.isLimit() && !meanBefore.MatchString(m.before())
		})
	}
	if p.hasDigit() {
		p.takeAll(Age, sexAfter, isSexAfter)
		p.takeAll(Age, sexBefore, isSexBefore)
		p.takeAll(Age, yearsSex, match.isAge)
		p.takeAll(Age, sexWordAfter, func(m match) bool { return m.isAge() && !severalAfter.MatchString(m.after()) })
	}
	if p.mentions(" of ", " about ", " around ") {
		p.takeAll(Age, personOf, func(m match) bool { return m.ends() && !isParent(m.part("who")) })
	}
	p.takeAll(Age, personAt, isAside)
	p.takeAll(Age, isOfAge, match.ends)
	p.takeAll(Age, turning, match.ends)
	if p.mentions("born", "b.", "yob", "birth", "geboren", "jahrgang", "jg.", "nacid") {
		p.takeAll(Age, born, nil)
	}
	p.takeAll(Age, inDecade, nil)
	p.takeAll(Age, ofDecade, func(m match) bool { return !theBefore.MatchString(m.before()) })
	if p.mentions("something") {
		p.takeAll(Age, something, nil)
	}
	p.takeAll(Age, mitteDreissig, isDecadeAbroad)
	if p.hasDigit() {
		p.agesAbroad()
		p.takeAll(Age, nameOfAge, isNameOfAge)
		p.agesBehindNames()
	}
}

var (
	// inanimate is what is old and nobody: a practice, an injury.
	inanimate = regexp.MustCompile(`(?i)^[- ](?:\w+ )?(?:practice|clinic|business|studio|office|company|program|school|tradition|technique|method|house|home|building|car|table|` +
		`injur(?:y|ies)|scars?|fractures?|sprains?|tears?|breaks?|wounds?|concussion|whiplash|accident|surger(?:y|ies)|pain|problem|issue|complaint|referral|recipe|study|law|license|mattress|shoes)\b`)
	orMore       = regexp.MustCompile(`(?i)^ ?(?:\+|(?:and|or|&) (?:up|over|older|above|under|younger|below|less|more|beyond)\b|plus\b)`)
	rangeAfter   = regexp.MustCompile(`(?i)^ ?(?:-|/|to |through |thru |until |or )[ ]?(?:\d|` + inWord + `\b|adult|teen|up\b)`)
	severalAfter = regexp.MustCompile(`(?i)^,? (?:\w+s|only|and (?:fe)?male)\b`)
	// limitBefore and limitAfter make an age the end of a range: birth to age 3, age 18 min.
	limitBefore = regexp.MustCompile(`(?i)\b(?:(?:up|birth|newborns?|infants?|infancy|bab(?:y|ies)|toddlers?|kids|children|teens|\d{1,2}) (?:to|thru|through|until|till)|(?:kids|children) from|under|below|over|above|min(?:imum|\.)?|max(?:imum|\.)?) $`)
	limitAfter  = regexp.MustCompile(`(?i)^ (?:min|max)(?:imum)?\b`)
	upTo        = regexp.MustCompile(`(?i)\b(?:children|kids|adults|people|patients|clients|women|men|teens) up to $`)
	meanBefore  = regexp.MustCompile(`(?i)\b(?:mean|median|average|avg\.?) $`) // of those in a study
	theBefore   = regexp.MustCompile(`(?i)\bthe $`)
	hours       = regexp.MustCompile(`(?i)^ ?(?:[-:/+]|to\b|am\b|pm\b|a\.m|p\.m|noon\b|\.\d|\d)`)
	dayAfter    = regexp.MustCompile(`^[-/&](?:[MTWFS]|Th|Tu|We|Fr|Sa|Su)\b`)
	opens       = regexp.MustCompile(`(?:^|[\n(;.:-]) ?$`)
	dayBefore   = regexp.MustCompile(`(?i)(?:[/$€£.]|\d[- ]?|\b(?:m|t|w|th|f|s|tu|we|fr|mo)[ ,/&-]*)$`)
)

// isAge reports whether the number of a match is one that a person may have.
func (m match) isAge() bool {
	n := m.part("n")
	if n == "" || n[0] < '0' || n[0] > '9' {
		return n != ""
	}
	n, _, _ = strings.Cut(strings.NewReplacer(" ", ".", "-", ".", "½", ".").Replace(n), ".")
	years, err := strconv.Atoi(n)
	return err == nil && years <= 115
}

// isRange reports whether an age goes on to a range, or to "and up": whom
// somebody treats, and nobody alone.
func (m match) isRange() bool {
	return orMore.MatchString(m.after()) || rangeAfter.MatchString(m.after())
}

// isLimit reports whether an age is where a range ends or begins.
func (m match) isLimit() bool {
	return limitBefore.MatchString(m.before()) || limitAfter.MatchString(m.after())
}

// oneIsOld reports whether "42 years old" is said of a person, and not of ages
// that somebody treats ("6 to 12 year olds", "18 years old and up") or a study takes.
func oneIsOld(m match) bool {
	if m.part("lead") != "" && strings.HasSuffix(strings.ToLower(m.before()), "between ") {
		return false
	}
	return m.isAge() && !(m.part("lead") != "" && m.part("many") != "") && !m.isRange() && !upTo.MatchString(m.before()) && !inanimate.MatchString(m.after())
}

// isSexAfter tells "42F" from minutes, sums and days. Small letters count where
// they touch the number, and m, which is minutes, only behind a stroke.
func isSexAfter(m match) bool {
	years, err := strconv.Atoi(m.part("n"))
	if err != nil || years > 115 || dayBefore.MatchString(m.before()) || dayAfter.MatchString(m.after()) || counts.MatchString(m.after()) {
		return false
	}
	gap, sex := strings.TrimSpace(m.part("gap")), m.part("sex")
	switch {
	case m.inBrackets():
		return true
	case sex == "f" && m.part("gap") == " ": // no hour of a Friday
		return years > 24 && opens.MatchString(m.before())
	case gap == ",", sex == "m" && gap != "/":
		return false
	}
	return years > 12 || gap == "/" || m.part("gap") == "" && sex == strings.ToUpper(sex)
}

// isSexBefore tells "F 42" from the hours of a Friday.
func isSexBefore(m match) bool {
	years, err := strconv.Atoi(m.part("n"))
	if err != nil || years > 115 || dayBefore.MatchString(m.before()) || hours.MatchString(m.after()) || counts.MatchString(m.after()) {
		return false
	}
	gap, sex := strings.TrimSpace(m.part("gap")), m.part("sex")
	switch {
	case m.inBrackets():
		return true
	case years < 13 && gap != "/":
		return false
	case gap == ",":
		return opens.MatchString(m.before())
	}
	return sex == strings.ToUpper(sex)
}

func (m match) inBrackets() bool {
	return strings.HasSuffix(m.before(), "(") && strings.HasPrefix(m.after(), ")")
}

// isParent tells the number of somebody's children from an age.
func isParent(who string) bool {
	switch strings.ToLower(who) {
	case "mom", "mum", "mother", "dad", "father":
		return true
	}
	return false
}

// isAside reports whether a number behind a person, or behind what was left out,
// is set there as ages are: "my client, 42, needs", "a patient (42)".
func isAside(m match) bool {
	gap := strings.TrimSpace(m.part("gap"))
	behindBlank := m.text[m.at[0]] == blank
	n := m.part("n")
	if behindBlank && gap == "" || gap == "" && len(n) < 2 || n == "" || n[0] > '9' && gap == "" {
		return false
	}
	if gap == "(" && !strings.HasPrefix(m.after(), ")") && !strings.HasPrefix(m.after(), ",") {
		return false
	}
	return m.ends() && len(n) < 4
}

var (
	// closes is what follows a number that counts nothing.
	closes      = regexp.MustCompile(`(?i)^(?:$|[\n;!?)"\x00]|[,.](?:$|[^\d])| - |,? ?(?:and|but|who|whose|with|w/|has|having|had|needs?|wants?|from|so|now|today|lives?|looking|suffer(?:s|ing)|is|was|recovering|dealing|struggling|presenting|complain(?:s|ing)|this|next|in (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|may|spring|summer|fall|winter)\w*)\b)`)
	closesYears = regexp.MustCompile(`(?i)^(?:$|[\n;!?)"\x00]|[,.](?:$|[^\d])| - |,? ?(?:and|but|who|with|has|needs?|wants?)\b)`)
	countAfter  = regexp.MustCompile(`(?i)^,? (?:and|or|-) (?:a half|\d+ )`)
)

// ends reports whether the number of a match stands for itself and does not
// count minutes, visits or miles.
func (m match) ends() bool {
	after := m.after()
	if !m.isAge() || m.isRange() || countAfter.MatchString(after) {
		return false
	}
	if m.part("unit") != "" {
		return closesYears.MatchString(after)
	}
	return closes.MatchString(after)
}
