package handlers_test

import (
	"slices"
	"strings"
)

// everyPayload sends in the group what every button carries that anybody was ever
// shown in private, as it is and changed, and every action there is.
func (g *gathering) everyPayload() {
	payloads := g.shownPrivately()
	for i, payload := range payloads {
		for j, who := range []string{"ann", "bob", "eve"} {
			g.forge(who, ourRoom, payload)
			if j == i%3 {
				g.forge(who, ourRoom, g.mutated(payload, payloads))
			}
		}
		if g.over() {
			return
		}
	}
	for _, name := range everyAction() {
		who := []string{"ann", "bob", "mia", "eve"}[g.IntN(4)]
		for _, payload := range []string{name, name + ":1", name + ":" + g.part(payloads), name + ":" + g.part(payloads) + ":" + g.part(payloads)} {
			g.forge(who, ourRoom, payload)
		}
		g.followAll()
		if g.over() {
			return
		}
	}
}

// everyAction is the name of every action there is.
func everyAction() []string { return append(actions(), "pub", "enter", "nosuchaction") }

// mostOfAKind is how many buttons that do the same are sent in the group.
const mostOfAKind = 4

// shownPrivately are the payloads of all buttons that somebody alone was shown.
func (g *gathering) shownPrivately() (out []string) {
	kinds := map[string]int{}
	people, _ := everybody()
	for _, who := range people {
		for _, l := range g.screen(who).messages {
			for _, b := range l.Buttons {
				payload := carried(b)
				if payload == "" || slices.Contains(out, payload) || kinds[kindOf(payload)] >= mostOfAKind {
					continue
				}
				kinds[kindOf(payload)]++
				out = append(out, payload)
			}
		}
	}
	return out
}

// mutated is a payload with a part exchanged, added or taken away.
func (g *gathering) mutated(payload string, others []string) string {
	parts := strings.Split(payload, ":")
	switch at := g.IntN(len(parts) + 1); {
	case at == 0 || at == len(parts):
		parts = append(parts, g.part(others))
	case g.IntN(4) == 0:
		parts = slices.Delete(parts, at, at+1)
	default:
		parts[at] = g.part(others)
	}
	out := strings.Join(parts, ":")
	return out[:min(len(out), 64)]
}

// part is a part of some payload, or rubbish.
func (g *gathering) part(payloads []string) string {
	if g.IntN(3) == 0 || len(payloads) == 0 {
		return []string{"", "0", "2", "-1", "x", "\x01", "99999999999999999999", "💥", "%s", "none"}[g.IntN(10)]
	}
	parts := strings.Split(payloads[g.IntN(len(payloads))], ":")
	return parts[g.IntN(len(parts))]
}

// fromElsewhere sends what the buttons of one group carry in another.
func (g *gathering) fromElsewhere() {
	g.say("bob", otherRoom, "/rules")
	g.say("eve", otherRoom, "/rules")
	var payloads []string
	kinds := map[string]int{}
	for _, h := range g.hung {
		if kind := kindOf(carried(h.b)); kinds[kind] < mostOfAKind && !slices.Contains(payloads, carried(h.b)) {
			kinds[kind]++
			payloads = append(payloads, carried(h.b))
		}
	}
	for i, payload := range payloads {
		g.forge([]string{"bob", "eve"}[i%2], otherRoom, payload)
		g.followAll()
		if g.over() {
			return
		}
	}
	for _, name := range typable() {
		g.say("bob", otherRoom, "/"+name)
		g.followAll()
		if g.over() {
			return
		}
	}
}
