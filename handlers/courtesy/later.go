package courtesy

import "time"

// LaterKind names a choice of [Later] or [Not yet]. It is stored in buttons:
// the numbers never change.
type LaterKind int

// The choices of [Later], then those of [Not yet].
const (
	InAnHour LaterKind = 1
	Tonight  LaterKind = 2
	Tomorrow LaterKind = 3
	OnMonday LaterKind = 4
	TwoWeeks LaterKind = 5
	AMonth   LaterKind = 6
)

// Choice is one time to be asked again.
type Choice struct {
	Kind LaterKind
	At   time.Time
	// Elapsed says that the choice counts from now, so that the caller keeps
	// the instant and not the wall time.
	Elapsed bool
}

const (
	tonight      = 20 * time.Hour
	tonightUntil = 19 * time.Hour
	undoAtLeast  = 2 * time.Hour
)

// LaterChoices are the times offered by [Later], in this order: in an hour,
// tonight at 20:00 if it is not yet 19:00, tomorrow and the Monday to come.
// The last two are at desk time, or at the visit hour for a visit, on exactly
// that day, also on a day off: she chose it. Choices that mean the same minute
// appear once. All lie after now. A date of her own is LaterOn.
func LaterChoices(now time.Time, r Rhythm, visit bool) []Choice {
	today := Day(now)
	choices := []Choice{{Kind: InAnHour, At: now.Add(time.Hour), Elapsed: true}}
	if now.Before(today.Add(tonightUntil)) {
		choices = append(choices, Choice{Kind: Tonight, At: today.Add(tonight)})
	}
	for _, c := range []Choice{
		{Kind: Tomorrow, At: LaterOn(today.Add(day), false, visit, r)},
		{Kind: OnMonday, At: LaterOn(Monday(now).Add(week), false, visit, r)},
	} {
		if !offered(choices, c.At) {
			choices = append(choices, c)
		}
	}
	return choices
}

// LaterOn is when to ask again on a date that she typed: at the clock reading
// of it if she typed one, else at desk time, or at the visit hour for a visit,
// of exactly that day, also on a day off. It may lie in the past, if the date
// does: the caller then asks for another.
func LaterOn(on time.Time, hasClock, visit bool, r Rhythm) time.Time {
	switch {
	case hasClock:
		return on
	case visit:
		return Day(on).Add(r.Visit)
	}
	return Day(on).Add(r.Desk)
}

// AwayEnds is when everything held back while she was away arrives as one
// message: the first desk time on or after the day she is back.
func AwayEnds(back time.Time, r Rhythm) time.Time {
	return r.DeskOn(back)
}

// UndoUntil is how long the last thing she did can be taken back: until the
// next desk time, and for two hours at least.
func UndoUntil(now time.Time, r Rhythm) time.Time {
	return later(r.NextDesk(now), now.Add(undoAtLeast))
}

func offered(choices []Choice, at time.Time) bool {
	for _, c := range choices {
		if c.At.Truncate(time.Minute).Equal(at.Truncate(time.Minute)) {
			return true
		}
	}
	return false
}
