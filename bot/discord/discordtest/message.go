package discordtest

import (
	"encoding/json"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"referout/bot/bottest"
)

func now() int64 { return time.Now().UnixMilli() }

// Flags of a message.
const (
	noPreviews = 1 << 2
	ephemeral  = 1 << 6
	noSound    = 1 << 12
)

// message is one in a channel.
type message struct {
	id      string
	in      *channel
	by      *person // nil: the bot
	content string
	rows    []row
	files   []string
	flags   int
	seenBy  *person        // ephemeral: alone
	about   map[string]any // the message that it replies to
	edited  bool
}

// body is a message as the adapter sends it.
type body struct {
	Content  *string `json:"content"`
	Rows     *[]row  `json:"components"`
	Flags    int     `json:"flags"`
	Nonce    string  `json:"nonce"`
	Enforce  bool    `json:"enforce_nonce"`
	Mentions *struct {
		Parse *[]string `json:"parse"`
	} `json:"allowed_mentions"`
	Files *[]struct {
		ID string `json:"id"`
	} `json:"attachments"`
	files []string
}

type row struct {
	Kind    int      `json:"type"`
	Buttons []button `json:"components"`
}

type button struct {
	Kind   int    `json:"type"`
	Style  int    `json:"style"`
	Label  string `json:"label"`
	Custom string `json:"custom_id,omitempty"`
	URL    string `json:"url,omitempty"`
}

type nonceUse struct {
	message string
	at      int64
}

// readBody splits a request into its JSON and the names of its files.
func readBody(contentType string, raw []byte) (payload []byte, files []string, err error) {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil || kind != "multipart/form-data" {
		return raw, nil, nil
	}
	r := multipart.NewReader(strings.NewReader(string(raw)), params["boundary"])
	form, err := r.ReadForm(32 << 20)
	if err != nil {
		return nil, nil, err
	}
	for i := 0; ; i++ {
		f := form.File["files["+string(rune('0'+i))+"]"]
		if len(f) == 0 {
			break
		}
		files = append(files, f[0].Filename)
	}
	return []byte(strings.Join(form.Value["payload_json"], "")), files, nil
}

// decodeMessage reads and checks a message; refused is an answer with an error.
func (n *Network) decodeMessage(raw []byte, files []string, edit bool) (*body, *answer) {
	var b body
	if err := json.Unmarshal(raw, &b); err != nil {
		n.complain("unreadable message: %w", err)
		return nil, refuse(http.StatusBadRequest, 50109, "The request body contains invalid JSON.")
	}
	b.files = files
	if b.Mentions == nil || b.Mentions.Parse == nil || len(*b.Mentions.Parse) > 0 {
		n.complain("mentions are not switched off")
	}
	n.checkFlags(b.Flags, edit)
	if code := n.wrongMessage(&b, edit); code != 0 {
		return nil, refuse(http.StatusBadRequest, code, "Invalid Form Body")
	}
	return &b, nil
}

// checkFlags looks for flags that Discord does not let a bot set.
func (n *Network) checkFlags(flags int, edit bool) {
	allowed := noPreviews | ephemeral | noSound
	if edit {
		allowed = noPreviews
	}
	if flags&^allowed != 0 {
		n.complain("flags %d cannot be set", flags)
	}
}

// Flags are those of a message.
func (n *Network) Flags(id string) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	if m := n.messages[id]; m != nil {
		return m.flags
	}
	return 0
}

// Limits of a message.
const (
	mostContent = 2000
	mostRows    = 5
	mostButtons = 5
	mostLabel   = 80
	mostCustom  = 100
	mostNonce   = 25
	mostFiles   = 10
)

// wrongMessage is Discord's code for a message that it refuses; 0 if it is fine.
func (n *Network) wrongMessage(b *body, edit bool) int {
	content := ""
	if b.Content != nil {
		content = *b.Content
	}
	switch {
	case strings.TrimSpace(content) == "" && len(b.files) == 0 && !edit:
		n.complain("the message is empty")
		return 50006
	case utf8.RuneCountInString(content) > mostContent:
		n.complain("the content has %d characters", utf8.RuneCountInString(content))
		return 50035
	case len(b.Nonce) > mostNonce, len(b.files) > mostFiles:
		n.complain("nonce or files are over the limit")
		return 50035
	}
	if b.Rows != nil && n.wrongRows(*b.Rows) {
		return 50035
	}
	return 0
}

func (n *Network) wrongRows(rows []row) bool {
	before := len(n.wrong)
	if len(rows) > mostRows {
		n.complain("%d rows of buttons", len(rows))
	}
	seen := make(map[string]bool)
	for _, r := range rows {
		if r.Kind != 1 || len(r.Buttons) == 0 || len(r.Buttons) > mostButtons {
			n.complain("a row of kind %d with %d buttons", r.Kind, len(r.Buttons))
		}
		for _, b := range r.Buttons {
			n.checkButton(b, seen)
		}
	}
	return len(n.wrong) > before
}

func (n *Network) checkButton(b button, seen map[string]bool) {
	const linkStyle = 5
	switch {
	case b.Kind != 2 || b.Style < 1 || b.Style > linkStyle:
		n.complain("a button of kind %d and style %d", b.Kind, b.Style)
	case b.Label == "" || utf8.RuneCountInString(b.Label) > mostLabel:
		n.complain("a button's label has %d characters", utf8.RuneCountInString(b.Label))
	case (b.Style == linkStyle) != (b.URL != "") || (b.Style == linkStyle) == (b.Custom != ""):
		n.complain("a button must have either an address or a custom_id")
	case len(b.Custom) > mostCustom || b.Custom != "" && seen[b.Custom]:
		n.complain("a custom_id is too long or stands twice")
	}
	seen[b.Custom] = true
}

// show makes a message of the bot's and a line of what people see.
func (n *Network) show(in *channel, b *body, seenBy *person) *message {
	m := &message{id: n.newID(), in: in, flags: b.Flags, seenBy: seenBy}
	if seenBy != nil {
		m.flags |= ephemeral
	}
	n.messages[m.id] = m
	in.history = append(in.history, m.id)
	n.fill(m, b)
	n.heard = append(n.heard, n.line(m, false))
	return m
}

// change edits a message of the bot's.
func (n *Network) change(m *message, b *body) {
	n.fill(m, b)
	m.edited = true
	n.heard = append(n.heard, n.line(m, true))
}

func (n *Network) fill(m *message, b *body) {
	if b.Content != nil {
		m.content = *b.Content
	}
	if b.Rows != nil {
		m.rows = *b.Rows
	}
	if b.Files != nil {
		m.files = m.kept(b)
	}
	m.files = append(m.files, b.files...)
}

// kept are the files that an edit names; those that come with it are named by their
// place.
func (m *message) kept(b *body) (out []string) {
	for _, f := range *b.Files {
		for i, name := range m.files {
			if f.ID == m.id+strconv.Itoa(i) {
				out = append(out, name)
			}
		}
	}
	return out
}

// line is a message as a person sees it.
func (n *Network) line(m *message, edit bool) bottest.Line {
	l := bottest.Line{ID: m.id, Edit: edit, Text: Plain(m.content), Files: append([]string(nil), m.files...)}
	switch {
	case m.in.owner != nil:
		l.Person = m.in.owner.name
	default:
		l.Group = m.in.name()
	}
	if m.seenBy != nil && m.in.owner == nil {
		l.Aside, l.Person = true, m.seenBy.name
	}
	for i, r := range m.rows {
		for _, b := range r.Buttons {
			l.Buttons = append(l.Buttons, bottest.Button{Label: b.Label, Row: i, Payload: b.Custom, URL: b.URL})
		}
	}
	return l
}

// asJSON is a message as the REST interface gives it back.
func (m *message) asJSON() map[string]any {
	author := map[string]any{"id": botUser, "username": "referout", "bot": true}
	if m.by != nil {
		author = map[string]any{"id": m.by.id, "username": m.by.name}
	}
	out := map[string]any{"id": m.id, "channel_id": m.in.id, "type": 0, "content": m.content, "flags": m.flags, "author": author,
		"components": append([]row{}, m.rows...), "attachments": m.attachments(), "edited_timestamp": nil}
	if m.about != nil {
		out["type"], out["message_reference"] = 19, m.about
	}
	if m.edited {
		out["edited_timestamp"] = "2026-01-01T00:00:00Z"
	}
	return out
}

func (m *message) attachments() []any {
	out := []any{}
	for i, f := range m.files {
		out = append(out, map[string]any{"id": m.id + strconv.Itoa(i), "filename": f, "url": "https://cdn.discord.test/" + f, "size": 1})
	}
	return out
}
