package simtest

import (
	"slices"
	"strings"
	"time"

	"referout/bot/bottest"
)

// self is what a person shows of herself in a circle. Her name is in no text of the
// product, so that it tells a leak.
type self struct{ name, discipline, area, payers, goTo, contact string }

var (
	selves      = [...]string{"Ann Applewhite", "Bea Brockhurst", "Cyd Castleberry", "Dot Dunwoody", "Eve Entwhistle", "Fay Featherstone", "Gil Gillingham", "Hal Hollingsworth"}
	disciplines = [...]string{"massage therapist", "massage therapist", "chiropractor", "acupuncturist", "yoga teacher", "psychotherapist", "naturopath"}
)

func (p *person) newSelf(i int) self {
	return self{
		name: selves[i], discipline: pick(p.r, disciplines[:]...), area: pick(p.r, "Akron", "Kent", "Hudson", "Stow"), payers: pick(p.r, "", "Aetna", "Aetna, cash"),
		goTo: pick(p.r, "", "jaw pain", "headaches, necks"), contact: pick(p.r, "", "330-555-02"+string([]byte{'0' + byte(i), '0' + byte(p.r.IntN(10))})),
	}
}

// fills is her answer to a question of a form, by the question's label; empty: she
// leaves it out.
func (p *person) fills(label string) string {
	switch label {
	case "Name":
		return p.self.name
	case "Discipline":
		return p.self.discipline
	case "Area":
		return p.self.area
	case "Payers":
		return p.self.payers
	case "Accepting new":
		return pick(p.r, "yes", "yes", "no")
	case "Go-to for":
		return p.self.goTo
	case "Contact":
		return p.self.contact
	}
	return ""
}

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

// goOn answers what the bot has told or asked her privately about a circle, which may
// be a while ago.
func (p *person) goOn(s *seat) {
	var all []*bottest.Line
	for _, m := range s.screen.messages {
		if leadsOn(m) {
			all = append(all, m)
		}
	}
	if len(all) > 0 {
		p.goesOn(s, all[len(all)-1-min(p.r.IntN(len(all)), p.r.IntN(5))])
	}
}

// leadsOn says whether a message has a button that leads on in a conversation about a
// circle.
func leadsOn(m *bottest.Line) bool {
	for _, b := range m.Buttons {
		if action, _ := actionOf(b.Payload); action == "pub" || action == "form" || action == "mettick" || slices.Contains(steps, action) {
			return true
		}
	}
	return false
}

// decide presses one of the buttons of a message that offers something: the first one,
// mostly.
func (p *person) decide(s *seat, m *bottest.Line) {
	b := pick(p.r, m.Buttons...)
	if first, ok := buttonOf(m, "pub"); ok && !oneIn(p.r, 4) {
		b = first
	}
	p.tap(s, m, b)
}

// mostDecided is how often she goes on with one message at once.
const mostDecided = 4

// steps are the buttons that lead on in a conversation about a circle.
var steps = []string{"lstwrite", "lstset", "modpick", "enter", "askin", "askbegin", "askintro", "askpick", "asktyped", "askwho", "passto", "passok", "mtwhich", "pairin", "readin", "readbegin", "readback", "mtask", "mtzone", "metlist"}

// goesOn goes on with a conversation about a circle, if the last message is one.
func (p *person) goesOn(s *seat, m *bottest.Line) bool {
	if b, ok := buttonOf(m, "form"); ok {
		p.fill(s, m, partOf(b.Payload, 0))
		return true
	}
	if text := p.replies(m); text != "" {
		p.say(s, text)
		return true
	}
	if p.decided[m.ID] >= mostDecided {
		return false
	}
	if b, ok := buttonOf(m, "mettick"); ok {
		p.decided[m.ID]++
		if done, _ := buttonOf(m, "metdone"); ticked(m) && !oneIn(p.r, 3) {
			b = done
		} else if !oneIn(p.r, 3) {
			b = pick(p.r, buttonsOf(m, "mettick")...)
		}
		p.tap(s, m, b)
		return true
	}
	if _, ok := buttonOf(m, "pub"); ok {
		p.decided[m.ID]++
		p.decide(s, m)
		return true
	}
	for _, action := range steps {
		if _, ok := buttonOf(m, action); ok {
			p.decided[m.ID]++
			p.tap(s, m, pick(p.r, buttonsOf(m, action)...))
			return true
		}
	}
	return false
}

// ticked says whether somebody on a message of people met is ticked.
func ticked(m *bottest.Line) bool {
	return slices.ContainsFunc(m.Buttons, func(b bottest.Button) bool { return strings.HasPrefix(b.Label, "✓") })
}

// replies is what she types where the bot asks for something in words; empty: it does
// not.
func (p *person) replies(m *bottest.Line) string {
	_, meeting := buttonOf(m, "mtfield")
	_, dropped := buttonOf(m, "mtdrop")
	switch label := firstLine(m.Text); {
	case strings.HasPrefix(label, "By what name does"):
		return p.self.name
	case strings.HasPrefix(label, "Type a name from your book"):
		return pick(p.r, p.tips()...)
	case label == "Topic" && (meeting || dropped):
		return pick(p.r, "jaw pain", "necks", "shoulders")
	case label == "When" && (meeting || dropped):
		return pick(p.r, "friday 18:30", "tomorrow 19:00", "in 9 days 18:00")
	case label == "Where" && (meeting || dropped):
		return pick(p.r, "Cafe Luz", "The Mill")
	case label == "Seats" && (meeting || dropped):
		return pick(p.r, "2", "3", "none")
	}
	return ""
}

// tips are what she says of a practitioner whom she knows.
func (p *person) tips() []string {
	out := []string{"a good one in Hudson"}
	for _, one := range p.pros {
		out = append(out, one.name, one.line())
	}
	return out
}

func buttonsOf(m *bottest.Line, action string) (out []bottest.Button) {
	for _, b := range m.Buttons {
		if name, _ := actionOf(b.Payload); name == action {
			out = append(out, b)
		}
	}
	return out
}

// fill answers one question of a form.
func (p *person) fill(s *seat, m *bottest.Line, form string) {
	text := p.fills(firstLine(m.Text))
	if form != "listing" {
		text = p.wants(firstLine(m.Text))
	}
	skip, picks := []bottest.Button(nil), []bottest.Button(nil)
	for _, b := range m.Buttons {
		switch {
		case strings.HasSuffix(b.Payload, ":skip"):
			skip = append(skip, b)
		case strings.Contains(b.Payload, ":pick:"):
			picks = append(picks, b)
		}
	}
	switch {
	case len(skip) > 0 && (text == "" || oneIn(p.r, 8)):
		p.tap(s, m, skip[0])
	case len(picks) > 0 && (text == "" || oneIn(p.r, 3)):
		p.tap(s, m, pick(p.r, picks...))
	case text != "":
		p.say(s, text)
	default:
		p.say(s, pick(p.r, "massage", "Kent", "cash"))
	}
}

// wants is her answer to a question about a practitioner, or about herself for one who
// looks for somebody.
func (p *person) wants(label string) string {
	switch label {
	case "Title":
		return "Jaw pain, a review"
	case "Link":
		return "example.org/jaw"
	case "Abstract":
		return pick(p.r, "Hands help, it seems.", "Ask 330-555-0177 about it.")
	case "Question 1", "Question 2", "Question 3":
		return pick(p.r, "Why?", "How often?", "Would you?")
	case "Looking for":
		return pick(p.r, "PT", "acupuncturist", "massage")
	case "Area":
		return pick(p.r, "", "Kent", "Stow")
	case "Also":
		return pick(p.r, "", "", "gentle hands", "my client Mrs Quigley is 64")
	case "Name":
		return p.self.name
	case "Discipline":
		return p.self.discipline
	case "Contact":
		return pick(p.r, "330-555-0188", "call the desk")
	}
	return ""
}
