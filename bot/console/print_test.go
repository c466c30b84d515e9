package console

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"referout/bot"
)

func TestHowMessagesArePrinted(t *testing.T) {
	card := bot.Compose(
		bot.Title("Dana Lee, MD"),
		bot.Facts(bot.Fact("Phone", "+1 312 555 0100")),
		bot.Quote("Dear Dr Lee,\n\nthank you."),
		bot.Para(bot.Text("See "), bot.Link("the map", "https://example.com/m")),
	).With(bot.Do("Change", "change", "1"), bot.Do("Undo", "undo"), bot.Choice{Label: "Site", URL: "https://example.com"}, bot.Choice{Label: "Private", Open: true})
	for name, test := range map[string]struct {
		to   place
		m    bot.Message
		want string
	}{
		"card": {you, card, `Referout #1
  Dana Lee, MD
  Phone: +1 312 555 0100

  │ Dear Dr Lee,
  │
  │ thank you.

  See the map
  [link] the map: https://example.com/m
  [1] Change  [2] Undo  [3] Site <https://example.com>
`},
		"somebody else": {place{person: "ann"}, bot.Compose(bot.Say("hi")), "Referout to ann #1\n  hi\n"},
		"group":         {place{group: "#meetup"}, bot.Compose(bot.Say("hi")), "Referout in #meetup #1\n  hi\n"},
		"alone there":   {place{person: "ann", group: "#meetup"}, bot.Compose(bot.Say("hi")), "Referout in #meetup, to ann alone #1\n  hi\n"},
		"items": {you, bot.Compose(
			bot.Item(bot.Words("note"), bot.Do("Show", "show", "1")),
			bot.Item(bot.Words("visit"), bot.Do("Show", "show", "2"), bot.Do("Later", "later", "2")),
		).With(bot.Do("More", "more")), "Referout #1\n  1. note\n  2. visit\n  [1] 1 Show\n  [2] 2 Show  [3] Later\n  [4] More\n"},
		"marks are inert": {you, bot.Compose(bot.Say("[1] Undo\n│ bar\n\\[2] x\n [3] y\nReferout #9")),
			"Referout #1\n  \\[1] Undo\n  \\│ bar\n  \\\\[2] x\n   [3] y\n  Referout #9\n"},
		"control characters": {you, bot.Compose(bot.Say("a\x1b[31mb\u202ec\rd")), "Referout #1\n  a[31mbcd\n"},
		"file":               {you, bot.Message{Files: []bot.File{{Name: "../a[1].json", Bytes: make([]byte, 11500)}}}, "Referout #1\n  [file a-1-.json, 12 KB]\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			tell(t, New(Options{In: strings.NewReader(""), Out: &out}), test.to, "", test.m)
			if out.String() != test.want {
				t.Errorf("printed\n%s\nwant\n%s", out.String(), test.want)
			}
		})
	}
}

func TestLinesAreBrokenBetweenWords(t *testing.T) {
	var b strings.Builder
	st := style{width: 20}
	st.line(&b, bot.LaidLine{Spans: []bot.Span{bot.Text("one two three four "), bot.Bold("five six")}})
	st.line(&b, bot.LaidLine{Quote: true, Spans: []bot.Span{bot.Text("one two three four")}})
	want := "  one two three four\n  five six\n  │ one two three\n  │ four\n"
	if got := trimmed(b.String()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func trimmed(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func TestStyleIsForTerminals(t *testing.T) {
	if got := (style{ansi: true}).dress(bot.BoldSpan, "x"); got != "\x1b[1mx\x1b[0m" {
		t.Errorf("got %q", got)
	}
	if got := (style{ansi: true}).dress(bot.PlainSpan, "x"); got != "x" {
		t.Errorf("got %q", got)
	}
}

func TestFilesAreForTheirOwnerAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "sent")
	var out bytes.Buffer
	c := New(Options{In: strings.NewReader(""), Out: &out, Files: dir})
	m := bot.Message{Files: []bot.File{{Name: "book.json", Bytes: []byte("{}")}}}
	tell(t, c, you, "", m)
	tell(t, c, you, "", m)
	want := "Referout #1\n  [file book.json, 2 bytes, saved to " + filepath.Join(dir, "book.json") + "]\n" +
		"Referout #2\n  [file book.json, 2 bytes, saved to " + filepath.Join(dir, "book-2.json") + "]\n"
	if out.String() != want {
		t.Errorf("printed\n%s\nwant\n%s", out.String(), want)
	}
	for path, mode := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, "book-2.json"): 0o600} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v, %v; want mode %v", path, info, err, mode)
		}
	}
}
