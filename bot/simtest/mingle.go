package simtest

import (
	"slices"
	"strings"
	"time"

	"referout/bot/bottest"
)

// mingle does one thing in a group.
func (p *person) mingle(s *seat) {
	r := p.w.room(s.network.Name(), groupName)
	if oneIn(p.r, 12) {
		r = p.w.room(s.network.Name(), otherName)
	}
	if !r.in[p] && r.left[p] && !oneIn(p.r, 4) {
		return // she is out, and stays out for now
	}
	switch n := p.r.IntN(100); {
	case !r.lists(s) && n < 60:
		p.sayIn(r, s, "/join")
	case n < 18:
		p.tapInRoom(r, s)
	case n < 25:
		p.askFor(r, s)
	case n < 32:
		p.say(s, "/pass "+pick(p.r, p.colleague(), p.colleague(), "", "massage"))
	case n < 38:
		p.propose(r, s)
	case n < 48:
		p.lookUp(r, s)
	case n < 54:
		p.sayIn(r, s, pick(p.r, "/pairs", "/read"))
	case n < 58:
		p.say(s, pick(p.r, "/pairs", "/read", "/join", "/roster", "/asks", "/meetup", "/save "+p.colleague()))
	case n < 62:
		p.forge(r, s)
	case n < 65:
		p.comeAndGo(r, s)
	case n < 68:
		p.sayIn(r, s, "/moderate")
	case n < 69:
		p.sayIn(r, s, "/leave")
	case n < 70:
		p.say(s, "/leave")
	default:
		p.goOn(s)
	}
}

// stray does something in a group though she has no private chat yet, or goes the way to
// one that she was shown there.
func (p *person) stray(s *seat) {
	r := p.w.room(s.network.Name(), groupName)
	if m, b, ok := s.screen.newest("enter"); ok {
		p.tap(s, m, b)
		return
	}
	if oneIn(p.r, 2) {
		p.tapInRoom(r, s)
		return
	}
	p.sayIn(r, s, pick(p.r, "/join", "/ask PT", "/meetup", "/pairs", "/read", "/find massage", "/save "+p.colleague()))
}

// lookUp reads what a circle has, where everybody sees it.
func (p *person) lookUp(r *room, s *seat) {
	p.sayIn(r, s, pick(p.r, "/find massage", "/find "+p.colleague(), "/find "+p.colleague(), "/find Kent", "/find", "/roster", "/save "+p.colleague(), "/save",
		"/circle", "/circle zone Denver", "/rules", "/rules pin", "/help", "/meetup"))
}

// wishes are practitioners whom people look for; some say more than they should.
func (p *person) wish() string {
	return pick(p.r, "", "PT", "PT Hudson Aetna", "massage therapist Kent within two weeks", "acupuncturist", "a chiropractor for my client Mrs Quigley, 330-555-0199", "somebody")
}

// askFor asks a circle for a practitioner.
func (p *person) askFor(r *room, s *seat) {
	if oneIn(p.r, 3) {
		p.say(s, strings.TrimSpace("/ask "+p.wish()))
		return
	}
	p.sayIn(r, s, strings.TrimSpace("/ask "+p.wish()))
}

// propose proposes a meeting, with few seats.
func (p *person) propose(r *room, s *seat) {
	words := pick(p.r, "friday 18:30", "tomorrow 19:00", "in 10 days 18:00", "monday 12:00", "in 16 days 19:30") + " Cafe Luz: " + pick(p.r, "jaw pain", "necks", "shoulders") +
		pick(p.r, ", 2 seats", ", 3 seats", ", 1 seat", "")
	if oneIn(p.r, 8) {
		words += pick(p.r, ", every other friday", ", every first tuesday")
	}
	switch {
	case oneIn(p.r, 6):
		words = pick(p.r, "", "jaw pain", "friday")
	case len(r.planned()) > 2:
		words = ""
	}
	if oneIn(p.r, 4) {
		p.say(s, strings.TrimSpace("/meetup "+words))
		return
	}
	p.sayIn(r, s, strings.TrimSpace("/meetup "+words))
}

// draws lets people react to a new card: some of them at the same moment.
func (w *world) draws(r *room, m *bottest.Line) {
	if w.over {
		return
	}
	first := between(w.draw, time.Minute, 30*time.Hour)
	for _, p := range w.people {
		if s := p.seatOn(r.network); s != nil && r.in[p] && !oneIn(w.draw, 3) {
			at := first
			if oneIn(w.draw, 2) {
				at = between(w.draw, time.Minute, 6*aDay)
			}
			w.later(at, func() { p.react(r, s, m) })
		}
	}
}

// react presses a button of a card.
func (p *person) react(r *room, s *seat, m *bottest.Line) {
	if len(m.Buttons) == 0 || !r.in[p] {
		return
	}
	b := m.Buttons[0]
	if oneIn(p.r, 3) {
		b = pick(p.r, m.Buttons...)
	}
	p.tapIn(r, s, m, b)
}

// colleague is somebody else of whom she has heard.
func (p *person) colleague() string {
	name := selves[p.r.IntN(len(p.w.people))]
	if oneIn(p.r, 2) {
		_, name, _ = strings.Cut(name, " ")
	}
	return name
}

// comeAndGo changes who is in a group, and as what.
func (p *person) comeAndGo(r *room, s *seat) {
	other := pick(p.r, p.w.people...)
	switch {
	case !p.w.plan.leaves:
		p.sayIn(r, s, "/roster")
	case r.in[p] && oneIn(p.r, 3):
		p.w.note("%s leaves %s", s, r)
		r.goes(p, s)
		r.crowd().Leave(p.name, r.name)
	case other != p && r.in[other] && oneIn(p.r, 3):
		p.w.note("%s is removed from %s", other.name, r)
		r.goes(other, other.seatOn(s.network))
		r.crowd().Remove(other.name, r.name)
	case r.in[p]:
		r.runs[p] = !r.runs[p]
		p.ledger.add(&input{seat: s, room: r, ruled: true}, p.w)
		p.w.note("%s administers %s: %v", s, r, r.runs[p])
		r.crowd().Promote(p.name, r.name, r.runs[p])
	}
}

func (r *room) goes(p *person, s *seat) {
	p.ledger.add(&input{seat: s, room: r, goes: true}, p.w)
	r.in[p], r.runs[p], r.left[p] = false, false, true
}

// seatOn is her account on a network.
func (p *person) seatOn(n bottest.Network) *seat {
	for _, s := range p.seats {
		if s.network == n {
			return s
		}
	}
	return nil
}

// sayIn types something in a group. Who speaks there is in it.
func (p *person) sayIn(r *room, s *seat, text string) {
	p.w.note("%s in %s> %s", s, r, text)
	p.ledger.add(&input{seat: s, room: r, text: text}, p.w)
	r.in[p] = true
	place := r.place(p)
	p.w.leaks.said(s, place, text)
	s.network.Say(p.name, place, text)
}

// place is where in a group she speaks: in a topic of it, now and then. A group that
// becomes a supergroup has none before.
func (r *room) place(p *person) string {
	if r.name == groupName && oneIn(p.r, 4) && (r.network.Name() == "discord" || !p.w.plan.moves) {
		return r.name + "/questions"
	}
	return r.name
}

// tapInRoom presses a button that stands in a group, a late one more often than an old
// one.
func (p *person) tapInRoom(r *room, s *seat) {
	all := r.screen.withButtons()
	if len(all) == 0 || !r.in[p] {
		return
	}
	back := p.r.IntN(len(all))
	if p.r.IntN(20) >= p.clumsy {
		back = min(back, p.r.IntN(4))
	}
	m := all[len(all)-1-back]
	p.tapIn(r, s, m, pick(p.r, m.Buttons...))
}

// tapIn presses a button in a group, now and then twice.
func (p *person) tapIn(r *room, s *seat, on *bottest.Line, b bottest.Button) {
	times := 1
	if p.r.IntN(40) < p.clumsy {
		times = 2
	}
	for range times {
		p.w.note("%s taps [%s] %s in %s", s, b.Label, b.Payload, r)
		if b.Payload != "" {
			p.ledger.add(&input{seat: s, room: r, payload: b.Payload, label: b.Label, message: on.ID}, p.w)
		}
		s.network.Tap(p.name, *on, b)
	}
}

// forge sends the payload of a button of one group from another, of a card mostly.
func (p *person) forge(r *room, s *seat) {
	other := map[string]string{groupName: otherName, otherName: groupName}[r.name]
	from := p.w.room(s.network.Name(), other)
	if len(from.screen.messages) == 0 || !from.in[p] {
		p.sayIn(from, s, "/rules")
	}
	p.w.later(10*time.Second, func() {
		all := r.screen.withButtons()
		if cards := slices.DeleteFunc(slices.Clone(all), func(m *bottest.Line) bool { return cardOf(m) == "" }); len(cards) > 0 && !oneIn(p.r, 4) {
			all = cards
		}
		if len(all) == 0 || len(from.screen.messages) == 0 {
			return
		}
		p.w.figures.Circles.Forged++
		p.tapIn(from, s, from.screen.messages[len(from.screen.messages)-1], pick(p.r, pick(p.r, all...).Buttons...))
	})
}
