package ask

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"referout/bot"
	"referout/handlers/scrub"
)

// describe is a text about the practitioner wanted, without what may be about a client.
// Who was named in another text is left out, too; known gets to know who is named in this one.
func describe(text string, known *scrub.Names) (string, scrub.Kinds) {
	return withoutKnown(bot.OneLine(text), known)
}

// colleague is a text about a practitioner, which one person alone will read: who they are
// and how to reach them may stay.
func colleague(text string) (string, scrub.Kinds) {
	text = bot.OneLine(text)
	told := clientTalk.ReplaceAllString(text, " ")
	left, out := without(told, scrub.Phone, scrub.Email, scrub.Address, scrub.Account, scrub.Person)
	if told != text {
		out.Add(whomItIsFor)
	}
	return left, out
}

// clientTalk is what somebody did for a client, up to the end of the sentence or to the
// comma before a number to call.
var clientTalk = regexp.MustCompile(`(?i)(?:,\s*)?\b(?:(?:(?:was|is|so|very|really|great|good|wonderful|amazing|excellent|kind|nice) )*(?:with|for|to|by|like) )?` +
	`(?:(?:my|our|an?|the|this|one of my) (?:\p{L}+ )?(?:client|patient|customer|husband|wife|partner|son|daughter|mother|mom|mum|father|dad|sister|brother|aunt|uncle|friend|kid|child|baby)s?\b` +
	`|(?:has |have )?(?:helped|treated|healed|fixed|cured|saved|rehabbed|worked (?:with|on))\b)[^,;\n@]*`)

// mostTidied is how often a text is looked through again because tidying has changed it.
const mostTidied = 4

// without leaves out of a text what the scrubber finds in it, but what is of the allowed
// kinds; "" if nothing else is in it. Looked through again, the text stays as it is: what
// is shown before it is posted is what will stand there.
func without(text string, allowed ...scrub.Kind) (string, scrub.Kinds) {
	return withoutKnown(text, &scrub.Names{}, allowed...)
}

func withoutKnown(text string, known *scrub.Names, allowed ...scrub.Kind) (string, scrub.Kinds) {
	var out scrub.Kinds
	for range mostTidied {
		left, found := scrub.CleanKnowing(text, *known, allowed...)
		known.Add(found)
		for _, f := range found {
			out.Add(f.Kind)
		}
		if left = tidy(left); left == text {
			break
		}
		text = left
	}
	if !readable(text) {
		text = ""
	}
	return text, out
}

var partPattern = regexp.MustCompile(`[^,;/|·•]+`)

// withoutNames leaves out of a text the parts between commas that are a name in full: where
// a practitioner is described, no field is for one. Where a place is to stand, a first name
// is somebody's as well, but before a state.
func withoutNames(text string, place bool, known *scrub.Names, out *scrub.Kinds) string {
	var b strings.Builder
	end := 0
	for _, at := range partPattern.FindAllStringIndex(text, -1) {
		part := text[at[0]:at[1]]
		if placeWord.MatchString(part) || beforeState.MatchString(text[at[1]:]) || !scrub.FullName(part) && !(place && scrub.Somebody(part)) {
			continue
		}
		out.Add(scrub.Name)
		known.Add([]scrub.Finding{{Kind: scrub.Name, Text: part}})
		b.WriteString(text[end:at[0]] + " " + scrub.LeftOut)
		end = at[1]
	}
	b.WriteString(text[end:])
	if text = tidy(b.String()); !readable(text) {
		return ""
	}
	return text
}

// stateCodes are the states of towns; MS is an illness.
const stateCodes = `(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOT]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|ON|BC|AB|QC)`

// beforeState is what goes on behind the name of a town.
var beforeState = regexp.MustCompile(`^, ?` + stateCodes + `\b`)

func tidy(text string) string {
	return strings.ReplaceAll(strings.Trim(bot.OneLine(text), " ,;:?!-"), " ,", ",")
}

// readable says whether a text has a letter or a digit in it.
func readable(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// short is a text of at most so many characters that says something. The error is a
// sentence.
func short(text string, most int) (string, error) {
	text = bot.OneLine(text)
	if !readable(text) {
		return "", bot.Errorf("%s", nothingIn)
	}
	if n := utf8.RuneCountInString(text); n > most {
		return "", bot.Errorf(tooLong, n, most)
	}
	return text, nil
}
