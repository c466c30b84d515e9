package simtest

import (
	"maps"
	"slices"
	"strings"
	"time"

	"referout/bot"
	"referout/handlers/ask"
)

// checkAsks holds the asks of a circle against the letters that brought them and what
// people did about them.
func (w *world) checkAsks(r *room) {
	for _, id := range slices.Sorted(maps.Keys(r.asks)) {
		is := r.asks[id]
		was, known := r.was.asks[id]
		switch {
		case !known:
			w.checkAsked(r, id, is)
		case was.State != is.State && !w.endsAsk(r, id, was, is):
			w.fail("%s: ask %s was in state %d and is in state %d, and nobody has done that", r, id, was.State, is.State)
		case is.State == ask.Open && is.Answers != was.Answers:
			w.checkCount(r, id, was, is)
		}
	}
	for id, was := range r.was.asks {
		if _, there := r.asks[id]; !there && was.State == ask.Open {
			w.fail("%s: ask %s is gone", r, id)
		}
	}
	for _, m := range r.opened {
		if m.Kind == "askpost" && !m.used && !m.wroteA("askrefuse") && !w.notHeard(r, m) {
			w.fail("%s: %v was opened, and there is no ask", r, m)
		}
	}
}

// notHeard says whether a letter may have been dropped because who sent it is not in the
// group.
func (w *world) notHeard(r *room, m *mail) bool {
	s := w.ofAccount(m.From.Platform, m.From.ID)
	return s == nil || !r.in[s.of] || w.wentOut(r, s)
}

// wentOut says whether somebody was out of a group lately.
func (w *world) wentOut(r *room, s *seat) bool {
	return s.of.ledger.asksFor(func(in *input) bool { return in.room == r && in.goes }) != nil
}

// checkAsked reports an ask that came of nothing, twice of the same letter, or is not
// what was shown before it was posted.
func (w *world) checkAsked(r *room, id string, a ask.Ask) {
	m := firstMail(r.opened, func(m *mail) bool { return m.Kind == "askpost" && !m.used && m.From == a.Account })
	if m == nil {
		w.fail("%s: ask %s came of nothing, or of a letter that was opened before", r, id)
		return
	}
	m.used = true
	w.figures.Circles.Asks++
	if open := a.Until.Sub(a.Posted); open < 7*aDay-2*time.Hour || open > 7*aDay+2*time.Hour {
		w.fail("%s: ask %s is open for %v", r, id, open)
	}
	if !slices.Equal(a.Need.Enclosure(), m.What) {
		w.fail("%s: ask %s says %v, and %v was shown", r, id, a.Need.Enclosure(), m.What)
	}
}

func firstMail(all []*mail, is func(*mail) bool) *mail {
	for _, m := range all {
		if is(m) {
			return m
		}
	}
	return nil
}

// endsAsk says whether something can have brought an ask from one state to another.
func (w *world) endsAsk(r *room, id string, was, is ask.Ask) bool {
	by := w.ofAccount(was.Account.Platform, was.Account.ID)
	switch {
	case is.State == ask.Removed:
		return r.moderated("ask:" + id)
	case is.State == ask.TakenBack:
		return firstMail(r.opened, func(m *mail) bool { return m.Kind == "askback" && m.Ref == id && m.From == was.Account }) != nil ||
			was.Account != bot.Account{} && (by == nil || !r.in[by.of] || w.wentOut(r, by) || w.leaves(r, by))
	case was.State != ask.Open:
		return false
	}
	taps := func(in *input) bool { return in.room == r && in.action() == "askfound" && partOf(in.payload, 0) == id }
	switch is.State {
	case ask.Found:
		return by != nil && by.of.ledger.asksFor(taps) != nil ||
			firstMail(r.opened, func(m *mail) bool { return m.Kind == "askclose" && m.Ref == id && m.From == was.Account }) != nil
	case ask.Over:
		return !w.wall().Add(time.Minute).Before(was.Until) // what is due within the minute rings
	case ask.Closed: // by who administers the chat
		return slices.ContainsFunc(w.people, func(p *person) bool { return p.ledger.asksFor(taps) != nil && p.ran(r) })
	}
	return false
}

// ran says whether somebody administers a group, or did lately.
func (p *person) ran(r *room) bool {
	return r.runs[p] || p.ledger.asksFor(func(in *input) bool { return in.room == r && (in.goes || in.ruled) }) != nil
}

// leaves says whether somebody has taken everything of hers out of a circle lately.
func (w *world) leaves(r *room, s *seat) bool {
	return s.of.ledger.asksFor(func(in *input) bool { return in.room == r && command(in.text) == "/leave" }) != nil ||
		firstMail(r.opened, func(m *mail) bool { return (m.Kind == "leave" || m.Kind == bot.LeftMail) && m.From.ID == s.account }) != nil
}

// moderated says whether a letter to take a record away was opened since the last check.
func (r *room) moderated(ref string) bool {
	return firstMail(r.opened, func(m *mail) bool { return m.Kind == "remove" && m.Ref == ref }) != nil
}

// checkCount holds the number on a card against the answers that were passed on.
func (w *world) checkCount(r *room, id string, was, is ask.Ask) {
	passed := 0
	for _, m := range w.sentNow {
		if m.Kind == "askanswer" && m.Circle == r.id && m.Ref == id {
			passed++
		}
	}
	if more := is.Answers - was.Answers; more < 0 || more > passed {
		w.fail("%s: ask %s had %d answers and has %d, and %d were passed on", r, id, was.Answers, is.Answers, passed)
	}
}

// checkAnswerSent reports an answer to an ask that nobody gave, or gave before.
func (w *world) checkAnswerSent(m *mail) {
	r := w.roomOf(m.Circle)
	s := w.ofAccount(m.From.Platform, m.From.ID)
	if r == nil || s == nil {
		w.fail("%v is from nobody, or from nowhere", m)
		return
	}
	self := m.What.Get("kind") == "self"
	switch {
	case m.by != nil:
		if kind := map[bool]string{true: "askself", false: "asktip"}[self]; m.by.Kind != kind || m.by.Ref != m.Ref || m.by.From != m.From {
			w.fail("%v came of %v", m, m.by)
		}
	case !self:
		w.fail("%v recommends somebody whom nobody named", m)
	default:
		in := s.of.ledger.asksFor(func(in *input) bool {
			return !in.sent && in.room == r && in.seat == s && in.action() == "askme" && partOf(in.payload, 0) == m.Ref
		})
		if in == nil {
			w.fail("%v from %s came of nothing, or of a tap in another group", m, s)
			return
		}
		in.sent = true
	}
	if once := m.Ref + "." + s.account; self {
		if r.answered[once] {
			w.fail("%s: %s says “That's me” to ask %s a second time", r, s, m.Ref)
		}
		r.answered[once] = true
	}
}

// checkAnswersIn holds the answers in a book against the letters that brought them, once
// each.
func (w *world) checkAnswersIn(b *book) {
	for _, id := range slices.Sorted(maps.Keys(b.answers)) {
		if _, known := b.was.answers[id]; known {
			continue
		}
		a := b.answers[id]
		m := firstMail(b.opened, func(m *mail) bool {
			return m.Kind == "askanswer" && !m.used && m.Ref == a.Ask && m.What.Get("name") == a.Name && m.What.Get("words") == a.Words
		})
		if m == nil {
			if b.owner.ledger.explains(func(in *input) bool { return in.action() == "undo" || in.text == "/undo" }) == nil {
				w.fail("%s: answer %s to ask %s came of nothing, or of a letter that was opened before", b.owner.name, id, a.Ask)
			}
			continue
		}
		m.used = true
		w.figures.Circles.Answers++
		b.owes("answer "+id, time.Time{}, withButton("asksave:"+id))
	}
	for _, m := range b.opened {
		if m.Kind == "askanswer" && !m.used && !m.went() {
			w.fail("%s: %v was opened, and there is no answer in her book", b.owner.name, m)
		}
	}
	for what := range b.owed {
		if id, ok := strings.CutPrefix(what, "answer "); ok {
			if _, there := b.answers[id]; !there {
				delete(b.owed, what)
			}
		}
	}
}

// forgets notes that somebody takes everything of hers out of a circle: she may answer
// anew.
func (r *room) forgets(account string) {
	maps.DeleteFunc(r.answered, func(once string, _ bool) bool { return strings.HasSuffix(once, "."+account) })
}

// overdueAsks reports asks that stand open though their days are over.
func (w *world) overdueAsks(r *room, d time.Duration) {
	for id, a := range r.asks {
		over := w.wall().Sub(a.Until)
		if a.State != ask.Open || over < 0 {
			delete(r.late, "ask "+id)
			continue
		}
		r.late["ask "+id] += min(d, over)
	}
}
