package when

import "time"

// relativeDay reads "tomorrow", "the day before yesterday", "later today".
func (r *reader) relativeDay(i int) (piece, bool) {
	for _, w := range []struct {
		words string
		days  int
	}{
		{"(later|earlier) today", 0}, {"just|right now", 0}, {"tomorrow", 1}, {"yesterday", -1},
		{"(the) day after tomorrow", 2}, {"(the) day before yesterday", -2},
	} {
		if n, ok := r.after(i, w.words); ok {
			return day(n, r.today.AddDate(0, 0, w.days))
		}
	}
	if n, ok := r.after(i, "now"); ok && r.whole {
		return day(n, r.today)
	}
	return piece{}, false
}

// dayPart reads a day that has its part named: "tonight", "this morning".
func (r *reader) dayPart(i int) (piece, bool) {
	p := piece{what: aDay, day: r.today}
	if n, ok := r.after(i, "(earlier|later) this morning|afternoon|evening"); ok {
		p.next, p.clock = n, partClock(r.tok(n-1).text)
		return p, true
	}
	if n, ok := r.after(i, "(later) tonight"); ok {
		p.next, p.clock = n, partClock("night")
		return p, true
	}
	if n, ok := r.after(i, "last night|evening"); ok {
		p.next, p.clock = n, partClock(r.tok(n-1).text)
		p.day = r.today.AddDate(0, 0, -1)
		return p, true
	}
	return piece{}, false
}

// pointer reads "this", "next", "last" and their kin.
func (r *reader) pointer(i int) (which, int, bool) {
	for _, w := range []struct {
		words string
		which which
	}{
		{"(the) next", next}, {"(this|the) last|past|previous", last},
		{"(this|the) coming|upcoming", coming}, {"this", this},
	} {
		if n, ok := r.after(i, w.words); ok {
			return w.which, n, true
		}
	}
	return bare, i, false
}

// week reads "next week", to which a weekday may be added, and weekends.
func (r *reader) week(i int) (piece, bool) {
	if n, ok := r.after(i, "(the) week after next"); ok {
		return day(n, monday(r.today).AddDate(0, 0, 14))
	}
	w, n, ok := r.pointer(i)
	if ok && r.is(n, "week") {
		return piece{what: aWeek, next: n + 1, which: w, day: monday(r.today).AddDate(0, 0, 7*steps(w))}, true
	}
	if m, hit := r.after(i, "(at) the weekend"); hit && !ok {
		w, n, ok = this, m-1, true
	}
	if !ok || !r.is(n, "weekend") {
		return piece{}, false
	}
	saturday := monday(r.today).AddDate(0, 0, 5+7*steps(w))
	switch {
	case w == this && r.sense == Future && saturday.After(r.today):
		return day(n+1, saturday)
	case w == this && r.sense == Past && saturday.After(r.today):
		saturday = saturday.AddDate(0, 0, -7)
	}
	return doubt(n+1, NoDay, saturday, saturday.AddDate(0, 0, 1))
}

// steps is how many weeks, months or years a pointer moves.
func steps(w which) int {
	switch w {
	case next, coming:
		return 1
	case last:
		return -1
	}
	return 0
}

// month reads "next month" (its first day, which harms nothing), and asks for
// the day of "last month", "this year" and the like.
func (r *reader) month(i int) (piece, bool) {
	w, n, ok := r.pointer(i)
	if !ok || !r.is(n, "month year") {
		return piece{}, false
	}
	if r.is(n, "year") {
		y := r.today.Year() + steps(w)
		return doubt(n+1, NoDay, r.spread(date(y, 1, 1), date(y, 12, 31))...)
	}
	first := r.monthOff(steps(w))
	if w == next {
		return day(n+1, first)
	}
	return doubt(n+1, NoDay, r.spread(first, monthEnd(first))...)
}

// vague reads what names no day: "the other day", "sometime", "in May".
func (r *reader) vague(i int) (piece, bool) {
	if n, ok := r.after(i, "the other day"); ok {
		return doubt(n, NoDay, r.daysBack(1, 4)...)
	}
	if n, ok := r.after(i, "(the) week of|beginning|starting"); ok {
		p, ok := r.longest(n)
		if !ok || p.what != aDay {
			return piece{}, false
		}
		return doubt(p.next, NoDay, r.spread(monday(p.day), weekEnd(p.day))...)
	}
	n, ok := r.after(i, "sometime|someday")
	if !ok {
		if n, ok = r.after(i, "some time|day"); !ok {
			return piece{}, false
		}
	}
	n, _ = r.after(n, "(in|on|around|during)")
	p, ok := r.longest(n)
	if !ok {
		m, isMonth := monthOf(r.tok(n).text)
		if !isMonth {
			return piece{}, false
		}
		return r.someDayOf(n+1, m, r.monthYear(m))
	}
	return doubt(p.next, NoDay, r.readings(p)...)
}

// readings are the days a piece may stand for.
func (r *reader) readings(p piece) []time.Time {
	switch p.what {
	case aWeek:
		return r.spread(p.day, p.day.AddDate(0, 0, 4))
	case aDoubt:
		return p.options
	}
	var s set
	s.add(p)
	f, u := r.resolve(s)
	if u != nil {
		return u.Options
	}
	return []time.Time{f.Wall}
}

// daysBack are the days from a to b days ago.
func (r *reader) daysBack(a, b int) (out []time.Time) {
	for n := a; n <= b; n++ {
		out = append(out, r.today.AddDate(0, 0, -n))
	}
	return out
}

// spread offers up to four days from first to last that the sense allows.
func (r *reader) spread(first, last time.Time) []time.Time {
	if r.sense == Past && last.After(r.today) && !first.After(r.today) {
		last = r.today
	}
	if r.sense == Future && first.Before(r.today) && !last.Before(r.today) {
		first = r.today
	}
	var out []time.Time
	days := int(last.Sub(first) / (24 * time.Hour))
	for n := range 4 {
		d := first.AddDate(0, 0, days*n/3)
		if len(out) == 0 || d.After(out[len(out)-1]) {
			out = append(out, d)
		}
	}
	return out
}
