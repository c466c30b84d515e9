package when

import (
	"strings"
	"time"
)

// clock is a time of day.
type clock struct {
	set      bool
	h, m     int
	part     string // the part of the day it was named by, if it was
	hourOnly bool   // neither am nor pm was said: a part of the day may tell
	midnight bool   // which of a day's two, nobody knows
}

// on is the clock's time on a day.
func (c clock) on(day time.Time) time.Time {
	return day.Add(time.Duration(c.h)*time.Hour + time.Duration(c.m)*time.Minute)
}

// partClock is the hour that stands for a part of the day.
func partClock(part string) clock {
	c := clock{set: true, part: part}
	switch part {
	case "morning":
		c.h = 9
	case "afternoon":
		c.h = 15
	case "evening":
		c.h = 18
	case "night":
		c.h = 20
	}
	return c
}

// with joins a clock with the part of the day said beside it.
func (c clock) with(other clock) clock {
	if c.part != "" {
		c, other = other, c
	}
	switch {
	case c.midnight || !c.hourOnly:
	case other.part == "morning":
		c.h = c.said()
	case c.said() < 12:
		c.h = c.said() + 12
	}
	c.hourOnly = false
	return c
}

// said is the hour as it was said, before it was taken to be in the afternoon.
func (c clock) said() int {
	if c.h > 12 {
		return c.h - 12
	}
	return c.h
}

// clockTime reads a time of day: "at 9", "3:15 pm", "noon", "half past 3", "in
// the morning"; parts of the day ("tuesday morning") only beside a day.
func (r *reader) clockTime(i int) (piece, bool) {
	n, at := r.after(i, "at|@|around|about (around|about)")
	if n, ok := r.after(n, "(12) noon|midday|midnight"); ok {
		c := clock{set: true, h: 12}
		if r.is(n-1, "midnight") {
			c.h, c.midnight = 0, true
		}
		return piece{what: aClock, next: n, clock: c}, true
	}
	if p, ok := r.partOfDay(i); ok {
		return p, true
	}
	if p, ok := r.pastHour(n); ok {
		return p, true
	}
	return r.hour(n, at)
}

// partOfDay reads "in the morning", "at night", and "morning" beside a day.
func (r *reader) partOfDay(i int) (piece, bool) {
	p := piece{what: aClock}
	n, ok := r.after(i, "in the morning|afternoon|evening")
	if !ok {
		n, ok = r.after(i, "at night")
	}
	if !ok {
		n, ok = r.after(i, "morning|afternoon|evening|night")
		p.weak = true
	}
	p.next, p.clock = n, partClock(r.tok(n-1).text)
	return p, ok
}

// pastHour reads "half past 3", "a quarter to four".
func (r *reader) pastHour(i int) (piece, bool) {
	minutes := 30
	n, ok := r.after(i, "half past")
	if !ok {
		if n, ok = r.after(i, "(a) quarter past|after|to"); ok {
			minutes = 15
		}
		if ok && r.is(n-1, "to") {
			minutes = -15
		}
	}
	h, isHour := r.hourWord(n)
	if !ok || !isHour {
		return piece{}, false
	}
	c := clock{set: true, h: h, hourOnly: true}
	c, n, valid := r.meridiem(n+1, c)
	if !valid {
		return doubt(n, NoSuchTime)
	}
	total := (c.h*60 + minutes + 24*60) % (24 * 60)
	c.h, c.m = total/60, total%60
	return piece{what: aClock, next: n, clock: c}, true
}

// hourWord reads an hour from 1 to 12, in figures or in words.
func (r *reader) hourWord(i int) (int, bool) {
	h, ok := plain(r.tok(i).text)
	if !ok {
		h, ok = countOf(r.tok(i).text)
		ok = ok && !r.is(i, "a an")
	}
	return h, ok && h >= 1 && h <= 12
}

// hour reads a time in figures. Without a colon or an "am" it must follow "at",
// and nothing that it may count may follow it.
func (r *reader) hour(i int, at bool) (piece, bool) {
	h, m, colon, ok := r.figures(i)
	if !ok {
		return piece{}, false
	}
	n := i + 1
	sure := r.meridiemAt(n) || r.is(n, "o'clock")
	at = at || h <= 12 && (n == len(r.toks) && r.is(i-1, "tomorrow today tonight yesterday") || r.is(n, "tonight"))
	if !sure && (!colon && (!at || !r.ends(n)) || colon && !strings.Contains(r.tok(i).text, ":")) {
		return piece{}, false
	}
	c := clock{set: true, h: h, m: m, hourOnly: h >= 1 && h <= 12 && r.tok(i).text[0] != '0'}
	c, n, valid := r.meridiem(n, c)
	if !valid || c.h > 23 || m > 59 {
		p, _ := doubt(n, NoSuchTime)
		p.weak = !colon && !sure
		return p, true
	}
	return piece{what: aClock, next: n, clock: c}, true
}

// figures reads "9", "9:30", "9.30", and "9-10" as its start; words below
// thirteen too.
func (r *reader) figures(i int) (h, m int, colon, ok bool) {
	t := r.tok(i)
	if t.kind == word {
		h, ok = r.hourWord(i)
		return h, 0, false, ok
	}
	start, _, _ := strings.Cut(t.text, "-")
	if start != t.text && !r.meridiemAt(i+1) {
		return 0, 0, false, false
	}
	sep := ":"
	if !strings.Contains(start, ":") {
		sep = "."
	}
	hours, minutes, colon := strings.Cut(start, sep)
	h, ok = plain(hours)
	if !ok || t.kind != number || len(hours) > 2 {
		return 0, 0, false, false
	}
	if colon {
		minutes, _, _ = strings.Cut(minutes, ":") // seconds are dropped
		m, ok = plain(minutes)
		ok = ok && len(minutes) == 2
	}
	return h, m, colon, ok
}

// meridiemAt reports whether "am" or "pm" stands at token i; a single letter
// must touch its number.
func (r *reader) meridiemAt(i int) bool {
	return r.is(i, "am pm") || r.is(i, "a p") && r.tok(i).glued && !r.is(i+1, ". '")
}

// meridiem applies what follows an hour: "am", "pm", "o'clock" or nothing, when
// hours up to six are in the afternoon. valid is false for "13 pm" and "0 am".
func (r *reader) meridiem(i int, c clock) (_ clock, n int, valid bool) {
	i, _ = r.after(i, "(o'clock)")
	if !r.meridiemAt(i) {
		if c.hourOnly && c.h <= 6 {
			c.h += 12
		}
		return c, i, true
	}
	if c.h < 1 || c.h > 12 {
		return c, i + 1, c.h > 12 && r.is(i, "pm p") && strings.Contains(r.tok(i-1).text, ":")
	}
	c.hourOnly = false
	c.h %= 12
	if r.is(i, "pm p") {
		c.h += 12
	}
	return c, i + 1, true
}

// resolveClock finds the days of a time that comes without one: one, or two
// walls that it may mean.
func (r *reader) resolveClock(c clock) []time.Time {
	now, at := Wall(r.now), c.on(r.today)
	tomorrow := r.today.AddDate(0, 0, 1)
	switch {
	case r.sense == Past && at.After(now):
		return []time.Time{c.on(r.today.AddDate(0, 0, -1))}
	case r.sense != Future || at.After(now):
		return []time.Time{at}
	case c.hourOnly && c.h < 12 && at.Add(12*time.Hour).After(now):
		return []time.Time{at.Add(12 * time.Hour), c.on(tomorrow)}
	}
	return []time.Time{c.on(tomorrow)}
}
