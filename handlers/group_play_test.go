package handlers_test

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"referout/bot/bottest"
	"referout/handlers"
)

// privately fills the books, waits until everything that is due was said, and lets
// everybody try what is offered. Then nothing is due for a day.
func (g *gathering) privately() {
	for _, who := range []string{"ann", "bob", "mia"} {
		g.practise(who)
	}
	for _, name := range typable() {
		for _, text := range []string{"", g.filling("ann").asked, "Dr Evander Nobodyknown", plausible()[g.IntN(len(plausible()))]} {
			g.say("ann", "", strings.TrimSpace("/"+name+" "+text))
			g.follow("ann")
		}
		g.say("bob", "", "/"+name)
		g.follow("bob")
	}
	for _, day := range []int{3, 9, 40} {
		g.last = "wait"
		g.settle(time.Until(aMonday.AddDate(0, 0, day).Add(10 * time.Hour)))
		for _, who := range []string{"ann", "bob", "mia"} {
			g.follow(who)
			g.wander(who, 4)
		}
	}
	g.open("ann", "bob", "mia")
	if c, can := g.net.(bottest.Crowded); can {
		c.Promote("mia", ourRoom, true)
	}
}

// typable are all that can be typed behind a slash.
func typable() (out []string) {
	for _, f := range handlers.All() {
		for _, c := range f.Commands {
			out = append(append(out, c.Name), c.Also...)
		}
	}
	return out
}

// everyCommand types every command in the group, several times and in any order: bare,
// with what stands in a book, with what the bot gives as examples, and with rubbish.
func (g *gathering) everyCommand() {
	people, _ := everybody()
	for _, who := range people {
		g.say(who, ourRoom, "/help")
	}
	for round := range 3 {
		if round == 2 {
			g.enter("eve")
		}
		all := append(typable(), "nosuchcommand")
		g.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, name := range all {
			first := g.IntN(len(people))
			for i := range 6 {
				g.command(people[(first+i)%len(people)], ourRoom, name, g.words(name, i))
			}
			if g.everyButton(); g.over() {
				return
			}
		}
	}
}

// words are what is typed behind a command the nth time: nothing, what stands in a
// book, what the bot gives as an example, what may make sense, and rubbish.
func (g *gathering) words(command string, n int) string {
	switch n {
	case 1:
		return g.filling([]string{"ann", "bob", "mia"}[g.IntN(3)]).asked
	case 2, 3:
		return g.example(command)
	case 4:
		return g.any(plausible())
	case 5:
		return g.any(rubbish())
	}
	return ""
}

// enter takes the way that the bot has shown into the private chat.
func (g *gathering) enter(who string) {
	for _, l := range slices.Backward(g.screen(ourRoom).messages) {
		for _, b := range l.Buttons {
			if strings.Contains(b.URL, "start") {
				g.tap(who, l, b)
				return
			}
		}
	}
}

// command types a command in a group, or in a topic of it, and whatever comes of it in
// private is tried.
func (g *gathering) command(who, group, name, text string) {
	if strings.HasPrefix(text, "/") {
		name, text, _ = strings.Cut(text[1:], " ")
	}
	if _, can := g.net.(bottest.Topical); can && g.IntN(3) == 0 {
		group += "/questions"
	}
	g.say(who, group, strings.TrimSpace("/"+name+" "+text))
	g.followAll()
}

func (g *gathering) any(from []string) string { return from[g.IntN(len(from))] }

// example is what the bot has said in the group that one may type behind a command, or
// behind some other.
func (g *gathering) example(command string) string {
	var own, others []string
	for _, l := range g.screen(ourRoom).messages {
		for _, text := range examples(l) {
			if rest, ok := strings.CutPrefix(text, "/"+command+" "); ok {
				own = append(own, rest)
			}
			others = append(others, text)
		}
	}
	switch {
	case len(own) > 0:
		return g.any(own)
	case len(others) > 0:
		return g.any(others)
	}
	return ""
}

// followAll lets everybody with a book try what has come to her in private.
func (g *gathering) followAll() {
	for _, who := range []string{"ann", "bob", "mia"} {
		g.follow(who)
	}
}

// rubbish is what nobody means.
func rubbish() []string {
	return []string{"qwzzyx", "🙂🙂", "<b>&amp;", "%s %d", "-1", "99999999999999999999", "\u202enowhere", strings.Repeat("zq", 300), "'; --", "@everyone"}
}

// plausible is what members may mean.
func plausible() []string {
	return []string{"next tuesday 19:00", "physical therapist", "on", "off", "chicago", "aetna", "America/New_York", "cancel", "me"}
}

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

// everyButton taps what was shown in the group since the last time: the first of a kind
// by everybody, twice, and others by somebody.
func (g *gathering) everyButton() {
	people, _ := everybody()
	for ; g.pressed < len(g.hung) && !g.over(); g.pressed++ {
		h := g.hung[g.pressed]
		kind := kindOf(carried(h.b))
		g.presses[kind]++
		if g.presses[kind] > mostOfAKind {
			g.press(people[g.IntN(len(people))], h)
			continue
		}
		for i := range 2 * len(people) {
			g.press(people[i/2], h)
		}
	}
}

func (g *gathering) press(who string, h hung) {
	g.tap(who, h.on, h.b)
	g.followAll()
}

// replies answers what the bot has said in the group.
func (g *gathering) replies() {
	people, _ := everybody()
	for i, text := range append(plausible(), rubbish()...) {
		all := slices.DeleteFunc(slices.Clone(g.screen(ourRoom).messages), func(l *bottest.Line) bool { return l.Aside })
		if g.over() {
			return
		}
		g.reply(people[i%len(people)], text, all[max(0, len(all)-1-g.IntN(30))])
		g.followAll()
	}
}

// fromElsewhere sends what the buttons of one group carry in another.
func (g *gathering) fromElsewhere() {
	g.say("bob", otherRoom, "/help")
	g.say("eve", otherRoom, "/help")
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

// everythingReached looks whether every command and every action was tried.
func (g *gathering) everythingReached() {
	for _, name := range typable() {
		if !g.spy.hasReached("/" + name) {
			g.t.Errorf("/%s was never typed in the group", name)
		}
	}
	for _, f := range handlers.All() {
		for _, a := range f.Actions {
			if !g.spy.hasReached(a.Name) {
				g.t.Errorf("no button of %s was ever tapped in the group", a.Name)
			}
		}
	}
}

// oracleAwake looks whether a leak would have been found.
func (g *gathering) oracleAwake() {
	g.say("ann", "", "/add Dr Ignatius Quillfeather, podiatrist, Thornbury Annex, Massillon, 330-555-9911")
	for i, place := range []string{"bob", ourRoom} {
		l := bottest.Line{ID: "planted" + strconv.Itoa(i), Text: "Dr Quillfeather, Thornbury Annex, (330) 555-9911"}
		if l.Person = place; strings.HasPrefix(place, "#") {
			l.Person, l.Group = "", place
		}
		g.walls.hears(l)
		found := strings.Join(g.walls.leaks(), "\n")
		for _, word := range []string{"quillfeather", "thornbury", "5559911"} {
			if !strings.Contains(found, place+" hears") || !strings.Contains(found, `"`+word+`"`) {
				g.t.Errorf("%s was told %q and nobody noticed: %s", place, word, found)
			}
		}
	}
}
