package when

import (
	"strings"
	"time"
)

// monthDay reads "Dec 12", "Dec. 12th, 2026", "january the 5th", and asks which
// day of "Dec 12-14" is meant.
func (r *reader) monthDay(i int) (piece, bool) {
	m, ok := monthOf(r.tok(i).text)
	if !ok {
		return piece{}, false
	}
	n, _ := r.after(i+1, "(.) (the)")
	if p, hit := r.dayRange(n, m); hit {
		return p, true
	}
	d, n, ok := r.dayNumber(n)
	if !ok {
		return piece{}, false
	}
	return r.withYear(n, m, d)
}

// dayMonth reads "12 Dec", "the 12th of December 2026", "the third of May".
func (r *reader) dayMonth(i int) (piece, bool) {
	n, the := r.after(i, "the")
	d, n, ok := r.dayNumber(n)
	if !ok && the {
		d, ok = ordinalOf(r.tok(n).text)
		n++
	}
	n, _ = r.after(n, "(of)")
	m, isMonth := monthOf(r.tok(n).text)
	if !ok || !isMonth {
		return piece{}, false
	}
	n, _ = r.after(n+1, "(.)")
	return r.withYear(n, m, d)
}

// withYear ends a day and month with its year, given or natural.
func (r *reader) withYear(n int, m time.Month, d int) (piece, bool) {
	if y, k, ok := r.yearAt(n); ok {
		return r.civil(k, y, int(m), d)
	}
	if r.counts(n) {
		return piece{}, false
	}
	return r.thisYears(n, m, d)
}

// yearAt reads a year at token i, after a comma or not.
func (r *reader) yearAt(i int) (y, n int, ok bool) {
	n, _ = r.after(i, "(,)")
	y, ok = plain(r.tok(n).text)
	if !ok || len(r.tok(n).text) != 4 || y < 1000 || y >= 3000 || r.tok(n+1).glued && r.tok(n+1).kind == word {
		return 0, i, false
	}
	if r.name(n+1) && isStreet(r.tok(n+2).text) { // "Dec 12, 2100 Main St"
		return 0, i, false
	}
	return y, n + 1, true
}

// dayNumber reads "12" or "12th" as a day of a month.
func (r *reader) dayNumber(i int) (d, n int, ok bool) {
	d, ok = plain(r.tok(i).text)
	if !ok || len(r.tok(i).text) > 2 || d < 1 || d > 31 {
		return 0, i, false
	}
	if !r.tok(i+1).glued || r.tok(i+1).kind != word {
		return d, i + 1, true
	}
	if r.is(i+1, "st nd rd th") {
		return d, i + 2, true
	}
	_, isMonth := monthOf(r.tok(i + 1).text)
	return d, i + 1, isMonth
}

// dayRange reads "12-14" after a month.
func (r *reader) dayRange(i int, m time.Month) (piece, bool) {
	a, b, cut := strings.Cut(r.tok(i).text, "-")
	nums, ok := allPlain([]string{a, b})
	if !cut || !ok || nums[0] < 1 || nums[0] >= nums[1] || nums[1] > 28 {
		return piece{}, false
	}
	y := r.natural(m, nums[0])
	return doubt(i+1, TwoDates, date(y, m, nums[0]), date(y, m, nums[1]))
}

// dayOfMonth reads "the 15th", "15th of next month".
func (r *reader) dayOfMonth(i int) (piece, bool) {
	n, the := r.after(i, "the")
	k := i - 1
	if r.is(k, ", .") {
		k--
	}
	if !the && i > 0 && !r.is(i-1, "on by until till for") && !isWeekday(r.tok(k).text) {
		return piece{}, false
	}
	d, n, ok := r.dayNumber(n)
	if !ok || r.tok(n-1).kind != word {
		return piece{}, false
	}
	if k, of := r.after(n, "of"); of {
		first, k, isMonth := r.monthAt(k)
		if !isMonth {
			return piece{}, false
		}
		return r.civil(k, first.Year(), int(first.Month()), d)
	}
	if !r.ends(n) {
		return piece{}, false
	}
	p, ok := r.nearestDay(n, d)
	p.loose = 1
	return p, ok
}

// nearestDay finds the month of a day that comes without one.
func (r *reader) nearestDay(n, d int) (piece, bool) {
	switch {
	case d == r.today.Day():
		return day(n, r.today)
	case r.sense == Past:
		return day(n, r.seekDay(d, -1))
	case r.sense == Future:
		return day(n, r.seekDay(d, 1))
	}
	return doubt(n, TwoReadings, r.seekDay(d, -1), r.seekDay(d, 1))
}

// seekDay goes back or ahead to the next month that has a day d.
func (r *reader) seekDay(d, step int) time.Time {
	for n := 0; ; n += step {
		found := AddMonths(r.today, n, d)
		if found.Day() == d && found.Sub(r.today)*time.Duration(step) >= 0 {
			return found
		}
	}
}

// monthAlone asks for the day of "in May", "early June", "May 2027", and of a
// month that is the whole answer. A month alone in a text is no date: it may be
// a name.
func (r *reader) monthAlone(i int) (piece, bool) {
	n, hinted := r.after(i, "(back) in|during|early|mid|middle|late|around (-) (of)")
	w := bare
	if !hinted {
		w, n, hinted = r.pointer(i)
	}
	m, ok := monthOf(r.tok(n).text)
	if !ok {
		return piece{}, false
	}
	if y, k, hasYear := r.yearAt(n + 1); hasYear {
		return r.someDayOf(k, m, y)
	}
	alone := r.whole && i == 0 && n+1 == len(r.toks)
	if !alone && (!hinted || r.name(n+1) || r.tok(n+1).kind == number || r.tok(n+1).glued && r.is(n+1, "' -")) {
		return piece{}, false
	}
	return r.someDayOf(n+1, m, r.pointedYear(w, m))
}

// pointedYear is the year of "last May" or "next May", whatever the sense.
func (r *reader) pointedYear(w which, m time.Month) int {
	turned := *r
	switch w {
	case last:
		turned.sense = Past
	case next, coming:
		turned.sense = Future
	}
	return turned.monthYear(m)
}

// someDayOf asks for the day of a month.
func (r *reader) someDayOf(n int, m time.Month, y int) (piece, bool) {
	first := date(y, m, 1)
	return doubt(n, NoDay, r.spread(first, monthEnd(first))...)
}
