package discord

import (
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"regexp"
	"slices"
	"strconv"

	"referout/bot"
)

// Kinds of response to an interaction.
const (
	answered      = 4
	deferred      = 5
	deferredEdit  = 6
	editedMessage = 7
	completed     = 8
)

// Flags of a message.
const (
	noPreviews = 1 << 2
	ephemeral  = 1 << 6
	loading    = 1 << 7 // "thinking…": a deferred answer that is still to come
	noSound    = 1 << 12
)

// Kinds and styles of component, and their limits.
const (
	actionRow  = 1
	button     = 2
	primary    = 1
	secondary  = 2
	danger     = 4
	link       = 5
	mostRows   = 5
	rowWidth   = 5
	labelRunes = 80
	customSize = 100
)

// callback is a response to an interaction.
type callback struct {
	Kind int `json:"type"`
	Data any `json:"data,omitempty"`
}

// body is a message as it is made or edited. Mentions are switched off in every
// one: Discord's default is to alert whoever the text names.
type body struct {
	Content      string    `json:"content"`
	Rows         []row     `json:"components"`
	Flags        int       `json:"flags,omitempty"`
	Mentions     mentioned `json:"allowed_mentions"`
	Nonce        string    `json:"nonce,omitempty"`
	EnforceNonce bool      `json:"enforce_nonce,omitempty"`
	Files        []upload  `json:"attachments,omitempty"`
}

// upload names a file by its place among those that are sent along.
type upload struct {
	ID string `json:"id"`
}

type mentioned struct {
	Parse []string `json:"parse"`
}

type row struct {
	Kind    int         `json:"type"`
	Buttons []component `json:"components"`
}

type component struct {
	Kind   int    `json:"type"`
	Style  int    `json:"style"`
	Label  string `json:"label"`
	Custom string `json:"custom_id,omitempty"`
	URL    string `json:"url,omitempty"`
}

// part is one of the messages that a long one is cut into.
type part struct {
	content string
	rows    []row
	files   []bot.File
}

func (p part) body(flags int) body {
	return body{Content: p.content, Rows: p.rows, Flags: noPreviews | flags, Mentions: mentioned{Parse: []string{}}}
}

// edited is the part in the place of an earlier message. New files take the place of
// old ones, which stay if there are none.
func (p part) edited() body {
	b := p.body(0)
	for i := range p.files {
		b.Files = append(b.Files, upload{ID: strconv.Itoa(i)})
	}
	return b
}

var (
	errEmpty   = errors.New("the message is empty")
	errPayload = errors.New("a button's payload is too long")
)

// blank shows as nothing, for a message of buttons alone, which Discord refuses.
const blank = "\u200b"

// compose renders a message; buttons and files go with its last part, and more buttons
// than that may have with parts of their own behind it. Buttons that Discord cannot show
// are left out, which problem tells beside the parts.
func compose(m bot.Message) (parts []part, problem error) {
	rows, problem := buttonRows(m.ButtonRows(rowWidth))
	for _, text := range contents(m.Lines()) {
		parts = append(parts, part{content: text, rows: []row{}})
	}
	last := &parts[len(parts)-1]
	last.rows, last.files = rows[:min(len(rows), mostRows)], m.Files
	if last.content == "" && len(m.Files) == 0 {
		if len(rows) == 0 {
			return nil, errEmpty
		}
		last.content = blank
	}
	for rows = rows[len(last.rows):]; len(rows) > 0; {
		n := min(len(rows), mostRows)
		parts, rows = append(parts, part{content: blank, rows: rows[:n]}), rows[n:]
	}
	return parts, problem
}

func buttonRows(rows [][]bot.Choice) (out []row, problem error) {
	out = []row{}
	seen := make(map[string]int)
	for _, choices := range rows {
		r := row{Kind: actionRow}
		for _, c := range choices {
			b, ok := makeButton(c, seen)
			if len(b.Custom) > customSize {
				ok, problem = false, errPayload
			}
			if ok {
				r.Buttons = append(r.Buttons, b)
			}
		}
		if len(r.Buttons) > 0 {
			out = append(out, r)
		}
	}
	return fold(out), problem
}

// fold brings the rows down to what one message may have, if that can be: neighbours are
// joined, the last ones first, and if that is not enough every row is filled up.
func fold(rows []row) []row {
	wide := slices.ContainsFunc(rows, func(r row) bool { return len(r.Buttons) > rowWidth })
	for i := len(rows) - 1; i > 0 && len(rows) > mostRows; i-- {
		if len(rows[i-1].Buttons)+len(rows[i].Buttons) <= rowWidth {
			rows[i-1].Buttons = append(rows[i-1].Buttons, rows[i].Buttons...)
			rows = append(rows[:i], rows[i+1:]...)
		}
	}
	if len(rows) <= mostRows && !wide {
		return rows
	}
	var all []component
	for _, r := range rows {
		all = append(all, r.Buttons...)
	}
	out := []row{}
	for some := range slices.Chunk(all, rowWidth) {
		out = append(out, row{Kind: actionRow, Buttons: some})
	}
	return out
}

// makeButton makes a button; false for one that cannot be shown, such as a way
// into the private chat, for which Discord has no address.
func makeButton(c bot.Choice, seen map[string]int) (component, bool) {
	b := component{Kind: button, Style: styleOf(c.Style), Label: cutRunes(bot.OneLine(c.Label), labelRunes)}
	if b.Label == "" {
		b.Label = "…"
	}
	switch {
	case c.Open:
		return b, false
	case c.URL != "":
		b.Style, b.URL = link, c.URL
		return b, webAddress(c.URL)
	}
	b.Custom = c.Payload()
	if seen[b.Custom]++; seen[b.Custom] > 1 {
		b.Custom += repeatMark + strconv.Itoa(seen[b.Custom])
	}
	return b, b.Custom != ""
}

// repeatMark tells buttons with equal payloads apart: within a message Discord
// wants them unique.
const repeatMark = " ~"

var repeated = regexp.MustCompile(repeatMark + `[0-9]+$`)

// payloadOf is what the button carries.
func payloadOf(custom string) string { return repeated.ReplaceAllString(custom, "") }

func styleOf(s bot.Style) int {
	switch s {
	case bot.Primary:
		return primary
	case bot.Danger:
		return danger
	}
	return secondary
}

// cutRunes shortens text to at most n characters.
func cutRunes(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	return string(runes[:n-1]) + "…"
}

const nonceSize = 25

// nonce is what Discord recognises a repeated attempt at one part by; the last
// part has the delivery's own key.
func nonce(key string, n, of int) string {
	if key == "" || n == of-1 && len(key) <= nonceSize {
		return key
	}
	sum := sha256.Sum256([]byte(key + "/" + strconv.Itoa(n)))
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:])[:nonceSize]
}
