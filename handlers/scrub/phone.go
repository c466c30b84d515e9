package scrub

import (
	"regexp"
	"slices"
	"strings"
)

// group is a run of digits of a text.
type group struct{ from, to int }

// digitSigns may stand between two groups of one number, longestGap of them.
const (
	digitSigns = " .-()/*_|~·•,:[]+"
	longestGap = 4
)

// A number has 7 digits at least, 15 at most, and may be typed digit by digit.
const (
	fewestDigits = 7
	mostDigits   = 15
)

const digitWord = `(?:(?:double|triple) )?(?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine|null|eins|zwei|zwo|drei|vier|fünf|fuenf|sechs|sieben|acht|neun|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)\b`

var (
	// 1-800-FLOWERS and 330-555-HELP.
	toll   = regexp.MustCompile(`\b(?:1[-. ])?8(?:00|33|44|55|66|77|88)[-. ](?:[A-Z]{7}|[A-Z]{3}-[A-Z]{4}|[A-Z]{4}-[A-Z]{3})\b`)
	vanity = regexp.MustCompile(`\b(?:1[-. ])?\(?[2-9]\d{2}\)?[-. ]\d{3}[-.][A-Z]{4}\b`)
	// Three three zero, five five five: seven digits at least, as dictated.
	spoken = regexp.MustCompile(`(?i)\b` + digitWord + `(?:[ ,.-]{1,2}(?:` + digitWord + `|\d{1,4}\b)){6,}`)

	// 330 five five five 0134.
	halfSpoken = regexp.MustCompile(`(?i)\b(?:` + digitWord + `|\d{1,4}\b)(?:[ ,.-]{1,2}(?:` + digitWord + `|\d{1,4}\b)){3,}`)
	// 33O-555-OI34: letters that look like digits.
	lookalike = regexp.MustCompile(`\b[\dOoIl]{3}\)?[-. ]{1,2}[\dOoIl]{3}[-. ][\dOoIl]{4}\b`)

	extension = regexp.MustCompile(`(?i)^[ ,;]{0,2}(?:\(? ?(?:x|ext|extn|extension)\b\.?:? ?#?|x ?|# ?)\d{1,6}\b\)?|^ ?/ ?\d{4}\b`)
	// callWord leads to a number: "call me at", "ph.", "her number is".
	callWord = regexp.MustCompile(`(?i)(?:\b(?:calls?|called|calling|texts?|texted|phones?|phoned|ph|telephone|tel|cell|mobile|fax|sms|whats ?app|signal|telegram|ring|dial|reach(?:able)?|contact|number|no|nr|line|voicemail|vm)\b[#.:]?|☎|📞|📱)` +
		`(?:[ :.,=#-]|\b(?:me|us|him|her|them|at|on|under|via|is|it's|its|my|the|number|no|cell|mobile|phone|or|text|anytime|please)\b)*$`)

	plusBefore    = regexp.MustCompile(`\+ ?$`)
	bracketBefore = regexp.MustCompile(`(?:\+ ?)?[(\[] ?(?:\+ ?)?$`)
	amountBefore  = regexp.MustCompile(`(?:[$€£]|\d[.,:]|usd ?)$`)
	npiBefore     = regexp.MustCompile(`(?i)\bnpi\b[ #:.]*(?:number|no\.?|is)?[ #:]*$`)
)

func (p *page) phones() {
	p.takeAll(Phone, spoken, nil)
	if !p.hasDigit() {
		return
	}
	p.takeAll(Phone, toll, nil)
	p.takeAll(Phone, vanity, nil)
	p.takeAll(Phone, halfSpoken, isHalfSpoken)
	p.takeAll(Phone, lookalike, func(m match) bool { n := digitsIn(string(m.text[m.at[0]:m.at[1]])); return n >= 5 && n < 10 })
	groups := p.groups()
	for i := 0; i < len(groups); i++ {
		if n := p.phoneAt(groups[i:]); n > 0 {
			p.takePhone(groups[i], groups[i+n-1])
			i += n - 1
		}
	}
}

// isHalfSpoken reports whether a mixture of digits and their names is as long as a number.
func isHalfSpoken(m match) bool {
	digits, spoken := 0, 0
	for _, word := range strings.FieldsFunc(string(m.text[m.at[0]:m.at[1]]), func(r rune) bool { return strings.ContainsRune(" ,.-", r) }) {
		switch n := digitsIn(word); {
		case n > 0:
			digits += n
		case word != "double" && word != "triple":
			spoken++
		}
	}
	return spoken >= 3 && digits > 0 && digits+spoken >= fewestDigits
}

// groups returns the runs of digits of a text.
func (p *page) groups() []group {
	var out []group
	for i := 0; i < len(p.text); i++ {
		from := i
		for i < len(p.text) && p.text[i] >= '0' && p.text[i] <= '9' {
			i++
		}
		if i > from {
			out = append(out, group{from, i})
		}
	}
	return out
}

// phoneAt is how many of the groups, from the first on, are one phone number:
// the most that are, and 0 if none.
func (p *page) phoneAt(groups []group) int {
	linked, digits := 1, groups[0].to-groups[0].from
	for linked < len(groups) && digits < mostDigits && p.links(groups[linked-1], groups[linked]) {
		digits += groups[linked].to - groups[linked].from
		linked++
	}
	if digits < fewestDigits {
		return 0
	}
	before := p.before(groups[0].from)
	if amountBefore.MatchString(before) {
		return 0
	}
	called := callWord.MatchString(before)
	for n := linked; n > 0; n-- {
		if p.dialled(groups[:n], before, called).isPhone() {
			return n
		}
	}
	return 0
}

func (p *page) links(a, b group) bool {
	gap := string(p.text[a.to:b.from])
	return len(gap) <= longestGap && gap != ", " && strings.Trim(gap, digitSigns) == ""
}

// takePhone takes a number with its plus, the bracket it opens before the first
// digit, and the extension behind. Brackets around the whole are left.
func (p *page) takePhone(first, last group) {
	inside, before, lead := string(p.text[first.from:last.to]), p.before(first.from), plusBefore
	if strings.Count(inside, ")")+strings.Count(inside, "]") > strings.Count(inside, "(")+strings.Count(inside, "[") {
		lead = bracketBefore
	}
	from, to := first.from, last.to
	if at := lead.FindStringIndex(before); at != nil {
		from -= len(before) - at[0]
	}
	if at := extension.FindIndex(p.text[to:min(len(p.text), to+around)]); at != nil {
		to += at[1]
	}
	p.take(Phone, from, to)
}

// dialled is what there is to judge a number by.
type dialled struct {
	shape         []int  // how many digits each group has
	digits        string // all in a row
	gaps          string // all that stands between the groups
	before, after string
	called        bool // a word before says that one calls it
}

func (p *page) dialled(groups []group, before string, called bool) dialled {
	d := dialled{before: before, after: p.after(groups[len(groups)-1].to), called: called}
	for i, g := range groups {
		d.shape = append(d.shape, g.to-g.from)
		d.digits += string(p.text[g.from:g.to])
		if i > 0 {
			d.gaps += string(p.text[groups[i-1].to:g.from])
		}
	}
	return d
}

func (d dialled) isPhone() bool {
	switch {
	case len(d.digits) < fewestDigits || len(d.digits) > mostDigits:
		return false
	case len(d.digits) > 7 && strings.HasSuffix(strings.TrimRight(d.before, " ("), "+"):
		return true
	case d.isHome():
		return !npiBefore.MatchString(d.before)
	case numberGoesOn.MatchString(d.after), strings.Contains(d.gaps, ":"), endsWord(d.before), startsWord(d.after) && !d.extended():
		return false
	case d.called:
		return !d.isTimes()
	}
	return d.isAbroad() || d.isLocal()
}

func (d dialled) extended() bool { return extension.MatchString(d.after) }

func (d dialled) has(shape ...int) bool { return slices.Equal(d.shape, shape) }

// isHome reports whether a number has a form of North America with its area
// code, with or without the 1 before it.
func (d dialled) isHome() bool {
	if len(d.shape) > 1 && d.shape[0] == 1 && d.shape[1] > 1 {
		d.shape = d.shape[1:]
	}
	switch len(d.digits) {
	case 10, 11:
		return d.has(len(d.digits)) || d.has(3, 3, 4) || d.has(3, 7) || d.has(6, 4) || d.has(3, 3, 2, 2) || len(d.shape) == len(d.digits)
	}
	return false
}

// isAbroad reports whether a number begins as one does that is dialled with all
// its digits: with 0 for the trunk, 00 or 011 for another country.
func (d dialled) isAbroad() bool {
	if d.isTimes() || len(d.digits) < 9 || d.digits[0] != '0' {
		return false
	}
	return strings.HasPrefix(d.digits, "00") || d.has(2, 2, 2, 2, 2) || d.shape[0] >= 3 || d.shape[0] == 2 && d.shape[1] >= 3
}

// isTimes reports whether groups are hours of the day: 0900-1700, 9.30-12.15.
func (d dialled) isTimes() bool {
	all := func(most int) bool { return !slices.ContainsFunc(d.shape, func(n int) bool { return n > most }) }
	return len(d.shape)%2 == 0 && (d.has(4, 4) || all(2))
}

// isLocal tells the seven digits of a number without area code from hours
// ("900-1700"), ranges ("100-1000 mg") and sums.
func (d dialled) isLocal() bool {
	if len(d.digits) != 7 {
		return false
	}
	if d.extended() && (d.has(7) || d.has(3, 4)) {
		return true
	}
	if counts.MatchString(d.after) || numberOpen.MatchString(d.before) || strings.HasSuffix(d.digits, "000") {
		return false
	}
	joint := strings.Trim(d.gaps, " ")
	switch {
	case d.has(7):
		return true
	case d.has(3, 4):
		return (joint == "-" || joint == ".") && d.digits[0] > '1' && !(quarter(d.digits[:3]) && quarter(d.digits))
	}
	return d.has(3, 2, 2) && joint == "--" && d.digits[0] > '1'
}

// quarter reports whether digits end like a time of day: on a quarter of an hour.
func quarter(digits string) bool {
	switch digits[len(digits)-2:] {
	case "00", "15", "30", "45":
		return true
	}
	return false
}
