package telegram

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"

	"referout/bot"
)

// partLimit is how long a part may be, in UTF-16 units: Telegram takes 4,096
// characters of text.
const partLimit = 3900

const wordJoiner = '\u2060'

// part is one message to send.
type part struct {
	text     string
	entities []models.MessageEntity // sorted; offsets in UTF-16 units
}

// renderParts lays a message out as texts with entities. known says which
// commands stay live.
func renderParts(m bot.Message, known func(string) bool) []part {
	var out []part
	for _, lines := range bot.SplitLines(m.Lines(), partLimit, heldSize) {
		out = append(out, renderLines(lines, known))
	}
	return out
}

// heldSize is the most UTF-16 units that a text takes once it is inert.
func heldSize(text string) int {
	return units(text) + strings.Count(text, "@") + strings.Count(text, "/")
}

func units(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

func renderLines(lines []bot.LaidLine, known func(string) bool) part {
	w := writer{known: known, quote: -1}
	for i, l := range lines {
		if !l.Quote {
			w.endQuote()
		}
		if i > 0 {
			w.write("\n")
		}
		if l.Quote {
			w.startQuote()
		}
		for _, s := range l.Spans {
			w.span(s)
		}
	}
	w.endQuote()
	return part{w.text.String(), w.entities}
}

// writer builds a text and counts where it stands.
type writer struct {
	text     strings.Builder
	at       int  // UTF-16 units so far
	last     rune // written
	entities []models.MessageEntity
	quote    int // index of the open quote's entity; -1: none
	known    func(string) bool
}

func (w *writer) write(text string) {
	if text == "" {
		return
	}
	w.text.WriteString(text)
	w.at += units(text)
	w.last, _ = utf8.DecodeLastRuneInString(text)
}

func (w *writer) startQuote() {
	if w.quote < 0 {
		w.quote = len(w.entities)
		w.entities = append(w.entities, models.MessageEntity{Type: models.MessageEntityTypeBlockquote, Offset: w.at})
	}
}

func (w *writer) endQuote() {
	if w.quote < 0 {
		return
	}
	e := &w.entities[w.quote]
	if e.Length = w.at - e.Offset; e.Length == 0 {
		w.entities = slices.Delete(w.entities, w.quote, w.quote+1)
	}
	w.quote = -1
}

func (w *writer) span(s bot.Span) {
	text := bot.Clean(s.Text)
	if s.Kind != bot.CodeSpan { // nothing is found in code, and it is there to be copied
		text = w.inert(text)
	}
	e, ok := style(s)
	e.Offset = w.at
	w.write(text)
	if e.Length = w.at - e.Offset; ok && e.Length > 0 {
		w.entities = append(w.entities, e)
	}
}

// style is the entity of a span; false: it is plain. A time keeps its text as
// it is: without a format, clients show the reader's own clock on a touch.
func style(s bot.Span) (models.MessageEntity, bool) {
	switch s.Kind {
	case bot.BoldSpan:
		return models.MessageEntity{Type: models.MessageEntityTypeBold}, true
	case bot.ItalicSpan:
		return models.MessageEntity{Type: models.MessageEntityTypeItalic}, true
	case bot.CodeSpan:
		return models.MessageEntity{Type: models.MessageEntityTypeCode}, true
	case bot.LinkSpan:
		return models.MessageEntity{Type: models.MessageEntityTypeTextLink, URL: s.URL}, s.URL != ""
	case bot.TimeSpan:
		return models.MessageEntity{Type: models.MessageEntityTypeDateTime, UnixTime: int(s.At.Unix())}, s.At.Unix() > 0
	}
	return models.MessageEntity{}, false
}

// inert puts a word joiner behind every "@" and "/" that would begin a mention
// or another bot's command.
func (w *writer) inert(text string) string {
	if !strings.ContainsAny(text, "@/") {
		return text
	}
	var b strings.Builder
	before := w.last
	for i, r := range text {
		b.WriteRune(r)
		if begins(before, r, text[i+utf8.RuneLen(r):], w.known) {
			b.WriteRune(wordJoiner)
		}
		before = r
	}
	return b.String()
}

// begins tells whether Telegram might read r as the start of something live. The
// end of a span counts as a word to come.
func begins(before, r rune, after string, known func(string) bool) bool {
	if isWordRune(before) || r != '@' && r != '/' {
		return false
	}
	word, rest := cutWord(after)
	if word == "" {
		return after == ""
	}
	if r == '@' {
		return true
	}
	return before != '/' && (strings.HasPrefix(rest, "@") || !known(strings.ToLower(word)))
}

func isWordRune(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }
