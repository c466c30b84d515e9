package courtesy

import "strconv"

// TouchKind is the way in which two professionals met. It is stored: the
// numbers never change. The zero value is no kind.
type TouchKind int

// The kinds of touch, in the order in which they are offered.
const (
	Visit     TouchKind = 1 // at their office
	Lunch     TouchKind = 2 // at their office, over lunch
	Elsewhere TouchKind = 3 // in any other place, such as a café
	Call      TouchKind = 4 // by phone or video
	Meetup    TouchKind = 5 // at a meeting of the circle
)

// TouchKinds lists every kind in the order in which they are offered.
func TouchKinds() []TouchKind {
	return []TouchKind{Visit, Lunch, Elsewhere, Call, Meetup}
}

// String is the word that members type for the kind.
func (k TouchKind) String() string {
	switch k {
	case Visit:
		return "visit"
	case Lunch:
		return "lunch"
	case Elsewhere:
		return "elsewhere"
	case Call:
		return "call"
	case Meetup:
		return "meetup"
	}
	return "touch " + strconv.Itoa(int(k))
}

// InPerson reports whether the touch happened at the office and so moves the
// date of the next visit there. Lunch in a café does not.
func (k TouchKind) InPerson() bool {
	return k == Visit || k == Lunch
}

// OwesNote reports whether a handwritten note follows: after every encounter
// (MASSAGE Magazine), except that for a call it is only offered.
func (k TouchKind) OwesNote() bool {
	return k != Call
}
