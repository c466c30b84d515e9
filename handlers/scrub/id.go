package scrub

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"

	"referout/handlers/guide"
)

// The parts of "member id is W123456". What comes between the word and the
// number is of no account.
const (
	idMark  = `(?:(?:id|number|num|nbr|no|nr)\b|i\.d\.|#)`
	idJoint = `(?:[ .:#=-]|` + `\b(?:id|number|num|nbr|no|nr|card|is|was|are|of|the|last|four|digits|ending|ends|in|his|her|their|it's)\b)*`
	idWord  = `(?P<it>[\p{L}\d*][\p{L}\d*-]*)`
)

var (
	ssn    = regexp.MustCompile(`\b\d{3}(?P<a>[-. /]| - )\d{2}(?P<b>[-. /]| - )\d{4}\b`)
	masked = regexp.MustCompile(`(?P<it>[xX*#]{3}-?[xX*#]{2}-?\d{4})\b`)
	// The number of a Medicare card: its letters and digits have fixed places.
	mbi = regexp.MustCompile(`(?i)\b[1-9][ac-hjkmnp-rt-y][ac-hjkmnp-rt-y\d]\d[- ]?[ac-hjkmnp-rt-y][ac-hjkmnp-rt-y\d]\d[- ]?[ac-hjkmnp-rt-y]{2}\d\d\b`)
	// Words that mean a person's own number in every case.
	ownNumber = regexp.MustCompile(`(?i)\b(?:ssn|s\.s\.n\.?|social(?: security)?|mrn|mbi|medical record|chart|passport|driver'?s licen[cs]e|dl)\b` + idJoint + idWord)
	// Words that do so if a number is spoken of.
	cardNumber = regexp.MustCompile(`(?i)\b(?:member(?:ship)?|subscriber|policy|plan|group|grp|account|acct|acc|claim|case|file|record|insurance|medicare|medicaid|card|patient|client|pt|health|auth(?:orization)?)(?:'s)? ?` +
		idMark + `[ .:#=-]*` + idJoint + idWord)
	bareID = regexp.MustCompile(`(?i)\bid ?(?:number|num|no\.?|#|:|=|is)[ .:#=]*` + idWord)
	code   = regexp.MustCompile(`\b(?:[A-Z]{1,4}-?\d{6,}[A-Z]?|(?i:[a-z]{1,4}-?\d{7,}[a-z]?))\b`)
	// Policy 88-1234, ins# 12345, Versichertennr. A123456789: a number long enough that it
	// is no year and no price.
	insured = regexp.MustCompile(`(?i)\b(?:policy|policies|subscriber|claim|insurance|ins|member(?:ship)?|mem|mbr|medicaid|medicare|p[óo]liza|afiliad[oa]|seguro(?: social)?|` +
		`versicherten|versicherungs?|kranken(?:kassen|versicherungs?)|kassen|mitglieds?|kunden|patienten|sozialversicherungs|dni|nie|c[ée]dula|curp|rfc|ahv|svnr|rvnr)-?(?:nummer|nr|num|no|number|id)?[ .:#=-]{1,3}(?P<it>[\pL]{0,4}\d[\d.-]*\d[\pL]?)\b`)
	// Behind a payer's name: Aetna W1234 56789.
	payerID   = regexp.MustCompile(`(?i)^,?(?:[ :.#-]|\b(?:ppo|hmo|epo|plan|gold|silver|member|mbr|policy|id|no|nr|number|is)\b)*(?P<it>[a-z]{0,4}\d[\da-z]*(?:[ -]\d[\da-z]*)*)`)
	payerSays = regexp.MustCompile(`(?i)\b(?:member|mbr|policy|id|no|nr|number)\b|#`)
	inFour    = regexp.MustCompile(`\b\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{3,4}\b`)
	// The numbers of a person in Spain, Mexico and Switzerland.
	national = regexp.MustCompile(`\b(?:\d{8}[A-Z]|[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d|756\.\d{4}\.\d{4}\.\d{2})\b`)
	run      = regexp.MustCompile(`\b\d{8,}\b`)
)

func (p *page) ids() {
	if !p.hasDigit() {
		return
	}
	p.takeAll(ID, ssn, func(m match) bool { return m.part("a") == m.part("b") && m.notPartOfMore() })
	p.takeAll(ID, masked, nil)
	p.takeAll(ID, mbi, nil)
	p.takeAll(ID, ownNumber, func(m match) bool { return digitsIn(m.part("it")) >= 3 && !isPhoneShaped(m.part("it")) })
	p.takeAll(ID, cardNumber, func(m match) bool { return digitsIn(m.part("it")) >= 3 && !isPhoneShaped(m.part("it")) })
	p.takeAll(ID, bareID, func(m match) bool { return digitsIn(m.part("it")) >= 4 && !isPhoneShaped(m.part("it")) })
	p.takeAll(ID, insured, isInsured)
	p.takeAll(ID, code, func(m match) bool { return !publicCode.Match(m.text[m.at[0]:m.at[1]]) })
	p.takeAll(ID, national, nil)
	p.takeAll(ID, inFour, nil)
	p.takeAll(ID, run, isRun)
}

// publicCode is a number that stands in a register for everybody: of a practitioner, of a
// paper. Behind "cell" it is a phone.
var publicCode = regexp.MustCompile(`(?i)^(?:npi|pmc|pmid|doi|nct|cell?|tel|call|text|ph|fax|mob)[\d-]`)

var publicBefore = regexp.MustCompile(`(?i)\b(?:pmid|pmcid|isbn|issn|doi|npi)[ :#.]*$`)

var priceRange = regexp.MustCompile(`^\d{2,3}[.-]\d{2,3}$`)

var years = regexp.MustCompile(`^(?:19|20)\d\d(?:-(?:19|20)?\d\d)?$`)

func isInsured(m match) bool {
	it := m.part("it")
	return digitsIn(it) >= 5 && !priceRange.MatchString(it) && !years.MatchString(it) && !isPhoneShaped(it) && m.notPartOfMore()
}

// payersIDs takes the number behind the name of a payer.
func (p *page) payersIDs() {
	if !p.hasDigit() {
		return
	}
	for _, f := range guide.FindPayers(string(p.text)) {
		at := payerID.FindSubmatchIndex(p.text[f.To:min(len(p.text), f.To+around)])
		if at == nil {
			continue
		}
		least := 6
		if payerSays.Match(p.text[f.To : f.To+at[2]]) {
			least = 4
		}
		if it := string(p.text[f.To+at[2] : f.To+at[3]]); digitsIn(it) >= least && !years.MatchString(it) {
			p.take(ID, f.To+at[2], f.To+at[3])
		}
	}
}

// isRun reports whether a run of digits is a number of something: not a phone,
// which has 10 or 11, not a price, and not a round sum.
func isRun(m match) bool {
	digits := m.text[m.at[0]:m.at[1]]
	if len(digits) == 10 || len(digits) == 11 || bytes.HasSuffix(digits, []byte("0000")) {
		return false
	}
	if publicBefore.MatchString(m.before()) {
		return false
	}
	abroad := strings.HasSuffix(m.before(), "+") || bytes.HasPrefix(digits, []byte("00"))
	return !abroad && m.notPartOfMore()
}

func digitsIn(text string) (n int) {
	for _, r := range text {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

var phoneShape = regexp.MustCompile(`^(?:\d{3}-)?\d{3}-\d{4}$`)

// isPhoneShaped tells a phone that was called somebody's number.
func isPhoneShaped(text string) bool { return phoneShape.MatchString(text) }
