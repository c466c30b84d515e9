package when

import (
	"strings"
	"time"
)

// length is a span of time as said: calendar months, days, working days and
// minutes, never mixed up.
type length struct {
	months, days, working, minutes int
	few                            []int // what a vague number may stand for
	unit                           string
}

// span reads a length with its direction: "in 2 weeks", "a month ago", "an hour
// from now"; and without one ("2 weeks") when nothing follows it.
func (r *reader) span(i int) (piece, bool) {
	n, in := r.after(i, "in|within (about|another)")
	l, n, ok := r.lengthAt(n)
	if !ok {
		return piece{}, false
	}
	n, _ = r.after(n, "(time)")
	if in {
		return r.spanned(n, l, 1)
	}
	if k, ago := r.after(n, "ago|back|earlier"); ago {
		return r.spanned(k, l, -1)
	}
	if k, on := r.after(n, "from now|today"); on {
		return r.spanned(k, l, 1)
	}
	if k, on := r.after(n, "later|hence"); on {
		return r.spanned(k, l, 1)
	}
	if !r.spanEnds(i, n) {
		return piece{}, false
	}
	if r.sense == Past {
		return r.spanned(n, l, -1)
	}
	return r.spanned(n, l, 1)
}

// spanEnds reports whether a length without a direction may be a date: it ends
// the text and nothing makes it a duration ("every 2 weeks", "for 6 weeks").
func (r *reader) spanEnds(i, n int) bool {
	if r.is(i-1, "for every each last past over the than about has had have is was within after before been open takes took all of and") {
		return false
	}
	if _, isMonth := monthOf(r.tok(i - 1).text); isMonth {
		return false
	}
	for ; n < len(r.toks); n++ {
		if !r.is(n, ". ! ? , please )") {
			return false
		}
	}
	return !r.is(i, "a an") || r.whole || i == 0 || r.is(i-1, "snooze wait later give")
}

// spanFrom reads "a week from friday", "2 days after Dec 12".
func (r *reader) spanFrom(i int) (piece, bool) {
	l, n, ok := r.lengthAt(i)
	if !ok || l.minutes != 0 || l.few != nil {
		return piece{}, false
	}
	step := 1
	n, ok = r.after(n, "from|after|before|on")
	if !ok {
		return piece{}, false
	}
	if r.is(n-1, "before") {
		step = -1
	}
	base, ok := r.longest(n)
	if !ok || base.what != aDay && base.what != aWeekday {
		return piece{}, false
	}
	days := r.readings(base)
	if len(days) == 0 {
		return piece{}, false
	}
	if r.is(n-1, "on") { // "2 weeks on tuesday" is said of both
		days = append([]time.Time{days[0]}, days...)
	}
	for j := range days {
		if j > 0 || !r.is(n-1, "on") {
			days[j] = l.move(midnight(days[j]), step)
		}
	}
	if len(days) > 1 {
		return doubt(base.next, TwoReadings, days...)
	}
	return day(base.next, days[0])
}

// spanned moves from now by a length.
func (r *reader) spanned(n int, l length, step int) (piece, bool) {
	if len(l.few) > 0 {
		var options []time.Time
		for _, count := range l.few {
			each := unitLength(l.unit, count)
			options = append(options, each.move(Wall(r.now), step))
			if each.minutes == 0 {
				options[len(options)-1] = midnight(options[len(options)-1])
			}
		}
		return doubt(n, TwoReadings, options...)
	}
	if l.minutes == 0 {
		return day(n, l.move(r.today, step))
	}
	minutes := time.Duration(l.minutes*step) * time.Minute
	if l.days == 0 && l.months == 0 {
		return piece{what: aMoment, next: n, at: r.now.Add(minutes)}, true
	}
	l.minutes = 0
	from := Instant(l.move(Wall(r.now), step), r.now.Location())
	return piece{what: aMoment, next: n, at: from.Add(minutes)}, true
}

// move goes a length ahead (step 1) or back (step -1) in wall time.
func (l length) move(wall time.Time, step int) time.Time {
	wall = AddMonths(wall, l.months*step, 0).AddDate(0, 0, l.days*step)
	for left := l.working; left > 0; {
		wall = wall.AddDate(0, 0, step)
		if wall.Weekday() != time.Saturday && wall.Weekday() != time.Sunday {
			left--
		}
	}
	return wall.Add(time.Duration(l.minutes*step) * time.Minute)
}

// lengthAt reads "2 weeks", "half a year", "1h30m", "a year and a half".
func (r *reader) lengthAt(i int) (l length, n int, ok bool) {
	if n, hit := r.after(i, "half a|an"); hit {
		return r.halfUnit(n)
	}
	if n, hit := r.after(i, "a half"); hit {
		return r.halfUnit(n)
	}
	count, few, half, n, ok := r.amount(i)
	if !ok {
		return l, i, false
	}
	working := r.is(n, "business working work week") && r.is(n+1, "day days")
	if working {
		n++
	}
	unit := unitOf(r.tok(n).text, r.tok(n).glued)
	if working && unit == "day" {
		unit = "working day"
	}
	if unit == "" {
		return l, i, false
	}
	l = unitLength(unit, count)
	l.few, l.unit = few, unit
	n++
	if k, hit := r.after(n, "and a half"); hit && !half && few == nil {
		half, n = true, k
	}
	if half && !l.addHalf() {
		return l, i, false
	}
	return r.smaller(l, n)
}

// smaller adds a second, shorter length: "1 hour 30 minutes", "2 days and 3 hours".
func (r *reader) smaller(l length, n int) (length, int, bool) {
	k, _ := r.after(n, "(and)")
	count, ok := plain(r.tok(k).text)
	unit := unitOf(r.tok(k+1).text, r.tok(k+1).glued)
	if !ok || len(l.few) > 0 || unit != "minute" && unit != "hour" || l.unit == unit || l.unit == "minute" {
		return l, n, true
	}
	l.minutes += unitLength(unit, count).minutes
	return l, k + 2, true
}

// halfUnit reads the unit of "half an hour".
func (r *reader) halfUnit(i int) (l length, n int, ok bool) {
	l.unit = unitOf(r.tok(i).text, false)
	return l, i + 1, l.addHalf()
}

// addHalf adds half a unit, where people say so.
func (l *length) addHalf() bool {
	switch l.unit {
	case "hour":
		l.minutes += 30
	case "day":
		l.minutes += 12 * 60
	case "month":
		l.days += 15
	case "year":
		l.months += 6
	default:
		return false
	}
	return true
}

// amount reads a number of units; few holds the readings of a vague one.
func (r *reader) amount(i int) (count int, few []int, half bool, n int, ok bool) {
	if n, hit := r.after(i, "(a) couple (of)"); hit {
		return 2, nil, false, n, true
	}
	if n, hit := r.after(i, "(a) few|several (of)"); hit {
		return 0, []int{2, 3, 4, 5}, false, n, true
	}
	t := r.tok(i)
	if count, ok = plain(t.text); !ok {
		count, ok = countOf(t.text)
	}
	if a, b, cut := strings.Cut(t.text, "-"); cut && t.kind == number {
		nums, both := allPlain([]string{a, b})
		return 0, nums, false, i + 1, both && nums[0] < nums[1]
	}
	if whole, isHalf := strings.CutSuffix(t.text, ".5"); isHalf {
		count, ok = plain(whole)
		half = true
	}
	n = i + 1
	if k, hit := r.after(n, "and a half"); hit && ok && !half {
		half, n = true, k
	}
	return count, nil, half, n, ok && (count > 0 || half)
}

// unitOf names a unit of time; single letters must touch their number.
func unitOf(s string, glued bool) string {
	s = strings.TrimSuffix(s, "'")
	switch {
	case oneOf(s, "minute minutes min mins"), glued && s == "m":
		return "minute"
	case oneOf(s, "hour hours hr hrs"), glued && s == "h":
		return "hour"
	case oneOf(s, "day days"), glued && s == "d":
		return "day"
	case oneOf(s, "workday workdays weekday weekdays"):
		return "working day"
	case oneOf(s, "week weeks wk wks"), glued && s == "w":
		return "week"
	case oneOf(s, "fortnight fortnights"):
		return "fortnight"
	case oneOf(s, "month months mo mos mth mths"):
		return "month"
	case oneOf(s, "quarter quarters"):
		return "quarter"
	case oneOf(s, "year years yr yrs"), glued && s == "y":
		return "year"
	}
	return ""
}

// unitLength is count units.
func unitLength(unit string, count int) length {
	l := length{unit: unit}
	switch unit {
	case "minute":
		l.minutes = count
	case "hour":
		l.minutes = 60 * count
	case "day":
		l.days = count
	case "working day":
		l.working = count
	case "week":
		l.days = 7 * count
	case "fortnight":
		l.days = 14 * count
	case "month":
		l.months = count
	case "quarter":
		l.months = 3 * count
	case "year":
		l.months = 12 * count
	}
	return l
}
