package handlers_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
)

// Whoever is passed on is named nowhere: whatever the sender types on the way, the
// colleague, the room and the letter read nothing of it.
func TestPassNeverTellsWho(t *testing.T) {
	texts := plants()
	for _, planted := range plants() {
		texts = append(texts, "Maya "+planted, "Maya for my "+planted, planted+" to Maya Cole", "pelvic floor for "+planted)
	}
	texts = append(texts, "Maya for Jane Doe", "Jane Doe", "jane doe, 42, knee", "my 3pm Jane Doe")
	for _, text := range texts {
		for path, send := range map[string]func(p *parlor, text string){
			"behind the command":   func(p *parlor, text string) { p.say("ann", "", "/pass "+text) },
			"in the room":          func(p *parlor, text string) { p.say("ann", theGroup, "/pass "+text); p.say("ann", "", "/pass "+text) },
			"where a colleague is": func(p *parlor, text string) { p.say("ann", "", "/pass"); p.say("ann", "", text) },
			"behind [Someone else]": func(p *parlor, text string) {
				p.say("ann", "", "/pass")
				p.tap("ann", "", "Someone else")
				p.say("ann", "", text)
			},
			"where the name is": func(p *parlor, text string) {
				p.say("ann", "", "/pass Maya")
				p.tap("ann", "", agreedLabel)
				p.say("ann", "", text)
			},
			"where a tap is":      func(p *parlor, text string) { p.say("ann", "", "/pass Maya"); p.say("ann", "", text) },
			"where the letter is": func(p *parlor, text string) { p.passTo("Ann Bell"); p.say("ann", "", text) },
			"after it has gone":   func(p *parlor, text string) { p.passTo("Ann Bell"); p.tap("ann", "", "Send"); p.say("ann", "", text) },
			"as a reply to the status": func(p *parlor, text string) {
				p.passTo("Ann Bell")
				p.tap("ann", "", "Send")
				p.tap("maya", "", "Called")
				p.say("ann", "", text)
			},
		} {
			if path == "where the name is" && text == "Jane Doe" {
				continue // a name alone is hers, and stands in the preview
			}
			synctest.Test(t, func(t *testing.T) {
				p := passable(t)
				send(p, text)
				p.sendOn()
				colleague := p.ever(func(place string) bool { return place == "maya" })
				if !slices.ContainsFunc(colleague, func(s string) bool { return strings.Contains(s, "Someone may call you, sent by Ann Bell.") }) {
					t.Errorf("%q %s: the colleague is told nothing: %q", text, path, p.last("ann").text)
				}
				for _, leak := range leaksOf(p.ever(others), "") {
					t.Errorf("%q %s: %s", text, path, leak)
				}
				for _, told := range colleague {
					if strings.Contains(told, "Jane") || strings.Contains(told, "42") || strings.Contains(told, "knee") {
						t.Errorf("%q %s: the colleague reads %q", text, path, told)
					}
				}
			})
		}
	}
}

const agreedLabel = "They agreed to be contacted"

// passable is a parlor in which Maya shows a listing.
func passable(t *testing.T) *parlor {
	p := openParlor(t)
	p.enter()
	p.say("maya", "", "/start")
	p.say("maya", theGroup, "/join")
	p.mustTap("maya", "", "Write my listing")
	p.fill("maya", map[string][]string{"Name": {"Maya Cole"}, "Discipline": {"pelvic floor PT"}, "Area": {"Northside"}, "Accepting new": {"Yes"}})
	p.mustTap("maya", "", "Show to the circle")
	return p
}

// passTo goes as far as the letter that is about to go.
func (p *parlor) passTo(signed string) {
	p.say("ann", "", "/pass Maya")
	p.tap("ann", "", agreedLabel)
	if strings.Contains(p.last("ann").text, "By what name") {
		p.say("ann", "", signed)
	}
}

// sendOn goes on from wherever she is until somebody was passed on, and lets the colleague
// answer with every status.
func (p *parlor) sendOn() {
	p.t.Helper()
	for range 2 {
		if p.tap("ann", "", "Send") {
			break
		}
		p.tap("ann", "", agreedLabel)
		if !p.tap("ann", "", "Send") {
			p.say("ann", "", "Ann Bell")
		}
		if !p.tap("ann", "", "Send") {
			p.passTo("Ann Bell")
		}
	}
	for _, status := range []string{"Called", "Booked", "No contact"} {
		p.tap("maya", "", status)
	}
}

// What comes back is a status, whatever the colleague types beside it.
func TestPassBringsBackAStatusAlone(t *testing.T) {
	for _, planted := range append(plants(), "Called, it was Jane Doe", "booked Jane Doe for 3pm") {
		synctest.Test(t, func(t *testing.T) {
			p := passable(t)
			p.passTo("Ann Bell")
			p.mustTap("ann", "", "Send")
			before := len(p.ever(func(place string) bool { return place == "ann" }))
			p.say("maya", "", planted)
			p.mustTap("maya", "", "Called")
			p.say("maya", "", planted)
			p.mustTap("maya", "", "Booked")
			for _, told := range p.ever(func(place string) bool { return place == "ann" })[before:] {
				if !strings.HasPrefix(told, "Maya Cole says: ") || strings.Contains(told, "Jane") {
					t.Errorf("%q: the sender reads %q", planted, told)
				}
			}
			for _, leak := range leaksOf(p.ever(func(place string) bool { return place != "maya" }), "") {
				t.Errorf("%q: %s", planted, leak)
			}
		})
	}
}
