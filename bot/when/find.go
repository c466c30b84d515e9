package when

import (
	"slices"
	"time"
)

// Find looks for one date phrase in text; now is in the person's zone. ok is
// false if there is none. A phrase that is there but not certain is an
// [*Unclear], with ok false.
func Find(text string, now time.Time, sense Sense) (f Found, ok bool, err error) {
	r := newReader(text, now, sense)
	ph, ok := r.pick(r.phrases())
	if !ok {
		return Found{}, false, nil
	}
	f, err = r.finish(text, ph)
	return f, err == nil, err
}

// Parse reads a text that must be a date as a whole, as the answer to "when?";
// only small words ("it was …, please") may stand around it. The error is
// [ErrNone] or an [*Unclear].
func Parse(text string, now time.Time, sense Sense) (Found, error) {
	r := newReader(text, now, sense)
	r.whole = true
	phrases := r.phrases()
	if len(text) > looked || len(phrases) == 0 {
		return Found{}, ErrNone
	}
	for i := range r.toks {
		within := func(ph phrase) bool { return ph.from <= i && i < ph.to }
		if !slices.ContainsFunc(phrases, within) && !r.is(i, ". , ! ? … ( ) : ; - it it's that was is on at ok okay yes please and or let's say i we think maybe make the date") {
			return Found{}, ErrNone
		}
	}
	ph, _ := r.pick(phrases)
	return r.finish(text, ph)
}

// phrases are all date phrases of the text, in order.
func (r *reader) phrases() (out []phrase) {
	for i := 0; i < len(r.toks); {
		ph, ok := r.phraseAt(i)
		if ok {
			out = append(out, ph)
		}
		i = max(ph.to, i+1)
	}
	return out
}

// pick is the phrase a text is about. A day wins over a time elsewhere if that
// time cannot matter (in the past); phrases that differ make a question.
func (r *reader) pick(phrases []phrase) (phrase, bool) {
	if r.sense == Past && slices.ContainsFunc(phrases, func(ph phrase) bool { return !ph.clock }) {
		phrases = slices.DeleteFunc(phrases, func(ph phrase) bool { return ph.clock })
	}
	if len(phrases) == 0 {
		return phrase{}, false
	}
	one := phrases[0]
	for _, ph := range phrases[1:] {
		if one.unclear == nil && ph.unclear == nil && ph.found == one.found {
			continue
		}
		return r.several(phrases), true
	}
	return one, true
}

// several makes one question of phrases that differ. It spans them all if only
// joining words stand between them, else the first.
func (r *reader) several(phrases []phrase) phrase {
	one := phrases[0]
	u := &Unclear{Reason: TwoDates}
	for i, ph := range phrases {
		if i > 0 && one.to == phrases[i-1].to && r.joins(one.to, ph.from) {
			one.to = ph.to
		}
		if ph.unclear != nil {
			u.Options = append(u.Options, ph.unclear.Options...)
		} else {
			u.Options = append(u.Options, ph.found.Wall)
		}
	}
	if day, c, ok := dayAndClock(phrases); ok {
		u.Options = []time.Time{day.Add(c.Sub(midnight(c))), day}
	}
	u.Options = distinct(u.Options)
	one.unclear = u
	return one
}

// dayAndClock finds a day and, apart from it, a time, which may belong together.
func dayAndClock(phrases []phrase) (day, c time.Time, ok bool) {
	if len(phrases) != 2 || phrases[0].unclear != nil || phrases[1].unclear != nil {
		return day, c, false
	}
	a, b := phrases[0], phrases[1]
	if a.clock {
		a, b = b, a
	}
	return a.found.Wall, b.found.Wall, b.clock && !a.found.Clock
}

// joins reports whether only joining words stand from one token to another.
func (r *reader) joins(from, to int) bool {
	for ; from < to; from++ {
		if !r.is(from, "or and to , / - – & then") {
			return false
		}
	}
	return true
}

// distinct keeps the first four different times.
func distinct(times []time.Time) (out []time.Time) {
	for _, t := range times {
		if len(out) < 4 && !slices.ContainsFunc(out, t.Equal) {
			out = append(out, t)
		}
	}
	return out
}

// finish puts byte offsets to a phrase.
func (r *reader) finish(text string, ph phrase) (Found, error) {
	from, to := r.toks[ph.from].from, r.toks[ph.to-1].to
	if ph.unclear != nil {
		u := *ph.unclear
		u.Phrase, u.From, u.To = text[from:to], from, to
		return Found{}, &u
	}
	f := ph.found
	f.From, f.To = from, to
	return f, nil
}
