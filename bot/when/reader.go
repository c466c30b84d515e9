package when

import (
	"slices"
	"strings"
	"time"
)

// reader reads one text at one moment.
type reader struct {
	toks  []token
	now   time.Time // in the person's zone
	today time.Time // its day, as a wall time at 00:00
	sense Sense
	whole bool // the text is an answer to "when?"
}

func newReader(text string, now time.Time, sense Sense) *reader {
	return &reader{toks: tokenize(text), now: now, today: midnight(Wall(now)), sense: sense}
}

// what says what a piece is.
type what int

const (
	aDay     what = iota // day is set, and clock if a part of the day goes with it
	aWeekday             // weekday and its which
	aWeek                // day is its Monday, and which tells if it was this, next, last
	aClock               // clock
	aMoment              // at
	aDoubt               // reason and options
)

// which is how a weekday or week is pointed at.
type which int

const (
	bare which = iota
	this
	coming // the first after today
	next
	last
)

// piece is what one matcher understood, up to the token before next.
type piece struct {
	what    what
	next    int
	day     time.Time
	weekday time.Weekday
	which   which
	clock   clock
	at      time.Time
	reason  Reason
	options []time.Time
	weak    bool // a date only beside another piece
	// loose is how many months lie between a day and the next it may mean: 12 if
	// its year was not said, 1 if its month was not, else 0.
	loose int
}

// day and doubt make the two commonest pieces.
func day(next int, d time.Time) (piece, bool) {
	return piece{what: aDay, next: next, day: d}, true
}

func doubt(next int, why Reason, options ...time.Time) (piece, bool) {
	return piece{what: aDoubt, next: next, reason: why, options: options}, true
}

// longest returns the piece at token i that takes in most tokens.
func (r *reader) longest(i int) (best piece, ok bool) {
	matchers := []func(int) (piece, bool){
		r.relativeDay, r.dayPart, r.week, r.month, r.vague, r.edge,
		r.pointedWeekday, r.nthWeekday,
		r.monthDay, r.dayMonth, r.dayOfMonth, r.monthAlone, r.numericDate,
		r.clockTime, r.span, r.spanFrom,
	}
	for _, match := range matchers {
		if p, hit := match(i); hit && (!ok || p.next > best.next) {
			best, ok = p, true
		}
	}
	return best, ok
}

// tok is the token at i, or an empty mark beyond the ends.
//
//go:noinline
func (r *reader) tok(i int) token {
	if i < 0 || i >= len(r.toks) {
		return token{kind: mark}
	}
	return r.toks[i]
}

// is reports whether token i is one of the words or marks of a list.
func (r *reader) is(i int, list string) bool { return oneOf(r.tok(i).text, list) }

// after returns the place behind a sequence of words at i; in the sequence
// "a|b" is either and "(a)" may be missing.
func (r *reader) after(i int, sequence string) (int, bool) {
	for w := range strings.FieldsSeq(sequence) {
		inner := strings.Trim(w, "()")
		switch {
		case i < len(r.toks) && slices.Contains(strings.Split(inner, "|"), r.toks[i].text):
			i++
		case inner == w:
			return i, false
		}
	}
	return i, true
}

// name reports whether token i is a capitalised word that belongs to no date.
func (r *reader) name(i int) bool {
	t := r.tok(i)
	if t.kind != word || !t.capital || isTitle(t.text) || oneOf(t.text, "am pm noon midnight at on in the to for and or i next last this morning afternoon evening night") {
		return false
	}
	_, _, isDay := weekdayOf(t.text)
	_, isMonth := monthOf(t.text)
	return !isDay && !isMonth
}

// counts reports whether token i makes a count or an address of the number
// before it: "12 cards", "12 May Street".
func (r *reader) counts(i int) bool {
	t := r.tok(i)
	if t.kind == mark {
		return t.text == "%" && t.glued
	}
	return isThing(t.text) || r.street(i)
}

// street reports whether token i makes a street or a room of what precedes it.
func (r *reader) street(i int) bool {
	if r.is(i, "dr st") { // doctor or drive, saint or street
		return r.tok(i+1).kind != word && r.tok(i+1).text != "."
	}
	return isStreet(r.tok(i).text)
}

// ends reports whether a phrase may end before token i when its last word is
// weak by itself ("the 15th", "at 9"): no street, no count follows.
func (r *reader) ends(i int) bool {
	t := r.tok(i)
	switch t.kind {
	case word:
		return isLink(t.text) || isTitle(t.text) || t.text == "from" || t.text == "of"
	case number:
		return false
	}
	return !t.glued || !oneOf(t.text, "/ - : # % $ +")
}
