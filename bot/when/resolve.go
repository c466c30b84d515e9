package when

import "time"

// Wall returns the clock reading of t in its own location, as a wall time.
func Wall(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// Instant returns the instant at which clocks in loc show wall. A reading that
// occurs twice is the first of the two; a reading that a zone skips is shifted
// forward by the length of the gap (RFC 5545, section 3.3.5). wall must be a
// wall time; the result is in loc.
func Instant(wall time.Time, loc *time.Location) time.Time {
	before := wall.Add(-offset(wall.Add(-24*time.Hour), loc)).In(loc)
	after := wall.Add(-offset(wall.Add(24*time.Hour), loc)).In(loc)
	hitsBefore, hitsAfter := Wall(before).Equal(wall), Wall(after).Equal(wall)
	switch {
	case hitsBefore && hitsAfter && after.Before(before):
		return after
	case !hitsBefore && hitsAfter:
		return after
	}
	return before
}

// offset is how far loc is ahead of UTC at t.
func offset(t time.Time, loc *time.Location) time.Duration {
	_, seconds := t.In(loc).Zone()
	return time.Duration(seconds) * time.Second
}

// AddMonths moves wall by n calendar months, keeping its time of day. The day is
// wishedDay, or wall's own if that is 0, clamped to the length of the month: six
// months after 31 August is 28 or 29 February, and a wished day of 31 comes back
// in March.
func AddMonths(wall time.Time, n, wishedDay int) time.Time {
	y, m, d := wall.Date()
	if wishedDay > 0 {
		d = wishedDay
	}
	first := time.Date(y, m+time.Month(n), 1, wall.Hour(), wall.Minute(), wall.Second(), wall.Nanosecond(), time.UTC)
	return first.AddDate(0, 0, min(d, monthDays(first.Year(), first.Month()))-1)
}

// monthDays is the number of days of a month.
func monthDays(y int, m time.Month) int {
	return time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// midnight is the day of a wall time, at 00:00.
func midnight(wall time.Time) time.Time { return wall.Truncate(24 * time.Hour) }

// monday is the first day of the week that day lies in.
func monday(day time.Time) time.Time {
	return midnight(day).AddDate(0, 0, -(int(day.Weekday())+6)%7)
}
