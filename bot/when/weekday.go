package when

import "time"

// pointedWeekday reads "tue", "next tuesday", "this past friday".
func (r *reader) pointedWeekday(i int) (piece, bool) {
	w, n, _ := r.pointer(i)
	d, ok := r.weekdayAt(n)
	if !ok {
		return piece{}, false
	}
	n++
	if r.is(n, ".") && r.tok(n).glued {
		n++
	}
	return piece{what: aWeekday, next: n, weekday: d, which: w}, true
}

// weekdayAt reads a weekday's name where it is one: "I sat with her", "the sun"
// and "Wed Bush Clinic" hold none.
func (r *reader) weekdayAt(i int) (time.Weekday, bool) {
	t := r.tok(i)
	d, abbr, ok := weekdayOf(t.text)
	if !ok || r.street(i+1) || r.tok(i+1).glued && oneOf(r.tok(i+1).text, "/ ' &") {
		return 0, false
	}
	switch {
	case abbr && t.capital && r.name(i+1):
		return 0, false
	case t.text == "sat" && (r.is(i-1, "i she he we they you who and") || r.is(i+1, "with down beside there through up")):
		return 0, false
	case t.text == "sun" && (r.is(i-1, "the in of") || r.is(i+1, "exposure screen spots damage allergy salutation")):
		return 0, false
	case t.text == "wed" && r.is(i-1, "they newly to be"):
		return 0, false
	}
	return d, true
}

// nthWeekday reads "the first monday of december", "last friday of the month".
func (r *reader) nthWeekday(i int) (piece, bool) {
	i, _ = r.after(i, "(the)")
	nth, ok := ordinalOf(r.tok(i).text)
	if r.is(i, "last") {
		nth, ok = -1, true
	}
	if !ok || nth > 5 {
		return piece{}, false
	}
	d, ok := r.weekdayAt(i + 1)
	n, of := r.after(i+2, "of|in")
	if !ok || !of {
		return piece{}, false
	}
	first, n, ok := r.monthAt(n)
	if !ok {
		return piece{}, false
	}
	found := nthOf(first, d, nth)
	if _, named := monthOf(r.tok(n - 1).text); named && r.sense == Future && found.Before(r.today) {
		first = AddMonths(first, 12, 1)
		found = nthOf(first, d, nth)
	}
	if found.Month() != first.Month() {
		return doubt(n, NoSuchDay, found.AddDate(0, 0, -7))
	}
	return day(n, found)
}

// nthOf is the nth weekday of first's month, the last for -1.
func nthOf(first time.Time, d time.Weekday, nth int) time.Time {
	if nth < 0 {
		end := monthEnd(first)
		return end.AddDate(0, 0, -(int(end.Weekday()-d)+7)%7)
	}
	return first.AddDate(0, 0, (int(d-first.Weekday())+7)%7+7*(nth-1))
}

// monthAt reads a month: "the month", "next month", "December", "May 2027".
func (r *reader) monthAt(i int) (first time.Time, n int, ok bool) {
	if m, isMonth := monthOf(r.tok(i).text); isMonth {
		y, n, hasYear := r.yearAt(i + 1)
		if !hasYear {
			y, n = r.monthYear(m), i+1
		}
		return date(y, m, 1), n, true
	}
	w, n, pointed := r.pointer(i)
	if !pointed {
		n, _ = r.after(i, "(the)")
	}
	if !r.is(n, "month") {
		return time.Time{}, i, false
	}
	return r.monthOff(steps(w)), n + 1, true
}

// resolveWeekday turns a weekday that stands without a date into days: one, or
// two that it may mean.
func (r *reader) resolveWeekday(p piece, c clock) []time.Time {
	ahead := (int(p.weekday-r.today.Weekday()) + 7) % 7
	after, before := r.today.AddDate(0, 0, ahead), r.today.AddDate(0, 0, ahead-7)
	sameDay := ahead == 0
	switch {
	case p.which == next:
		return r.nextWeekday(after, sameDay)
	case p.which == last:
		return []time.Time{before}
	case p.which == coming && sameDay:
		return []time.Time{after.AddDate(0, 0, 7)}
	case p.which == coming:
		return []time.Time{after}
	}
	switch {
	case sameDay:
		return []time.Time{r.weekdayToday(p.which, c)}
	case r.sense == Past:
		return []time.Time{before}
	case r.sense == Either && p.which == bare:
		return []time.Time{before, after}
	}
	return []time.Time{after}
}

// nextWeekday is the one after today, and in doubt the one after that if this
// week still holds it: on a Wednesday, "next friday" is said of both.
func (r *reader) nextWeekday(first time.Time, sameDay bool) []time.Time {
	later := first.AddDate(0, 0, 7)
	switch {
	case sameDay:
		return []time.Time{later}
	case monday(first).Equal(monday(r.today)):
		return []time.Time{first, later}
	}
	return []time.Time{first}
}

// weekdayToday resolves a weekday that is today's: today, but for a bare one
// that must lie ahead (or behind) and whose time does not.
func (r *reader) weekdayToday(w which, c clock) time.Time {
	at := c.on(r.today)
	switch {
	case w == this:
		return r.today
	case r.sense == Future && (!c.set || !at.After(Wall(r.now))):
		return r.today.AddDate(0, 0, 7)
	case r.sense == Past && c.set && at.After(Wall(r.now)):
		return r.today.AddDate(0, 0, -7)
	}
	return r.today
}
