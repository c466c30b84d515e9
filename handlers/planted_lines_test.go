package handlers_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"referout/bot"
	"referout/handlers"
)

// A line that says everything at once leaves out as much, in the room and in private.
func TestNothingPlantedInALineIsPublished(t *testing.T) {
	lines := map[string][]string{
		"/ask":    {"chiropractor Northside Aetna within two weeks"},
		"/meetup": {"Tue 18:30 Cafe Luz: jaw pain with Dr Lee, 12 seats", "Tue 18:30 Cafe Luz: jaw pain"},
		"/read":   {"Massage for jaw pain"}, "/join": {"Ann Bell, massage therapist"}, "/pairs": {""}, "/rules": {"", "pin"}, "/circle": {"zone"},
		"/find": {"", "massage", "chiro"}, "/roster": {""}, "/leave": {""}, "/asks": {""},
	}
	for command, all := range lines {
		t.Run(strings.TrimPrefix(command, "/"), func(t *testing.T) {
			for _, planted := range plants() {
				for _, line := range all {
					for _, text := range []string{line + " " + planted, planted + " " + line, line + " for " + planted} {
						for _, chat := range []string{theGroup, ""} {
							synctest.Test(t, func(t *testing.T) { lineOf(t, chat, command+" "+text, planted) })
						}
					}
				}
			}
		})
	}
}

func lineOf(t *testing.T, chat, line, planted string) {
	p := openParlor(t)
	p.enter()
	p.say("ann", chat, line)
	for range 2 {
		p.setClock()
		for _, label := range []string{"Post it", "Show to the circle"} {
			p.tap("ann", "", label)
		}
	}
	p.say("bob", theGroup, "/meetup")
	allowed := ""
	if strings.HasPrefix(line, "/meetup") {
		allowed = contact // it may stand in the place
	}
	if leaks := leaksOf(p.ever(others), allowed); len(leaks) > 0 {
		t.Errorf("%q in %q: %s", planted, line, strings.Join(leaks, "\n"))
	}
}

// Whatever command is typed in the room with something planted behind it, by whomever,
// the room reads nothing of it.
func TestNoCommandEchoesInTheRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := openParlor(t)
		p.enter()
		for _, f := range handlers.All() {
			for _, c := range f.Commands {
				for _, planted := range plants() {
					for _, who := range []string{"ann", "eve"} {
						before := len(p.ever(others))
						p.say(who, theGroup, "/"+c.Name+" "+planted)
						for _, leak := range leaksOf(p.ever(others)[before:], "") {
							t.Errorf("/%s: %s", c.Name, leak)
						}
					}
				}
			}
		}
	})
}

// What answers an ask tells its reader who a colleague is and how to reach them, and
// nothing of a client.
func TestNoAnswerTellsOfAClient(t *testing.T) {
	fields := map[string]string{"Name": "Bob Reyes", "Discipline": "chiropractor", "Contact": "330-555-0188", "Also": "evenings too"}
	for _, planted := range plants() {
		for _, field := range slices.Sorted(maps.Keys(fields)) {
			synctest.Test(t, func(t *testing.T) {
				p := askedFor(t)
				p.mustTap("ann", theGroup, "That's me")
				p.mustTap("ann", "", "Tell them")
				f := publisher{base: fields}
				p.fill("ann", f.answers(field, fields[field]+", "+planted))
				p.mustTap("ann", "", "Send")
				p.told(t, field+" "+planted)
			})
		}
		for _, form := range []string{"Dana Lee, PT, %s", "%s needed her, Dana Lee, PT", "Dana Lee was great with %s", "Dana Lee, for %s", "%s"} {
			synctest.Test(t, func(t *testing.T) {
				p := askedFor(t)
				p.mustTap("ann", theGroup, "I know someone")
				p.mustTap("ann", "", "Type a name")
				p.say("ann", "", fmt.Sprintf(form, planted))
				if p.tap("ann", "", "Send it") {
					p.told(t, fmt.Sprintf(form, planted))
				}
			})
		}
	}
}

// askedFor is a parlor in which bob asks for a chiropractor.
func askedFor(t *testing.T) *parlor {
	p := openParlor(t)
	p.enter()
	p.say("bob", theGroup, "/ask chiropractor Northside")
	p.mustTap("bob", "", "Post it")
	return p
}

// told looks at what an answer brought to bob and to the room.
func (p *parlor) told(t *testing.T, planted string) {
	t.Helper()
	if !slices.ContainsFunc(p.ever(func(place string) bool { return place == "bob" }), func(s string) bool { return strings.Contains(s, "You look for") }) {
		t.Errorf("%q: bob was told nothing: %q", planted, p.last("ann").text)
	}
	for _, leak := range leaksOf(p.ever(func(place string) bool { return place == "bob" }), contact) {
		t.Errorf("%q: bob reads %s", planted, leak)
	}
	for _, leak := range leaksOf(p.ever(func(place string) bool { return place == theGroup }), "") {
		t.Errorf("%q: the room reads %s", planted, leak)
	}
}

// smuggler offers a letter that no form of ours would write.
func smuggler(kind string, what bot.Enclosure) bot.Feature {
	return bot.Feature{Commands: []bot.Command{{Name: "smuggle", Summary: "a letter", Personal: func(context.Context, *bot.Personal) (bot.Private, error) {
		return bot.Whisper(bot.Compose(bot.Say("Go?"))).Offering(bot.Offer{Label: "Smuggle", Circle: "1", Kind: kind, What: what}), nil
	}}}}
}

// What is written into a letter by hand is looked through where it arrives: the circle is
// the last to see it, and nobody else does.
func TestNoLetterBringsAnythingPlanted(t *testing.T) {
	letters := map[string]struct {
		lines   map[string]string
		allowed map[string]string
	}{
		"list": {map[string]string{"name": "Ann Bell", "discipline": "Chiropractor", "area": "Kent", "payers": "Aetna", "new": "Yes", "goto": "jaw pain", "contact": "ann@bell.example"},
			map[string]string{"contact": contact}},
		"askpost":  {map[string]string{"specialty": "Chiropractor", "area": "Kent", "payers": "Aetna", "format": "Online", "approach": "gentle", "when": "soon", "note": "evenings"}, nil},
		"readpost": {map[string]string{"title": "Jaw pain", "link": "https://example.org/paper", "abstract": "It eased.", "q1": "Why?", "q2": "When?", "q3": "Who?"}, nil},
		"mtpost": {map[string]string{"topic": "jaw pain", "when": "Tue 4 Jan 2000 18:30", "place": "Cafe Luz", "speaker": "Dr Lee", "seats": "12", "length": "90 minutes"},
			map[string]string{"place": contact}},
	}
	for kind, letter := range letters {
		for _, line := range slices.Sorted(maps.Keys(letter.lines)) {
			for _, planted := range append(plants(), "") {
				synctest.Test(t, func(t *testing.T) {
					var what bot.Enclosure
					for _, name := range slices.Sorted(maps.Keys(letter.lines)) {
						value := letter.lines[name]
						if name == line && planted != "" {
							value += ", " + planted
						}
						what = what.Write(name, "", value)
					}
					p := openParlor(t, smuggler(kind, what.Write("secret", "", namePlant)))
					p.enter()
					p.say("ann", "", "/smuggle")
					before := len(p.ever(others))
					p.mustTap("ann", "", "Smuggle")
					p.say("bob", theGroup, "/find Kent")
					if planted == "" && len(p.ever(others)) < before+2 {
						t.Errorf("%s: an honest letter brings nothing", kind)
					}
					for _, leak := range leaksOf(p.ever(others), letter.allowed[line]) {
						t.Errorf("%s, %q in %s: %s", kind, planted, line, leak)
					}
				})
			}
		}
	}
}
