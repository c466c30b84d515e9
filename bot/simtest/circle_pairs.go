package simtest

import (
	"maps"
	"slices"
	"strings"
	"time"

	"referout/bot"
	"referout/handlers/reading"
)

// checkPairs holds who takes part in the pairs of a circle, and who is paired, against
// what people did and were told.
func (w *world) checkPairs(r *room) {
	for _, key := range slices.Sorted(maps.Keys(r.takers)) {
		if _, known := r.was.takers[key]; !known && !w.switched(r, r.takers[key].Account, "pairon") {
			w.fail("%s: %s takes part in the pairs, and has not said so", r, r.takers[key].Account.ID)
		}
	}
	for key, was := range r.was.takers {
		s := w.ofAccount(was.Account.Platform, was.Account.ID)
		if _, there := r.takers[key]; !there && !w.switched(r, was.Account, "pairoff") && s != nil && r.in[s.of] && !w.wentOut(r, s) && !w.leaves(r, s) {
			w.fail("%s: %s takes part in the pairs no more, and has not said so", r, s)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.pairs)) {
		is := r.pairs[id]
		was, known := r.was.pairs[id]
		switch {
		case !known || was.Month != is.Month:
			w.checkPaired(r, id, is)
		case is.Met && !was.Met && !r.answeredPair("pairmet", id), is.Off && !was.Off && !r.answeredPair("pairnot", id):
			w.fail("%s: of the pair %s it is known that they met (%v) or do not (%v), and none of the two has said so", r, id, is.Met, is.Off)
		}
	}
}

// switched says whether somebody has begun or ended to take part.
func (w *world) switched(r *room, a bot.Account, kind string) bool {
	s := w.ofAccount(a.Platform, a.ID)
	return s != nil && s.of.ledger.asksFor(func(in *input) bool { return in.room == r && in.seat == s && command(in.text) == "/pairs" }) != nil ||
		firstMail(r.opened, func(m *mail) bool { return m.Kind == kind && m.From == a }) != nil
}

func (r *room) answeredPair(kind, id string) bool {
	return firstMail(r.opened, func(m *mail) bool { return m.Kind == kind && m.Ref == id }) != nil
}

// checkPaired reports a pair of people who do not take part, of somebody who has another
// one that month, or of whom one was not told.
func (w *world) checkPaired(r *room, id string, is pairRow) {
	w.figures.Circles.Pairs++
	for _, key := range strings.Split(id, ".") {
		takes, ok := r.takers[key]
		if !ok {
			takes, ok = r.was.takers[key]
		}
		if !ok {
			w.fail("%s: %s is paired (%s) and does not take part", r, key, id)
			continue
		}
		for other, row := range r.pairs {
			if other != id && row.Month == is.Month && slices.Contains(strings.Split(other, "."), key) {
				w.fail("%s: %s is paired twice in %s", r, takes.Account.ID, is.Month)
			}
		}
		if told := firstMail(w.sentNow, func(m *mail) bool { return m.Kind == "pair" && m.Ref == id && m.To == takes.Account }); told == nil {
			w.fail("%s: %s is paired (%s) and is not told", r, takes.Account.ID, id)
		}
	}
}

// ticksOf is who has read the text of a round.
func (r *room) ticksOf(id string) (keys []string) {
	for key := range r.ticks {
		if round, who, _ := strings.Cut(key, "."); round == id {
			keys = append(keys, who)
		}
	}
	return keys
}

// checkReading holds the reading rounds of a circle against what people did.
func (w *world) checkReading(r *room) {
	open := 0
	for _, id := range slices.Sorted(maps.Keys(r.rounds)) {
		is := r.rounds[id]
		was, known := r.was.rounds[id]
		if is.State == reading.Open {
			open++
		}
		switch {
		case !known:
			w.checkRound(r, id, is)
		case was.State != is.State && !w.endsRound(r, id, was, is):
			w.fail("%s: reading round %s was in state %d and is in state %d, and nobody has done that", r, id, was.State, is.State)
		}
	}
	if open > 1 {
		w.fail("%s: %d reading rounds are open", r, open)
	}
	for _, m := range r.opened {
		if m.Kind == "readpost" && !m.used && !m.wroteA("readnews") && !w.notHeard(r, m) {
			w.fail("%s: %v was opened, and there is no reading round", r, m)
		}
	}
	w.checkTicks(r)
}

func (w *world) checkRound(r *room, id string, is reading.Round) {
	w.figures.Circles.Rounds++
	m := firstMail(r.opened, func(m *mail) bool { return m.Kind == "readpost" && !m.used && m.From == is.By })
	if m == nil {
		w.fail("%s: reading round %s came of nothing, or of a letter that was opened before", r, id)
		return
	}
	m.used = true
	if !slices.Equal(is.Text.Enclosure(), m.What) {
		w.fail("%s: reading round %s says %v, and %v was shown", r, id, is.Text.Enclosure(), m.What)
	}
}

// endsRound says whether something can have ended a round.
func (w *world) endsRound(r *room, id string, was, is reading.Round) bool {
	if is.State == reading.Removed {
		return r.moderated("reading:" + id)
	}
	if was.State != reading.Open {
		return false
	}
	if is.State == reading.Over {
		return !w.wall().Add(time.Minute).Before(was.Until)
	}
	taps := func(in *input) bool { return in.room == r && in.action() == "readclose" && partOf(in.payload, 0) == id }
	by := w.ofAccount(was.By.Platform, was.By.ID)
	return slices.ContainsFunc(w.people, func(p *person) bool {
		return (p.ran(r) || by != nil && by.of == p) && p.ledger.asksFor(taps) != nil
	}) || firstMail(r.opened, func(m *mail) bool { return m.Kind == "readclose" && m.Ref == id }) != nil
}

// checkTicks reports that somebody has read a text who has not said so in that group.
func (w *world) checkTicks(r *room) {
	for _, key := range slices.Sorted(maps.Keys(r.ticks)) {
		if _, known := r.was.ticks[key]; known {
			continue
		}
		w.figures.Circles.Read++
		id, who, _ := strings.Cut(key, ".")
		a := w.keyed(who)
		s := w.ofAccount(a.Platform, a.ID)
		if s == nil || s.of.ledger.asksFor(func(in *input) bool {
			return in.room == r && in.seat == s && in.action() == "readtick" && partOf(in.payload, 0) == id
		}) == nil {
			w.fail("%s: %s has read %s, and has not said so", r, a.ID, id)
		}
	}
}

// overdueRounds notes how long the process has lived with a round that is over and does
// not say so.
func (w *world) overdueRounds(r *room, d time.Duration) {
	for id, a := range r.rounds {
		over := w.wall().Sub(a.Until)
		if a.State != reading.Open || over < 0 {
			delete(r.late, "reading round "+id)
			continue
		}
		r.late["reading round "+id] += min(d, over)
	}
}
