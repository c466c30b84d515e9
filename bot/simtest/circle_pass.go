package simtest

import (
	"maps"
	"slices"
	"strings"
	"time"

	"referout/handlers/courtesy"
	"referout/handlers/duty"
	"referout/handlers/events"
)

// arrived says whether a letter tells of a referral, as an event in a book does.
func (m *mail) arrived(b *book, e events.Event) bool {
	return m.Kind == "passed" && !m.used && e.Kind == events.Received && m.What.Get("from") == b.name(e.Whom())
}

// createdByLetter says whether a letter brought an event.
func (w *world) createdByLetter(b *book, e events.Event) bool {
	m := firstMail(b.opened, func(m *mail) bool { return m.arrived(b, e) })
	if m == nil {
		return false
	}
	m.used = true
	w.figures.Circles.Passed++
	b.owesArrival(e)
	return true
}

// createdByTick says whether she has met somebody at a meeting and ticked it: each of
// those ticked once, and once more when that was taken back.
func (w *world) createdByTick(b *book, id string, e events.Event) bool {
	if e.Kind != events.Touched || e.How != courtesy.Meetup {
		return false
	}
	for row, whom := range b.whom {
		in := b.owner.ledger.explains(func(in *input) bool {
			return in.action() == "metdone" && partOf(in.payload, 0) == row && in.seat.book == b
		})
		if in == nil || !whom.Closed {
			continue
		}
		for n, key := range whom.Keys {
			if _, there := b.events[b.ticks[row+" "+key]]; there || whom.Ticks[n] == 0 || w.listed[key] != b.name(e.Person) {
				continue
			}
			b.ticks[row+" "+key] = id
			b.met[id] = whom.Ticks[n] == 2
			w.figures.Circles.Met++
			return true
		}
	}
	return false
}

// createdByPair says whether she has met whom she was paired with: each pair once.
func (w *world) createdByPair(b *book, id string, e events.Event) bool {
	if e.Kind != events.Touched || e.How != courtesy.Elsewhere {
		return false
	}
	says := func(label string) *input {
		return b.owner.ledger.explains(func(in *input) bool {
			return in.action() == "pub" && in.label == label && in.seat.book == b && !in.created && strings.Contains(in.shown, b.name(e.Person))
		})
	}
	plain, noted := says("We met"), says("We met + note")
	switch {
	case plain == nil && noted == nil:
		return false
	case noted == nil || plain != nil && !b.hasNote(id): // of both, one came to nothing
		plain.created = true
	default:
		noted.created = true
	}
	b.met[id] = noted != nil && noted.created
	w.figures.Circles.Met++
	return true
}

// hasNote says whether a note is owed for an event.
func (b *book) hasNote(event string) bool {
	for _, d := range b.duties {
		if d.Kind != duty.FollowUp && slices.ContainsFunc(d.Lines, func(l duty.Line) bool { return l.Event == event }) {
			return true
		}
	}
	return false
}

// checkOpened reports letters of which her book shows nothing, and notes what she has to
// be told of the others.
func (w *world) checkOpened(b *book) {
	w.checkArrived(b)
	for _, m := range b.opened {
		b.checkRemind(w, m)
	}
}

// checkArrived reports a letter that somebody may call and that her book knows nothing
// of.
func (w *world) checkArrived(b *book) {
	for _, m := range b.opened {
		if m.Kind != "passed" || m.used || m.went() {
			continue
		}
		w.fail("%s: %v was opened, and her book knows nothing of it", b.owner.name, m)
	}
}

// checkPassed reports a letter to the circle that told a colleague nothing, nor the
// sender why.
func (w *world) checkPassed(r *room) {
	for _, m := range r.opened {
		if m.Kind == "pass" && !m.wroteA("passed", "passfail") && !w.notHeard(r, m) {
			w.fail("%s: %v was opened, and nobody was told", r, m)
		}
	}
}

// passLife is how long both books remember who was passed on, with slack.
const passLife = 170 * aDay

// listedMind says whether who was passed on to calls herself a mental health professional
// in a circle. Where she says different things in two, what became of it tells.
func (w *world) listedMind(b *book, e events.Event) bool {
	some, all := false, true
	for _, r := range w.rooms {
		for _, l := range r.listings {
			if l.Name == b.name(e.Person) {
				some, all = some || mind(l.Specialty), all && mind(l.Specialty)
			}
		}
	}
	return some && (all || e.Tag == "")
}

// checkPasses holds, at the end, each passing on in one book against the other book.
func (w *world) checkPasses() {
	outs, ins := map[string]*book{}, map[string]*book{}
	for _, b := range w.books {
		for id := range b.outs {
			outs[id] = b
		}
		for id := range b.ins {
			ins[id] = b
		}
	}
	for _, id := range slices.Sorted(maps.Keys(ins)) {
		if at, ok := timeOf(id); !ok || w.wall().Sub(at) > passLife {
			continue
		}
		from, to := outs[id], ins[id]
		if from == nil {
			w.fail("%s: %s was passed on by nobody", to.owner.name, id)
			continue
		}
		if a, b := from.outs[id].State, to.ins[id].State; a != b {
			w.fail("%s said state %d of %s, and %s knows state %d", to.owner.name, b, id, from.owner.name, a)
		}
	}
}

// owesArrival notes that she has to be told of an event that a letter brought.
func (b *book) owesArrival(e events.Event) {
	b.owes("somebody who may call ("+e.Handling+")", time.Time{}, withButton("undo:"+e.Handling))
}
