package bottest

import (
	"slices"
	"strings"
)

// publishing begins the payload of a button by which something leaves a book: see
// bot.Offer.
const publishing = "pub:"

// offers are the messages for one person alone with such a button, as they stand, and
// the words of those that were tapped.
type offers struct {
	standing map[shown]heard
	let      map[string]bool
}

// shown names a message for one person alone.
type shown struct{ network, person, message string }

func newOffers() *offers {
	return &offers{standing: map[shown]heard{}, let: map[string]bool{}}
}

// note takes a message for one person alone, or what became of it.
func (o *offers) note(h heard) {
	key := shown{h.network, h.Person, h.ID}
	delete(o.standing, key)
	if slices.ContainsFunc(h.Buttons, func(b Button) bool { return strings.HasPrefix(b.carries(), publishing) }) {
		o.standing[key] = h
	}
}

// tap takes what somebody pressed. If it stands on that message of hers, every word of
// the message is published.
func (o *offers) tap(by shown, b Button) {
	h := o.standing[by]
	same := func(other Button) bool { return other.carries() == b.carries() }
	if strings.HasPrefix(b.carries(), publishing) && slices.ContainsFunc(h.Buttons, same) {
		addWords(o.let, h.forms()[2])
	}
}
