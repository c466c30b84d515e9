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
	// dayPattern is a day, or a time of one, wherever no client is spoken of.
	dayPattern = regexp.MustCompile(`(?i)\b(?:(?:on |by )?` + dayWords + `(?: or ` + dayWords + `)?(?: (?:at|after|before|around|until) \d{1,2}(?::\d\d)?(?: ?[ap]m\b)?)?` +
		`|this (?:morning|afternoon|evening)|(?:after|before) \d{1,2}(?::\d\d)? ?[ap]m)\b`)
	insurancePattern = regexp.MustCompile(`(?i)\b(takes?|accepts?|accepting|with|on|in[- ]network|insurance|payer)\b`)
	breakPattern     = regexp.MustCompile(`\s*[,;|·•\x00]\s*|\s+[-–—]+\s+`)
	fillPattern      = regexp.MustCompile(`(?i)^((looking|searching) for|(i|we) (need|want|am looking for|are looking for)|need|want|wanted|any(body|one)|someone|somebody|who|that|which|does|do you|you|know|knows|a|an|the|for|with|and|or|please|is there|good|needs|wants|looking|searching|hi|hello|all|everybody|is|are|to|see|practitioner|provider|specialist|therapist|i|we|am|recommend|recommendations?)\b\s*`)
)

// dayWords are a day, and which part of it.
const dayWords = `(?:today|tonight|tomorrow|(?:this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?: (?:morning|afternoon|evening|night|noon)s?)?`

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

// findWhen is where words say when, the first time they do. A day behind talk of a client is
// hers.
func findWhen(words string) []int {
	day, rest := dayPattern.FindStringIndex(words), whenPattern.FindStringIndex(words)
	if day == nil || rest != nil && rest[0] < day[0] {
		return rest
	}
	parts := breakPattern.Split(words[:day[0]], -1)
	if whomPattern.MatchString(parts[len(parts)-1]) {
		return rest
	}
	return day
}

// gap stands where something was taken out of the words: what is before and behind it
// belongs to different fields.
const gap = " , "

// workPattern is what somebody tells her book: who sent whom, whom she met.
var workPattern = regexp.MustCompile(`(?i)^\W*(?:(?:i|we|i've|we've|just|have|has) )*(?:met|saw|had|did|visited|called|phoned|rang|ran into|bumped into|dropped (?:in|by|off)|stopped by|sent|referred|got|received|left|mailed|wrote|snooze)\b` +
	`|\b(?:sent|referr?ed) (?:me|us|them|him|her|someone|somebody|people|two|(?:a|an|another|one|my)(?: new)? (?:client|patient|person|referral))\b|\b(?:lunch|coffee|breakfast|dinner) with\b`)

// tellsOfWork says whether a line is for her book, and describes nobody wanted.
func tellsOfWork(line string) bool { return workPattern.MatchString(line) }

// readWords reads a need out of a line: what is known first, then where and how. It is a
// guess, which is shown before anything is done with it.
//
// It leaves out who is known from other texts, too, and gets to know who is named in this
// one.
func readWords(words string, known *scrub.Names) (n Need, out scrub.Kinds) {
	words, out = describe(words, known)
	words = strings.ReplaceAll(words, scrub.LeftOut, cut)
	words = n.pullPayers(n.pullTowns(words))
	if f, from, to, ok := findFormat(words); ok {
		n.Format, words = f, words[:from]+gap+words[to:]
	}
	if s := findWhen(words); s != nil {
		n.When, words = tidy(words[s[0]:s[1]]), words[:s[0]]+gap+words[s[1]:]
	}
	words, whom := withoutWhom(words)
	if whom {
		out.Add(whomItIsFor)
	}
	words = n.pullSpecialties(words)
	if n.placeAll(words) {
		out.Add(notSure)
	}
	for _, d := range details() {
		if typed := d.show(n); d.most > 0 && typed != "" { // what came together may say more
			more, err := d.readKnowing(&n, typed, known)
			if out.Add(more...); err != nil {
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

// placeAll reads where and how out of what is left. A capital letter makes a place only
// before anything private was said, and not of the first word, which phones give one.
func (n *Need) placeAll(words string) (unsure bool) {
	before, _, _ := strings.Cut(words, "\x00")
	open := len(breakPattern.Split(before, -1))
	for i, part := range breakPattern.Split(words, -1) {
		if !readable(part) {
			continue
		}
		if n.place(part, i > 0 && i < open) {
			unsure = true
		}
	}
	return unsure
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
