package bot

import (
	"fmt"
	"slices"
	"time"
)

// A Message is what a handler says: structure without any platform's markup.
// Text is escaped once, by the renderer of the platform that sends it.
type Message struct {
	Blocks  []Block  `cbor:"1,keyasint,omitempty"`
	Choices []Choice `cbor:"2,keyasint,omitempty"`
	Files   []File   `cbor:"3,keyasint,omitempty"`
}

// BlockKind says how a block is laid out. Stored with waiting messages: the
// numbers must never change.
type BlockKind uint8

// The kinds of block.
const (
	TitleBlock BlockKind = iota + 1
	ParaBlock
	ListBlock  // Lines, a bullet each
	RowsBlock  // Rows, "label: value" each
	QuoteBlock // one text to copy by hand
	StepsBlock // Lines, numbered
	ItemBlock  // one line with a row of buttons of its own
)

// A Block is one part of a message, top to bottom.
type Block struct {
	Kind    BlockKind `cbor:"1,keyasint,omitempty"`
	Spans   []Span    `cbor:"2,keyasint,omitempty"` // Title, Para, Quote, Item
	Lines   []Line    `cbor:"3,keyasint,omitempty"` // List, Steps
	Rows    []Row     `cbor:"4,keyasint,omitempty"` // Rows
	Choices []Choice  `cbor:"5,keyasint,omitempty"` // Item
}

// A Line is one line of spans.
type Line []Span

// A Row is a label and its value.
type Row struct {
	Label string `cbor:"1,keyasint,omitempty"`
	Value Line   `cbor:"2,keyasint,omitempty"`
}

// SpanKind says how a span is shown. Stored: the numbers must never change.
type SpanKind uint8

// The kinds of span.
const (
	PlainSpan SpanKind = iota
	BoldSpan
	ItalicSpan
	CodeSpan
	LinkSpan // Text, leading to URL
	TimeSpan // Text, the same instant in the reader's own clock where the platform can
)

// A Span is a run of text shown in one way. Text is data: nothing in it is markup.
type Span struct {
	Kind SpanKind  `cbor:"1,keyasint,omitempty"`
	Text string    `cbor:"2,keyasint,omitempty"`
	URL  string    `cbor:"3,keyasint,omitempty"`
	At   time.Time `cbor:"4,keyasint,omitempty"`
}

// A Style colours a button where the platform can.
type Style uint8

// The styles of a choice.
const (
	Plain Style = iota
	Primary
	Danger
)

// A Choice is a button: a declared action and the record it is about. Its
// payload must fit into 64 bytes (Telegram's limit).
type Choice struct {
	Label  string `cbor:"1,keyasint,omitempty"` // at most 80 characters, better 30
	Action string `cbor:"2,keyasint,omitempty"` // a declared Action's name; empty with Open or URL
	Arg    string `cbor:"3,keyasint,omitempty"` // parts separated by ':'
	Style  Style  `cbor:"4,keyasint,omitempty"`
	URL    string `cbor:"5,keyasint,omitempty"` // a link instead of an action
	Open   bool   `cbor:"6,keyasint,omitempty"` // opens the private chat with the bot, where the platform has a link for it; Arg goes along as "/start Arg" where it can
}

// Payload is what the button carries: "action" or "action:arg".
func (c Choice) Payload() string {
	if c.Arg == "" {
		return c.Action
	}
	return c.Action + ":" + c.Arg
}

// A File is sent with a message.
type File struct {
	Name  string `cbor:"1,keyasint,omitempty"`
	MIME  string `cbor:"2,keyasint,omitempty"`
	Bytes []byte `cbor:"3,keyasint,omitempty"`
}

// Text is a plain span, formatted as by fmt.Sprintf when there are arguments.
func Text(format string, args ...any) Span { return Span{Text: sprintf(format, args)} }

// Bold is a bold span.
func Bold(text string) Span { return Span{Kind: BoldSpan, Text: text} }

// Italic is a span in italics.
func Italic(text string) Span { return Span{Kind: ItalicSpan, Text: text} }

// Code is a span in a fixed-width face, easy to select and copy.
func Code(text string) Span { return Span{Kind: CodeSpan, Text: text} }

// Link is a span that leads to url.
func Link(text, url string) Span { return Span{Kind: LinkSpan, Text: text, URL: url} }

// Title is a heading.
func Title(format string, args ...any) Block {
	return Block{Kind: TitleBlock, Spans: []Span{{Text: sprintf(format, args)}}}
}

// Para is a paragraph of spans.
func Para(spans ...Span) Block { return Block{Kind: ParaBlock, Spans: spans} }

// Say is a paragraph of plain text.
func Say(format string, args ...any) Block { return Para(Text(format, args...)) }

// List is a bulleted list.
func List(lines ...Line) Block { return Block{Kind: ListBlock, Lines: lines} }

// Steps is a numbered list.
func Steps(lines ...Line) Block { return Block{Kind: StepsBlock, Lines: lines} }

// Facts is a block of labelled values.
func Facts(rows ...Row) Block { return Block{Kind: RowsBlock, Rows: rows} }

// Fact is one labelled value.
func Fact(label, value string) Row { return Row{Label: label, Value: Line{{Text: value}}} }

// Quote is a text to copy.
func Quote(text string) Block { return Block{Kind: QuoteBlock, Spans: []Span{{Text: text}}} }

// Item is a line with a row of at most five buttons of its own; four items a
// message (Discord has five rows).
func Item(line Line, choices ...Choice) Block {
	return Block{Kind: ItemBlock, Spans: line, Choices: choices}
}

// Words is a line of plain text.
func Words(format string, args ...any) Line { return Line{Text(format, args...)} }

// Do is a button that runs an action about the given parts.
//
//go:noinline
func Do(label, action string, parts ...string) Choice {
	return Choice{Label: label, Action: action, Arg: joinParts(parts)}
}

// Compose is a message of blocks.
func Compose(blocks ...Block) Message { return Message{Blocks: blocks} }

// With adds buttons below the message.
func (m Message) With(choices ...Choice) Message {
	m.Choices = slices.Concat(m.Choices, choices)
	return m
}

// Add appends blocks.
func (m Message) Add(blocks ...Block) Message {
	m.Blocks = slices.Concat(m.Blocks, blocks)
	return m
}

// silent says that there is nothing to send.
func (m Message) silent() bool { return len(m.Blocks)+len(m.Choices)+len(m.Files) == 0 }

func sprintf(format string, args []any) string {
	if len(args) == 0 {
		return format
	}
	return fmt.Sprintf(format, args...)
}
