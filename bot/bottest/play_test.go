package bottest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestPlay(t *testing.T) {
	for _, tt := range []struct {
		name, script string
		fails        string // regular expression; empty: it does not
	}{
		{"exact", "ann> hi\nbot to ann> heard: hi", ""},
		{"exact differs", "ann> hi\nbot to ann> heard: ho", `x:2: \[telegram\] expected\s+bot to ann> heard: ho\s+heard.*\s+! bot to ann> heard: hi`},
		{"nothing was heard", "ann> quiet\nbot to ann> hi", `x:2: .*expected\s+bot to ann> hi\s.*\s+nothing`},
		{"left over", "ann> hi", `x:1: .*expected\s+nothing more`},
		{"left over before the next event", "ann> hi\nann> ho\nbot to ann> heard: ho", `x:1:`},
		{"a pattern", "ann> hi\nbot to ann> ~ ^heard: h.$", ""},
		{"a pattern differs", "ann> hi\nbot to ann> ~ ^h.$", `x:2:`},
		{"a named group", "ann> a4711\nbot to ann> ~ (?P<code>\\d+)\nann> $code $5\nbot to ann> heard: 4711 $5\nann> again $code\nbot to ann> ~ again $code$", ""},
		{"several lines", "ann> lines\nbot to ann> one\n\n      two\n    three", ""},
		{"several lines differ", "ann> lines\nbot to ann> one\n      two\n    three", `x:2:`},
		{"people say several lines", "ann> one\n    two\nbot to ann> heard: one\n    two", ""},
		{"a file", "ann> file\nbot to ann> Here", ""},
		{"a file shown", "ann> file\nbot to ann> Here\n    [file book.json]", ""},
		{"another file", "ann> file\nbot to ann> Here\n    [file cook.json]", `x:2:`},
		{"buttons shown", "ann> ask Sure?\nbot to ann> Sure?\n    [Yes] [No]", ""},
		{"other buttons", "ann> ask Sure?\nbot to ann> Sure?\n    [Yes]", `x:2:`},
		{"in a group", "ann in #meetup> hi\nbot in #meetup> heard: hi\nnothing to ann", ""},
		{"in a group, not to her", "ann in #meetup> hi\nbot to ann> heard: hi", `x:2:`},
		{"a stray line in a group", "ann> tell #m one\nann> in 5m\nbob> in 5m\nwait 6m\nbot to bob> ping\nbot to ann> ping", `x:1:`},
		{"order does not count across chats", "ann> in 5m\nbob> in 5m\nwait 6m\nbot to bob> ping\nbot to ann> ping", ""},
		{"nothing", "ann> quiet\nnothing\nnothing to ann\nnothing in #meetup", ""},
		{"nothing to her, but there is", "ann> hi\nbot to ann> heard: hi\nnothing to ann", `x:3:`},
		{"nothing, but there is", "ann in #m> hi\nbot in #m> heard: hi\nnothing", `x:3:`},
		{"dots", "ann> hi\n...", ""},
		{"dots for none", "ann> quiet\n...", ""},
		{"dots before", "ann> in 1m\nann> in 2m\nwait 3m\n...\nbot to ann> ping", ""},
		{"dots are not behind", "ann> ask a\n...\nbot to ann> b", `x:3:`},
		{"an aside to her", "ann in #m> aside\nbot to ann> privately, please", ""},
		{"an aside in the group", "ann in #m> aside\nbot in #m> privately, please\nnothing in #m\nnothing to ann", ""},
		{"an aside is something", "ann in #m> aside\nbot in #m> privately, please\nnothing", `x:3:`},
		{"a reply", "ann> hi\n...\nann replies yes\nbot to ann> re 1: yes", ""},
		{"a reply to nothing", "ann replies yes", `x:1: .*no message`},
		{"a tap edits", "ann> ask a\n...\nann taps Yes\nbot edits to ann> ann tapped Yes@0", ""},
		{"an edit is not new", "ann> ask a\n...\nann taps Yes\nbot to ann> ann tapped Yes@0", `x:4:`},
		{"a tap again", "ann> ask a\n...\nann taps Yes\n...\nann taps Yes again\nbot edits to ann> ann tapped Yes@0", ""},
		{"a button that is gone", "ann> ask a\n...\nann taps Yes\n...\nann taps Yes", `x:5: .*no button "Yes"`},
		{"again without a first time", "ann> ask a\n...\nann taps Yes again", `x:3: .*not tapped`},
		{"the newest has it", "ann> menu\n...\nann> ask a\n...\nann taps yes\nbot edits to ann> ann tapped Yes@0\nann taps Undo\nbot edits to ann> ann tapped Undo@2", ""},
		{"a label without its marks", "ann> menu\n...\nann taps Skip it\nbot edits to ann> ann tapped Skip it…@0", ""},
		{"a label's beginning", "ann> menu\n...\nann taps und\nbot edits to ann> ann tapped Undo@2", ""},
		{"the first of several rows", "ann> menu\n...\nann taps Show\nbot edits to ann> ann tapped 1 Show@0", ""},
		{"the second row", "ann> menu\n...\nann taps 2 Show\nbot edits to ann> ann tapped 2 Show@1", ""},
		{"in the second row", "ann> menu\n...\nann taps 2 Skip it\nbot edits to ann> ann tapped Skip it…@1", ""},
		{"a row again", "ann> menu\n...\nann taps 2 Skip it\n...\nann taps 2 Skip it again\nbot edits to ann> ann tapped Skip it…@1", ""},
		{"a label with a number", "ann> menu\n...\nann taps 3 months\nbot edits to ann> ann tapped 3 months@2", ""},
		{"no such row", "ann> menu\n...\nann taps 3 Show", `x:3: .*no button`},
		{"another's button", "ann> ask a\n...\nbob taps Yes", `x:3: .*bob sees no button`},
		{"a group's button", "ann in #m> ask a\nbot in #m> a\nbob taps Yes\n...", ""},
		{"a form", "ann> form\n...\nann fills phone: 555 1234 | City: Bern\nbot edits to ann> Phone=555 1234 City=Bern\n    [This month] [Skip]", ""},
		{"a form without the field", "ann> form\n...\nann fills Zip: 1", `x:3: .*nothing asks for Zip`},
		{"a wait", "ann> in 20m\nwait 19m\nnothing\nwait 1m\nbot to ann> ping", ""},
		{"a wait until", "start 2026-03-02 09:00 Europe/Berlin\nann> in 8h30m\nwait until 17:29\nnothing\nwait until 17:31\nbot to ann> ping", ""},
		{"a wait until a day", "start 2026-03-02 09:00 Europe/Berlin\nann> in 48h\nwait until 2026-03-04 08:59\nnothing\nwait 2d\nbot to ann> ping", ""},
		{"a wait until the past", "wait until 2026-03-01 10:00", `x:1: .*has passed`},
		{"restart", "ann> in 20m\nrestart\nnothing\nwait 20m\nbot to ann> ping", ""},
		{"crash", "ann> in 20m\ncrash\nwait 20m\nbot to ann> ping", ""},
		{"offline", "ann> in 20m\noffline 36h\nann> hi\nbot to ann> ping\nbot to ann> heard: hi", ""},
		{"offline, two say something", "offline 2d\nann> hi\n# later\nbob> ho\nbot to bob> heard: ho\nbot to ann> heard: hi", ""},
		{"offline to the end", "offline 1h\nann> hi\n...", ""},
		{"offline ends with a wait", "ann> in 90m\noffline 1h\nwait 15m\nnothing\nwait 15m\nbot to ann> ping", ""},
		{"no direct messages", "no direct messages to ann\nann> hi\nnothing to ann\ndirect messages to ann again\nann> hi\nbot to ann> heard: hi", ""},
		{"two platforms", "with telegram, discord\nann> hi\nbot to ann> heard: hi\nann on discord> ho\nbot to ann on discord> heard: ho\nnothing to ann on telegram", ""},
		{"the other platform", "with telegram, discord\nann on discord> ho\nbot to ann> heard: ho", `x:3: \[telegram, discord\]`},
		{"a platform that is not there", "ann on discord> hi", `no platform "discord"`},
		{"a condition", "[discord] ann> hi\n[!discord] ann> ho\n[telegram] bot to ann> heard: ho", ""},
		{"a file handed over", "ann sends x.txt", `x:1: .*no such file`},
		{"a leak", "ann> plainly private\nbot to ann> heard: plainly private\nann> tell #m so plainly\nbot in #m> so plainly", `leak: "plainly", said to or by ann alone, in #m`},
		{"a leaked tag", "ann> say-hel low-key\n...\nann> tell #m low key\n...", `leak: "low-key"`},
		{"a leaked number", "ann> (555) 123-4567\n...\nann> tell #m 1-555-123-4567\n...", `leak: "1234567"`},
		{"an offer that was tapped", "ann> offer plainly private\n...\nann taps pub:Go\n...\nann> tell #m so plainly\nbot in #m> so plainly", ""},
		{"an offer that was not", "ann> offer plainly private\n...\nann> tell #m so plainly\nbot in #m> so plainly", `leak: "plainly"`},
		{"an offer that another tapped", "ann> offer plainly private\n...\nbob> hi\n...\nbob forges ann's pub:Go\n...\nann> tell #m so plainly\n...", `leak: "plainly"`},
		{"an offer lets out no more", "ann> secretly\n...\nann> offer plainly private\n...\nann taps pub:Go\n...\nann> tell #m so secretly\n...", `leak: "secretly"`},
		{"said there by a person", "ann> plainly private\n...\nbob in #m> we speak plainly\nbot in #m> ~ plainly\nann> tell #m so plainly\nbot in #m> so plainly", ""},
		{"names of those who are there", "dana> dana\n...\ndana in #meetup> hi\n...\ndana> tell #meetup Dana at Meetup in March\n...", ""},
	} {
		t.Run(tt.name, func(t *testing.T) { plays(t, tt.script, tt.fails) })
	}
}

// plays plays a transcript that fails as the expression says; "": it does not.
func plays(t *testing.T, script, fails string) {
	t.Helper()
	s, err := Parse("x.txt", script)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(echo(t, s), "\n")
	if fails == "" && got != "" {
		t.Errorf("failed: %s", got)
	}
	if fails != "" && !regexp.MustCompile(`(?s)`+fails).MatchString(got) {
		t.Errorf("failures %q do not match %q", got, fails)
	}
}

func TestShaken(t *testing.T) {
	s, err := Parse("x.txt", "ann> in 20m\nann> ask a\n...\nann taps Yes\n...\noffline 1h\nann> hi\n...\nwait 1m\nnothing")
	if err != nil {
		t.Fatal(err)
	}
	for _, event := range []string{"restart", "crash"} {
		shaken, err := s.Shaken(event)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(shaken.steps) - len(s.steps); got != 5 {
			t.Errorf("%d times %s, want 5", got, event)
		}
		if failures := echo(t, shaken); len(failures) > 0 {
			t.Errorf("%s: %v", event, failures)
		}
	}
}

func TestSend(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"note.txt": "12345", "t.script": "ann sends note.txt\nbot to ann> got note.txt (5 bytes)\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Load(filepath.Join(dir, "t.script"))
	if err != nil {
		t.Fatal(err)
	}
	if failures := echo(t, s); len(failures) > 0 {
		t.Error(failures)
	}
}

func TestPublished(t *testing.T) {
	o := newOracle(Stage{Published: func(platform, group string) []string {
		if platform != "telegram" || group != "m" {
			return nil
		}
		return []string{"Acupuncture, Mondays"}
	}, Words: []string{"welcome"}})
	o.said(place{platform: "telegram", person: "ann"}, "acupuncture welcome secret")
	o.hears(heard{network: "telegram", Line: Line{Group: "m/questions", Text: "Welcome: acupuncture"}})
	if len(o.leaks) > 0 {
		t.Errorf("leaks %v", o.leaks)
	}
	o.hears(heard{network: "telegram", Line: Line{Group: "m", Text: "ok", Buttons: []Button{{Label: "Secret"}}}})
	o.hears(heard{network: "telegram", Line: Line{Group: "n", Text: "acupuncture"}})
	if len(o.leaks) != 2 {
		t.Errorf("leaks %v, want two", o.leaks)
	}
}

func TestUpdate(t *testing.T) {
	for _, tt := range []struct{ name, before, after string }{
		{"nothing to do", "# hi\nann> hi\nbot to ann> ~ h.\n", "# hi\nann> hi\nbot to ann> ~ h.\n"},
		{"missing", "start 2026-03-02 09:00 Europe/Berlin\n\nann> hi\n\nann> lines\n", "start 2026-03-02 09:00 Europe/Berlin\n\nann> hi\nbot to ann> heard: hi\n\nann> lines\nbot to ann> one\n\n      two\n    three\n"},
		{"wrong", "ann> hi\n# so\nbot to ann> ho\nbot to ann> hum\nann> ask a\nbot to ann> ~ a\n", "ann> hi\n# so\nbot to ann> heard: hi\nann> ask a\nbot to ann> ~ a\n"},
		{"dots stay", "ann> in 1m\nann> in 2m\nann> in 3m\nwait 4m\n...\nbot to ann> ping\nbot to ann> ho\n", "ann> in 1m\nann> in 2m\nann> in 3m\nwait 4m\n...\nbot to ann> ping\n"},
		{"nothing no more", "ann> hi\nnothing\nnothing in #m\n", "ann> hi\nbot to ann> heard: hi\nnothing in #m\n"},
		{"marks", "ann> ask ~ a\n", "ann> ask ~ a\nbot to ann>\n    ~ a\n    [Yes] [No]\n"},
		{"variables", "ann> a4711\nbot to ann> ~ (?P<code>\\d+)\nann> b$code\n", "ann> a4711\nbot to ann> ~ (?P<code>\\d+)\nann> b$code\nbot to ann> heard: b$code\n"},
		{"pins", "ann in #m> pin a\n...\n[telegram] pinned in #m> b\nnothing pinned in #m on telegram\npinned in #n> a\npinned in #m> ~ a\n", "ann in #m> pin a\n...\n[telegram] pinned in #m> a\npinned in #m on telegram> a\nnothing pinned in #n\npinned in #m> ~ a\n"},
		{"a topic", "ann in #m/q> hi\n", "ann in #m/q> hi\nbot in #m/q> heard: hi\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.txt")
			if err := os.WriteFile(path, []byte(tt.before), 0o600); err != nil {
				t.Fatal(err)
			}
			*update = true
			defer func() { *update = false }()
			for range 2 { // the second time nothing changes
				s, err := Load(path)
				if err != nil {
					t.Fatal(err)
				}
				if failures := echo(t, s); len(failures) > 0 {
					t.Error(failures)
				}
				if got, _ := os.ReadFile(path); string(got) != tt.after {
					t.Errorf("rewritten to\n%s\nwant\n%s", got, tt.after)
				}
			}
		})
	}
}
