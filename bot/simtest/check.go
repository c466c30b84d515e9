package simtest

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"referout/handlers/duty"
	"referout/handlers/events"
)

// check holds everything that is seen against what was promised.
func (w *world) check() {
	for _, text := range w.takeErrors() {
		w.fail("logged: %s", text)
	}
	for _, text := range w.pings.takeWrong() {
		w.fail("%s", text)
	}
	for _, text := range w.leaks.fresh() {
		w.fail("%s", text)
	}
	w.checkLife()
	w.checkPost()
	for _, r := range w.rooms {
		w.checkRoom(r)
	}
	for _, b := range w.books {
		w.checkBook(b)
	}
	for _, p := range w.people {
		w.checkKept(p)
		w.checkLetGo(p)
		p.ledger.settle(w)
		p.ledger.fresh = false
	}
	w.turns++
	if w.turns%40 == 0 {
		w.verify()
	}
}

// checkLife reports a process that has ended by itself.
func (w *world) checkLife() {
	if w.life == nil || w.life.isDead() {
		return
	}
	select {
	case <-w.life.over:
		w.fail("the process ended by itself: %v", w.life.err)
	default:
	}
}

func (w *world) checkBook(b *book) {
	w.checkAnswersIn(b)
	if b.changed["duty"] || b.changed["event"] || len(b.opened) > 0 {
		w.checkClosed(b)
		w.checkCreated(b)
		w.checkOpened(b)
		w.checkImplied(b)
		b.before, b.told = maps.Clone(b.duties), maps.Clone(b.events)
	}
	if b.changed["duty"] || b.owner.ledger.fresh {
		w.checkAnswers(b)
	}
	if b.changed["duty"] || b.changed[".alarm"] {
		w.checkAlarms(b)
	}
	w.checkZone(b)
	w.checkNews(b)
	b.was.answers = maps.Clone(b.answers)
	b.opened, b.heard = nil, nil
	clear(b.changed)
	w.fallDue(b)
	w.overdue(b)
}

// checkClosed reports duties that are not owed any more though nobody has answered
// them. A visit is owed round by round.
func (w *world) checkClosed(b *book) {
	for id, was := range b.before {
		is, there := b.duties[id]
		if !was.Live() || there && is.Live() && (is.Kind != duty.Visit || is.Due.Equal(was.Due)) {
			continue
		}
		if b.owner.ledger.explains(func(in *input) bool { return in.closes(id, b, was) }) == nil {
			w.fail("%s: duty %s was %s and is %s, and nobody has answered it", b.owner.name, id, stateName(was), stateName(is))
		}
	}
}

// closes says whether an input may end a duty, or the round of a visit.
func (in *input) closes(id string, b *book, d duty.Duty) bool {
	if in.seat.book != b {
		return false
	}
	switch in.action() {
	case "": // typed
		return strings.HasPrefix(in.text, "/undo") || d.Kind == duty.Visit
	case "sent", "skip", "went", "nonews", "been", "novisit":
		return dutyOf(in.payload) == id || d.Kind == duty.Visit
	case "undo", "erase":
		return true
	}
	// A change of what was told takes it back first; what happened at an office moves
	// its visit.
	return d.Kind == duty.Visit || replaces(in)
}

// replaces says whether a button stands for a change of an event that was told.
func replaces(in *input) bool {
	switch action := in.action(); {
	case strings.HasPrefix(action, "rcv"), strings.HasPrefix(action, "ref"), strings.HasPrefix(action, "met"), strings.HasPrefix(action, "ev"), strings.HasPrefix(action, "mt"):
		return true
	}
	return false
}

// checkCreated reports events that came of nothing that a person did, or of the same
// input twice.
func (w *world) checkCreated(b *book) {
	for _, id := range slices.Sorted(maps.Keys(b.events)) {
		e := b.events[id]
		if _, old := b.told[id]; old || b.restored[id] {
			continue
		}
		if w.createdByLetter(b, e) || w.createdByTick(b, id, e) || w.createdByPair(b, id, e) {
			b.restored[id] = true
			continue
		}
		in := b.owner.ledger.explains(func(in *input) bool { return !in.created && in.payload+command(in.text) != "" && in.creates(b, e) })
		if in == nil {
			in = b.owner.ledger.explains(func(in *input) bool { return !in.created && in.creates(b, e) })
		}
		if in == nil {
			w.fail("%s: event %s (kind %d, %q) came of nothing, or of something that was handled before", b.owner.name, id, e.Kind, b.name(e.Whom()))
			continue
		}
		in.created = true
		if in.action() == "pub" {
			b.mental[id] = w.listedMind(b, e)
		}
		b.restored[id] = true
	}
}

// creates says whether an input may have told of an event.
func (in *input) creates(b *book, e events.Event) bool {
	if in.seat.book != b {
		return false
	}
	switch action := in.action(); {
	case action == "been":
		return e.Kind == events.Touched && e.Person == "" && dutyOf(in.payload) == "v"+e.Office
	case action == "pub":
		return in.label == "Send" && strings.HasPrefix(in.shown, "Exactly this goes to "+b.name(e.Whom())+":") && e.Kind == events.Referred
	case action == "metdone":
		return false // see createdByTick
	case action == "there":
		return e.Kind == events.WasThere
	case strings.HasPrefix(action, "rcv"):
		return e.Kind == events.Received
	case strings.HasPrefix(action, "ref"):
		return e.Kind == events.Referred
	case strings.HasPrefix(action, "met"):
		return e.Kind == events.Touched
	case action != "":
		return replaces(in)
	}
	named := names(in.text, b.name(e.Whom()))
	switch command(in.text) {
	case "/received":
		return named && e.Kind == events.Received
	case "/refer":
		return named && e.Kind == events.Referred
	case "/met":
		return named && e.Kind == events.Touched
	case "":
		return true // an answer, or a sentence
	}
	return false
}

// names says whether a text has a longer word of a name in it.
func names(text, name string) bool {
	for _, word := range strings.Fields(name) {
		if len(word) > 3 && strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// command is the command that a text begins with; empty if it is none.
func command(text string) string {
	word, _, _ := strings.Cut(text, " ")
	if !strings.HasPrefix(word, "/") {
		return ""
	}
	return word
}

// checkKept reports what the bot said it had kept and has not, and what it said was
// taken back and stands there.
func (w *world) checkKept(p *person) {
	for id, said := range p.ledger.kept {
		if p.has(id) {
			continue
		}
		in := p.ledger.explains(func(in *input) bool {
			return in.undoes(handlingOf(id)) || in.mentions(id) || in.action() == "erase" || replaces(in) ||
				id[0] == 'p' && in.action() == "undo"
		})
		if in == nil {
			w.fail("%s was told “%s” and it is not in her book (%s)", p.name, said, id)
		} else if in.text != "" {
			in.removed = true
		}
		delete(p.ledger.kept, id)
	}
	for id := range p.ledger.gone {
		if p.has(id) {
			w.fail("%s was told that %s was taken back, and it is in her book", p.name, id)
			delete(p.ledger.gone, id)
		}
	}
}

// has says whether an event or a person stands in one of her books.
func (p *person) has(id string) bool {
	for _, s := range p.seats {
		if s.book == nil {
			continue
		}
		_, happened := s.book.events[id]
		_, known := s.book.persons[id]
		if happened || known {
			return true
		}
	}
	return false
}

// checkZone reports a move to another zone that she was told of and that is forgotten.
func (w *world) checkZone(b *book) {
	l := b.owner.ledger
	if l.zone == "" || strings.HasSuffix(b.only().Zone, l.zone) {
		return
	}
	moves := func(in *input) bool {
		return in.text != "" || in.action() == "zone" || in.action() == "undo"
	}
	if l.explains(moves) == nil {
		w.fail("%s was told that her clock is in %s, and it is in %s", b.owner.name, l.zone, b.only().Zone)
	}
	l.zone = ""
}

// verify lets the store check itself.
func (w *world) verify() {
	if err := w.witness.Verify(context.Background()); err != nil {
		w.fail("the store is not sound: %v", err)
	}
}

// wallOf is what the owner's clock showed when something was handled.
func (b *book) wallOf(handling string) (time.Time, bool) {
	at, ok := timeOf(handling)
	return b.clock(at), ok
}
