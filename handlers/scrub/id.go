package scrub

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
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
	code   = regexp.MustCompile(`\b[A-Z]{1,4}-?\d{6,}[A-Z]?\b`)
	inFour = regexp.MustCompile(`\b\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{3,4}\b`)
	run    = regexp.MustCompile(`\b\d{8,}\b`)
)

func (p *page) ids() {
	p.takeAll(ID, ssn, func(m match) bool { return m.part("a") == m.part("b") && m.notPartOfMore() })
	p.takeAll(ID, masked, nil)
	p.takeAll(ID, mbi, nil)
	p.takeAll(ID, ownNumber, func(m match) bool { return digitsIn(m.part("it")) >= 3 && !isPhoneShaped(m.part("it")) })
	p.takeAll(ID, cardNumber, func(m match) bool { return digitsIn(m.part("it")) >= 3 && !isPhoneShaped(m.part("it")) })
	p.takeAll(ID, bareID, func(m match) bool { return digitsIn(m.part("it")) >= 4 && !isPhoneShaped(m.part("it")) })
	p.takeAll(ID, code, nil)
	p.takeAll(ID, inFour, nil)
	p.takeAll(ID, run, isRun)
}

// isRun reports whether a run of digits is a number of something: not a phone,
// which has 10 or 11, not a price, and not a round sum.
func isRun(m match) bool {
	digits := m.text[m.at[0]:m.at[1]]
	if len(digits) == 10 || len(digits) == 11 || bytes.HasSuffix(digits, []byte("0000")) {
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
