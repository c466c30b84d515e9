package handlers_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/cryptotest"
	"testing/synctest"
	"time"

	"referout/bot/bottest"
)

// What a group is told does not depend on what stands in the books of its people: not
// by a word, and not by whether it knows a name.
func TestAGroupIsBlindToBooks(t *testing.T) {
	for _, p := range house().Platforms {
		t.Run(p.Name, func(t *testing.T) {
			hers, his := blind(t, p, false), blind(t, p, true)
			for i := range min(len(hers), len(his)) {
				if hers[i] != his[i] {
					t.Fatalf("with the one book:\n%s\nwith the other:\n%s", hers[i], his[i])
				}
			}
			if len(hers) != len(his) || len(hers) == 0 {
				t.Errorf("%d things happened with the one book, %d with the other", len(hers), len(his))
			}
		})
	}
}

// blind types every command in the group and returns what was said there each time.
func blind(t *testing.T, p bottest.Platform, swapped bool) (events []string) {
	synctest.Test(t, func(t *testing.T) {
		cryptotest.SetGlobalRandom(t, 1)
		time.Sleep(time.Until(aMonday))
		g := gather(t, p.New(), 1)
		defer g.end()
		g.swapped = swapped
		for _, who := range []string{"ann", "bob"} {
			g.practise(who)
		}
		g.wait(aMonday.Add(10 * time.Hour))
		people, _ := everybody()
		for i, name := range typable() {
			for j, text := range []string{"", fillingOf("ann").asked, fillingOf("bob").asked, "Nobodyknown", plausible()[i%len(plausible())]} {
				events = append(events, g.overhears(people[(i+j)%len(people)], strings.TrimSpace("/"+name+" "+text)))
			}
		}
	})
	return events
}

// overhears says something in the group and returns it with what was answered there.
func (g *gathering) overhears(who, text string) string {
	before := len(g.net.Heard())
	g.say(who, ourRoom, text)
	out := []string{fmt.Sprintf("%s> %s", who, text)}
	for _, l := range g.net.Heard()[before:] {
		if l.Group != "" {
			out = append(out, fmt.Sprintf("%s (alone: %t, edit: %t)", everyWord(l), l.Aside, l.Edit))
		}
	}
	return strings.Join(out, "\n")
}
