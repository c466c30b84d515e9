package meetup

import (
	"strings"
	"time"

	"referout/bot"
	"referout/handlers/recur"
	"referout/store"
)

// Facts is what a card says of a meeting.
type Facts struct {
	Topic   string        `cbor:"1,keyasint,omitempty" json:"topic"`
	Wall    time.Time     `cbor:"2,keyasint" json:"wall"` // on the circle's clock
	Place   string        `cbor:"3,keyasint,omitempty" json:"place"`
	Speaker string        `cbor:"4,keyasint,omitempty" json:"speaker,omitempty"`
	Seats   int           `cbor:"5,keyasint,omitempty" json:"seats,omitempty"`   // 0: for everybody
	Length  time.Duration `cbor:"6,keyasint,omitempty" json:"minutes,omitempty"` // 0: nobody has said
}

// same says whether two meetings are one: at the same time in the same place.
func (f Facts) same(g Facts) bool { return f.Wall.Equal(g.Wall) && strings.EqualFold(f.Place, g.Place) }

// usualLength is how long a meeting is taken to be of which nobody has said.
const usualLength = 2 * time.Hour

func (f Facts) length() time.Duration {
	if f.Length > 0 {
		return f.Length
	}
	return usualLength
}

// State says where a meeting stands. Stored: the numbers must never change.
type State uint8

// The states.
const (
	Planned State = iota + 1
	Cancelled
	Over
)

// Meeting is one date at which a circle meets.
type Meeting struct {
	Facts   Facts       `cbor:"1,keyasint" json:"facts"`
	State   State       `cbor:"2,keyasint" json:"state"`
	By      bot.Account `cbor:"3,keyasint" json:"-"` // who proposed it; zero: she has left
	Thread  string      `cbor:"4,keyasint,omitempty" json:"thread,omitempty"`
	Series  string      `cbor:"5,keyasint,omitempty" json:"series,omitempty"`
	Date    time.Time   `cbor:"6,keyasint,omitempty" json:"date,omitzero"` // the day of the series that it stands for
	UID     string      `cbor:"7,keyasint,omitempty" json:"uid"`           // in calendars
	Version int         `cbor:"8,keyasint,omitempty" json:"version,omitempty"`
	Changed time.Time   `cbor:"9,keyasint" json:"changed"`
	Told    Facts       `cbor:"10,keyasint" json:"told"` // what those going know
	Step    Step        `cbor:"11,keyasint,omitempty" json:"step,omitempty"`
	Editor  bot.Account `cbor:"12,keyasint" json:"-"` // who changed it last, and need not be told
}

// Meetings has a row for every date, those that are over too.
var Meetings = store.Table[Meeting]{Name: "meetup", Indexes: []store.Index[Meeting]{
	{Name: "planned", Of: func(m Meeting) []string {
		if m.State == Planned {
			return []string{"1"}
		}
		return nil
	}},
}}

// Series is a meeting that repeats.
type Series struct {
	Facts  Facts       `cbor:"1,keyasint" json:"facts"` // of its days to come; of Wall the time of day
	Rule   recur.Rule  `cbor:"2,keyasint" json:"rule"`
	By     bot.Account `cbor:"3,keyasint" json:"-"`
	Thread string      `cbor:"4,keyasint,omitempty" json:"thread,omitempty"`
	Anchor time.Time   `cbor:"5,keyasint" json:"anchor"` // its first day
	Last   time.Time   `cbor:"6,keyasint" json:"last"`   // the day whose card was shown last
	Ended  bool        `cbor:"7,keyasint,omitempty" json:"ended,omitempty"`
}

var series = store.Table[Series]{Name: "meetupseries"}

// begins is the instant of a meeting, for the circle.
func begins(s *bot.Shared, f Facts) time.Time { return s.Instant(f.Wall) }

// Step is what was last done about a meeting by the clock. Stored: the numbers must
// never change.
type Step uint8

// The steps, in the order of time.
const (
	Week Step = iota + 1
	Day
	Hours
	End
)

// when is the instant of a step; instant resolves readings of the circle's clock.
func (f Facts) when(step Step, instant func(time.Time) time.Time) time.Time {
	switch step {
	case Week:
		return instant(f.Wall.AddDate(0, 0, -7))
	case Day:
		return instant(f.Wall.AddDate(0, 0, -1))
	case Hours:
		return instant(f.Wall).Add(-2 * time.Hour)
	}
	return instant(f.Wall).Add(f.length())
}

// due is the newest step whose time has come.
func (f Facts) due(now time.Time, instant func(time.Time) time.Time) Step {
	var newest Step
	for step := Week; step <= End; step++ {
		if !f.when(step, instant).After(now) {
			newest = step
		}
	}
	return newest
}

// fresh says whether a reminder is still worth sending: not when more than half of the
// time that it was ahead has passed.
func (f Facts) fresh(step Step, now time.Time, instant func(time.Time) time.Time) bool {
	return now.Before(f.ends(step, instant))
}

// ends is when a reminder is of no use any more.
func (f Facts) ends(step Step, instant func(time.Time) time.Time) time.Time {
	at := f.when(step, instant)
	return at.Add(instant(f.Wall).Sub(at) / 2)
}
