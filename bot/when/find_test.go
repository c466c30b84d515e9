package when

import (
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "rewrite testdata/phrases.tsv with what is found now")

const phrasesPath = "testdata/phrases.tsv"

// TestPhrases plays the package's own table in both senses.
func TestPhrases(t *testing.T) {
	now := clockIn(t, "2026-11-18 14:30", "America/New_York")
	var out strings.Builder
	for _, row := range table(t, phrasesPath, 4) {
		text, phrase := row[0], ""
		cells := []string{text, "", "", ""}
		for i, sense := range []Sense{Past, Future} {
			f, ok, err := Find(text, now, sense)
			cells[i+2], phrase = describe(text, f, ok, err)
			if cells[i+2] != row[i+2] {
				t.Errorf("Find(%q) in sense %d: %s, want %s", text, sense, cells[i+2], row[i+2])
			}
			if phrase != row[1] {
				t.Errorf("Find(%q) in sense %d: the phrase is %q, want %q", text, sense, phrase, row[1])
			}
		}
		cells[1] = phrase
		out.WriteString(strings.Join(cells, "\t") + "\n")
	}
	if *update {
		rewrite(t, out.String())
	}
}

// rewrite keeps the head of the table.
func rewrite(t *testing.T, rows string) {
	t.Helper()
	data, err := os.ReadFile(phrasesPath)
	if err != nil {
		t.Fatal(err)
	}
	head := ""
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			head += line
		}
	}
	if err := os.WriteFile(phrasesPath, []byte(head+rows), 0o644); err != nil {
		t.Fatal(err)
	}
}

// describe writes a result as the table does.
func describe(text string, f Found, ok bool, err error) (cell, phrase string) {
	var u *Unclear
	switch {
	case errors.As(err, &u):
		options := make([]string, len(u.Options))
		for i, o := range u.Options {
			options[i] = strings.TrimSuffix(o.Format("2006-01-02 15:04"), " 00:00")
		}
		return "? " + string(u.Reason) + ": " + strings.Join(options, ", "), u.Phrase
	case !ok:
		return "-", ""
	case f.Elapsed:
		return "elapsed " + f.Wall.Format("2006-01-02 15:04"), text[f.From:f.To]
	case f.Clock:
		return f.Wall.Format("2006-01-02 15:04"), text[f.From:f.To]
	}
	return f.Wall.Format(time.DateOnly), text[f.From:f.To]
}

// TestEither: a date takes its nearer year, a weekday is asked.
func TestEither(t *testing.T) {
	now := clockIn(t, "2026-11-18 14:30", "America/New_York")
	for _, tt := range []struct{ text, want string }{
		{"jan 5", "2027-01-05"},
		{"sep 5", "2026-09-05"},
		{"11/18", "2026-11-18"},
		{"wed", "2026-11-18"},
		{"this friday", "2026-11-20"},
		{"tue", "? it can be read in two ways: 2026-11-17, 2026-11-24"},
		{"the 15th", "? it can be read in two ways: 2026-11-15, 2026-12-15"},
		{"3pm", "2026-11-18 15:00"},
	} {
		f, ok, err := Find(tt.text, now, Either)
		if got, _ := describe(tt.text, f, ok, err); got != tt.want {
			t.Errorf("Find(%q) = %s, want %s", tt.text, got, tt.want)
		}
	}
}

func TestParse(t *testing.T) {
	now := clockIn(t, "2026-11-18 14:30", "America/New_York")
	for _, tt := range []struct{ text, want string }{
		{"it was on tuesday, I think", "2026-11-17"},
		{"2 weeks ago please", "2026-11-04"},
		{"now", "2026-11-18"},
		{"15th", "2026-11-15"},
		{"december", "? it does not say which day: 2025-12-01, 2025-12-11, 2025-12-21, 2025-12-31"},
		{"tue or wed", "? there is more than one date in it: 2026-11-17, 2026-11-18"},
		{"30 feb", "? there is no such day: 2026-02-28, 2026-03-01"},
		{"call Dana tuesday", "-"}, {"soon", "-"}, {"", "-"}, {"🙂", "-"}, {"12", "-"},
		{"tuesday " + strings.Repeat("and so on ", 60), "-"},
	} {
		f, err := Parse(tt.text, now, Past)
		if errors.Is(err, ErrNone) {
			err = nil
		}
		if got, _ := describe(tt.text, f, f != Found{}, err); got != tt.want {
			t.Errorf("Parse(%q) = %s, want %s", tt.text, got, tt.want)
		}
	}
}

// TestClockChange: a day keeps its wall time over a clock change, a span keeps
// its instant even where one reading stands for two.
func TestClockChange(t *testing.T) {
	before := clockIn(t, "2026-10-31 20:00", "America/New_York")
	f, ok, err := Find("tomorrow 9am", before, Future)
	if at := Instant(f.Wall, before.Location()); !ok || err != nil || at.Sub(before) != 14*time.Hour {
		t.Errorf("tomorrow 9am = %v %v %v, %v later", f, ok, err, at.Sub(before))
	}
	late := time.Date(2026, 11, 1, 4, 45, 0, 0, time.UTC).In(before.Location()) // 00:45, before the change at 02:00
	for text, span := range map[string]time.Duration{"in 2 hours": 2 * time.Hour, "in 90 minutes": 90 * time.Minute, "an hour ago": -time.Hour} {
		f, ok, err := Find(text, late, Future)
		if !ok || err != nil || !f.Elapsed || f.At.Sub(late) != span || !f.Wall.Equal(Wall(f.At)) {
			t.Errorf("%s = %+v %v %v", text, f, ok, err)
		}
	}
	if f, _, _ := Find("in 2 hours", late, Future); Clock(f.Wall) != "01:45" || Instant(f.Wall, late.Location()).Equal(f.At) {
		t.Errorf("in 2 hours = %+v, want the second 01:45", f)
	}
}

// TestLookedAt: what lies past the looked-at bytes is no date, nor is a word that
// they cut in two.
func TestLookedAt(t *testing.T) {
	now := clockIn(t, "2026-11-18 14:30", "America/New_York")
	for _, tt := range []struct {
		text string
		ok   bool
	}{
		{strings.Repeat("a ", 140) + "tomorrow", true},
		{strings.Repeat("a ", 148) + "today", false},
		{strings.Repeat("a ", 200) + "tomorrow", false},
		{strings.Repeat("é", 5000) + " tomorrow", false},
		{"tomorrow " + strings.Repeat("1 ", 5000), true},
	} {
		if _, ok, err := Find(tt.text, now, Future); ok != tt.ok || err != nil {
			t.Errorf("Find of %d bytes: %v %v, want %v", len(tt.text), ok, err, tt.ok)
		}
	}
}

// TestUnclearSaysNoText: an error goes to the log, and people's text must not.
func TestUnclearSaysNoText(t *testing.T) {
	now := clockIn(t, "2026-11-18 14:30", "America/New_York")
	_, _, err := Find("Dana 30 February", now, Past)
	var u *Unclear
	if !errors.As(err, &u) || u.Phrase != "30 February" || u.From != 5 || u.To != 16 {
		t.Fatalf("err = %#v", err)
	}
	if strings.Contains(err.Error(), "30") {
		t.Errorf("the error tells the text: %v", err)
	}
}
