// Package recur knows when a circle's meeting repeats: every week, every other
// week, or once a month. It is calendar arithmetic on its arguments; nothing
// here reads a clock.
//
// # Days
//
// A day is a time.Time in UTC at midnight, the civil date of the circle's own
// zone, as in handlers/courtesy. Of any other time.Time the date it shows
// counts, and its clock reading is left out. The hour of a meeting, and its
// instant, are the caller's business.
//
// # Month ends
//
// A meeting on the 31st takes place on the last day of a shorter month, and on
// the 31st again in the next long one: the rule keeps the day that was wished.
package recur

import "time"

// Kind says in which way a rule repeats. It is stored: the numbers never change.
type Kind int

// The kinds of rules.
const (
	EveryWeek       Kind = 1
	EveryOtherWeek  Kind = 2
	MonthlyOnAWeek  Kind = 3 // on the nth or last of a weekday: every first Tuesday
	MonthlyOnTheDay Kind = 4 // on a day of the month: every month on the 14th
)

// Last is the Nth of a rule that means the last weekday of its kind in a month.
const Last = -1

// Rule says on which days a meeting takes place. It is stored: field numbers
// never change. The zero Rule is no rule.
type Rule struct {
	Kind    Kind         `cbor:"1,keyasint,omitempty" json:"kind,omitempty"`
	Weekday time.Weekday `cbor:"2,keyasint,omitempty" json:"weekday,omitempty"` // of every kind but MonthlyOnTheDay
	Nth     int          `cbor:"3,keyasint,omitempty" json:"nth,omitempty"`     // of MonthlyOnAWeek: 1 to 4, or Last
	Day     int          `cbor:"4,keyasint,omitempty" json:"day,omitempty"`     // of MonthlyOnTheDay: 1 to 31, as it was wished
}

// Valid reports whether r is a rule that days can be counted by.
func (r Rule) Valid() bool {
	weekday := r.Weekday >= time.Sunday && r.Weekday <= time.Saturday
	switch r.Kind {
	case EveryWeek, EveryOtherWeek:
		return weekday
	case MonthlyOnAWeek:
		return weekday && (r.Nth == Last || r.Nth >= 1 && r.Nth <= 4)
	case MonthlyOnTheDay:
		return r.Day >= 1 && r.Day <= 31
	}
	return false
}

// Next is the first day of the series that lies after the given day and is not
// skipped. The series begins on the first day on or after the anchor that fits
// the rule; the anchor also decides which of two weeks counts. A zero anchor
// sets no beginning. The result is zero if r is not valid.
func (r Rule) Next(after, anchor time.Time, skipped []time.Time) time.Time {
	if !r.Valid() {
		return time.Time{}
	}
	anchor = date(anchor)
	next := r.from(later(date(after).AddDate(0, 0, 1), anchor), anchor)
	for isIn(skipped, next) {
		next = r.from(next.AddDate(0, 0, 1), anchor)
	}
	return next
}

// Fits reports whether a day belongs to the series that begins at the anchor,
// skipped or not.
func (r Rule) Fits(day, anchor time.Time) bool {
	day = date(day)
	return r.Valid() && r.Next(day.AddDate(0, 0, -1), anchor, nil).Equal(day)
}

// from is the first day on or after start, itself not before the anchor.
func (r Rule) from(start, anchor time.Time) time.Time {
	switch r.Kind {
	case EveryWeek:
		return onWeekday(start, r.Weekday)
	case EveryOtherWeek:
		on := onWeekday(start, r.Weekday)
		if daysBetween(onWeekday(anchor, r.Weekday), on)%14 != 0 {
			on = on.AddDate(0, 0, 7)
		}
		return on
	}
	y, m, _ := start.Date()
	if on := r.inMonth(y, m); !on.Before(start) {
		return on
	}
	return r.inMonth(y, m+1)
}

// inMonth is the day of a monthly rule in that month. Months beyond December
// belong to the next year.
func (r Rule) inMonth(y int, m time.Month) time.Time {
	first, last := time.Date(y, m, 1, 0, 0, 0, 0, time.UTC), time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC)
	switch {
	case r.Kind == MonthlyOnTheDay:
		return first.AddDate(0, 0, min(r.Day, last.Day())-1)
	case r.Nth == Last:
		return onWeekday(last.AddDate(0, 0, -6), r.Weekday)
	}
	return onWeekday(first, r.Weekday).AddDate(0, 0, 7*(r.Nth-1))
}

// For lists the rules that a meeting on that day may follow, those people use
// most first: on Tuesday 2 March 2027 every first Tuesday, every Tuesday, every
// other Tuesday, every month on the 2nd. It serves as the list of choices for
// whoever has named the first date already.
func For(day time.Time) []Rule {
	var rules []Rule
	day = date(day)
	weekday := day.Weekday()
	if nth := (day.Day() + 6) / 7; nth <= 4 {
		rules = append(rules, Rule{Kind: MonthlyOnAWeek, Weekday: weekday, Nth: nth})
	}
	if day.AddDate(0, 0, 7).Month() != day.Month() {
		rules = append(rules, Rule{Kind: MonthlyOnAWeek, Weekday: weekday, Nth: Last})
	}
	return append(rules,
		Rule{Kind: EveryWeek, Weekday: weekday},
		Rule{Kind: EveryOtherWeek, Weekday: weekday},
		Rule{Kind: MonthlyOnTheDay, Day: day.Day()})
}

// onWeekday is the first such weekday on or after a day.
func onWeekday(day time.Time, w time.Weekday) time.Time {
	return day.AddDate(0, 0, (int(w-day.Weekday())+7)%7)
}

func date(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// daysBetween counts the days from one civil date to another. Sub would not
// reach over more than 292 years, and the anchor may be zero.
func daysBetween(from, to time.Time) int64 {
	return (to.Unix() - from.Unix()) / (24 * 60 * 60)
}

func isIn(days []time.Time, day time.Time) bool {
	for _, d := range days {
		if date(d).Equal(day) {
			return true
		}
	}
	return false
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
