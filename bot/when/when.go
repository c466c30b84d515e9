// Package when understands dates as people type them, and is the one place
// where a wall time becomes an instant.
//
// # Wall times
//
// A wall time is a time.Time in UTC whose clock reading is the person's own: it
// floats, and becomes an instant only through [Instant], in the zone that
// person lives in by then. Nothing here reads the clock: now is an argument.
//
// # What is understood
//
// English, deterministically, in any case and with small slips of the finger:
// days ("tomorow 9am", "last tuesday", "the 15th"), dates ("Dec. 12th, 3:15 pm",
// "2026-12-15", "12/15", month first as in the United States), spans ("in six
// months", "2 weeks ago", "5 business days") and parts of the day. Numbers of
// addresses, phones and counts are no dates, nor are months that stand alone,
// for they are people's names too. What may be meant in two ways is returned as
// [*Unclear], to be asked and never guessed.
//
// # Limits
//
// Only the first 300 bytes of a text are looked at, and nothing further than
// fifty years away is believed.
package when

import (
	"errors"
	"time"
	_ "time/tzdata" // zones must resolve on machines without zone files
)

// Sense says which way a date looks that does not say so itself: "tue" is the
// last Tuesday in the Past, the next in the Future. A date that does say so
// ("tomorrow") is returned as typed in every sense; the caller decides.
type Sense int

const (
	// Past is for what has happened; today counts.
	Past Sense = iota
	// Future is for what is planned. A weekday alone is never today.
	Future
	// Either takes the nearer year of a date, and asks which weekday is meant.
	Either
)

// Found is a date phrase that has one meaning.
type Found struct {
	// Wall is the day and, if Clock, the time of day; else it stands at 00:00.
	Wall  time.Time
	Clock bool
	// Elapsed marks a span of hours or minutes ("in 2 hours"). At is then the
	// very instant, in now's location, and is what must be kept: Wall may stand
	// for two instants when clocks go back. At is zero otherwise.
	Elapsed bool
	At      time.Time
	// From and To are the byte offsets of the phrase in the text, with the small
	// word before it ("on", "until").
	From, To int
}

// ErrNone says that a text holds no date.
var ErrNone = errors.New("no date in the text")

// Reason says why a phrase is not certain, as the end of a sentence for people:
// "“30 February”: " + Reason + ".".
type Reason string

// The reasons there are.
const (
	NoSuchDay   Reason = "there is no such day"
	NoSuchTime  Reason = "there is no such time"
	NoDay       Reason = "it does not say which day"
	TwoDates    Reason = "there is more than one date in it"
	TwoReadings Reason = "it can be read in two ways"
	Mismatch    Reason = "the weekday and the date do not go together"
	TooFar      Reason = "that is more than fifty years away"
)

// Unclear is the error for a phrase that is there but not certain.
type Unclear struct {
	// Phrase is the text from From to To, byte offsets as in [Found]. It is the
	// person's own text: it must not be logged, and Error leaves it out.
	Phrase   string
	From, To int
	Reason   Reason
	// Options are up to four wall times to offer instead, without doubles. One
	// with a time of day other than 00:00 was meant with that time.
	Options []time.Time
}

// Error names the reason alone.
func (u *Unclear) Error() string { return "unclear date: " + string(u.Reason) }
