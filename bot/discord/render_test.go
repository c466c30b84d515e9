package discord_test

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"referout/bot"
	"referout/bot/discord"
	"referout/bot/discord/discordtest"
)

func TestRendering(t *testing.T) {
	tests := []struct {
		message bot.Message
		want    string
	}{
		{bot.Compose(bot.Say("plain words")), "plain words"},
		{bot.Compose(bot.Title("Dr %s", "Lee")), "**Dr Lee**"},
		{bot.Compose(bot.Para(bot.Bold("a"), bot.Italic("b"))), "**a**\u2060*b*"},
		{bot.Compose(bot.Para(bot.Bold(" a "), bot.Text("b"))), " **a** b"},
		{bot.Compose(bot.Para(bot.Code("plum-harbor"))), "`plum-harbor`"},
		{bot.Compose(bot.Para(bot.Code("a`b"))), "a\\`b"},
		{bot.Compose(bot.Para(bot.Link("map", "https://maps.test/a_b(c)"))), "[map](<https://maps.test/a_b(c)>)"},
		{bot.Compose(bot.Para(bot.Link("map", "javascript:alert(1)"))), "map"},
		{bot.Compose(bot.Quote("Dear Dr Lee,\nthank you")), "> Dear Dr Lee,\n> thank you"},
		{bot.Compose(bot.List(bot.Words("one"), bot.Words("two"))), "• one\n• two"},
		{bot.Compose(bot.Steps(bot.Words("one"))), "1\\. one"},
		{bot.Compose(bot.Facts(bot.Fact("Phone", "555-1234"))), "**Phone\\:** 555\\-1234"},
		{bot.Compose(bot.Say("@everyone <@1> <#2> <:x:3> <t:4:R>")), "\\@\u2060everyone \\<\\@1\\> \\<\\#2\\> \\<\\:x\\:3\\> \\<t\\:4\\:R\\>"},
		{bot.Compose(bot.Para(bot.Span{Kind: bot.TimeSpan, Text: "Tue 3 Mar 18:30", At: time.Unix(1772584200, 0)}, bot.Text(", 2 h"))), "Tue 3 Mar 18\\:30 (<t:1772584200:R>), 2 h"},
		{bot.Compose(bot.Para(bot.Span{Kind: bot.TimeSpan, Text: "soon"})), "soon"},
		{bot.Compose(bot.Say("lee@example.com lee@here.com")), "lee\\@example.com lee\\@here.com"},
		{bot.Compose(bot.Say("https://x.test/a_b")), "https\\://x.test/a\\_b"},
		{bot.Compose(bot.Say("*_~`|>#-[]()\\")), "\\*\\_\\~\\`\\|\\>\\#\\-\\[\\]\\(\\)\\\\"},
		{bot.Compose(bot.Say("+ list\n12. list\n1.5 hours\na+b 3.")), "\\+ list\n12\\. list\n1\\.5 hours\na+b 3."},
		{bot.Compose(bot.Say("\u202eright\u200b")), "right"},
	}
	for _, test := range tests {
		got := discord.Contents(test.message)
		if len(got) != 1 || got[0] != test.want {
			t.Errorf("got  %q\nwant %q", got, test.want)
		}
		if plain := discordtest.Plain(strings.Join(got, "\n")); plain != test.message.PlainText() {
			t.Errorf("read back as %q, want %q", plain, test.message.PlainText())
		}
	}
}

func TestLongMessagesAreCut(t *testing.T) {
	tests := map[string]bot.Message{
		"words":       bot.Compose(bot.Say("%s", strings.Repeat("word ", 3000))),
		"marks":       bot.Compose(bot.Say("%s", strings.Repeat("*", 5000))),
		"emoji":       bot.Compose(bot.Say("%s", strings.Repeat("🌿", 5000))),
		"short lines": bot.Compose(bot.Quote(strings.Repeat("a\n", 3000))),
		"bold pieces": bot.Compose(bot.Para(manySpans(1500)...)),
	}
	for name, m := range tests {
		parts := discord.Contents(m)
		if len(parts) < 2 {
			t.Errorf("%s: %d parts", name, len(parts))
		}
		for _, p := range parts {
			if n := utf8.RuneCountInString(p); n > 2000 || !utf8.ValidString(p) {
				t.Errorf("%s: a part of %d characters", name, n)
			}
		}
		read := strings.NewReplacer(" ", "", "\n", "")
		if got := read.Replace(discordtest.Plain(strings.Join(parts, "\n"))); got != read.Replace(m.PlainText()) {
			t.Errorf("%s: something was lost", name)
		}
	}
}

func manySpans(n int) []bot.Span {
	spans := make([]bot.Span, n)
	for i := range spans {
		spans[i] = []bot.Span{bot.Bold("b"), bot.Italic("i")}[i%2]
	}
	return spans
}

// live matches what Discord would act on if it stood unescaped.
var live = regexp.MustCompile("@(everyone|here)\\b|<[@#:tai/]|[^\\\\]:[a-z]+:|https?://|^(#|-|\\+|>|\\d+\\.)|\n(#|-|\\+|>|\\d+\\.)")

var escaped = regexp.MustCompile(`\\.`)

// People's text is read as it was written and nothing in it is alive, whatever
// the span that carries it.
func FuzzRender(f *testing.F) {
	for _, s := range []string{"@everyone", "<b>", "_*~|", "1. a\n- b\n# c\n> d", "`x`", "[a](http://b)", "a\\", "🌿\u202e", "<@!5>", "**", " * ", "\n\n"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 400 {
			return // one part
		}
		plain := bot.Compose(bot.Say("%s", a))
		content := strings.Join(discord.Contents(plain), "\n")
		if found := live.FindString(" " + escaped.ReplaceAllString(content, "x")); found != "" {
			t.Errorf("%q leaves %q alive in %q", a, found, content)
		}
		for _, m := range []bot.Message{plain, bot.Compose(bot.Title("%s", a), bot.List(bot.Line{bot.Bold(a), bot.Italic(b)}, bot.Line{bot.Text("%s", b)})),
			bot.Compose(bot.Quote(a), bot.Para(bot.Link(a, "https://x.test/"), bot.Code(b), bot.Bold(b))),
			bot.Compose(bot.Facts(bot.Fact(a, b)), bot.Item(bot.Line{bot.Text("%s", a)}))} {
			got := discordtest.Plain(strings.Join(discord.Contents(m), "\n"))
			if got != m.PlainText() {
				t.Errorf("%q, %q reads %q, want %q", a, b, got, m.PlainText())
			}
		}
	})
}
