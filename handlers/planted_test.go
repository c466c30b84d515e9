package handlers_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// What tells of a client is planted into every free text that any feature takes, and is
// looked for wherever somebody else reads.
//
// On purpose somebody else reads:
//   - in a listing the contact of choice: a phone number or an e-mail address of a practice;
//   - of a meeting the place, which may have a phone number or a link, and the name of the
//     speaker: a colleague's, with nothing behind it;
//   - of an introduction or a recommendation, which go to the one who asked alone, the
//     colleague's name and how to reach them.
//
// Vouches, pairs, house rules and RSVPs have no free text.

// plant is something that must not be read by others, and what it is known by.
type plant struct{ text, mark string }

const (
	phonePlant = "330-555-0134"
	mailPlant  = "jane@doe.example"
	namePlant  = "client Jane Doe"
)

// plants are the three of them, apart and in a row.
func plants() []string {
	return []string{phonePlant, mailPlant, namePlant, strings.Join([]string{namePlant, phonePlant, mailPlant}, ", ")}
}

// contact is a plant that a colleague's contact may be.
const contact = phonePlant + mailPlant

// leaksOf is what of the plants stands in texts and is not allowed.
func leaksOf(texts []string, allowed string) (leaks []string) {
	for _, text := range texts {
		flat := strings.ToLower(text)
		for _, p := range []plant{{phonePlant, "0134"}, {phonePlant, "330-555"}, {mailPlant, "jane@"}, {mailPlant, "doe.example"}, {namePlant, "jane doe"}, {namePlant, "client jane"}} {
			if strings.Contains(flat, p.mark) && !strings.Contains(allowed, p.text) {
				leaks = append(leaks, fmt.Sprintf("%q in %q", p.mark, text))
			}
		}
	}
	return leaks
}

// others are the places where ann does not read alone.
func others(place string) bool { return place != "ann" }

// publisher is a feature that puts something before others.
type publisher struct {
	name    string
	base    map[string]string // what is typed into its fields otherwise
	allowed map[string]string // plants that a field is for
	begin   func(p *parlor)   // to the first question
	post    string            // the button below the preview
	look    func(p *parlor)   // makes others read it
}

func publishers() []publisher {
	return []publisher{
		{
			name:    "listing",
			base:    map[string]string{"Name": "Ann Bell", "Discipline": "breathwork guide", "Area": "Northside", "Payers": "Aetna", "Accepting new": "Yes", "Go-to for": "jaw pain", "Contact": "ann@bell.example"},
			allowed: map[string]string{"Contact": contact},
			begin:   func(p *parlor) { p.say("ann", theGroup, "/join"); p.mustTap("ann", "", "Write my listing") },
			post:    "Show to the circle",
			look: func(p *parlor) {
				p.say("bob", theGroup, "/find Northside")
				p.say("bob", theGroup, "/find breathwork")
				p.say("bob", theGroup, "/roster")
				p.say("bob", "", "/find breathwork")
				p.tap("bob", theGroup, "Save")
			},
		},
		{
			name:  "ask",
			base:  map[string]string{"Looking for": "chiropractor", "Area": "Northside", "Payer": "Aetna", "Format": "In person", "Approach": "gentle", "When": "within two weeks", "Also": "evening hours"},
			begin: func(p *parlor) { p.say("ann", theGroup, "/ask"); p.tap("ann", "", "Begin") },
			post:  "Post it",
			look:  func(p *parlor) { p.tap("bob", theGroup, "That's me"); p.tap("bob", theGroup, "I know someone") },
		},
		{
			name: "reading",
			base: map[string]string{"Title": "Massage for jaw pain", "Link": "https://example.org/paper", "Abstract": "Ten sessions eased the jaw.",
				"Question 1": "Why does it help?", "Question 2": "How soon?", "Question 3": "Whom to ask?"},
			begin: func(p *parlor) { p.say("ann", theGroup, "/read"); p.mustTap("ann", "", "Begin") },
			post:  "Post it",
			look:  func(p *parlor) { p.say("bob", theGroup, "/read") },
		},
		{
			name:    "meetup",
			base:    map[string]string{"Topic": "jaw pain", "When": "Tue 18:30", "Where": "Cafe Luz", "Speaker": "Dr Lee", "How long": "90 minutes", "Seats": "12", "Repeats": "none"},
			allowed: map[string]string{"Where": contact},
			begin:   func(p *parlor) { p.say("ann", "", "/meetup Tue"); p.tap("ann", "", "Fill it in") },
			post:    "Post it",
			look: func(p *parlor) {
				p.tap("bob", theGroup, "Going")
				p.say("bob", theGroup, "/meetup")
				p.say("bob", "", "/meetup")
				p.tap("bob", theGroup, "Calendar")
			},
		},
	}
}

// people come in: ann and bob have private chats, all three are in the group.
func (p *parlor) enter() {
	for _, who := range []string{"ann", "bob"} {
		p.say(who, "", "/start")
	}
	p.say("bob", theGroup, "/rules")
	p.say("ann", theGroup, "/rules")
}

// answers are what is typed into the fields, with something else tried first in one.
func (f publisher) answers(field, planted string) map[string][]string {
	out := map[string][]string{}
	for label, base := range f.base {
		out[label] = []string{base}
	}
	out[field] = []string{planted, f.base[field]}
	return out
}

// Nothing planted into a field of a form reaches anybody else, whether the form is filled
// or a field is changed later, and the room reads what the preview showed.
func TestNothingPlantedIsPublished(t *testing.T) {
	for _, f := range publishers() {
		for _, field := range slices.Sorted(maps.Keys(f.base)) {
			t.Run(f.name+"/"+field, func(t *testing.T) {
				for _, planted := range plants() {
					for _, text := range []string{planted, f.base[field] + ", " + planted, planted + " " + f.base[field]} {
						synctest.Test(t, func(t *testing.T) { f.publish(t, field, text) })
						synctest.Test(t, func(t *testing.T) { f.publishChanged(t, field, text) })
					}
				}
			})
		}
	}
}

// publish fills the form with something planted in one field.
func (f publisher) publish(t *testing.T, field, planted string) {
	p := openParlor(t)
	p.enter()
	f.begin(p)
	p.fill("ann", f.answers(field, planted))
	f.letGo(t, p, field, planted)
}

// publishChanged fills the form well, and plants when the field is changed.
func (f publisher) publishChanged(t *testing.T, field, planted string) {
	p := openParlor(t)
	p.enter()
	f.begin(p)
	p.fill("ann", f.answers("", ""))
	p.setClock()
	p.mustTap("ann", "", "Change")
	p.change("ann", field, planted, f.base[field])
	f.letGo(t, p, field, planted)
}

// setClock answers the question for the group's clock, if it is asked.
func (p *parlor) setClock() {
	if strings.Contains(p.last("ann").text, "Which clock") {
		p.mustTap("ann", "", p.last("ann").choices[0].Label)
	}
}

// letGo posts what the preview shows and looks at what others read.
func (f publisher) letGo(t *testing.T, p *parlor, field, planted string) {
	t.Helper()
	p.setClock()
	preview := p.last("ann").text
	before := len(p.ever(others))
	p.mustTap("ann", "", f.post)
	if len(p.ever(others)) == before {
		t.Errorf("%q in %s: nothing was posted of %q", planted, field, preview)
	}
	f.look(p)
	for _, leak := range leaksOf(p.ever(others), f.allowed[field]) {
		t.Errorf("%q in %s: %s", planted, field, leak)
	}
	for _, line := range strings.Split(preview, "\n") {
		label, value, _ := strings.Cut(line, ": ")
		if _, is := f.base[label]; is && label == field && !f.shows(p, label, value) {
			t.Errorf("%q in %s: the preview says %q, and others read %q", planted, field, line, p.ever(others))
		}
	}
}

// shows reports whether others read a value as the preview has it. Days and lengths, links
// and what a list says in other words are written differently in the room.
func (f publisher) shows(p *parlor, label, value string) bool {
	switch label {
	case "When", "How long", "Seats", "Link", "Repeats", "Accepting new", "Payers", "Discipline":
		return true
	}
	for _, text := range p.ever(others) {
		if strings.Contains(text, value) {
			return true
		}
	}
	return false
}

// A name in full, with no word of a client beside it, is taken where no person is meant.
func TestNoNameInFullIsPublished(t *testing.T) {
	for name, fields := range map[string][]string{"listing": {"Discipline", "Area", "Go-to for"}, "ask": {"Looking for", "Area", "Payer", "Format", "When", "Also"}, "meetup": {"Topic", "When", "How long", "Seats"}} {
		for _, f := range publishers() {
			for _, field := range fields {
				if f.name == name {
					synctest.Test(t, func(t *testing.T) { f.publish(t, field, "Jane Doe") })
					synctest.Test(t, func(t *testing.T) { f.publishChanged(t, field, "jane doe") })
				}
			}
		}
	}
}

// What stands in the room already is changed there as carefully.
func TestNothingPlantedIntoAMeetingIsPublished(t *testing.T) {
	meetup := publishers()[3]
	for _, field := range []string{"Topic", "When", "Where", "Speaker", "How long", "Seats"} {
		for _, planted := range plants() {
			synctest.Test(t, func(t *testing.T) {
				p := openParlor(t)
				p.enter()
				meetup.begin(p)
				p.fill("ann", meetup.answers("", ""))
				meetup.letGo(t, p, "", "")
				p.mustTap("ann", theGroup, "Change")
				p.change("ann", field, meetup.base[field]+", "+planted, planted, meetup.base[field])
				p.tap("ann", "", "Post the change")
				time.Sleep(time.Hour)
				synctest.Wait()
				for _, leak := range leaksOf(p.ever(others), meetup.allowed[field]) {
					t.Errorf("%q in %s: %s", planted, field, leak)
				}
			})
		}
	}
}
