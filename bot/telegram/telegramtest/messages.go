package telegramtest

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"referout/bot/bottest"
)

const (
	wordJoiner   = "\u2060"
	commandScope = "default"
)

// posted is a message of the bot.
type posted struct {
	chat     int64
	thread   int // of a topic; 0: none
	id       int
	text     string
	entities string // JSON
	markup   string // JSON
	buttons  []bottest.Button
	document string // file name
}

func (m *posted) lineID() string { return lineID(m.chat, m.id) }

// shown is the text as it is read.
func (m *posted) shown() string { return strings.ReplaceAll(m.text, wordJoiner, "") }

func lineID(chat int64, id int) string {
	return strconv.FormatInt(chat, 10) + "/" + strconv.Itoa(id)
}

// foldKey is a chat or a topic of it, in which a document follows a message.
func foldKey(chat int64, thread int) string { return lineID(chat, thread) }

// refuse is for calls whose content is at fault: they are reported by Check.
func (n *Network) refuse(c call, why string) *refusal {
	n.wrong = append(n.wrong, fmt.Errorf("%s: %s", c.method, why))
	return bad(why)
}

// reachable finds the chat that a call is for.
func (n *Network) reachable(c call) (int64, *refusal) {
	id := c.number("chat_id")
	p := n.people[id]
	switch {
	case p == nil && n.groups[id] == nil:
		return 0, bad("chat not found")
	case p == nil && n.groups[id].movedTo != 0:
		return 0, &refusal{code: 400, text: "Bad Request: group chat was upgraded to a supergroup chat", migrateTo: n.groups[id].movedTo}
	case p != nil && p.blocked:
		return 0, forbidden("bot was blocked by the user")
	case p != nil && !p.started:
		return 0, forbidden("bot can't initiate conversation with a user")
	}
	return id, nil
}

func (n *Network) sendMessage(c call) (any, *refusal) {
	chat, thread, no := n.aim(c)
	if no != nil {
		return nil, no
	}
	m := &posted{chat: chat, thread: thread}
	if no := n.fill(c, m); no != nil {
		return nil, no
	}
	n.keep(m)
	n.show(m, false)
	return n.wire(m), nil
}

func (n *Network) sendDocument(c call) (any, *refusal) {
	chat, thread, no := n.aim(c)
	if no != nil {
		return nil, no
	}
	f := c.fields["document"]
	switch {
	case !f.file || f.text == "":
		return nil, n.refuse(c, "file must be non-empty")
	case len(f.text) > mostFile:
		return nil, n.refuse(c, "file of over 50 MB")
	case units(c.text("caption")) > mostCaption:
		return nil, n.refuse(c, "message caption is too long")
	}
	m := &posted{chat: chat, thread: thread, document: f.name, text: c.text("caption"), markup: c.raw("reply_markup")}
	if m.buttons, no = n.keyboard(c); no != nil {
		return nil, no
	}
	n.keep(m)
	if at, ok := n.folds[foldKey(chat, thread)]; ok && m.text == "" && m.buttons == nil {
		n.lines[at].Files = append(n.lines[at].Files, m.document)
	} else {
		n.show(m, false)
	}
	return n.wire(m), nil
}

func (n *Network) editMessageText(c call) (any, *refusal) {
	chat, no := n.reachable(c)
	if no != nil {
		return nil, no
	}
	m := n.messages[lineID(chat, int(c.number("message_id")))]
	if m == nil {
		return nil, bad("message to edit not found")
	}
	if m.document != "" {
		return nil, bad("there is no text in the message to edit")
	}
	changed := *m
	if no := n.fill(c, &changed); no != nil {
		return nil, no
	}
	if changed.text == m.text && changed.entities == m.entities && changed.markup == m.markup {
		return nil, bad("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	*m = changed
	n.show(m, true)
	return n.wire(m), nil
}

// fill takes text, entities and buttons of a call into a message.
func (n *Network) fill(c call, m *posted) *refusal {
	m.text = c.text("text")
	switch {
	case c.has("parse_mode"):
		return n.refuse(c, "people's text would be parsed")
	case strings.TrimSpace(strings.ReplaceAll(m.text, wordJoiner, "")) == "":
		return n.refuse(c, "message text is empty")
	case units(m.text) > mostText:
		return n.refuse(c, "message is too long")
	}
	if why := entityFault(c, m.text); why != "" {
		return n.refuse(c, why)
	}
	m.entities, m.markup = c.raw("entities"), c.raw("reply_markup")
	var no *refusal
	m.buttons, no = n.keyboard(c)
	return no
}

func (n *Network) keep(m *posted) {
	n.lastID++
	m.id = n.lastID
	n.messages[m.lineID()] = m
}

// show adds a line for a message or its edit.
func (n *Network) show(m *posted, edit bool) {
	l := bottest.Line{
		ID: m.lineID(), Edit: edit, Group: n.placeName(m.chat, m.thread),
		Text: m.shown(), Buttons: m.buttons,
	}
	if p := n.people[m.chat]; p != nil {
		l.Person = p.name
	}
	if m.document != "" {
		l.Files = []string{m.document}
	}
	n.folds[foldKey(m.chat, m.thread)] = len(n.lines)
	n.lines = append(n.lines, l)
}

// wire is a message as the server describes it.
func (n *Network) wire(m *posted) map[string]any {
	out := map[string]any{"message_id": m.id, "from": botUser(), "chat": n.chat(m.chat), "date": time.Now().Unix()}
	if m.document != "" {
		out["document"] = map[string]any{"file_id": m.lineID(), "file_unique_id": m.lineID(), "file_name": m.document}
	} else {
		out["text"] = m.text
	}
	if m.thread != 0 {
		out["message_thread_id"], out["is_topic_message"] = m.thread, true
	}
	if m.markup != "" {
		out["reply_markup"] = json.RawMessage(m.markup)
	}
	return out
}

func (n *Network) sendChatAction(c call) (any, *refusal) {
	if _, _, no := n.aim(c); no != nil {
		return nil, no
	}
	return true, nil
}

// myCommands reads or sets the menu of a scope.
func (n *Network) myCommands(c call) (any, *refusal) {
	scope := struct{ Type string }{commandScope}
	if err := c.object("scope", &scope); err != nil {
		return nil, n.refuse(c, "can't parse BotCommandScope")
	}
	if c.method == "getMyCommands" {
		if n.menus[scope.Type] == "" {
			return []any{}, nil
		}
		return json.RawMessage(n.menus[scope.Type]), nil
	}
	if why := menuFault(c); why != "" {
		return nil, n.refuse(c, why)
	}
	n.menus[scope.Type] = c.raw("commands")
	return true, nil
}
