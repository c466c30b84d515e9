package courtesy

import "time"

// Rhythm is a member's working week: the days she works, and the hours at
// which she wants to be asked. It is stored: field numbers never change. The
// hours are durations since midnight on the wall clock, below 24 hours. A week
// without any working day counts as Monday to Friday.
type Rhythm struct {
	Workdays [7]bool       `cbor:"1,keyasint" json:"workdays"` // by time.Weekday, so Sunday first
	Desk     time.Duration `cbor:"2,keyasint" json:"desk"`     // notes and follow-ups
	Visit    time.Duration `cbor:"3,keyasint" json:"visit"`    // visits to offices
	Digest   time.Duration `cbor:"4,keyasint" json:"digest"`   // the weekly list
}

const (
	day  = 24 * time.Hour
	week = 7 * day
)

// Usual is the rhythm of a member who has set nothing: Monday to Friday, desk
// time 17:30, visits at 10:00, digest at 08:00.
func Usual() Rhythm {
	return Rhythm{
		Workdays: mondayToFriday(),
		Desk:     17*time.Hour + 30*time.Minute,
		Visit:    10 * time.Hour,
		Digest:   8 * time.Hour,
	}
}

// Works reports whether the wall day of t is a working day.
func (r Rhythm) Works(t time.Time) bool {
	return r.workdays()[t.Weekday()]
}

// NextDesk is the first desk time strictly after the given wall time.
func (r Rhythm) NextDesk(after time.Time) time.Time {
	return nextAt(after, r.Desk, r.workdays())
}

// DeskOn is the desk time on that day, or on the next working day if she does
// not work on it.
func (r Rhythm) DeskOn(t time.Time) time.Time {
	return firstOn(t, r.Desk, r.workdays())
}

// NextVisit is the first visit hour strictly after the given wall time.
func (r Rhythm) NextVisit(after time.Time) time.Time {
	return nextAt(after, r.Visit, r.visitDays())
}

// VisitOn is the visit hour on that day, or on the next working day other than
// Monday. Whoever works on Mondays only visits on Mondays.
func (r Rhythm) VisitOn(t time.Time) time.Time {
	return firstOn(t, r.Visit, r.visitDays())
}

// NextDigest is the first digest strictly after the given wall time. There is
// one a week, at the digest hour of the first working day; weeks begin on
// Monday.
func (r Rhythm) NextDigest(after time.Time) time.Time {
	monday := Monday(after)
	for {
		if at := firstOn(monday, r.Digest, r.workdays()); at.After(after) {
			return at
		}
		monday = monday.Add(week)
	}
}

// Day is the midnight that begins the wall day of t.
func Day(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// Monday is the midnight that begins the week of t.
func Monday(t time.Time) time.Time {
	sinceMonday := (int(t.Weekday()) + 6) % 7
	return Day(t).AddDate(0, 0, -sinceMonday)
}

// AddMonths is the same day of the month n calendar months later, or earlier
// if n is negative, at the same clock reading. A day that the target month
// lacks becomes its last: six months after 31 August is 28 or 29 February.
func AddMonths(t time.Time, n int) time.Time {
	y, m, d := t.Date()
	last := time.Date(y, m+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC)
	clock := t.Sub(Day(t))
	return last.AddDate(0, 0, min(d, last.Day())-last.Day()).Add(clock)
}

func (r Rhythm) workdays() [7]bool {
	if r.Workdays == ([7]bool{}) {
		return mondayToFriday()
	}
	return r.Workdays
}

func (r Rhythm) visitDays() [7]bool {
	days := r.workdays()
	days[time.Monday] = false
	if days == ([7]bool{}) {
		return r.workdays()
	}
	return days
}

func mondayToFriday() [7]bool {
	return [7]bool{time.Monday: true, time.Tuesday: true, time.Wednesday: true, time.Thursday: true, time.Friday: true}
}

// firstOn is the hour on the wall day of t, or on the next day that counts.
// At least one day of the week must count.
func firstOn(t time.Time, hour time.Duration, days [7]bool) time.Time {
	on := Day(t)
	for !days[on.Weekday()] {
		on = on.Add(day)
	}
	return on.Add(hour)
}

func nextAt(after time.Time, hour time.Duration, days [7]bool) time.Time {
	on := Day(after)
	for {
		if at := firstOn(on, hour, days); at.After(after) {
			return at
		}
		on = on.Add(day)
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
