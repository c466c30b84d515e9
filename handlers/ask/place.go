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

// Where and how, read out of a line: only what is clearly a place or a way of working.
var (
	// whomPattern is where talk of a client begins.
	whomPattern = regexp.MustCompile(`(?i)\b(?:(?:for|of) |(?:my|our|his|her|their|he|she|him|they|named|called|whose|patients?|clients?|customers?|woman|man|lady|guy|girl|boy|teen(?:ager)?|kid|child|baby|toddler|infant|` +
		`husband|wife|spouse|partner|girlfriend|boyfriend|son|daughter|mother|mom|mum|father|dad|sister|brother|aunt|uncle|niece|nephew|grand\w+|friend|neighbou?r|colleague|boss|employee|veteran|student)\b` +
		`|who(?:'s| (?:was|is|has|had|needs?|wants?|suffers?|got|lost|can't|cannot|can|just|recently|feels?|lives?|works?|came|hurt|fell))\b|with |after |from |because |since |due to )`)
	// whomEnds is where it ends.
	whomEnds = regexp.MustCompile(`(?i)\s*[,;|·•\x00]|\s[-–—]\s|\b(?:needs?|wants?|seeks?|looking|searching|would like)\b|\b(?:in|near|around|close to) \p{Lu}|\b(?:down|up|mid)town\b`)
	// placePattern is one word that names a part of a town by its sound.
	placePattern = regexp.MustCompile(`(?i)^(?:(?:down|up|mid)town|(?:the )?(?:north|south|east|west|northern|southern|eastern|western|(?:north|south)(?:east|west))(?:[- ]?(?:side|end|of town))?` +
		`|\p{L}{3,}(?:side|town|ville|burgh?)|\d{5})$`)
	// placeWord makes a place of the words around it.
	placeWord = regexp.MustCompile(`(?i)\b(?:falls|heights|hills?|park|oaks?|beach|city|springs?|village|valley|lakes?|creek|county|square|corners?|point|grove|ridge|harbou?r|island|township|district|north|south|east|west)\b`)
	// noPlace is what is no area although it has a capital letter or "in" before it.
	noPlace = regexp.MustCompile(`(?i)\b(?:pain|tears|crisis|recovery|remission|menopause|labou?r|icu|er|aa|na|ms|pt|ptsd|adhd|asd|tbi|als|hiv|aids|copd|ibs|cancer|lupus|lyme|parkinsons?|alzheimers?|crohns?|autism|depression|anxiety|divorce|` +
		`school|schools|elementary|college|hospital|ward|prison|jail|shelter|church|apt|apartment|room|unit|class|grade|house|home|street|st|ave|avenue|road|rd|` +
		`jan\w*|feb\w*|march|april|may|june|july|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*|mon\w*|tues?\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*|` +
		`mr|mrs|ms|dr|nice|good|great|best|kind|urgent|help|hi|hello|hey|thanks|please|somebody|someone|anyone|anybody|i|he|she|the|a|an|and|or|we|my)\b`)
	// nearPattern leads to a place.
	nearPattern = regexp.MustCompile(`(?i)\b(in|near|around|close to|at|by)\s+(?:the\s+)?`)
	// saintPattern begins the name of a town.
	saintPattern = regexp.MustCompile(`^(?:St\.?|Saint) `)
	// inState is a town with its state.
	inState = regexp.MustCompile(`\b(?i:in|near|around|close to|by|at)\s+((?:\p{Lu}[\p{L}.-]*\s+){0,2}\p{Lu}[\p{L}-]+,\s*` + stateCodes + `)\b`)
	// mannerPattern is a method, an approach, or a language of the practitioner.
	mannerPattern = regexp.MustCompile(`(?i)\b(?:dry[- ]needling|needling|myofascial(?: release)?|(?:active|trigger[- ]point|soft[- ]tissue) release|trauma[- ](?:informed|trained|sensitive|focused)(?: care)?|` +
		`(?:manual|vestibular|somatic|craniosacral|aquatic|cognitive|behaviou?ral|play|art|exposure) (?:therapy|work|techniques?)|manual|cupping|visceral|craniosacral|hands[- ]on|gentle|gently|deep[- ]tissue|sports?|` +
		`pre-?natal|post-?natal|post-?partum|pa?ediatric|geriatric|vestibular|somatic|functional|holistic|lymph\w*(?: drainage)?|scar work|tmj|jaw|emdr|cbt|dbt|oncology|women'?s health|men'?s health|` +
		`(?:female|male)(?: (?:therapist|practitioner|provider))?|lgbtq?\+?[- ]?(?:friendly|affirming)?|fluent in \p{L}+|(?:speaks?|speaking) \p{Lu}\p{L}+|spanish|bilingual|certified|experienced)\b`)
)

// Kinds of what was left out that no scrubber finds. Stored in drafts: never to change.
const (
	whomItIsFor scrub.Kind = 101
	notSure     scrub.Kind = 102
)

// cut marks where something private was taken out: behind it only what names itself a
// place is one.
const cut = " \x00 "

// withoutWhom takes the talk of a client out of a line.
func withoutWhom(words string) (left string, any bool) {
	for from := 0; from < len(words); {
		s := whomPattern.FindStringIndex(words[from:])
		if s == nil {
			break
		}
		at, next := from+s[0], from+s[1]
		if aboutWork(words[next:]) {
			from = next
			continue
		}
		end := len(words)
		if e := whomEnds.FindStringIndex(words[next:]); e != nil {
			end = next + e[0]
		}
		words, any = words[:at]+cut+words[end:], true
		from = at + len(cut)
	}
	return words, any
}

var articlePattern = regexp.MustCompile(`(?i)^\s*(?:(?:a|an|the|some|any|good|great|nice|kind|new)\s+)*`)

// aboutWork says whether what follows "for" or "with" begins with a profession or a method.
func aboutWork(rest string) bool {
	rest = rest[len(articlePattern.FindString(rest)):]
	for _, f := range guide.FindSpecialties(rest) {
		if f.From == 0 {
			return true
		}
	}
	s := mannerPattern.FindStringIndex(rest)
	return s != nil && s[0] == 0
}

// place reads where and how out of what is left of the words. unsure says that there was
// more; open is whether a word with a capital letter may be a place by itself.
func (n *Need) place(part string, open bool) (unsure bool) {
	part = bare(part)
	for {
		s := mannerPattern.FindStringIndex(part)
		if s == nil {
			break
		}
		n.addApproach(part[s[0]:s[1]])
		before := part[:s[0]]
		unsure = n.placeOnly(before, open) || unsure
		part = part[s[1]:]
	}
	return n.placeOnly(part, open) || unsure
}

// placeOnly is place for words without an approach.
func (n *Need) placeOnly(part string, open bool) (unsure bool) {
	part = bare(part)
	if part == "" {
		return false
	}
	if s := nearPattern.FindStringSubmatchIndex(part); s != nil {
		if place, more := named(part[s[1]:]); place != "" {
			n.addArea(place)
			return bare(part[:s[0]]) != "" || bare(more) != ""
		}
		return true
	}
	if isPlace(part, open) {
		n.addArea(part)
		return false
	}
	return true
}

// pullTowns takes the towns with their states out of words.
func (n *Need) pullTowns(words string) string {
	for _, s := range slices.Backward(inState.FindAllStringSubmatchIndex(words, -1)) {
		n.addArea(words[s[2]:s[3]])
		words = words[:s[0]] + gap + words[s[1]:]
	}
	return words
}

// mostPlace is how many words the name of a place has.
const mostPlace = 3

// named is the place that words begin with, and what follows it.
func named(words string) (place, more string) {
	all := strings.Fields(words)
	count := leading(all)
	for count > 1 && isSmall(all[count-1]) {
		count--
	}
	if count == 0 && len(all) > 0 && placePattern.MatchString(all[0]) {
		count = 1
	}
	if count == 0 || count > mostPlace {
		return "", words
	}
	place = strings.Trim(strings.Join(all[:count], " "), ".")
	if noPlace.MatchString(saintPattern.ReplaceAllString(place, "")) || strings.ContainsAny(place, "'’()@") || scrub.Somebody(place) {
		return "", words
	}
	return place, strings.Join(all[count:], " ")
}

func isSmall(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(first)
}

// isPlace says whether a whole part names a place: by its sound, or by its capital letter
// where nothing was said of anybody before.
func isPlace(part string, open bool) bool {
	words := strings.Fields(part)
	switch {
	case placePattern.MatchString(part):
		return true
	case len(words) > mostPlace, leading(words) < len(words), noPlace.MatchString(part), strings.ContainsAny(part, "'’()@\"0123456789"):
		return false
	}
	for _, w := range words {
		if scrub.Given(w) {
			return false
		}
	}
	return placeWord.MatchString(part) && len(words) > 1 || open && len(words) == 1 && utf8.RuneCountInString(part) > 2
}

// bare is a part without the words that say nothing.
func bare(part string) string {
	part = strings.Trim(tidy(part), " ().")
	for s := fillPattern.FindString(part); s != ""; s = fillPattern.FindString(part) {
		part = strings.Trim(tidy(part[len(s):]), " ().")
	}
	if insurancePattern.FindString(part) == part {
		return ""
	}
	return part
}
