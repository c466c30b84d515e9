package courtesy

import "time"

const (
	visitMonths      = 6
	firstVisitMonths = 1
	visitAhead       = 28 // days between the first ping and the due date
	firstVisitAhead  = 14
)

// VisitDue is the day by which an office is to be visited again: six calendar
// months after the last touch in person there ("Referring Out": at least twice
// a year), whoever was met.
func VisitDue(lastInPerson time.Time) time.Time {
	return AddMonths(Day(lastInPerson), visitMonths)
}

// FirstVisitDue is the day by which an office never visited is to be visited:
// one calendar month after the first referral to it or from it.
func FirstVisitDue(firstReferral time.Time) time.Time {
	return AddMonths(Day(firstReferral), firstVisitMonths)
}

// VisitDueAfterSkip is the day by which an office is to be visited when she
// leaves out the visit now due: six calendar months from today.
func VisitDueAfterSkip(now time.Time) time.Time {
	return AddMonths(Day(now), visitMonths)
}

// VisitPings are the two times at which a visit due on that day is asked for,
// both at the visit hour of a working day other than Monday. The first comes 28
// days ahead, 14 for the first visit to an office, which leaves time to arrange
// it with the practice manager (MASSAGE Magazine: never unannounced); if that
// has passed, it is the next visit hour. The second comes on the due date. A
// zero second means that one ping serves both. Neither is in the past.
func VisitPings(now, due time.Time, first bool, r Rhythm) (firstPing, secondPing time.Time) {
	ahead := visitAhead
	if first {
		ahead = firstVisitAhead
	}
	firstPing = r.VisitOn(due.AddDate(0, 0, -ahead))
	if !firstPing.After(now) {
		firstPing = r.NextVisit(now)
	}
	secondPing = r.VisitOn(due)
	if !firstPing.Before(secondPing) {
		return firstPing, time.Time{}
	}
	return firstPing, secondPing
}

// BookedAsk is when to ask whether a booked visit took place: at desk time on
// the day of the appointment, also on a day off, since she chose it. If the
// appointment is later than that, or the time has passed, it is the next desk
// time. An appointment without a clock reading is given as its day.
func BookedAsk(now, booked time.Time, r Rhythm) time.Time {
	at := Day(booked).Add(r.Desk)
	if at.After(now) && !at.Before(booked) {
		return at
	}
	return r.NextDesk(later(now, booked))
}

// LastThere is an answer to the question when she was last at an office. It is
// stored in drafts: the numbers never change.
type LastThere int

// The answers, in the order in which they are offered.
const (
	ThisMonth   LastThere = 1
	ThreeMonths LastThere = 2
	HalfAYear   LastThere = 3
	Never       LastThere = 4
)

// Day is the day that the answer stands for. ok is false for Never, and for
// anything that is no answer: then the rhythm begins with the first referral.
// The answer is no touch and owes no note.
func (l LastThere) Day(now time.Time) (day time.Time, ok bool) {
	switch l {
	case ThisMonth:
		return Day(now), true
	case ThreeMonths:
		return AddMonths(Day(now), -3), true
	case HalfAYear:
		return AddMonths(Day(now), -6), true
	}
	return time.Time{}, false
}
