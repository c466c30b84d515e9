package discord

import (
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"

	"referout/bot"
)

// Limits of one message, in UTF-16 units to be on the safe side.
const (
	contentLimit = 2000
	contentAim   = 1900 // marks need room
	urlLimit     = 512
)

// joiner is invisible and keeps marks apart that would merge.
const joiner = "\u2060"

// contents renders lines as Markdown, cut into as many messages as it takes.
// Everything in the spans is text: whatever has a meaning to Discord is escaped.
func contents(lines []bot.LaidLine) []string { return cutContents(lines, contentAim) }

func cutContents(lines []bot.LaidLine, limit int) []string {
	var out []string
	for _, part := range bot.SplitLines(lines, limit, escapedSize) {
		text := render(part)
		if units(text) > contentLimit && limit > 100 {
			out = append(out, cutContents(part, limit/2)...)
			continue
		}
		out = append(out, text)
	}
	return out
}

func units(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

func escapedSize(text string) int {
	n := units(text)
	for _, r := range text {
		if special(r) {
			n++
		}
	}
	return n
}

// special says whether Discord gives a character a meaning anywhere in a line.
func special(r rune) bool {
	return r < unicode.MaxASCII && strings.ContainsRune("\\*_~`|>#-[]()<:@", r)
}

func render(lines []bot.LaidLine) string {
	var w markdown
	for i, l := range lines {
		if i > 0 {
			w.b.WriteByte('\n')
		}
		w.line(l)
	}
	return w.b.String()
}

// markdown writes one message.
type markdown struct {
	b      strings.Builder
	quote  bool
	start  bool // only white space stands on the line
	digits bool // only digits stand on the line
	closed bool // a mark was just closed
}

func (w *markdown) line(l bot.LaidLine) {
	w.quote = l.Quote
	w.begin()
	for _, s := range l.Spans {
		for i, text := range strings.Split(bot.Clean(s.Text), "\n") {
			if i > 0 {
				w.b.WriteByte('\n')
				w.begin()
			}
			w.span(s, text)
		}
	}
}

func (w *markdown) begin() {
	w.start, w.digits, w.closed = true, true, false
	if w.quote {
		w.b.WriteString("> ")
	}
}

func (w *markdown) span(s bot.Span, text string) {
	body := strings.TrimSpace(text)
	if body == "" {
		w.text(text)
		return
	}
	at := strings.Index(text, body)
	w.text(text[:at])
	switch {
	case s.Kind == bot.BoldSpan:
		w.marked("**", body, "**")
	case s.Kind == bot.ItalicSpan:
		w.marked("*", body, "*")
	case s.Kind == bot.LinkSpan && webAddress(s.URL):
		w.marked("[", body, "](<"+s.URL+">)")
	case s.Kind == bot.CodeSpan && !strings.ContainsRune(body, '`'):
		w.code(body)
	case s.Kind == bot.TimeSpan && s.At.Unix() > 0:
		w.text(body)
		w.until(s.At)
	default:
		w.text(body)
	}
	w.text(text[at+len(body):])
}

func (w *markdown) marked(open, body, end string) {
	w.apart()
	w.b.WriteString(open)
	w.text(body)
	w.b.WriteString(end)
	w.closed = true
}

func (w *markdown) code(body string) {
	w.apart()
	w.b.WriteString("`" + body + "`")
	w.start, w.digits, w.closed = false, false, true
}

// until says how far a time is away, beside its text. Whoever points at it reads her own
// clock.
func (w *markdown) until(at time.Time) {
	w.b.WriteString(" (<t:" + strconv.FormatInt(at.Unix(), 10) + ":R>)")
	w.start, w.digits, w.closed = false, false, false
}

func (w *markdown) apart() {
	if w.closed {
		w.b.WriteString(joiner)
	}
}

// text writes people's text so that it shows as it is.
func (w *markdown) text(text string) {
	for i, r := range text {
		w.closed = false
		if special(r) || w.lineMark(r) {
			w.b.WriteByte('\\')
		}
		w.b.WriteRune(r)
		if r == '@' && callsEverybody(text[i+1:]) {
			w.b.WriteString(joiner)
		}
		if !unicode.IsSpace(r) {
			w.start = false
			w.digits = w.digits && unicode.IsDigit(r)
		}
	}
}

// lineMark says whether the character would begin a list where it stands.
func (w *markdown) lineMark(r rune) bool {
	return w.start && r == '+' || !w.start && w.digits && r == '.'
}

func callsEverybody(rest string) bool {
	for _, word := range []string{"everyone", "here"} {
		if tail, ok := strings.CutPrefix(strings.ToLower(rest), word); ok {
			return tail == "" || !strings.ContainsAny(tail[:1], "abcdefghijklmnopqrstuvwxyz0123456789.-")
		}
	}
	return false
}

// webAddress says whether an address may stand behind a link or a button.
func webAddress(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" &&
		len(address) <= urlLimit && !strings.ContainsAny(address, "<>\\ \t\n`*")
}
