package telegram

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseCommand(t *testing.T) {
	for _, c := range []struct {
		text string
		want typed
	}{
		{"/due", typed{name: "due"}},
		{"/Due ", typed{name: "due"}},
		{"/start abc-123", typed{name: "start", rest: "abc-123"}},
		{"/add\nDana, massage", typed{name: "add", rest: "Dana, massage"}},
		{"/due@Referout_Bot", typed{name: "due", bot: "Referout_Bot"}},
		{"/received@referout_bot Dr Lee 😀", typed{name: "received", bot: "referout_bot", rest: "Dr Lee 😀"}},
		{"😀 /due", typed{rest: "😀 /due"}},
		{"/usr/bin", typed{rest: "/usr/bin"}},
		{"/", typed{rest: "/"}},
		{"/é", typed{rest: "/é"}},
		{"/due@ x", typed{rest: "/due@ x"}},
		{"/due-now", typed{rest: "/due-now"}},
		{" Dr Lee sent me someone ", typed{rest: "Dr Lee sent me someone"}},
		{"/" + strings.Repeat("a", 33), typed{rest: "/" + strings.Repeat("a", 33)}},
		{"", typed{}},
	} {
		if got := parseCommand(c.text); got != c.want {
			t.Errorf("parseCommand(%q) = %+v, want %+v", c.text, got, c.want)
		}
	}
}

func FuzzParseCommand(f *testing.F) {
	f.Add("/due@bot words")
	f.Add("/ @")
	f.Fuzz(func(t *testing.T, text string) {
		c := parseCommand(text)
		if !strings.Contains(text, c.rest) {
			t.Errorf("%q: words %q are not in it", text, c.rest)
		}
		if c.name == "" && c.bot != "" {
			t.Errorf("%q: a bot without a command", text)
		}
		if utf8.ValidString(text) && !utf8.ValidString(c.rest) {
			t.Errorf("%q: cut inside a character", text)
		}
	})
}
