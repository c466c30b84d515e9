package when

import (
	"strings"
	"time"
)

// numericDate reads "2026-12-15", "12/15", "1/5/27" (month first, as in the
// United States) and "12.12.2026".
func (r *reader) numericDate(i int) (piece, bool) {
	t := r.tok(i)
	if t.kind != number || t.text == "24/7" || t.text == "20/20" || r.tok(i+1).kind == word && r.tok(i+1).glued && r.tok(i+1).text != "t" {
		return piece{}, false
	}
	for _, sep := range []string{"/", "-", "."} {
		parts := strings.Split(t.text, sep)
		nums, ok := allPlain(parts)
		if !ok || len(nums) < 2 {
			continue
		}
		switch {
		case len(nums) == 3 && len(parts[0]) == 4:
			return r.civil(i+1, nums[0], nums[1], nums[2])
		case len(nums) == 3:
			return r.threeNumbers(i+1, parts[2], nums, sep)
		case sep == "/" && len(nums) == 2:
			return r.twoNumbers(i+1, nums[0], nums[1])
		case sep == "." && len(nums) == 2:
			return r.dotted(i, nums[0], nums[1])
		case sep == "/" && nums[0] <= 31 && nums[1] <= 31:
			return doubt(i+1, TwoReadings)
		}
	}
	return r.numericRange(i)
}

// numericRange asks which day of "12/15-12/17" is meant.
func (r *reader) numericRange(i int) (piece, bool) {
	var days []time.Time
	for half := range strings.SplitSeq(r.tok(i).text, "-") {
		nums, ok := allPlain(strings.Split(half, "/"))
		if !ok || len(nums) != 2 {
			return piece{}, false
		}
		p, ok := r.twoNumbers(i+1, nums[0], nums[1])
		if !ok || p.what != aDay {
			return piece{}, false
		}
		days = append(days, p.day)
	}
	if len(days) != 2 {
		return piece{}, false
	}
	return doubt(i+1, TwoDates, days...)
}

// threeNumbers reads a date whose year stands last.
func (r *reader) threeNumbers(n int, yearText string, nums []int, sep string) (piece, bool) {
	m, d, y := nums[0], nums[1], nums[2]
	switch len(yearText) {
	case 2:
		if y += 2000; y > r.today.Year()+50 {
			y -= 100
		}
	case 4:
	default:
		return piece{}, false
	}
	if m > 31 || d > 31 || sep == "." && len(yearText) == 2 {
		return piece{}, false
	}
	if sep == "." && m <= 12 && d <= 12 && m != d { // day first in Europe
		return doubt(n, TwoReadings, date(y, time.Month(m), d), date(y, time.Month(d), m))
	}
	if m > 12 && d <= 12 {
		m, d = d, m
	}
	return r.civil(n, y, m, d)
}

// dotted reads "20.11.", as dates are written in Europe, where no month can stand first.
func (r *reader) dotted(i, d, m int) (piece, bool) {
	stop := r.is(i+1, ".") && r.tok(i+1).glued && !r.tok(i+2).glued
	word := r.tok(i).glued && r.tok(i-1).kind == word
	if !stop || word || isNumbered(r.tok(i-1).text) || r.is(i-1, "# $") || d < 13 || d > 31 || m < 1 || m > 12 || r.counts(i+2) {
		return piece{}, false
	}
	return r.thisYears(i+2, time.Month(m), d)
}

// twoNumbers reads a month and a day; the other way round if it can only be so.
func (r *reader) twoNumbers(n, m, d int) (piece, bool) {
	if m > 12 && d <= 12 {
		m, d = d, m
	}
	if m < 1 || d < 1 || m > 31 || d > 31 || r.counts(n) || r.is(n, "of") {
		return piece{}, false
	}
	if m > 12 {
		return doubt(n, NoSuchDay)
	}
	return r.thisYears(n, time.Month(m), d)
}

// thisYears checks a date that came without its year.
func (r *reader) thisYears(n int, m time.Month, d int) (piece, bool) {
	p, ok := r.civil(n, r.natural(m, d), int(m), d)
	p.loose = 12
	return p, ok
}

// civil checks a full date.
func (r *reader) civil(n, y, m, d int) (piece, bool) {
	switch {
	case m < 1 || m > 12 || d < 1 || d > 31:
		return doubt(n, NoSuchDay)
	case d > monthDays(y, time.Month(m)):
		end := monthEnd(date(y, time.Month(m), 1))
		return doubt(n, NoSuchDay, end, end.AddDate(0, 0, 1))
	}
	return day(n, date(y, time.Month(m), d))
}

// natural is the year of a day and month that come without one.
func (r *reader) natural(m time.Month, d int) int {
	y, nowMonth, nowDay := r.today.Date()
	ahead := m > nowMonth || m == nowMonth && d >= nowDay
	today := m == nowMonth && d == nowDay
	switch {
	case today:
		return y
	case r.sense == Past && ahead:
		return y - 1
	case r.sense == Future && !ahead:
		return y + 1
	case r.sense == Either:
		return r.nearestYear(m, d)
	}
	return y
}

// monthYear is the year of a month that comes without one and without a day.
func (r *reader) monthYear(m time.Month) int {
	if m == r.today.Month() {
		return r.today.Year()
	}
	return r.natural(m, 15)
}

// nearestYear is the year in which a day and month lie nearest to today.
func (r *reader) nearestYear(m time.Month, d int) int {
	best := r.today.Year()
	for _, y := range []int{best - 1, best + 1} {
		if date(y, m, d).Sub(r.today).Abs() < date(best, m, d).Sub(r.today).Abs() {
			best = y
		}
	}
	return best
}

// allPlain reads parts that are all plain numbers.
func allPlain(parts []string) ([]int, bool) {
	nums := make([]int, len(parts))
	for i, part := range parts {
		n, ok := plain(part)
		if !ok {
			return nil, false
		}
		nums[i] = n
	}
	return nums, true
}

// plain reads a plain number of up to four digits.
func plain(s string) (int, bool) {
	if s == "" || len(s) > 4 || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n := 0
	for _, c := range s {
		n = 10*n + int(c-'0')
	}
	return n, true
}
