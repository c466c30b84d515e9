package reading

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"referout/bot"
)

// A link is a page of the web, and names nobody.
func TestLink(t *testing.T) {
	d, _ := detailOf(linkField)
	for _, c := range []struct{ typed, want string }{
		{"https://example.org/paper?id=7#top", "https://example.org/paper?id=7#top"},
		{" example.org/paper ", "https://example.org/paper"},
		{"http://EXAMPLE.org", "http://EXAMPLE.org"},
		{"https://doi.org/10.1016/j.jbmt.2019.05.001", "https://doi.org/10.1016/j.jbmt.2019.05.001"},
		{"https://pubmed.ncbi.nlm.nih.gov/31103119/", "https://pubmed.ncbi.nlm.nih.gov/31103119/"},
		{"https://example.org/2019/03/12/jaw-pain", "https://example.org/2019/03/12/jaw-pain"},
		{"", ""},
		{"paper", ""},
		{"the paper of last week", ""},
		{"https://localhost/paper", ""},
		{"https://", ""},
		{"https://.", ""},
		{"javascript:alert(1)", ""},
		{"javascript://example.org/%0aalert(1)", ""},
		{"tg://resolve?domain=x.y", ""},
		{"ftp://example.org/paper", ""},
		{"https://ann:secret@example.org/", ""},
		{"https://example.org/a b", ""},
		{"mailto:ann@example.org", ""},
		{"https://example.org/?to=ann@example.org", ""},
		{"https://example.org/" + strings.Repeat("x", 200), ""},
	} {
		var text Text
		_, err := d.read(&text, c.typed)
		if text.Link != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%q is read as %q (%v), want %q", c.typed, text.Link, err, c.want)
		}
	}
}

// Whatever the scrubber finds does not go into the room, and a letter that lacks a line
// is no text.
func TestTextOfALetter(t *testing.T) {
	text, ok := readText(bot.Enclosure{}.Write(titleField, "", "Jaw pain").Write(linkField, "", "https://example.org").
		Write(abstractField, "", "My client Mary Smith, 42, call 330-555-0199").Write(firstField, "", "Why?").
		Write(secondField, "", "Ask ann@example.org").Write(thirdField, "", "How?"))
	if !ok || text.Abstract != "My client …, call …" || text.Questions != [3]string{"Why?", "Ask …", "How?"} {
		t.Errorf("%+v, %v", text, ok)
	}
	again, ok := readText(text.Enclosure())
	if !ok || again != text {
		t.Errorf("read again it is %+v", again)
	}
	for _, d := range details() {
		lacking := text
		*d.of(&lacking) = ""
		if _, ok := readText(lacking.Enclosure()); ok {
			t.Errorf("a text without its %s is read", d.name)
		}
		long := text
		*d.of(&long) = "https://example.org/" + strings.Repeat("word ", 200)
		if _, ok := readText(long.Enclosure()); ok {
			t.Errorf("a text with a long %s is read", d.name)
		}
	}
}

// What answers a tap fits above a chat, and the longest card into one message.
func TestSizes(t *testing.T) {
	for _, m := range []bot.Message{unknownCard(), isOver(), counted(), countedBefore(), notYours(), nowClosed()} {
		if n := utf8.RuneCountInString(m.PlainText()); n > 200 {
			t.Errorf("%d characters: %s", n, m.PlainText())
		}
	}
	r := Round{State: Open, Read: 500, Until: time.Now()}
	for _, d := range details() {
		*d.of(&r.Text) = strings.Repeat("ä", d.most)
	}
	r.Link = "https://example.org/" + strings.Repeat("x", mostLink-20)
	if n := utf8.RuneCountInString(card(r, time.UTC).PlainText()); n > 1900 {
		t.Errorf("a card of %d characters", n)
	}
}
