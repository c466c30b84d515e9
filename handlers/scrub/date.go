package scrub

import (
	"regexp"
	"strconv"
	"strings"
)

// The parts of a date.
const (
	monthName = `(?:jan(?:uary|uar)?|jän(?:ner)?|feb(?:r?uary|ruar|r)?|mar(?:ch)?|mär(?:z)?|maerz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|dez(?:ember)?|` +
		`enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|setiembre|octubre|noviembre|diciembre)\.?`
	monthDay  = `(?:3[01]|[12]\d|0?[1-9])(?: ?(?:st|nd|rd|th))?`
	year      = `(?:1[89]|20)\d\d`
	shortYear = `'?\d\d`
	dayRange  = `(?: ?- ?` + monthDay + `)?`
	dayFirst  = `\b` + monthDay + dayRange + `(?: of| day of| de)?[ ./-]{0,2}` + monthName
	monthLead = `\b` + monthName + `[ ./-]{0,2}(?:the )?` + monthDay + dayRange
	numeric   = `\d{1,2}(?: ?[./-] ?| )\d{1,2}`
	birthWord = `(?:\bd\.? ?o\.? ?b\.?|\bdate of birth|\bbirth ?-?date|\bbirth ?-?day|\bb-?day|\bborn|\bgeb\.|\bgeb(?:oren|urtsdatum|urtstag)?\b|\bnacid[oa]|\bfecha de nacimiento|\bnacimiento|\bnació|\bcumpleaños)` +
		`(?: is| was|: ?|=| ?- ?| on| in| am| im| ist| el| en| es)*(?: the)? ?`
)

var (
	isoDate = regexp.MustCompile(`\b(?P<y>` + year + `)(?P<s> ?[./-] ?| )(?P<m>\d{1,2})(?P<s2> ?[./-] ?| )(?P<d>\d{1,2})(?:T[\d:.]+Z?)?\b`)
	numDate = regexp.MustCompile(`\b(?P<m>\d{1,2})(?P<s> ?[./|\\-] ?| )(?P<d>\d{1,2})(?P<s2> ?[./|\\-] ?| )(?P<y>` + year + `|` + shortYear + `)\b`)
	runDate = regexp.MustCompile(`\b\d{8}\b`)
	// Without a joint a year of two digits needs its apostrophe: in "March 14 10 am"
	// it would be an hour.
	dayDate   = regexp.MustCompile(`(?i)` + dayFirst + `(?:(?: of| de| del)?[ ,./-]{0,2}` + year + `|,? ?'\d\d|[./-]\d\d)\b`)
	monthDate = regexp.MustCompile(`(?i)` + monthLead + `(?:(?: of)?[ ,./-]{0,2}` + year + `|,? ?'\d\d|[./-]\d\d)\b`)
	yearFirst = regexp.MustCompile(`(?i)\b` + year + `[ ,./-]{1,2}` + monthName + `[ ./-]{1,2}` + monthDay + `\b`)
	// Of a date of birth each part says too much.
	birthDate = regexp.MustCompile(`(?i)` + birthWord + `(?:` + dayFirst + `(?:(?:,| de| del)? ?` + year + `)?|` + monthLead + `(?:,? ?` + year + `)?|` +
		numeric + `(?:(?: ?[./-] ?| )(?:\d{4}|` + shortYear + `))?|\b` + monthName + `,?(?: of)? ?(?:` + year + `|'?(?:3[2-9]|[4-9]\d))|\b` + year + `)\b`)
)

func (p *page) dates() {
	if !p.hasDigit() {
		return
	}
	p.takeAll(Date, birthDate, notBornInAYear)
	p.takeAll(Date, isoDate, isDay)
	p.takeAll(Date, numDate, isDay)
	p.takeAll(Date, runDate, isRunDay)
	p.takeAll(Date, dayDate, nil)
	p.takeAll(Date, monthDate, nil)
	p.takeAll(Date, yearFirst, nil)
}

var bornInAYear = regexp.MustCompile(`(?i)^(?:born|geboren|nacid[oa])(?: in| on| en| im)?:? ?` + year + `$`)

// notBornInAYear leaves "born in 1980" to the ages: it says no more than one.
func notBornInAYear(m match) bool {
	return !bornInAYear.Match(m.text[m.at[0]:m.at[1]])
}

// isDay reports whether three numbers are a date: joined alike, with a day and a
// month in either order. With bare spaces or a short year between hyphens only
// what nothing else can be counts.
func isDay(m match) bool {
	joint, other := strings.TrimSpace(m.part("s")), strings.TrimSpace(m.part("s2"))
	if joint != other || joint == "" && len(m.part("y")) < 4 || !dayAndMonth(m.part("m"), m.part("d")) {
		return false
	}
	if joint == "" && len(m.part("m"))+len(m.part("d")) < 3 {
		return false
	}
	loose := joint == "" || len(m.part("y")) < 4
	return m.notPartOfMore() && !(loose && counts.MatchString(m.after()))
}

// notPartOfMore reports whether a number neither follows nor precedes further
// digits of the same number: a version, an account, a price.
func (m match) notPartOfMore() bool {
	return !numberOpen.MatchString(m.before()) && !numberGoesOn.MatchString(m.after())
}

var (
	numberOpen   = regexp.MustCompile(`(?:\d[./-]|[$€£#\pL])$`)
	numberGoesOn = regexp.MustCompile(`^(?:\.\d|%)`)
	// counts follows numbers that count something.
	counts = regexp.MustCompile(`(?i)^ ?(?:-? ?(?:min|hour|hr|sec|day|week|wk|month|year|yr|session|visit|time|rep|set|lb|pound|kg|mg|ml|mile|km|feet|ft|inch|step|people|client|patient|dollar|buck|degree|word|point|mm|cm|psi|bpm)s?|%)`)
)

func dayAndMonth(a, b string) bool {
	x, errX := strconv.Atoi(a)
	y, errY := strconv.Atoi(b)
	return errX == nil && errY == nil && x >= 1 && y >= 1 && x <= 31 && y <= 31 && min(x, y) <= 12
}

// isRunDay reports whether eight digits in a row are a date of a person's life,
// the year at either end.
func isRunDay(m match) bool {
	digits := string(m.text[m.at[0]:m.at[1]])
	leads := lifeYear(digits[:4]) && dayAndMonth(digits[4:6], digits[6:])
	ends := lifeYear(digits[4:]) && dayAndMonth(digits[:2], digits[2:4])
	return (leads || ends) && m.notPartOfMore()
}

func lifeYear(digits string) bool {
	return strings.HasPrefix(digits, "19") || strings.HasPrefix(digits, "20")
}
