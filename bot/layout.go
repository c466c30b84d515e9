package bot

import (
	"slices"
	"strconv"
	"strings"
)

// MostItems is how many lines with buttons of their own fit into one message:
// Discord has five rows, one of which stays free for the message's own buttons.
const MostItems = 4

// ButtonRows lays the buttons out: a row for each item first, then the message's
// own choices packed so that a row has at most width buttons and about 36
// characters (what a phone shows uncut). With several items the first button of
// each row carries the item's number.
func (m Message) ButtonRows(width int) [][]Choice {
	var rows [][]Choice
	items := m.items()
	for i, item := range items {
		if len(item.Choices) > 0 {
			rows = append(rows, numbered(item.Choices, i+1, len(items)))
		}
	}
	return append(rows, pack(m.Choices, width)...)
}

func (m Message) items() []Block {
	var items []Block
	for _, b := range m.Blocks {
		if b.Kind == ItemBlock {
			items = append(items, b)
		}
	}
	return items
}

func numbered(choices []Choice, n, of int) []Choice {
	row := append([]Choice(nil), choices...)
	if of > 1 {
		row[0].Label = strconv.Itoa(n) + " " + row[0].Label
	}
	return row
}

const rowRunes = 36

func pack(choices []Choice, width int) [][]Choice {
	var rows [][]Choice
	used := 0
	for _, c := range choices {
		n := len([]rune(c.Label)) + 2
		last := len(rows) - 1
		if last < 0 || len(rows[last]) >= width || used+n > rowRunes {
			rows, used, last = append(rows, nil), 0, last+1
		}
		rows[last], used = append(rows[last], c), used+n
	}
	return rows
}

// Lines is the message as lines of spans, the one layout that every platform
// follows: bullets, numbers and labels are spans, so that a renderer only has to
// style and escape. A quote's lines are marked.
func (m Message) Lines() []LaidLine {
	var out []LaidLine
	items := len(m.items())
	n := 0
	for i, b := range m.Blocks {
		if b.Kind == ItemBlock {
			n++
		}
		if i > 0 && roomBefore(m.Blocks[i-1].Kind, b.Kind) {
			out = append(out, LaidLine{})
		}
		out = append(out, b.lines(n, items)...)
	}
	return out
}

// A LaidLine is one line of the layout.
type LaidLine struct {
	Spans []Span
	Quote bool // part of a text to copy
}

func roomBefore(last, next BlockKind) bool {
	return last == QuoteBlock || next == QuoteBlock || next == TitleBlock
}

func (b Block) lines(n, of int) []LaidLine {
	switch b.Kind {
	case TitleBlock:
		return []LaidLine{{Spans: bolded(b.Spans)}}
	case ListBlock:
		return prefixed(b.Lines, func(int) string { return "• " })
	case StepsBlock:
		return prefixed(b.Lines, func(i int) string { return strconv.Itoa(i+1) + ". " })
	case RowsBlock:
		return rowLines(b.Rows)
	case QuoteBlock:
		return broken(b.Spans, true)
	case ItemBlock:
		if of > 1 {
			return broken(append([]Span{Text("%d. ", n)}, b.Spans...), false)
		}
	}
	return broken(b.Spans, false)
}

func bolded(spans []Span) []Span {
	out := append([]Span(nil), spans...)
	for i := range out {
		if out[i].Kind == PlainSpan {
			out[i].Kind = BoldSpan
		}
		out[i].Text = strings.ReplaceAll(out[i].Text, "\n", " ")
	}
	return out
}

func prefixed(lines []Line, prefix func(int) string) []LaidLine {
	out := make([]LaidLine, len(lines))
	for i, l := range lines {
		out[i].Spans = append([]Span{{Text: prefix(i)}}, l...)
	}
	return out
}

func rowLines(rows []Row) []LaidLine {
	out := make([]LaidLine, len(rows))
	for i, r := range rows {
		out[i].Spans = append([]Span{Bold(r.Label + ":"), {Text: " "}}, r.Value...)
	}
	return out
}

// broken splits spans at the line breaks in their texts.
func broken(spans []Span, quote bool) []LaidLine {
	out := []LaidLine{{Quote: quote}}
	if !slices.ContainsFunc(spans, func(s Span) bool { return s.Text == "" || strings.Contains(s.Text, "\n") }) {
		out[0].Spans = slices.Clip(spans)
		return out
	}
	for _, s := range spans {
		for i, part := range strings.Split(s.Text, "\n") {
			if i > 0 {
				out = append(out, LaidLine{Quote: quote})
			}
			if part != "" {
				s.Text = part
				out[len(out)-1].Spans = append(out[len(out)-1].Spans, s)
			}
		}
	}
	return out
}

// PlainText is the message's text without any style: what a person reads on
// every platform, to the letter, and what limits are counted on.
func (m Message) PlainText() string {
	var b strings.Builder
	for i, l := range m.Lines() {
		if i > 0 {
			b.WriteByte('\n')
		}
		for _, s := range l.Spans {
			b.WriteString(Clean(s.Text))
		}
	}
	return b.String()
}
