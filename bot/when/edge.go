package when

import "time"

// edge reads the ends and beginnings of months, weeks and years: "end of the
// month", "eom", "the first of next month", "end of May".
func (r *reader) edge(i int) (piece, bool) {
	for _, w := range []struct {
		short string
		end   func(time.Time) time.Time
	}{{"eod", midnight}, {"eow", weekEnd}, {"eom", monthEnd}, {"eoy", yearEnd}} {
		if n, ok := r.after(i, w.short); ok {
			return day(n, w.end(r.today))
		}
	}
	if n, ok := r.after(i, "(the) end of"); ok {
		return r.edgeOf(n, true)
	}
	n, ok := r.after(i, "(the) start|beginning|first of")
	if !ok {
		return piece{}, false
	}
	return r.edgeOf(n, false)
}

// edgeOf reads what an end or a beginning belongs to.
func (r *reader) edgeOf(i int, end bool) (piece, bool) {
	if m, ok := monthOf(r.tok(i).text); ok {
		return r.edgeOfMonth(i+1, m, end)
	}
	w, n, _ := r.pointer(i)
	if w == bare {
		n, _ = r.after(i, "(the)")
	}
	first, to := r.today, r.today
	switch r.tok(n).text {
	case "day":
	case "week":
		first = monday(r.today).AddDate(0, 0, 7*steps(w))
		to = weekEnd(first)
	case "month":
		first = r.monthOff(r.edgeStep(w, end))
		to = monthEnd(first)
	case "year":
		first = date(r.today.Year()+r.edgeStep(w, end), 1, 1)
		to = yearEnd(first)
	default:
		return piece{}, false
	}
	if end {
		return day(n+1, to)
	}
	return day(n+1, first)
}

// edgeStep is how far to move for an end or beginning: without a pointer, a
// beginning that is wanted in the future is the next, and an end that is wanted
// in the past is the last.
func (r *reader) edgeStep(w which, end bool) int {
	switch {
	case w == bare && !end && r.sense == Future:
		return 1
	case w == bare && end && r.sense == Past:
		return -1
	}
	return steps(w)
}

// edgeOfMonth is the last or the first day of a named month, with or without
// its year.
func (r *reader) edgeOfMonth(i int, m time.Month, end bool) (piece, bool) {
	d := 1
	if end {
		d = 28
	}
	y, n, ok := r.yearAt(i)
	if !ok {
		y, n = r.natural(m, d), i
	}
	if end {
		return day(n, monthEnd(date(y, m, 1)))
	}
	return day(n, date(y, m, 1))
}

// monthOff is the first day of the month that lies n months from today's.
func (r *reader) monthOff(n int) time.Time { return AddMonths(r.today, n, 1) }

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// weekEnd is the Friday of day's week, the last day people work in it.
func weekEnd(day time.Time) time.Time { return monday(day).AddDate(0, 0, 4) }

func monthEnd(day time.Time) time.Time { return AddMonths(midnight(day), 0, 31) }

func yearEnd(day time.Time) time.Time { return date(day.Year(), time.December, 31) }
