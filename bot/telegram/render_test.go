package telegram

import (
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"referout/bot"
)

func knownDue(command string) bool { return command == "due" }

func render(m bot.Message) part { return renderLines(m.Lines(), knownDue) }

func TestRender(t *testing.T) {
	at := time.Unix(1_800_000_000, 0)
	m := bot.Compose(
		bot.Title("😀 To do"),
		bot.Para(bot.Text("See "), bot.Link("map", "https://example.org"), bot.Italic(" or "), bot.Code("a@b /x")),
		bot.Quote("Dear Dana,\nthank you"),
		bot.Para(bot.Span{Kind: bot.TimeSpan, Text: "17:30", At: at}),
	)
	got := render(m)
	want := part{
		text: "😀 To do\nSee map or a@b /x\n\nDear Dana,\nthank you\n\n17:30",
		entities: []models.MessageEntity{
			{Type: "bold", Offset: 0, Length: 8},
			{Type: "text_link", Offset: 13, Length: 3, URL: "https://example.org"},
			{Type: "italic", Offset: 16, Length: 4},
			{Type: "code", Offset: 20, Length: 6},
			{Type: "blockquote", Offset: 28, Length: 20},
			{Type: "date_time", Offset: 50, Length: 5, UnixTime: 1_800_000_000},
		},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(part{})); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

func TestInert(t *testing.T) {
	const j = "\u2060"
	for _, c := range []struct{ text, want string }{
		{"@everyone", "@" + j + "everyone"},
		{"hi @a and @ b", "hi @" + j + "a and @ b"},
		{"ann@example.org", "ann@example.org"},
		{"/kick @bob", "/" + j + "kick @" + j + "bob"},
		{"try /due or /Due", "try /due or /Due"},
		{"/due@other_bot", "/" + j + "due@other_bot"},
		{"https://example.org/a/b", "https://example.org/a/b"},
		{"and/or 3/4", "and/or 3/4"},
		{"é@ann", "é@ann"},
		{"ends with @", "ends with @" + j},
		{"<b>_*~|`<b>", "<b>_*~|`<b>"},
	} {
		if got := render(bot.Compose(bot.Say("%s", c.text))).text; got != c.want {
			t.Errorf("%q is %q, want %q", c.text, got, c.want)
		}
	}
}

func TestInertAcrossSpans(t *testing.T) {
	m := bot.Compose(bot.Para(bot.Text("@"), bot.Bold("everyone"), bot.Text("x"), bot.Text("@y")))
	if got, want := render(m).text, "@\u2060everyonex@y"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func FuzzRender(f *testing.F) {
	f.Add("Dana 😀", "a\nb", "@x /y", uint8(3))
	f.Add("", "\u202e@", "\xff", uint8(1))
	f.Add(strings.Repeat("word ", 2000), strings.Repeat("@a", 3000), "é", uint8(5))
	f.Fuzz(func(t *testing.T, a, b, c string, kind uint8) {
		span := bot.Span{Kind: bot.SpanKind(kind % 6), Text: b, URL: "https://example.org", At: time.Unix(1, 0)}
		m := bot.Compose(bot.Title("%s", a), bot.Para(bot.Text("%s", c), span), bot.Quote(b), bot.List(bot.Words("%s", a)))
		var whole []string
		for _, p := range renderParts(m, knownDue) {
			checkEntities(t, p)
			whole = append(whole, strings.ReplaceAll(p.text, "\u2060", ""))
		}
		if got, want := squeeze(strings.Join(whole, "\n")), squeeze(m.PlainText()); got != want {
			t.Errorf("says %q, want %q", got, want)
		}
	})
}

// squeeze drops what a cut may: white space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func checkEntities(t *testing.T, p part) {
	t.Helper()
	u := utf16.Encode([]rune(p.text))
	if len(u) > 4096 {
		t.Errorf("a part of %d units", len(u))
	}
	last := 0
	for _, e := range p.entities {
		end := e.Offset + e.Length
		if e.Offset < last || e.Length <= 0 || end > len(u) {
			t.Fatalf("entity %+v in %d units", e, len(u))
		}
		if utf16.IsSurrogate(rune(u[e.Offset])) && u[e.Offset] >= 0xdc00 {
			t.Errorf("entity %+v begins inside a character", e)
		}
		if utf16.IsSurrogate(rune(u[end-1])) && u[end-1] < 0xdc00 {
			t.Errorf("entity %+v ends inside a character", e)
		}
		last = e.Offset
	}
}

func TestLongMessageIsOneText(t *testing.T) {
	m := bot.Compose(bot.Say("%s", strings.Repeat("Dana says hello. ", 10)))
	if parts := renderParts(m, knownDue); len(parts) != 1 || parts[0].text != m.PlainText() {
		t.Errorf("%d parts", len(parts))
	}
}

// Joiners count against the limit too.
func TestPartsFitWithJoiners(t *testing.T) {
	for _, text := range []string{strings.Repeat("@a ", 2000), strings.Repeat("/x ", 2000), strings.Repeat("😀", 5000)} {
		for _, p := range renderParts(bot.Compose(bot.Say("%s", text)), knownDue) {
			checkEntities(t, p)
		}
	}
}
