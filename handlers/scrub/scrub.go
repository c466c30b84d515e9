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
	ID      // a number of a card, chart, policy or person
	Address // a street with its number, a post box, a postal code
	Account // of a social network or messenger: a handle or a link
	// Person is a name of which the words around do not say whose it is: a title with a
	// surname, a first name with an initial. Where a colleague is to be named it may stand.
	Person
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
func Find(text string) []Finding { return find(text, nil) }

// find is [Find] that knows how people are called in other texts.
func find(text string, known Names) []Finding {
	p := fold(text)
	p.search()
	p.again(known)
	slices.SortStableFunc(p.found, func(a, b Finding) int { return cmp.Compare(a.From, b.From) })
	return p.found
}

// FirstBut returns the first finding of a text that is of none of the allowed kinds:
// how to reach a colleague or a place may stand where a client's age may not.
func FirstBut(text string, allowed ...Kind) (f Finding, found bool) {
	if all := but(Find(text), allowed); len(all) > 0 {
		return all[0], true
	}
	return Finding{}, false
}

// but is the findings that are of none of the allowed kinds.
func but(found []Finding, allowed []Kind) []Finding {
	return slices.DeleteFunc(found, func(f Finding) bool { return slices.Contains(allowed, f.Kind) })
}

// search looks for every kind once, the ones that are surest first: what is
// found is blanked and hides from those that follow.
func (p *page) search() {
	p.emails()
	p.accounts()
	p.apart()
	p.dates()
	p.ids()
	p.phones()
	p.payersIDs()
	p.addresses()
	p.names()
	p.ages()
	p.beside()
}
