package handlers_test

import (
	"slices"
	"strings"
	"time"

	"referout/bot/bottest"
	"referout/handlers"
)

// privately fills the books, waits until everything that is due was said, and lets
// everybody try what is offered. Then nothing is due for a day.
func (g *gathering) privately() {
	for _, who := range members() {
		g.practise(who)
	}
	g.alone()
	for _, day := range []int{3, 9, 40} {
		g.wait(aMonday.AddDate(0, 0, day).Add(10 * time.Hour))
		for _, who := range members() {
			g.follow(who)
			g.wander(who, 4)
		}
	}
	g.open(members()...)
	if c, can := g.net.(bottest.Crowded); can {
		c.Promote("mia", ourRoom, true)
	}
}

// alone lets members type every command in private.
func (g *gathering) alone() {
	for _, name := range typable() {
		who := g.any(members())
		for _, text := range []string{
			"", g.filling(who).asked, "Dr Evander Nobodyknown", g.any(plausible()), g.example(who, name), g.snippet(),
		} {
			g.say(who, "", strings.TrimSpace("/"+name+" "+text))
			if g.follow(who); g.over() {
				return
			}
		}
	}
}

// snippet is some words that the bot has said in the group: a name, perhaps.
func (g *gathering) snippet() string {
	all := g.screen(ourRoom).messages
	if len(all) == 0 {
		return ""
	}
	lines := strings.Split(all[g.IntN(len(all))].Text, "\n")
	words, _, _ := strings.Cut(g.any(lines), ":")
	return string([]rune(words)[:min(len([]rune(words)), 40)])
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
		g.say(who, ourRoom, "/rules")
	}
	for round := range 3 {
		if round == 2 {
			g.enter("eve")
		}
		all := append(typable(), "nosuchcommand")
		g.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, name := range all {
			two := g.Perm(len(people))[:2]
			for i := range 6 {
				g.command(people[two[i%2]], ourRoom, name, g.words(name, i))
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
		return g.filling(g.any(members())).asked
	case 2:
		return g.example(ourRoom, command)
	case 3:
		return g.any([]string{g.example(ourRoom, command), g.snippet()})
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

// example is what the bot has said in a place that one may type behind a command, or
// behind some other.
func (g *gathering) example(place, command string) string {
	var own, others []string
	for _, l := range g.screen(place).messages {
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
	for _, who := range members() {
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

// later lets a quarter pass, with what was planned, asked and shown still there, and
// then somebody leaves the group and goes on tapping.
func (g *gathering) later() {
	for _, days := range []int{1, 7, 30, 92} {
		g.wait(time.Now().AddDate(0, 0, days))
		g.open(members()...)
		g.followAll()
		g.everyButton()
	}
	if c, can := g.net.(bottest.Crowded); can {
		c.Leave("eve", ourRoom)
	}
	for _, h := range g.hung[max(0, len(g.hung)-30):] {
		g.press("eve", h)
	}
}

// wait lets time pass until an instant.
func (g *gathering) wait(until time.Time) {
	g.do("", "wait until %s", until.Format(time.DateTime))
	g.settle(time.Until(until))
}
