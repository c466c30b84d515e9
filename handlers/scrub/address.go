package scrub

import (
	"regexp"
	"strings"
)

// The parts of an address.
const (
	houseUnit = `(?:,? ?(?:\b(?:apt|apartment|unit|suite|ste|floor|fl|room|rm|lot|bldg|building|depto|piso|whg)\b\.?|#) ?#?[\pL\d-]{1,5}\b)?`
	stateCode = `(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])`
	stateName = `(?:alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|` +
		`maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|hampshire|jersey|mexico|york|carolina|dakota|ohio|oklahoma|oregon|` +
		`pennsylvania|island|tennessee|texas|utah|vermont|virginia|washington|wisconsin|wyoming)`
	zipCode = `(?P<it>\d{5}(?: ?- ?\d{4})?)`
)

var (
	// Hauptstr. 5, Lindenweg 12a, Berliner Straße 3.
	germanStreet = regexp.MustCompile(`(?i)(?:\b\pL+(?:stra(?:ß|ss)e|str\.?|gasse|allee|platz|weg|damm|chaussee)|\b\pL+(?: |-)(?:stra(?:ß|ss)e|str\.?|allee|gasse|platz|weg)) ?\d{1,4} ?[a-h]?\b`)
	// Calle Olmo 12, Av. de los Insurgentes #300, calle 5 #12-30.
	spanishStreet = regexp.MustCompile(`(?i)(?:\b(?:calle|avenida|avda|av|callej[óo]n|camino|paseo|calzada)\b\.?|\bc/) ?(?:(?:de|del|la|el|los|las) )*(?:\pL[\pL.]*|\d{1,3})(?: \pL[\pL.]*){0,3},? ?(?:#|n[ºo°]?\.?|num\.?|número)? ?\d{1,5}(?:-\d{1,4})?\b`)
	postBox       = regexp.MustCompile(`(?i)\b(?:p\.? ?o\.? ?box|post ?box|postfach|apartado(?: postal)?)[ #:.]*\d[\d ]*\b`)
	livesOn       = regexp.MustCompile(`(?i)\b(?:lives?|living|lived|resides?|home is|house is|staying)(?: (?:up|over|down|right|just|out))?(?: on| at| in| off| near|,)?(?: the)? (?P<it>(?:\d+ )?[\pL\d'.]+(?: [\pL\d'.]+)? ` + anyStreet + `)\b`)
	livesAt       = regexp.MustCompile(`(?i)\b(?:(?:lives?|living|resides?|home is)(?: over)? at|address(?: is)?:?) (\d{1,5} (\pL[\pL'-]+)(?: ` + anyStreet + `\b)?)`)
	canadian      = regexp.MustCompile(`\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b`)
	british       = regexp.MustCompile(`\b[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b`)
	zipWord       = regexp.MustCompile(`(?i)\b(?:zip(?:[ -]?code)?|plz|post(?:al)?[ -]?code|postleitzahl|c[óo]digo postal)(?: is| ist| es)?[ :#.=-]*(?P<it>\d{4,5}(?: ?- ?\d{4})?|[A-Z]\d[A-Z\d]{1,2} ?\d[A-Z][A-Z\d])\b`)
	zipState      = regexp.MustCompile(`(?:\b` + stateCode + `|\b(?i:` + stateName + `)|,[ ]?(?i:` + stateCode + `))\.?,? ` + zipCode + `\b`)
	zipLong       = regexp.MustCompile(`\b(?P<it>\d{5} ?- ?\d{4})\b`)
	zipLives      = regexp.MustCompile(`(?i)\b(?:lives?|living|resides?|home)\b[^.!?\n\d\x00]{0,20} ` + zipCode + `\b`)
	zipBehind     = regexp.MustCompile(`^(?:[ ,\n]{1,2}\pL[\pL.'-]*(?: \pL[\pL.'-]*){0,3})?[ ,\n]{1,2}(?P<it>\d{5}(?: ?- ?\d{4})?)\b`)
	homeVisits    = regexp.MustCompile(`(?i)^home (?:visits?|calls?|based|office|health)\b`)
	unitBehind    = regexp.MustCompile(`(?i)^` + houseUnit)
)

// anyStreet are the words that streets are called by, in full and shortened.
const anyStreet = `(?i:street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|court|ct|terrace|parkway|pkwy|highway|hwy|circle|cir|trail|trl|place|pl|square|way|alley)`

func (p *page) addresses() {
	if p.mentions("liv", "resid", "home is", "house is", "stay") {
		p.takeAll(Address, livesOn, nil)
	}
	if !p.hasDigit() {
		return
	}
	p.streets()
	for _, at := range livesAt.FindAllSubmatchIndex(p.text, -1) {
		if word := strings.ToLower(string(p.text[at[4]:at[5]])); !noStreet().has(word) {
			p.takeStreet(at[2], at[3])
		}
	}
	p.takeAddress(germanStreet)
	if p.mentions("calle", "av", "camino", "paseo", "calzada", "c/") {
		p.takeAddress(spanishStreet)
	}
	if p.mentions("box", "postfach", "apartado") {
		p.takeAll(Address, postBox, nil)
	}
	if p.mentions("zip", "plz", "post", "digo") {
		p.takeAll(Address, zipWord, nil)
	}
	p.takeAll(Address, zipState, nil)
	p.takeAll(Address, zipLong, func(m match) bool { return m.notPartOfMore() && !counts.MatchString(m.after()) })
	p.takeAll(Address, zipLives, func(m match) bool { return !homeVisits.Match(m.text[m.at[0]:m.at[1]]) })
	p.takeAll(Address, canadian, nil)
	p.takeAll(Address, british, func(m match) bool { return !strings.HasSuffix(string(m.text[m.at[0]:m.at[1]]), "PM") })
}

// takeAddress takes every street of a pattern with what belongs to it.
func (p *page) takeAddress(street *regexp.Regexp) {
	for _, at := range street.FindAllIndex(p.text, -1) {
		p.takeStreet(at[0], at[1])
	}
}

// takeStreet takes a street with its number, the number of the flat, and the postal code
// behind the town. The town stays.
func (p *page) takeStreet(from, to int) {
	if to < len(p.text) && p.text[to] == '.' && len(p.after(to)) > 1 {
		to++ // "12 Oak St. in Akron"; the end of a sentence stays
	}
	to += len(unitBehind.FindString(p.after(to)))
	after := p.after(to)
	p.take(Address, from, to)
	if at := zipBehind.FindStringSubmatchIndex(after); at != nil {
		p.take(Address, to+at[2], to+at[3])
	}
}

var houseNumber = regexp.MustCompile(`(?i)^\d{1,5}[a-h]?(?:-\d{1,5}[a-h]?)?$`)

// mostStreetWords is how many words a street has between its number and what it is.
const mostStreetWords = 4

// streets takes what is written as streets are in English: 12 Oak Street.
func (p *page) streets() {
	r := reading{p, p.tokens()}
	for i := 0; i < len(r.words); i++ {
		if !houseNumber.MatchString(r.words[i].text) || amountBefore.MatchString(p.before(r.words[i].from)) || r.isHour(i) {
			continue
		}
		if end := r.street(i + 1); end > 0 {
			p.takeStreet(r.words[i].from, r.words[end-1].to)
			i = end - 1
		}
	}
}

var (
	hoursBefore = regexp.MustCompile(`(?i)\b(?:mon|tue|wed|thu|fri|sat|sun|open|hours)(?:s|rs|nes|ur)*(?:days?)?\.?,? $`)
	hourBefore  = regexp.MustCompile(`(?i)(?:\b(?:until|till|exit|route|bus)|\d(?: ?[ap]m)? (?:to|-)) $`)
	openHours   = regexp.MustCompile(`^\d{1,2}-\d{1,2}$`)
)

// isHour tells the end of the opening hours, and the number of an exit, from that of a
// house: "Mon 9-5 Main St".
func (r reading) isHour(i int) bool {
	before := r.before(r.words[i].from)
	return openHours.MatchString(r.words[i].text) && hoursBefore.MatchString(before) || len(r.words[i].text) < 3 && hourBefore.MatchString(before)
}

// street reads the words of a street at word i and returns the word behind it, 0 if it
// is none.
func (r reading) street(i int) int {
	for j := i; j <= min(i+mostStreetWords, len(r.words)-1); j++ {
		if gap := r.gap(j); gap != " " && !(gap == ". " && j > i && len(r.words[j-1].text) < 4) {
			return 0
		}
		if j > i && r.isStreet(j) || j == i && r.lower(j) == "broadway" {
			return j + 1
		}
		if noStreet().has(r.lower(j)) || houseNumber.MatchString(r.words[j].text) {
			return 0
		}
	}
	return 0
}

// isStreet reports whether word j is what a street is. A word that may be another is one
// where it and the word before it have a capital.
func (r reading) isStreet(j int) bool {
	word := r.lower(j)
	switch {
	case word == "dr" && r.gap(j+1) != "\n" && j+1 < len(r.words) && isCapital(r.words[j+1].text) && !strings.HasPrefix(r.gap(j+1), ","):
		return isCapital(r.words[j-1].text) && !r.isProfession(j-1)
	case streetWords().has(word):
		return true
	}
	return maybeStreet().has(word) && isCapital(r.words[j].text) && isCapital(r.words[j-1].text)
}

var (
	streetWords = listed(`street st str avenue ave road rd boulevard blvd drive dr lane ln ct terrace parkway pkwy hwy`)
	maybeStreet = listed(`court circle cir trail trl place pl square sq plaza alley way highway run row point path close walk loop crescent crossing cove pass pike av ter`)

	// noStreet stand between a number and such a word where no street is meant: a
	// 10 minute drive, 4 weeks in a row.
	noStreet = listed(`a an the in on at to for of with from and or by per is are was has have my your her his their our down up off this that each every
		next last via until till who which only just about after before within during than if no not
		minute minutes min mins hour hours hr hrs second seconds sec day days week weeks wk wks month months year years yr yrs am pm o'clock
		visit visits session sessions time times people person client clients patient patients pts mile miles km block blocks step steps percent dollar
		dollars bucks feet ft sq acre lb lbs kg mg ml mm cm degree degrees rep reps set sets star stars seat seats opening openings slot slots spot spots location locations office offices referral referrals more new good great
		trigger tender points therapists chiros practitioners doctors lane way old`)
)
