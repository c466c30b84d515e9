package console

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"referout/bot"
)

// buttonsOf is what can be pressed, in the order of its numbers. A button that
// would open the private chat says what to type there; with nothing to say it is left
// out, since /as does it.
func buttonsOf(m bot.Message) []button {
	var out []button
	for row, choices := range m.ButtonRows(widestRow) {
		for _, ch := range choices {
			b := button{label: bot.OneLine(ch.Label), row: row, url: ch.URL, Payload: ch.Payload()}
			if ch.Open {
				b.url, b.Payload, b.start = "", "", "/start "+ch.Arg
			}
			if !ch.Open || ch.Arg != "" {
				out = append(out, b)
			}
		}
	}
	return out
}

// widestRow is the most buttons of a row, as on the other platforms.
const widestRow = 5

func (c *Console) header(s shown) string {
	h := "Referout"
	switch {
	case s.to.group != "" && s.to.person != "":
		h += " in " + s.to.group + ", to " + s.to.person + " alone"
	case s.to.group != "":
		h += " in " + s.to.group
	case c.Everyone || s.to != c.who:
		h += " to " + s.to.person
	}
	h += fmt.Sprintf(" #%d", s.N)
	if s.was != 0 {
		h += fmt.Sprintf(" (changed #%d)", s.was)
	}
	return h
}

// style is how text is dressed: not at all in a pipe.
type style struct {
	ansi  bool
	width int // columns; 0: lines are never broken
}

func (st style) message(header string, m bot.Message, s shown, files []string) string {
	var b strings.Builder
	b.WriteString(st.dress(bot.BoldSpan, header) + "\n")
	for _, l := range laid(m) {
		st.line(&b, l)
	}
	for _, l := range links(m) {
		b.WriteString("  [link] " + l + "\n")
	}
	for _, f := range files {
		b.WriteString("  [file " + f + "]\n")
	}
	if s.pinned {
		b.WriteString("  (pinned)\n")
	}
	for _, row := range buttonRows(s.Buttons) {
		b.WriteString("  " + row + "\n")
	}
	return b.String()
}

// laid is the message's lines; a message without text has none.
func laid(m bot.Message) []bot.LaidLine {
	if m.PlainText() == "" {
		return nil
	}
	return m.Lines()
}

func buttonRows(buttons []button) []string {
	var rows []string
	for i, b := range buttons {
		text := fmt.Sprintf("[%d] %s", i+1, b.label)
		if leads := b.url + b.start; leads != "" {
			text += " <" + leads + ">"
		}
		if i > 0 && b.row == buttons[i-1].row {
			rows[len(rows)-1] += "  " + text
		} else {
			rows = append(rows, text)
		}
	}
	return rows
}

// links names where the linked words of a message lead.
func links(m bot.Message) []string {
	var out []string
	for _, l := range m.Lines() {
		for _, s := range l.Spans {
			if s.Kind == bot.LinkSpan && s.URL != "" && s.URL != s.Text {
				out = append(out, bot.OneLine(s.Text)+": "+bot.OneLine(s.URL))
			}
		}
	}
	return out
}

// marked is a line that looks like one of the console's own marks.
var marked = regexp.MustCompile(`^\\*(?:│|\[|\(pinned\))`)

// line writes one laid-out line, broken between words where it is too wide.
func (st style) line(b *strings.Builder, l bot.LaidLine) {
	indent := "  "
	if l.Quote {
		indent = "  │ "
	}
	words := st.words(l)
	if len(words) == 0 {
		b.WriteString(strings.TrimRight(indent, " ") + "\n")
		return
	}
	column := 0
	b.WriteString(indent)
	for _, w := range words {
		if st.width > 0 && column > 0 && column+w.runes+utf8.RuneCountInString(indent) > st.width {
			b.WriteString("\n" + indent)
			column = 0
			if w.blank {
				continue
			}
		}
		b.WriteString(w.text)
		column += w.runes
	}
	b.WriteString("\n")
}

// A word is a run of text or of blanks, dressed.
type word struct {
	text  string
	runes int
	blank bool
}

var wordOrBlanks = regexp.MustCompile(`\s+|\S+`)

func (st style) words(l bot.LaidLine) []word {
	var out []word
	first := true
	for _, s := range l.Spans {
		text := bot.Clean(s.Text)
		if first && !l.Quote && marked.MatchString(text) {
			text = `\` + text
		}
		first = first && text == ""
		for _, part := range wordOrBlanks.FindAllString(text, -1) {
			blank := strings.TrimSpace(part) == ""
			out = append(out, word{st.dress(s.Kind, part), utf8.RuneCountInString(part), blank})
		}
	}
	return out
}

func (st style) dress(k bot.SpanKind, text string) string {
	code := ansiCode(k)
	if !st.ansi || code == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// ansiCode is the terminal's code for a kind of span; empty: none.
func ansiCode(k bot.SpanKind) string {
	switch k {
	case bot.BoldSpan:
		return "1"
	case bot.ItalicSpan:
		return "3"
	case bot.CodeSpan:
		return "36"
	case bot.LinkSpan:
		return "4"
	}
	return ""
}

// note prints a line of the console's own.
func (c *Console) note(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.screen.print("* " + strings.ReplaceAll(text, "\n", "\n* ") + "\n"); err != nil {
		c.Log.Warn("console output failed", "error", err)
	}
}
