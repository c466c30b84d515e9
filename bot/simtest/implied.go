package simtest

import (
	"strings"
	"time"

	"referout/handlers/courtesy"
	"referout/handlers/duty"
	"referout/handlers/events"
)

// checkImplied holds the duties against the rules: each event has what it owes,
// once, and each office its visit.
func (w *world) checkImplied(b *book) {
	for id, e := range b.events {
		if e.Person == "" && e.Kind != events.Touched {
			continue // whoever it was with was forgotten
		}
		if _, known := b.persons[e.Person]; e.Person != "" && !known {
			w.fail("%s: event %s is about somebody who is gone", b.owner.name, id)
		}
		w.checkEvent(b, id, e)
	}
	for office := range b.offices {
		w.checkVisit(b, office)
	}
	for id, d := range b.duties {
		if !b.seen[id] {
			b.seen[id] = true
			w.checkBegin(b, id, d)
		}
	}
}

func (w *world) checkEvent(b *book, id string, e events.Event) {
	notes, open, asks := 0, 0, 0
	for _, d := range b.duties {
		for _, l := range d.Lines {
			if l.Event != id {
				continue
			}
			switch {
			case d.Kind == duty.FollowUp:
				asks++
			case d.State == duty.Skipped:
				notes++
			default:
				notes++
				open++
			}
		}
	}
	told, ok := b.wallOf(e.Handling)
	if !ok {
		w.fail("%s: event %s has no time in its name", b.owner.name, id)
	}
	mental := e.Kind == events.Referred && (mind(b.persons[e.Person].Specialty) || b.mental[id])
	wantAsks := 0
	if e.Kind == events.Referred && !mental {
		wantAsks = 1
	}
	if open > 1 || asks != wantAsks {
		w.fail("%s: event %s (kind %d) has %d notes and %d questions, want at most one and %d", b.owner.name, id, e.Kind, open, asks, wantAsks)
	}
	if note, met := b.met[id]; met {
		if !note && notes > 0 || note && notes == 0 {
			w.fail("%s: event %s of a meeting has %d notes, and a note was ticked: %v", b.owner.name, id, notes, note)
		}
		return
	}
	owes := owesNote(e, told) || mental && midnight(told).Sub(midnight(e.Day)) <= twoWeeks
	if owes && notes == 0 && e.Person+e.Office != "" && !b.orphaned(e) {
		w.fail("%s: event %s (kind %d, told %v, of %v) owes a note and has none", b.owner.name, id, e.Kind, told.Format(time.DateTime), e.Day.Format(time.DateOnly))
	}
}

// orphaned says whether the person of an event was forgotten, with the note for her.
func (b *book) orphaned(e events.Event) bool { return e.Person == "" && b.forgot }

func (w *world) checkVisit(b *book, office string) {
	d, there := b.duties["v"+office]
	if there && d.State == duty.Ended {
		return
	}
	due, known := b.visitBy(office, d.Skip)
	switch {
	case known != there:
		w.fail("%s: office %s: a visit is owed: %v, and there: %v", b.owner.name, office, known, there)
	case known && !d.Live():
		w.fail("%s: the visit to office %s is %s", b.owner.name, office, stateName(d))
	case known && !d.Due.Equal(due):
		w.fail("%s: the visit to office %s is due %v, want %v", b.owner.name, office, d.Due.Format(time.DateOnly), due.Format(time.DateOnly))
	}
}

// checkBegin holds a new duty's first time against the rules.
func (w *world) checkBegin(b *book, id string, d duty.Duty) {
	if d.Kind == duty.Visit || len(d.Lines) != 1 || b.changed["settings"] || b.changed["member"] {
		return
	}
	e, known := b.events[d.Lines[0].Event]
	told, ok := b.wallOf(id[1:])
	if !known || !ok || d.Lines[0].Event != "e"+id[1:] {
		return // asked for later
	}
	r := b.rhythm().Rhythm
	want := askAfter(e, told, r)
	if e.Kind == events.Referred {
		want = b.askAbout(e, told, r)
	}
	if !d.From.Equal(want) {
		w.fail("%s: duty %s is owed from %v, want %v", b.owner.name, id, d.From.Format(time.DateTime), want.Format(time.DateTime))
	}
}

// askAbout is when a referral is asked about, or thanked for in mental health.
func (b *book) askAbout(e events.Event, told time.Time, r courtesy.Rhythm) time.Time {
	days := 14
	if physician(b.persons[e.Person].Specialty) {
		days = 28
	}
	at := deskFrom(midnight(e.Day).AddDate(0, 0, days), r)
	if next := nextDesk(told, r); next.After(at) {
		return next
	}
	return at
}

// checkAnswers holds duties against the answers that the bot has confirmed.
func (w *world) checkAnswers(b *book) {
	l := b.owner.ledger
	for id, want := range l.state {
		d, there := b.duties[id]
		if !there && b.owner.seats[0].book != b {
			continue
		}
		if there && stateName(d) == want {
			continue
		}
		if l.explains(func(in *input) bool { return in.reopens(id) }) == nil {
			w.fail("%s was told that duty %s is %s, and it is %q", b.owner.name, id, want, stateName(d))
		}
		delete(l.state, id)
	}
}

// reopens says whether an input may change a duty that was answered.
func (in *input) reopens(id string) bool {
	switch in.action() {
	case "":
		return strings.HasPrefix(in.text, "/undo")
	case "undo", "erase", "visitagain":
		return true
	}
	return dutyOf(in.payload) == id || replaces(in)
}

// checkAlarms reports duties of which nothing will ever be said.
func (w *world) checkAlarms(b *book) {
	_, digest := b.alarms["digest/1"]
	for id, d := range b.duties {
		if _, own := b.alarms["duty/"+id]; d.Live() && !own && !digest {
			w.fail("%s: duty %s is owed and nothing will ever say so", b.owner.name, id)
		}
	}
}
