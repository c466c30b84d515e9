package simtest

import (
	"time"

	"referout/handlers/courtesy"
	"referout/handlers/duty"
	"referout/handlers/events"
	"referout/handlers/guide"
)

// The rules of courtesy, written down once more and apart from the product's own,
// which are held against these. Times are wall clock readings.

const aDay = 24 * time.Hour

func usual() courtesy.Rhythm {
	return courtesy.Rhythm{Workdays: [7]bool{false, true, true, true, true, true, false}, Desk: 17*time.Hour + 30*time.Minute, Visit: 10 * time.Hour, Digest: 8 * time.Hour}
}

func midnight(t time.Time) time.Time { return t.Truncate(aDay) }

// deskFrom is the first desk time of a working day that is not before a wall time.
func deskFrom(t time.Time, r courtesy.Rhythm) time.Time {
	for day := midnight(t); ; day = day.Add(aDay) {
		if at := day.Add(r.Desk); r.Workdays[day.Weekday()] && !at.Before(t) {
			return at
		}
	}
}

// nextDesk is the first desk time behind a wall time.
func nextDesk(t time.Time, r courtesy.Rhythm) time.Time { return deskFrom(t.Add(1), r) }

// monthsOn is the same day so many months on, or the last one of that month.
func monthsOn(day time.Time, n int) time.Time {
	y, m, d := day.Date()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(d, last)-1)
}

// twoWeeks is how old an event may be and still owe a note.
const twoWeeks = 14 * aDay

// owesNote says whether an event that was told at a wall time owes a note at once.
func owesNote(e events.Event, told time.Time) bool {
	switch {
	case e.Kind == events.Touched && e.How == courtesy.Call, e.Kind == events.Referred, e.Kind == events.WasThere:
		return false
	}
	return midnight(told).Sub(midnight(e.Day)) <= twoWeeks
}

// askAfter is when the note for an event is asked for first.
func askAfter(e events.Event, told time.Time, r courtesy.Rhythm) time.Time {
	if midnight(e.Day).After(told) {
		told = midnight(e.Day)
	}
	return nextDesk(told, r)
}

// physician and mind are the specialties that have rules of their own: those of this
// simulation's people, and whatever they type by mistake.
func physician(code string) bool {
	s, _ := guide.SpecialtyOf(code)
	return code == "orthopedist" || code == "familymedicine" || s.Physician
}

func mind(code string) bool {
	s, _ := guide.SpecialtyOf(code)
	return code == "psychotherapist" || s.MentalHealth
}

// visitBy is the day by which an office is to be visited, by what happened there;
// false: nothing started its rhythm.
func (b *book) visitBy(office string, skipped time.Time) (due time.Time, known bool) {
	var there, referral time.Time
	for _, e := range b.events {
		if e.Office != office {
			continue
		}
		day := midnight(e.Day)
		inPerson := e.Kind == events.WasThere || e.Kind == events.Touched && (e.How == courtesy.Visit || e.How == courtesy.Lunch)
		if inPerson && day.After(there) {
			there = day
		}
		if (e.Kind == events.Received || e.Kind == events.Referred) && (referral.IsZero() || day.Before(referral)) {
			referral = day
		}
	}
	switch {
	case !skipped.IsZero() && !there.After(skipped):
		return monthsOn(skipped, 6), true
	case !there.IsZero():
		return monthsOn(there, 6), true
	case !referral.IsZero():
		return monthsOn(referral, 1), true
	}
	return time.Time{}, false
}

// stateName is a state as the ledger writes it.
func stateName(d duty.Duty) string {
	return [...]string{"", "open", "written", "done", "skipped", "ended"}[d.State]
}
