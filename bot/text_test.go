package bot

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func runes(s string) int { return utf8.RuneCountInString(s) }

func plain(parts [][]LaidLine) (texts []string) {
	for _, part := range parts {
		var lines []string
		for _, l := range part {
			line := ""
			for _, s := range l.Spans {
				line += s.Text
			}
			lines = append(lines, line)
		}
		texts = append(texts, strings.Join(lines, "\n"))
	}
	return texts
}

func TestSplitLines(t *testing.T) {
	tests := []struct {
		name  string
		text  string
		limit int
		want  []string
	}{
		{"fits", "one two", 10, []string{"one two"}},
		{"between lines", "one\ntwo\nsix", 7, []string{"one\ntwo", "six"}},
		{"between words", "one two six", 8, []string{"one two", "six"}},
		{"inside a long word", "abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"never inside a rune", "ééééé", 2, []string{"éé", "éé", "é"}},
		{"nothing", "", 5, []string{""}},
	}
	for _, tt := range tests {
		got := plain(SplitLines(Compose(Say("%s", tt.text)).Lines(), tt.limit, runes))
		if strings.Join(got, "|") != strings.Join(tt.want, "|") {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func FuzzSplitLines(f *testing.F) {
	f.Add("one two\n\nthree", 5)
	f.Add("ééé ééé", 1)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		if limit < 1 || limit > 5000 || len(text) > 5000 {
			return
		}
		text = Clean(text)
		kept := ""
		for _, part := range plain(SplitLines(Compose(Say("%s", text)).Lines(), limit, runes)) {
			if runes(part) > limit || !utf8.ValidString(part) {
				t.Fatalf("part %q is longer than %d or broken", part, limit)
			}
			kept += part
		}
		strip := strings.NewReplacer(" ", "", "\n", "")
		if strip.Replace(kept) != strip.Replace(text) {
			t.Fatalf("%q became %q", text, kept)
		}
	})
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"Dr Lee":              "Dr Lee",
		"a\u202eb\u2066c":     "abc", // marks that reorder
		"\u200fשלום":          "שלום",
		"tab\tline\n":         "tab\tline\n",
		"bell\x07\x00":        "bell",
		"👩\u200d⚕\ufe0f":      "👩\u200d⚕\ufe0f", // joined emoji stay whole
		"zero\u200bwidth":     "zerowidth",
		"soft\u00adhyphen":    "softhyphen",
		"bad\xffbyte":         "bad\ufffdbyte",
		"para\u2029graph\r\n": "paragraph\n",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPlainText(t *testing.T) {
	m := Compose(
		Title("Note to %s", "Dr Lee"), List(Words("lunch"), Words("a call")), Say("Hello."),
		Quote("Dear Dr Lee,\n\nthank you."), Facts(Fact("Phone", "330")), Title("Owed"),
		Item(Words("one"), Do("Show", "duty", "1")), Item(Words("two"), Do("Show", "duty", "2")), Steps(Words("ring")),
	)
	want := "Note to Dr Lee\n• lunch\n• a call\nHello.\n\nDear Dr Lee,\n\nthank you.\n\nPhone: 330\n\nOwed\n1. one\n2. two\n1. ring"
	if got := m.PlainText(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestButtonRows(t *testing.T) {
	m := Compose(Item(Words("one"), Do("Show", "duty", "1"), Do("Skip", "skip", "1")), Item(Words("two"), Do("Show", "duty", "2"))).
		With(Do("More", "more"), Do("A rather long label of a button", "x"), Do("Undo", "undo"))
	got := ""
	for _, row := range m.ButtonRows(3) {
		for _, c := range row {
			got += "[" + c.Label + "]"
		}
		got += "\n"
	}
	if want := "[1 Show][Skip]\n[2 Show]\n[More]\n[A rather long label of a button]\n[Undo]\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// Nothing prints what is private.
func TestPrivateFormat(t *testing.T) {
	p := Whisper(Compose(Say("Alice"))).Undoable("Alice", noTime)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		if got := fmt.Sprintf(verb, p); strings.Contains(got, "lice") || got != "[private]" {
			t.Errorf("%s prints %q", verb, got)
		}
		if got := fmt.Sprintf(verb, []any{p}); strings.Contains(got, "lice") {
			t.Errorf("%s of a slice prints %q", verb, got)
		}
	}
	if got := fmt.Sprint(Announce(Compose(Say("for all")))); got != "for all" {
		t.Errorf("public prints %q", got)
	}
}

func TestPayloads(t *testing.T) {
	if got := Do("Show", "duty", "n123", "x").Payload(); got != "duty:n123:x" {
		t.Errorf("payload %q", got)
	}
	if got := Do("Due", "due").Payload(); got != "due" {
		t.Errorf("payload %q", got)
	}
}

func TestLooksLikeCode(t *testing.T) {
	for text, want := range map[string]string{
		"ABCD-EFG2": "ABCDEFG2", " abcd efg2 ": "ABCDEFG2", "K7QXM2PD": "K7QXM2PD",
		"Dr Lee": "", "ABCD-EF2": "", "ABCD-EFG2-H": "", "AB0D-EFG2": "", "good news": "",
	} {
		if got, ok := looksLikeCode(text); ok != (want != "") || got != want {
			t.Errorf("looksLikeCode(%q) = %q, %v", text, got, ok)
		}
	}
}
