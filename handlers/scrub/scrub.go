package scrub

import (
	"cmp"
	"slices"
)

// Kind is what was found.
type Kind int

// The kinds of findings.
const (
	Phone Kind = iota + 1
	Email
	Age
	Date // a date of birth also without its year
	Name
	ID // a number of a card, chart, policy or person
)

// Finding is a part of a text that may tell who somebody is. From and To are
// byte offsets, and Text is what stands there: a person's own words, which must
// not be logged.
type Finding struct {
	Kind     Kind
	From, To int
	Text     string
}

// Find returns what a text holds, in the order of the text. Findings do not
// overlap, lie on the borders of characters, and hold a letter or a digit each.
// The time it takes grows with the length of the text and not faster.
func Find(text string) []Finding {
	p := fold(text)
	p.search()
	slices.SortStableFunc(p.found, func(a, b Finding) int { return cmp.Compare(a.From, b.From) })
	return p.found
}

// FirstBut returns the first finding of a text that is of none of the allowed kinds:
// how to reach a colleague or a place may stand where a client's age may not.
func FirstBut(text string, allowed ...Kind) (f Finding, found bool) {
	for _, f := range Find(text) {
		if !slices.Contains(allowed, f.Kind) {
			return f, true
		}
	}
	return Finding{}, false
}

// search looks for every kind once, the ones that are surest first: what is
// found is blanked and hides from those that follow.
func (p *page) search() {
	p.emails()
	p.dates()
	p.ids()
	p.phones()
	p.names()
	p.ages()
}
