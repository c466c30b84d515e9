package guide

import (
	"slices"
	"strings"
)

// Occasion is what a note of thanks is for. It is stored: the numbers never
// change.
type Occasion int

// The occasions of a note.
const (
	InboundReferral  Occasion = 1 // they sent somebody; two cards go into the envelope
	OutboundReferral Occasion = 2 // somebody was sent to them, and no more is known or said
	TheyWent         Occasion = 3 // somebody was sent to them and has been seen
	MetVisit         Occasion = 4
	MetLunch         Occasion = 5
	MetElsewhere     Occasion = 6
	MetMeetup        Occasion = 7
	Called           Occasion = 8
	OfficeMet        Occasion = 9 // met at an office, nobody by name
)

// Variants is the number of drafts that differ in every line; variant n reads
// like variant n + Variants.
const Variants = 4

// Draft is a short note of thanks, to be copied by hand: a greeting, one line
// for each occasion, a closing line and the place for a signature. An occasion
// given more than once has one line, in words for more than one. The address is
// as it follows "Dear": "Dr Lee", "Ana" or "everyone at Stone Oak"; without one
// the note begins with "Hello". Neighbouring variants share no line, so that
// nobody gets the same words twice in a row; any number is a variant.
//
// The note thanks for trust and time, and offers nothing in return for having
// been sent somebody.
func Draft(to string, occasions []Occasion, variant int) string {
	lines := []string{greeting(to), ""}
	for _, o := range inOrder(occasions) {
		lines = append(lines, turn(occasionLines(o, more(occasions, o)), variant))
	}
	if slices.Contains(occasions, InboundReferral) {
		lines = append(lines, turn(cardLines(), variant))
	}
	lines = append(lines, turn(closings(), variant), "", turn(signOffs(), variant))
	return strings.Join(lines, "\n")
}

func greeting(to string) string {
	if to = strings.Join(strings.Fields(to), " "); to == "" {
		return "Hello,"
	}
	return "Dear " + to + ","
}

// inOrder returns the occasions without repetition, as first given.
func inOrder(occasions []Occasion) []Occasion {
	var once []Occasion
	for _, o := range occasions {
		if !slices.Contains(once, o) {
			once = append(once, o)
		}
	}
	return once
}

func more(occasions []Occasion, o Occasion) bool {
	first := slices.Index(occasions, o)
	return slices.Contains(occasions[first+1:], o)
}

func turn(lines []string, variant int) string {
	n := len(lines)
	return lines[(variant%n+n)%n]
}
