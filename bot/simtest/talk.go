package simtest

import (
	"slices"
	"strings"

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
		if action, _ := actionOf(b.Payload); action == "pub" || action == "form" || action == "mettick" || slices.Contains(steps(), action) {
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
func steps() []string {
	return []string{"lstwrite", "lstset", "modpick", "enter", "askin", "askbegin", "askintro", "askpick", "asktyped", "askwho", "passto", "passok", "mtwhich", "pairin", "readin", "readbegin", "readback", "mtask", "mtzone", "mtfield", "mtstop", "lstmenu", "askchange", "askfield", "metlist"}
}

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
	for _, action := range steps() {
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
	case clears(m):
		return p.fills(label)
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

// clears says whether a message asks for a field of a listing that can be left out.
func clears(m *bottest.Line) bool {
	_, ok := buttonOf(m, "lstclear")
	return ok
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
