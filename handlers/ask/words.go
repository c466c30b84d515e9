package ask

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"referout/handlers/guide"
	"referout/handlers/scrub"
)

// What people type for the format, and for when. The order of the formats is theirs.
var (
	formatPatterns = [...]*regexp.Regexp{
		InPerson - 1:   regexp.MustCompile(`(?i)\b(in[- ]?person|face[- ]to[- ]face|in[- ]office|on[- ]site)\b`),
		Online - 1:     regexp.MustCompile(`(?i)\b(on[- ]?line|virtual(ly)?|remote(ly)?|tele[- ]?(health|medicine|therapy)|video|zoom)\b`),
		HomeVisits - 1: regexp.MustCompile(`(?i)\b((home|house)[- ]?(visits?|calls?)|(at|to) (the |their )?home|mobile)\b`),
	}
	whenPattern = regexp.MustCompile(`(?i)\b(?:(?:with)?in (?:a|an|one|two|three|four|five|six|the next|\d{1,2})(?: or \w+)? ?(?:\w+ )?(?:days?|weeks?|months?)` +
		`|(?:this|next|by next|by the end of(?: the| this)?) (?:week|month|mon|tues?|wed|thurs?|fri|sat|sun)(?:end)?(?:day|nesday|urday)?` +
		`|by (?:mon|tues|wednes|thurs|fri|satur|sun)day|asap|as soon as possible|soon|right away|urgent(?:ly)?|no (?:hurry|rush)` +
		`|(?:on )?(?:(?:early|late|weekday|weekend) )?(?:mornings?|afternoons?|evenings?)|(?:on )?(?:weekends?|weekdays?|(?:mon|tues|wednes|thurs|fri|satur|sun)days))\b`)
	insurancePattern = regexp.MustCompile(`(?i)\b(takes?|accepts?|accepting|with|on|in[- ]network|insurance|payer)\b`)
	wherePattern     = regexp.MustCompile(`(?i)^(in|near|around|at|by|close to|from)\s+`)
	approachPattern  = regexp.MustCompile(`(?i)\b(needling|myofascial|release|trauma|informed|manual|cupping|visceral|craniosacral|hands|gentle|deep|sports|` +
		`prenatal|postnatal|pre-?natal|post-?partum|pediatric|paediatric|vestibular|somatic|functional|holistic|therapy|technique|method|trained|certified|` +
		`experienced|specializ\w+|lymph\w*|scars?|tmj|jaw|emdr|cbt|dbt|oncology|geriatric|women'?s|men'?s|speaks?|speaking|spanish)\b`)
	// clientPattern is whom it is for, which is nobody's business.
	clientPattern = regexp.MustCompile(`(?i)\b(?:for|of|from)\s+(?:(?:my|our|a|an|the|this|one of my|some)\s+)?(?:\w+\s+)?(?:client|patient|customer)s?\b[^,;]*`)
	breakPattern  = regexp.MustCompile(`\s*[,;|·•]\s*|\s+[-–—]+\s+`)
	zipPattern    = regexp.MustCompile(`^\d{5}$`)
	fillPattern   = regexp.MustCompile(`(?i)^((looking|searching) for|(i|we) (need|want|am looking for|are looking for)|need|want|wanted|any(body|one)|someone|somebody|who|that|which|does|know|a|an|the|for|and|or|please|is there|good)\b\s*`)
)

// findFormat returns the first format in words, and the bytes of the phrase.
func findFormat(words string) (f Format, from, to int, ok bool) {
	from = len(words)
	for i, p := range formatPatterns {
		if s := p.FindStringIndex(words); s != nil && s[0] < from {
			f, from, to, ok = Format(i+1), s[0], s[1], true
		}
	}
	return f, from, to, ok
}

// gap stands where something was taken out of the words: what is before and behind it
// belongs to different fields.
const gap = " , "

// readWords reads a need out of a line: what is known first, then where and how. It is a
// guess, which is shown before anything is done with it.
func readWords(words string) (n Need, out omitted) {
	words, out = describe(words)
	words = clientPattern.ReplaceAllString(words, gap)
	words = strings.ReplaceAll(words, scrub.LeftOut, gap)
	words = n.pullSpecialties(words)
	words = n.pullPayers(words)
	if f, from, to, ok := findFormat(words); ok {
		n.Format, words = f, words[:from]+gap+words[to:]
	}
	if s := whenPattern.FindStringIndex(words); s != nil {
		n.When, words = tidy(words[s[0]:s[1]]), words[:s[0]]+gap+words[s[1]:]
	}
	for _, part := range breakPattern.Split(words, -1) {
		n.place(part)
	}
	for _, d := range details() {
		if typed := d.show(n); d.most > 0 && typed != "" { // what came together may say more
			more, err := d.read(&n, typed)
			if out.add(more...); err != nil {
				_ = d.take(&n, "") // which leaves it out
			}
		}
	}
	return n, out
}

// pullSpecialties takes the specialty that the words name best out of them. A part of its
// own name says nothing more; another profession says how the work is to be done.
func (n *Need) pullSpecialties(words string) string {
	code, from, to, ok := guide.FindSpecialty(words)
	if !ok {
		return words
	}
	n.Specialty = code
	best := strings.ToLower(guide.SpecialtyName(code))
	for _, f := range slices.Backward(guide.FindSpecialties(words)) {
		if (f.From < to && from < f.To) || strings.Contains(best, strings.ToLower(guide.SpecialtyName(f.Code))) {
			words = words[:f.From] + gap + words[f.To:]
		}
	}
	return words
}

func (n *Need) pullPayers(words string) string {
	found := guide.FindPayers(words)
	if len(found) == 0 {
		return words
	}
	if err := n.takePayers(words); err != nil {
		return words
	}
	for _, f := range slices.Backward(found) {
		before := strings.TrimRight(words[:f.From], " ")
		if s := insurancePattern.FindAllStringIndex(before, -1); s != nil && s[len(s)-1][1] == len(before) {
			before = before[:s[len(s)-1][0]]
		}
		words = before + gap + words[f.To:]
	}
	return words
}

// mostGuessed is how many words a place has that is written in small letters.
const mostGuessed = 2

// place puts what is left of the words where it most likely belongs.
func (n *Need) place(part string) {
	part = tidy(part)
	for s := fillPattern.FindString(part); s != ""; s = fillPattern.FindString(part) {
		part = tidy(part[len(s):])
	}
	if !says(part) || insurancePattern.FindString(part) == part {
		return
	}
	if s := wherePattern.FindString(part); s != "" {
		n.addArea(part[len(s):])
		return
	}
	words := strings.Fields(part)
	if capital := leading(words); n.Area == "" && capital > 0 && !approachPattern.MatchString(strings.Join(words[:capital], " ")) {
		n.addArea(strings.Join(words[:capital], " "))
		n.addApproach(strings.Join(words[capital:], " "))
		return
	}
	if n.Area == "" && len(words) <= mostGuessed && !approachPattern.MatchString(part) {
		n.addArea(part)
		return
	}
	n.addApproach(part)
}

// says says whether a part is more than a number that belonged to what was taken out. A
// ZIP code is.
func says(part string) bool {
	return strings.ContainsFunc(part, unicode.IsLetter) || zipPattern.MatchString(part)
}

// leading is how many words at the beginning have a capital letter.
func leading(words []string) (count int) {
	for _, w := range words {
		if first, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(first) {
			break
		}
		count++
	}
	return count
}

func (n *Need) addArea(text string) { n.add(areaField, &n.Area, text) }

func (n *Need) addApproach(text string) { n.add(approachField, &n.Approach, text) }

// add puts a text behind what is there, if it fits.
func (n *Need) add(name string, to *string, text string) {
	if *to != "" && tidy(text) != "" {
		text = *to + ", " + text
	}
	d, ok := detailOf(name)
	if text = tidy(text); ok && text != "" && utf8.RuneCountInString(text) <= d.most {
		*to = text
	}
}
