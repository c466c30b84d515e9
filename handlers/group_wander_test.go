package handlers_test

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"referout/bot/bottest"
)

// filling is what somebody's book is filled with. No word of it stands anywhere else.
type filling struct {
	lines []string // of people
	said  []string // what is told about them
	asked string   // the one name that is typed in the group too
}

func fillingOf(who string) filling {
	switch who {
	case "ann":
		return filling{
			lines: []string{
				"Dr Ilmari Vanterpool, orthopedist, Larkmoor Pavilion, Zanesville, 330-555-4471", "Xiomara Quispe, psychotherapist, 740-555-8812",
				"Thandiwe Mbekilund, physical therapist, Fernhollow Rehab, Coshocton, 740-555-6290", "Bronwyn Ashdown, practice manager, Larkmoor Pavilion",
				"Dr Casimir Wojcik, chiropractor, Gullwing Spine, Ravenna, 216-555-7731, aetna", "Oluwaseun Adeyemi, trainer, 12 Tanglewood Crescent, Bucyrus",
			},
			said: []string{
				"/received Vanterpool", "/refer Quispe", "/refer Mbekilund 3 weeks ago", "/met Bronwyn Ashdown", "met Adeyemi for lunch yesterday",
				"/show Vanterpool", "/find orthopedist", "/due", "/settings", "/received Adeyemi yesterday", "/link", "/privacy",
			},
			asked: "Wojcik",
		}
	case "bob":
		return filling{
			lines: []string{
				"Dr Perpetua Kowalczyk, neurologist, Saltmarsh Neurology, Lorain, 440-555-9024", "Ferdinand Obuya, acupuncturist, Millrace Studio, Elyria",
				"Gwendolyn Vasquez, front desk, Saltmarsh Neurology", "Dr Lucius Haverbrook, dentist, Vermilion, 440-555-3367",
			},
			said:  []string{"/received Kowalczyk", "/refer Obuya", "met Gwendolyn Vasquez", "/show Kowalczyk", "/due", "/invite"},
			asked: "Haverbrook",
		}
	}
	return filling{
		lines: []string{"Dr Anneliese Brightwater, naturopath, Copperfield House, Ashtabula, 440-555-2758", "Dr Horatio Pendragon, dermatologist, Conneaut"},
		said:  []string{"/received Brightwater", "/show Brightwater"},
		asked: "Pendragon",
	}
}

// filling is what somebody's book has in this world.
func (g *gathering) filling(who string) filling {
	switch {
	case g.swapped && who == "ann":
		who = "bob"
	case g.swapped && who == "bob":
		who = "ann"
	}
	return fillingOf(who)
}

// practise fills the book of somebody who has just come.
func (g *gathering) practise(who string) {
	g.say(who, "", "/start")
	p := g.filling(who)
	for _, line := range p.lines {
		g.say(who, "", "/add "+line)
		g.wander(who, 2)
	}
	for _, text := range p.said {
		g.say(who, "", text)
		g.wander(who, 2)
	}
}

// wander lets somebody do things in her private chat: she goes through the form that is
// open, answers questions, does what was done least often of what the newest messages
// offer, and now and then types something.
func (g *gathering) wander(who string, steps int) {
	for range steps {
		if g.over() {
			return
		}
		on, b, found := g.rarest(who)
		form, question := g.form(who), g.question(who)
		switch {
		case form != nil && (!found || g.IntN(2) == 0):
			g.say(who, "", g.fill(who, form))
		case form == nil && question != nil && (!found || g.IntN(2) == 0):
			g.answered[question.Text]++
			g.say(who, "", g.fill(who, question))
		case found && g.IntN(6) > 0:
			g.trodden[who+kindOf(carried(b))]++
			if actionOf(carried(b)) == "pub" {
				g.answered[on.Text]++
			}
			g.tap(who, on, b)
		default:
			g.say(who, "", g.answer(who))
		}
	}
}

const (
	mostTrodden  = 2  // taps after which somebody knows a kind of button, and answers to a question
	mostFollowed = 30 // steps in private behind one in the group
	nearBy       = 6  // messages whose buttons are looked at
)

// follow wanders on for as long as a form is open, or something new is asked or offered.
func (g *gathering) follow(who string) {
	for range mostFollowed {
		on, b, found := g.rarest(who)
		fresh := found && (g.trodden[who+kindOf(carried(b))] < mostTrodden || g.leadsOut(on, b))
		if !fresh && g.form(who) == nil && g.question(who) == nil {
			return
		}
		g.wander(who, 1)
	}
}

// newest is the last message in somebody's private chat.
func (g *gathering) newest(who string) *bottest.Line {
	all := g.screen(who).messages
	if len(all) == 0 {
		return &bottest.Line{}
	}
	return all[len(all)-1]
}

// form is the newest message, if it asks for a field of a form.
func (g *gathering) form(who string) *bottest.Line {
	l := g.newest(who)
	if !slices.ContainsFunc(l.Buttons, func(b bottest.Button) bool { return actionOf(carried(b)) == "form" }) {
		return nil
	}
	return l
}

// question is the newest message, if it may wait for words and was not often answered.
func (g *gathering) question(who string) *bottest.Line {
	l := g.newest(who)
	asks := strings.Contains(l.Text, "?") || len(examples(l)) > 0
	if !asks || len(l.Buttons) > 3 || g.answered[l.Text] >= mostTrodden {
		return nil
	}
	return l
}

// leadsOut says whether something leaves the book by a button, and did not often do so
// with these words.
func (g *gathering) leadsOut(on *bottest.Line, b bottest.Button) bool {
	return actionOf(carried(b)) == "pub" && g.answered[on.Text] < mostTrodden
}

// fill is an answer to a question: an example that it gives, what somebody may know, or
// a command, which leaves the form.
func (g *gathering) fill(who string, asked *bottest.Line) string {
	if from := examples(asked); len(from) > 0 && g.IntN(3) > 0 {
		return g.any(from)
	}
	text := g.answer(who)
	for strings.HasPrefix(text, "/") && g.IntN(20) > 0 {
		text = g.answer(who)
	}
	return text
}

var anExample = regexp.MustCompile(`“([^”]+)”|: (/[a-z]+ [^\n”]+)`)

// examples are what the bot says that one may type.
func examples(l *bottest.Line) (out []string) {
	for _, m := range anExample.FindAllStringSubmatch(l.Text, -1) {
		out = append(out, m[1]+m[2])
	}
	return out
}

// rarest is a button of the newest messages that was tapped least often; of an open
// form one of its own, and before all others what leads out of the book.
func (g *gathering) rarest(who string) (on *bottest.Line, rare bottest.Button, found bool) {
	least := math.MaxInt
	all := g.screen(who).messages
	near := all[max(0, len(all)-nearBy):]
	if form := g.form(who); form != nil {
		near = []*bottest.Line{form}
	}
	for _, l := range slices.Backward(near) {
		for _, b := range l.Buttons {
			kind := kindOf(carried(b))
			old := actionOf(carried(b)) == "form" && len(near) > 1 // the form is closed
			if b.URL != "" || carried(b) == "" || kind == "forgetall" || (ends(kind) || old) && g.IntN(30) > 0 {
				continue
			}
			n := g.trodden[who+kind]
			if g.leadsOut(l, b) {
				n = -1
			}
			if n < least {
				on, rare, found, least = l, b, true, n
			}
		}
	}
	return on, rare, found
}

// ends are the buttons that end a form before it is full.
func ends(kind string) bool {
	return strings.HasPrefix(kind, "form:") && strings.HasSuffix(kind, ":stop")
}

// kindOf is what a payload does, whatever it is about. A form's buttons are of as many
// kinds as it has fields.
func kindOf(payload string) string {
	name, rest, _ := strings.Cut(payload, ":")
	if name != "form" {
		return name
	}
	parts := strings.SplitN(rest, ":", 4)
	return name + ":" + strings.Join(parts[:min(len(parts), 3)], ":")
}

// answer is something to type in a private chat.
func (g *gathering) answer(who string) string {
	p := g.filling(who)
	line := g.any(p.lines)
	name, _, _ := strings.Cut(line, ",")
	return g.any(append(anybodys(), line, name, fmt.Sprintf("330-555-%04d", 5000+g.IntN(999)), g.any(p.said), g.any(p.said)))
}

// anybodys is what anybody may say.
func anybodys() []string {
	return []string{
		"tomorrow 9am", "next friday 18:30", "yesterday", "in 2 hours", "17:45", "12", "none", "aetna", "cigna, medicare", "yes",
		"physical therapist", "somebody patient who knows hips", "Akron", "Meeting room of the library", "https://example.org/abstract",
	}
}
