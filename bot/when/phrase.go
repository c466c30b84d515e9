package when

import "time"

// set is the pieces of one phrase: at most one of a kind.
type set struct {
	day, weekday, week, clock, moment, doubt *piece
	part                                     *piece // the part of the day, beside a clock
}

// fits reports whether a piece can join the phrase.
func (s *set) fits(p piece) bool {
	if s.moment != nil {
		return false
	}
	dated := s.day != nil || s.weekday != nil || s.week != nil || s.doubt != nil
	switch p.what {
	case aDay:
		return s.day == nil && s.week == nil && s.doubt == nil && (!p.clock.set || s.part == nil)
	case aWeekday:
		return s.weekday == nil && s.doubt == nil
	case aWeek:
		return s.week == nil && s.day == nil && s.doubt == nil && s.bareWeekday()
	case aClock:
		if p.weak && !dated {
			return false
		}
		return s.clock == nil && p.clock.part == "" || s.part == nil && p.clock.part != "" && !s.dayHasPart()
	case aMoment:
		return !dated && s.clock == nil && s.part == nil
	}
	return s.doubt == nil && (!p.weak || dated)
}

// bareWeekday reports whether a week may join: "tuesday next week".
func (s *set) bareWeekday() bool { return s.weekday == nil || s.weekday.which == bare }

func (s *set) dayHasPart() bool { return s.day != nil && s.day.clock.set }

// add puts a piece that fits in its place.
func (s *set) add(p piece) {
	switch p.what {
	case aDay:
		s.day = &p
	case aWeekday:
		s.weekday = &p
	case aWeek:
		s.week = &p
	case aMoment:
		s.moment = &p
	case aDoubt:
		s.doubt = &p
	case aClock:
		if p.clock.part != "" {
			s.part = &p
		} else {
			s.clock = &p
		}
	}
}

// timeOnly reports whether a phrase names no day.
func (s *set) timeOnly() bool {
	return s.day == nil && s.weekday == nil && s.week == nil && s.moment == nil && s.doubt == nil
}

// time is the time of day of the phrase.
func (s *set) time() clock {
	var c clock
	if s.day != nil {
		c = s.day.clock
	}
	for _, p := range []*piece{s.part, s.clock} {
		switch {
		case p == nil:
		case c.set:
			c = c.with(p.clock)
		default:
			c = p.clock
		}
	}
	return c
}

// phrase is one date phrase: its tokens, and what they mean.
type phrase struct {
	from, to int // tokens, to exclusive
	found    Found
	unclear  *Unclear // its reason and options only
	clock    bool     // no day was said
}

// phraseAt reads the phrase that begins at token i, with a small word before it
// or not. Its to is past i even if it is none after all, because of what stands
// around it.
func (r *reader) phraseAt(i int) (ph phrase, ok bool) {
	s, start, end := set{}, i, i
	if k, _ := r.after(i, "(on|by|till|until|til|for|since|in|from)"); k > i {
		s, end = r.gather(k)
		start = k
	}
	if direct, to := r.gather(i); to >= end {
		s, start, end = direct, i, to
	}
	if end <= start {
		return phrase{to: i + 1}, false
	}
	ph = phrase{from: i, to: end}
	if r.barred(i, start, end) {
		return ph, false
	}
	ph.clock = s.timeOnly()
	ph.found, ph.unclear = r.resolve(s)
	return ph, true
}

// gather reads the pieces of a phrase from token i to the token before end,
// which is 0 if there are none.
func (r *reader) gather(i int) (s set, end int) {
	p, ok := r.longest(i)
	ok = ok && s.fits(p)
	for ok {
		s.add(p)
		end = p.next
		p, ok = r.joined(end, &s)
	}
	return s, end
}

// joined reads the piece that goes on with a phrase, after a comma or a small
// word.
func (r *reader) joined(end int, s *set) (piece, bool) {
	for skip := 0; ; skip++ {
		if p, ok := r.longest(end + skip); ok && s.fits(p) && !r.is(end+skip-1, "the") {
			return p, true
		}
		if skip == 2 || !r.is(end+skip, ", on at of by from around about t (") {
			return piece{}, false
		}
	}
}

// barred reports whether what stands around a phrase makes it none: "suite 12
// May", "Dr May 5", "every tuesday", "x12/15".
func (r *reader) barred(i, start, end int) bool {
	before, first := r.tok(i-1), r.tok(start)
	if oneOf(before.text, "every each") {
		return true
	}
	if first.kind == number && (isNumbered(before.text) || oneOf(before.text, "# $")) {
		return true
	}
	if first.glued && start == i && (first.kind == number && before.kind == word || oneOf(before.text, "- / : + _ @")) {
		return true
	}
	titled := isTitle(before.text) || before.text == "." && before.glued && isTitle(r.tok(i-2).text)
	if _, isMonth := monthOf(first.text); titled && (isMonth || isWeekday(first.text)) {
		return true
	}
	after := r.tok(end)
	return after.glued && (after.kind != mark || after.text == "%" || oneOf(after.text, "/ - _ @") && r.tok(end+1).glued)
}

func isWeekday(s string) bool {
	_, _, ok := weekdayOf(s)
	return ok
}

// resolve gives a phrase its one meaning, or says why it has none.
func (r *reader) resolve(s set) (Found, *Unclear) {
	c := s.time()
	if s.moment != nil {
		at := s.moment.at
		return r.near(Found{Wall: Wall(at), Clock: true, Elapsed: true, At: at})
	}
	days, why := r.days(s, c)
	if why != "" {
		return Found{}, r.unclear(why, days, c)
	}
	if c.midnight {
		return r.resolveMidnight(s, days[0])
	}
	return r.near(Found{Wall: c.on(days[0]), Clock: c.set})
}

// days are the days a phrase may stand for; with a reason, they are options.
func (r *reader) days(s set, c clock) ([]time.Time, Reason) {
	switch {
	case s.doubt != nil:
		return s.doubt.options, s.doubt.reason
	case s.week != nil:
		return r.weekDays(s)
	case s.day != nil && s.weekday != nil && s.day.day.Weekday() != s.weekday.weekday:
		return mismatched(s.day, s.weekday.weekday), Mismatch
	case s.day != nil:
		return []time.Time{s.day.day}, ""
	case s.weekday != nil:
		return orAsk(r.resolveWeekday(*s.weekday, c))
	}
	days, why := orAsk(r.resolveClock(c))
	if why == "" {
		days[0] = midnight(days[0])
	}
	return days, why
}

// mismatched offers a date, the same date a year (or a month) away if it falls on
// the weekday then and nothing else was said, and the nearest such weekday.
func mismatched(p *piece, d time.Weekday) []time.Time {
	options := []time.Time{p.day}
	for _, months := range []int{-p.loose, p.loose} {
		if other := AddMonths(p.day, months, 0); other.Weekday() == d {
			options = append(options, other)
		}
	}
	ahead := int(d-p.day.Weekday()+10)%7 - 3
	return append(options, p.day.AddDate(0, 0, ahead))
}

// orAsk makes two readings a question.
func orAsk(days []time.Time) ([]time.Time, Reason) {
	if len(days) > 1 {
		return days, TwoReadings
	}
	return days, ""
}

// weekDays resolves "next week", its Monday, and "tuesday last week"; any other
// week needs its day.
func (r *reader) weekDays(s set) ([]time.Time, Reason) {
	switch {
	case s.weekday != nil:
		return []time.Time{s.week.day.AddDate(0, 0, (int(s.weekday.weekday)+6)%7)}, ""
	case s.week.which == next:
		return []time.Time{s.week.day}, ""
	}
	return r.spread(s.week.day, s.week.day.AddDate(0, 0, 4)), NoDay
}

// resolveMidnight places midnight: the coming (or last) one when no day is said,
// the one that ends today or tonight; of another day's two, people mean either.
func (r *reader) resolveMidnight(s set, day time.Time) (Found, *Unclear) {
	end := day.AddDate(0, 0, 1)
	noDay := s.timeOnly()
	if noDay || day.Equal(r.today) {
		if r.sense == Past || noDay {
			return r.near(Found{Wall: day, Clock: true})
		}
		return r.near(Found{Wall: end, Clock: true})
	}
	return Found{}, &Unclear{Reason: TwoReadings, Options: []time.Time{day, end}}
}

// near refuses what lies more than fifty years away.
func (r *reader) near(f Found) (Found, *Unclear) {
	if r.far(f.Wall) {
		return Found{}, &Unclear{Reason: TooFar}
	}
	return f, nil
}

func (r *reader) far(t time.Time) bool {
	return t.Before(r.today.AddDate(-50, 0, 0)) || t.After(r.today.AddDate(50, 0, 1))
}

// unclear makes up to four options of days, at the time that was said.
func (r *reader) unclear(why Reason, days []time.Time, c clock) *Unclear {
	u := &Unclear{Reason: why}
	for _, d := range days {
		if c.set && !c.midnight && d.Equal(midnight(d)) {
			d = c.on(d)
		}
		if !r.far(d) {
			u.Options = append(u.Options, d)
		}
	}
	u.Options = distinct(u.Options)
	return u
}
