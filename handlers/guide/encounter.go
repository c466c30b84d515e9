package guide

import (
	"strconv"
	"sync"

	"referout/handlers/courtesy"
)

// FindTouch returns the kind of touch that words name best, and the bytes of
// the phrase. Lunch or coffee in a café is a touch elsewhere and no visit.
func FindTouch(words string) (kind courtesy.TouchKind, from, to int, ok bool) {
	f, ok := touchPhrases().best(words)
	if !ok {
		return 0, 0, 0, false
	}
	number, err := strconv.Atoi(f.Code)
	return courtesy.TouchKind(number), f.From, f.To, err == nil
}

var touchPhrases = sync.OnceValue(func() *index {
	x := newIndex()
	for kind, phrases := range map[courtesy.TouchKind]string{
		courtesy.Visit: "visit, visited, office visit, drop by, dropped by, drop in, dropped in, dropped off cards, stop by, stopped by, stopped in, came by, " +
			"at the office, at their office, at her office, at his office, at the front desk, in the office, in person, in-person",
		courtesy.Lunch: "lunch, office lunch, lunch at the office, lunch at their office, brought lunch, lunch and learn, lunch-and-learn, breakfast at the office",
		courtesy.Elsewhere: "elsewhere, lunch in a café, lunch at a café, lunch at the café, lunch in a cafe, lunch at a cafe, lunch at the cafe, lunch out, lunch downtown, lunch at a restaurant, lunch in a restaurant, " +
			"café, cafe, coffee, coffee shop, for coffee, restaurant, breakfast, dinner, for dinner, drinks, ran into, bumped into, out of the office, outside the office, conference, on the street",
		courtesy.Call:   "call, called, phone, phoned, phone call, by phone, on the phone, over the phone, telephone, rang, spoke on the phone, video call, zoom, on zoom, facetime",
		courtesy.Meetup: "meetup, meet-up, at the meetup, networking group, networking event, networking, at the meeting",
	} {
		x.addAll(typed(phrases), strconv.Itoa(int(kind)))
	}
	return x
})
