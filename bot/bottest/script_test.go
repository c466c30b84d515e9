package bottest

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestHeader(t *testing.T) {
	s, err := Parse("dir/first_minutes.txt", "# hello\n\nstart 2028-02-29 07:30 Asia/Kolkata\nwith telegram, discord\naccess = \"invite\"\nn = 3\n\nann> x = y\n")
	if err != nil {
		t.Fatal(err)
	}
	if s.Name != "first_minutes" || s.Start.Format(time.RFC3339) != "2028-02-29T07:30:00+05:30" {
		t.Errorf("%s starts %s", s.Name, s.Start)
	}
	if want := []string{"telegram", "discord"}; !reflect.DeepEqual(s.With, want) {
		t.Errorf("with %q, want %q", s.With, want)
	}
	if want := map[string]string{"access": "invite", "n": "3"}; !reflect.DeepEqual(s.Settings, want) {
		t.Errorf("settings %q, want %q", s.Settings, want)
	}
	if s, err = Parse("x", ""); err != nil || s.Start.String() != "2026-03-02 09:00:00 -0600 CST" {
		t.Errorf("default start %v, %v", s, err)
	}
}

func TestParseSteps(t *testing.T) {
	tg := "telegram"
	for _, tt := range []struct {
		line string
		want step
	}{
		{"ann> hi  there", step{kind: says, who: place{tg, "ann", ""}, text: "hi  there"}},
		{"ann>", step{kind: says, who: place{tg, "ann", ""}}},
		{"ann in #meetup> /due", step{kind: says, who: place{tg, "ann", "#meetup"}, text: "/due"}},
		{"ann on discord in #meetup> a > b", step{kind: says, who: place{"discord", "ann", "#meetup"}, text: "a > b"}},
		{"ann replies taps Later", step{kind: replies, who: place{tg, "ann", ""}, text: "taps Later"}},
		{"ann taps 2 Show again", step{kind: taps, who: place{tg, "ann", ""}, text: "2 Show again"}},
		{"ann on discord taps Undo", step{kind: taps, who: place{"discord", "ann", ""}, text: "Undo"}},
		{"ann sends book.json", step{kind: sends, who: place{tg, "ann", ""}, text: "book.json"}},
		{"ann fills Phone: 1: 2 | City : Bern", step{kind: fills, who: place{tg, "ann", ""}, text: "Phone: 1: 2 | City : Bern", fields: []field{{"Phone", "1: 2"}, {"City", "Bern"}}}},
		{"no direct messages to ann", step{kind: reaches, who: place{tg, "ann", ""}}},
		{"direct messages to ann again", step{kind: reaches, open: true, who: place{tg, "ann", ""}}},
		{"bot to ann> ~ a+", step{kind: expects, pattern: true, who: place{tg, "ann", ""}, text: "a+"}},
		{"bot in #meetup> a", step{kind: expects, who: place{tg, "", "#meetup"}, text: "a"}},
		{"bot edits in #meetup> a", step{kind: expects, edit: true, who: place{tg, "", "#meetup"}, text: "a"}},
		{"bot edits to ann on discord> a", step{kind: expects, edit: true, who: place{"discord", "ann", ""}, text: "a"}},
		{"nothing", step{kind: silence}},
		{"nothing to ann", step{kind: silence, who: place{"", "ann", ""}}},
		{"nothing in #meetup on discord", step{kind: silence, who: place{"discord", "", "#meetup"}}},
		{"[discord] restart", step{kind: remark, only: "discord", who: place{tg, "", ""}}},
		{"[!discord] crash", step{kind: crashes, only: "!discord", who: place{tg, "", ""}}},
		{"ann in #meetup/questions> /ask", step{kind: says, who: place{tg, "ann", "#meetup/questions"}, text: "/ask"}},
		{"bot in #meetup/questions on discord> a", step{kind: expects, who: place{"discord", "", "#meetup/questions"}, text: "a"}},
		{"bot to ann in #meetup> a", step{kind: expects, who: place{tg, "ann", "#meetup"}, text: "a"}},
		{"ann taps That's me in #meetup", step{kind: taps, who: place{tg, "ann", "#meetup"}, text: "That's me"}},
		{"ann on discord taps 2 Come in in #meetup/q again", step{kind: taps, who: place{"discord", "ann", "#meetup/q"}, text: "2 Come in again"}},
		{"ann taps Yes again in private", step{kind: taps, private: true, who: place{tg, "ann", ""}, text: "Yes again"}},
		{"ann taps In person", step{kind: taps, who: place{tg, "ann", ""}, text: "In person"}},
		{"ann and bob tap I'm in in #meetup", step{kind: taps, others: []string{"bob"}, who: place{tg, "ann", "#meetup"}, text: "I'm in"}},
		{"ann and bob and cid on discord tap Yes and no", step{kind: taps, others: []string{"bob", "cid"}, who: place{"discord", "ann", ""}, text: "Yes and no"}},
		{"bob forges ann's Bob's, too", step{kind: forges, whose: "ann", who: place{tg, "bob", ""}, text: "Bob's, too"}},
		{"bob in #other forges ann's Join", step{kind: forges, whose: "ann", who: place{tg, "bob", "#other"}, text: "Join"}},
		{"ann leaves #meetup", step{kind: leaves, open: true, who: place{tg, "ann", "#meetup"}}},
		{"ann leaves #meetup on discord", step{kind: leaves, open: true, who: place{"discord", "ann", "#meetup"}}},
		{"ann on discord is removed from #meetup", step{kind: leaves, who: place{"discord", "ann", "#meetup"}}},
		{"mia moderates #meetup", step{kind: moderates, open: true, who: place{tg, "mia", "#meetup"}}},
		{"mia no longer moderates #meetup on discord", step{kind: moderates, who: place{"discord", "mia", "#meetup"}}},
		{"#meetup moves", step{kind: moves, who: place{tg, "", "#meetup"}}},
		{"[telegram] #meetup on discord moves", step{kind: moves, only: "telegram", who: place{"discord", "", "#meetup"}}},
		{"#meetup allows no pins on discord", step{kind: allows, who: place{"discord", "", "#meetup"}}},
		{"#meetup allows pins", step{kind: allows, open: true, who: place{tg, "", "#meetup"}}},
		{"topic questions of #meetup is closed", step{kind: closes, who: place{tg, "", "#meetup"}, text: "questions"}},
		{"pinned in #meetup> ~ a+", step{kind: pinned, open: true, pattern: true, who: place{tg, "", "#meetup"}, text: "a+"}},
		{"pinned in #meetup/rules on discord> a", step{kind: pinned, open: true, who: place{"discord", "", "#meetup/rules"}, text: "a"}},
		{"nothing pinned in #meetup", step{kind: pinned, who: place{tg, "", "#meetup"}}},
		{"## ann> hi", step{kind: remark, who: place{tg, "", ""}}},
		{"# bot to ann> a", step{kind: remark, who: place{tg, "", ""}}},
	} {
		s, err := Parse("x", "restart\n"+tt.line)
		if err != nil {
			t.Errorf("%s: %v", tt.line, err)
			continue
		}
		tt.want.line, tt.want.raw = 2, []string{tt.line}
		if got := s.stepsFor([]string{tg}); len(got) != 2 || !reflect.DeepEqual(got[1], tt.want) {
			t.Errorf("%s: %+v, want %+v", tt.line, got[1], tt.want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, tt := range []struct {
		text string
		line int
	}{
		{"ann> hi\nann says hi", 2},
		{"start 2026-03-02 09:00 Nowhere/Land", 1},
		{"start yesterday", 1},
		{"start 1999-03-02 09:00 UTC", 1},
		{"ann> hi\nstart 2026-03-02 09:00 UTC", 2},
		{"ann> hi\nwith telegram", 2},
		{"ann> hi\naccess = \"open\"", 2},
		{"access = \"open", 1},
		{"# a\n\nbot to ann> ~ (", 3},
		{"bot> hi", 1},
		{"wait", 1},
		{"wait a while", 1},
		{"wait 3 fortnights", 1},
		{"wait until noon", 1},
		{"wait until 2026-02-30 10:00", 1},
		{"offline until 10:00", 1},
		{"ann fills Phone", 1},
		{"direct messages to ann", 1},
		{"no direct messages to ann again", 1},
		{"restart\n    now", 1},
		{"#meetup", 1},
		{"ann> hi\n#meetup moved", 2},
		{"ann leaves meetup", 1},
		{"ann leaves #meetup/questions", 1},
		{"ann taps", 1},
		{"ann and bob taps Yes", 1},
		{"ann in #meetup taps Yes in private", 1},
		{"bob forges Yes", 1},
		{"pinned> a", 1},
		{"nothing pinned", 1},
		{"pinned in #meetup> ~ (", 1},
		{"nothing pinned in #meetup\n    a", 1},
		{"bot to ann> ~ a\n    b", 1},
	} {
		_, err := Parse("x.txt", tt.text)
		var bad *ParseError
		if !errors.As(err, &bad) || bad.Line != tt.line {
			t.Errorf("%q: error %v, want one in line %d", tt.text, err, tt.line)
		}
	}
}

func TestWaits(t *testing.T) {
	const form = "2006-01-02 15:04:05 MST"
	chicago, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ now, wait, want string }{
		{"2026-03-02 09:00:01", "20m", "2026-03-02 09:20:01 CST"},
		{"2026-03-02 09:00:01", "1h30m", "2026-03-02 10:30:01 CST"},
		{"2026-03-07 09:00:01", "24h", "2026-03-08 10:00:01 CDT"},
		{"2026-03-07 09:00:01", "1d", "2026-03-08 09:00:01 CDT"},
		{"2026-03-07 09:00:01", "2 weeks 1h", "2026-03-21 10:00:01 CDT"},
		{"2026-03-07 09:00:01", "1y 2mo", "2027-05-07 09:00:01 CDT"},
		{"2026-03-02 09:00:01", "until 17:30", "2026-03-02 17:30:00 CST"},
		{"2026-03-02 17:30:00", "until 17:30", "2026-03-03 17:30:00 CST"},
		{"2026-03-08 01:00:00", "until 2:30", "2026-03-08 03:30:00 CDT"},
		{"2026-11-01 00:10:00", "until 01:30", "2026-11-01 01:30:00 CDT"},
		{"2026-12-31 23:59:59", "until 00:00", "2027-01-01 00:00:00 CST"},
		{"2026-03-02 09:00:01", "until 2026-09-01 08:00", "2026-09-01 08:00:00 CDT"},
		{"2026-09-01 08:00:30", "until 2026-09-01 08:00", "2026-09-01 08:00:00 CDT"},
	} {
		now, err := time.ParseInLocation(time.DateTime, tt.now, chicago)
		if err != nil {
			t.Fatal(err)
		}
		s, err := parseWait(tt.wait)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := s.from(now, chicago); err != nil || got.Format(form) != tt.want {
			t.Errorf("%s, wait %s: %s, %v; want %s", tt.now, tt.wait, got.Format(form), err, tt.want)
		}
	}
}

func TestWords(t *testing.T) {
	got := words("Dr Müller's and Kim’s Wright’s plum-harbor, at 2026-03-02: +1 (312) 555-0123!", false)
	for _, w := range []string{"muller", "wright", "plum", "harbor", "plum-harbor", "5550123"} {
		if !got[w] {
			t.Errorf("%q is missing in %v", w, got)
		}
		delete(got, w)
	}
	if len(got) > 0 {
		t.Errorf("too many: %v", got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("start 2026-03-02 09:00 America/Chicago\nann> hi\n\n    there\nbot to ann> ~ a\n...\nwait until 17:30\noffline 3d")
	f.Add("#meetup moves\n#1 b\n    c\nann and bob tap a in private\npinned in #m/q> a\n    b")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse("x", text)
		if err != nil {
			return
		}
		lines := append([]string(nil), s.header...)
		for _, st := range s.stepsFor([]string{"telegram"}) {
			lines = append(lines, st.raw...)
		}
		if got := strings.Join(lines, "\n"); got != strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
			t.Errorf("%q became %q", text, got)
		}
	})
}
