package bottest

import (
	"fmt"
	"strings"
	"testing"
)

// crowdNet is an echo whose groups people leave, moderate, pin in and move.
type crowdNet struct{ *echoNet }

func (n crowdNet) stir(format string, args ...any) {
	n.inbox <- input{kind: "stir", text: fmt.Sprintf(format, args...)}
}

func (n crowdNet) Leave(person, group string)  { n.stir("%s left %s", person, group) }
func (n crowdNet) Remove(person, group string) { n.stir("%s was put out of %s", person, group) }
func (n crowdNet) Promote(person, group string, on bool) {
	n.stir("%s moderates %s: %t", person, group, on)
}
func (n crowdNet) AllowPins(group string, on bool)     { n.stir("pins in %s: %t", group, on) }
func (n crowdNet) Migrate(group string)                { n.stir("%s moved", group) }
func (n crowdNet) CloseTopic(group, topic string)      { n.stir("%s of %s closed", topic, group) }
func (n crowdNet) Pinned(group string) (pins []string) { return n.pins[group] }

func TestCrowds(t *testing.T) {
	for _, tt := range []struct {
		name, script string
		fails        string // regular expression; empty: it does not
	}{
		{"leaving", "ann leaves #m\nbot to staff> ann left #m", ""},
		{"being removed", "ann is removed from #m\nbot to staff> ann was put out of #m", ""},
		{"moderating", "mia moderates #m\nbot to staff> mia moderates #m: true\nmia no longer moderates #m\nbot to staff> mia moderates #m: false", ""},
		{"moving", "#m moves\nbot to staff> #m moved", ""},
		{"pins allowed", "#m allows no pins\nbot to staff> pins in #m: false\n#m allows pins\nbot to staff> pins in #m: true", ""},
		{"closing", "topic questions of #m is closed\nbot to staff> questions of #m closed", ""},
		{"on another platform", "with telegram, discord\nann leaves #m on discord\nbot to staff on discord> ann left #m", ""},
		{"while the process is down", "offline 1d\nann leaves #m\nbot to staff> ann left #m", ""},
		{"where nobody leaves", "with console\nann leaves #m", `x:2: .*on console`},
		{"where nothing moves", "with console\n#m moves\nnothing\n#m allows no pins\nnothing\ntopic a of #m is closed\nnothing", ""},

		{"a topic", "ann in #m/questions> hi\nbot in #m/questions> heard: hi", ""},
		{"a topic is not the group", "ann in #m/questions> hi\nbot in #m> heard: hi", `x:2:`},
		{"a group's silence is its topics'", "ann in #m/questions> hi\nbot in #m/questions> heard: hi\nnothing in #m", `x:3:`},
		{"a topic's silence is its own", "ann in #m/questions> hi\nbot in #m/questions> heard: hi\nnothing in #m/rules\nnothing in #meetup", ""},
		{"known in a topic, known in the group", "ann> plainly\n...\nbob in #m/q> plainly\n...\nann> tell #m plainly\nbot in #m> plainly\nann> tell #m/r plainly\nbot in #m/r> plainly", ""},
		{"known in the group, not in another", "ann> plainly\n...\nbob in #m/q> plainly\n...\nann> tell #n/q plainly\nbot in #n/q> plainly", `leak: "plainly", .* in #n/q`},
		{"a topic's name is known", "ann> questions\n...\nann> tell #m/questions questions\n...", ""},

		{"a tap in the group", "ann in #m> card a\n...\nann> card b\n...\nann taps Which in #m\nbot edits to ann> ann tapped message 1", ""},
		{"a tap in a topic", "ann in #m/q> card a\n...\nann in #m> card b\n...\nann taps Which in #m/q\nbot edits to ann> ann tapped message 1", ""},
		{"a tap in the group with its topics", "ann in #m> card a\n...\nann in #m/q> card b\n...\nann taps Which in #m\nbot edits to ann> ann tapped message 2", ""},
		{"a tap in private", "ann> card a\n...\nann in #m> card b\n...\nann taps Which in private\nbot edits to ann> ann tapped message 1", ""},
		{"a tap where there is none", "ann in #m> card a\n...\nann taps Which in private", `x:3: .*no button "Which"`},
		{"a tap in another group", "ann in #m> card a\n...\nann taps Which in #n", `x:3: .*no button "Which"`},
		{"a label in private", "ann> reply\nbot to ann> Which?\n    [Which in private] [Which]\nann taps Which in private\nbot edits to ann> ann tapped Which in private@0", ""},
		{"a group she has left comes last", "ann in #m> card a\n...\nann in #n> card b\n...\nann leaves #n\n...\nann taps Which\nbot edits to ann> ann tapped message 1", ""},
		{"a link", "ann> link\n...\nann taps Site", `x:3: .*is a link to https://example.com`},
		{"a link into the chat", "ann> link\n...\nann taps Our chat\nbot to ann> started by https://t.me/bot?start=x", ""},

		{"two at once", "ann in #m> seats\n...\nann and bob tap Seat\nbot edits in #m> ann has it\nbot edits in #m> bob is late by 0s", ""},
		{"one after the other", "ann in #m> seats\n...\nann taps Seat\n...\nbob taps Seat", `x:5: .*bob sees no button`},
		{"two at once, each her own", "ann> card a\n...\nbob> card b\n...\nann and bob tap Which in private\nbot edits to bob> bob tapped message 2\nbot edits to ann> ann tapped message 1", ""},
		{"three at once, again", "ann in #m> card a\n...\nann and bob and cid tap Which\n...\nbob and cid tap Which again\nbot edits to bob> bob tapped message 1\nbot edits to cid> cid tapped message 1", ""},
		{"one of two sees no button", "ann> card a\n...\nann and bob tap Which in private", `x:3: .*bob sees no button`},

		{"a forged tap", "ann in #m> card a\n...\nbob in #n> hi\n...\nbob in #n forges ann's Which\nbot edits to bob> bob tapped message 2", ""},
		{"a forged tap in private", "ann> card a\n...\nbob> hi\n...\nbob forges ann's Which\nbot edits to bob> bob tapped message 2", ""},
		{"a forged tap on nothing", "ann> card a\n...\nbob in #n forges ann's Which", `x:3: .*bob sees no message`},
		{"a forged tap of nothing", "bob> hi\n...\nbob forges ann's Which", `x:3: .*ann sees no button`},

		{"an aside in its group", "ann in #m> aside\nbot to ann in #m> privately, please", ""},
		{"an aside in another group", "ann in #m> aside\nbot to ann in #n> privately, please", `x:2:`},
		{"a private line is no aside", "ann> hi\nbot to ann in #m> heard: hi", `x:2:`},
		{"no reply to an aside", "ann> hi\n...\nann in #m> aside\n...\nann replies yes\nbot to ann> re 1: yes", ""},

		{"pinned", "ann in #m> pin House rules\n...\nann in #m> pin Other rules\nbot in #m> Other rules\npinned in #m> ~ ^Other\npinned in #m> Other rules", ""},
		{"only the newest", "ann in #m> pin House rules\n...\nann in #m> pin Other rules\n...\npinned in #m> ~ House", `x:5: .*pinned there, the newest last: \["House rules" "Other rules"\]`},
		{"pinned with a named group", "ann in #m> pin a4711\n...\npinned in #m> ~ (?P<code>\\d+)\nann> $code\nbot to ann> heard: 4711", ""},
		{"pinned nowhere", "ann> hi\n...\npinned in #m> ~ .", `x:3: .*pinned there, the newest last: \[\]`},
		{"nothing pinned", "ann in #m> pin a\n...\nnothing pinned in #n", ""},
		{"nothing pinned, but it is", "ann in #m> pin a\n...\nnothing pinned in #m", `x:3:`},
		{"no pins at all", "with console\nann in #m> pin a\n...\npinned in #m> b\nnothing pinned in #m", ""},
	} {
		t.Run(tt.name, func(t *testing.T) { plays(t, tt.script, tt.fails) })
	}
}

// What is published in one group is not published in another; what is, is so in
// all its topics.
func TestPublishedByGroup(t *testing.T) {
	l := NewListener(nil)
	l.Said("telegram", "ann", "", "acupuncture on Mondays")
	l.Published("telegram", "#meetup", "Acupuncture")
	l.Hears("telegram", Line{Group: "meetup/questions", Text: "Acupuncture"})
	if leaks := l.Leaks(); len(leaks) > 0 {
		t.Errorf("leaks %q", leaks)
	}
	l.Hears("telegram", Line{Group: "other", Text: "Acupuncture"})
	l.Hears("discord", Line{Group: "meetup", Text: "Acupuncture"})
	if leaks := l.Leaks(); len(leaks) != 2 {
		t.Errorf("leaks %q, want two", leaks)
	}
}

// What one person alone sees in a group is hers: a short note, an ephemeral line.
func TestAsidesArePrivate(t *testing.T) {
	l := NewListener(nil)
	l.Hears("telegram", Line{Group: "meetup", Person: "ann", Aside: true, Text: "Marchetti"})
	if leaks := l.Leaks(); len(leaks) > 0 {
		t.Errorf("leaks %q", leaks)
	}
	l.Hears("telegram", Line{Group: "meetup", Text: "Marchetti"})
	if leaks := l.Leaks(); len(leaks) != 1 || !strings.Contains(leaks[0], "by ann alone, in #meetup") {
		t.Errorf("leaks %q, want one", leaks)
	}
}

// An aside comes when it comes: neither the room nor her private chat waits for it, and
// it is claimed once.
func TestAsidesHoldNothingUp(t *testing.T) {
	room := heard{network: "echo", Line: Line{Group: "m", Text: "card"}}
	aside := heard{network: "echo", Line: Line{Group: "m", Person: "ann", Aside: true, Text: "you are in"}}
	private := heard{network: "echo", Line: Line{Person: "ann", Text: "file"}}
	for _, tt := range []struct {
		lines  []heard
		script string
		ok     bool
	}{
		{[]heard{room, aside}, "bot in #m> card\nbot to ann> you are in", true},
		{[]heard{aside, room}, "bot in #m> card\nbot to ann> you are in", true},
		{[]heard{aside, room}, "bot to ann in #m> you are in\nbot in #m> card", true},
		{[]heard{aside, private}, "bot to ann> file\nbot in #m> you are in", true},
		{[]heard{aside, room}, "bot in #m> card", false},
		{[]heard{aside, room}, "bot in #m> card\nbot to ann> you are in\nbot in #m> you are in", false},
	} {
		s, err := Parse("x", tt.script)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, ok := newTrial(tt.lines, nil, nil).solve(s.stepsFor([]string{"echo"}), 0); ok != tt.ok {
			t.Errorf("%q met: %v, want %v", tt.script, ok, tt.ok)
		}
	}
}
