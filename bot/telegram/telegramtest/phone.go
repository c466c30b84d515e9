package telegramtest

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"referout/bot/bottest"
)

// This file is the people's side: what they do on their phones.

// Say types text, in the private chat, in a group or in a topic of one
// ("meetup/questions"). In a group a command from
// the bot's menu carries the bot's name. Texts over 4,096 characters go in
// several messages, as clients send them.
func (n *Network) Say(person, group, text string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, part := range clientParts(n.addressed(group, text)) {
		n.say(n.person(person), group, map[string]any{"text": part})
	}
}

// Reply types text in answer to a line.
func (n *Network) Reply(person, text string, to bottest.Line) {
	n.mu.Lock()
	defer n.mu.Unlock()
	m := n.messages[to.ID]
	if m == nil || n.frozen(m) {
		return
	}
	for _, part := range clientParts(text) {
		content := map[string]any{"text": part, "reply_to_message": n.wire(m)}
		if n.groups[m.chat] != nil {
			content["message_thread_id"] = m.id // without a topic it leads nowhere (github.com/tdlib/telegram-bot-api/issues/447)
		}
		n.say(n.person(person), n.placeName(m.chat, m.thread), content)
	}
}

// Send hands a file to the bot in the private chat.
func (n *Network) Send(person, name string, data []byte) {
	n.mu.Lock()
	defer n.mu.Unlock()
	file := "file-" + strconv.Itoa(n.lastID)
	n.say(n.person(person), "", map[string]any{"document": map[string]any{
		"file_id": file, "file_unique_id": file, "file_name": name, "file_size": len(data),
	}})
}

// Tap presses a button of a line. A link to the private chat opens it.
func (n *Network) Tap(person string, l bottest.Line, b bottest.Button) {
	n.mu.Lock()
	defer n.mu.Unlock()
	who := n.person(person)
	if payload, ok := startOf(b.URL); ok {
		n.say(who, "", map[string]any{"text": "/start " + payload})
		return
	}
	m := n.messages[l.ID]
	if m == nil || b.Payload == "" || n.frozen(m) {
		return
	}
	if n.groups[m.chat] != nil {
		n.enter(m.chat, who, false)
	}
	n.lastTap++
	id := "tap" + strconv.Itoa(n.lastTap)
	n.taps[id] = &query{at: time.Now(), who: who.name, place: n.placeName(m.chat, m.thread)}
	n.queue(pending{kind: "callback_query", tap: n.taps[id], body: map[string]any{
		"id": id, "from": n.user(who), "message": n.wire(m), "chat_instance": "1", "data": b.Payload,
	}})
}

// Reach opens or shuts the way to a person's private chat: she blocks the bot or
// unblocks it.
func (n *Network) Reach(person string, open bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.reach(n.person(person), open)
}

func (n *Network) reach(p *person, open bool) {
	if p.blocked == !open {
		return
	}
	p.blocked = !open
	if !p.started {
		return
	}
	before, after := "kicked", "member"
	if p.blocked {
		before, after = after, before
	}
	n.queue(pending{kind: "my_chat_member", body: map[string]any{
		"chat": n.chat(p.id), "from": n.user(p), "date": time.Now().Unix(),
		"old_chat_member": botMember(before), "new_chat_member": botMember(after),
	}})
}

func botMember(status string) map[string]any {
	return map[string]any{"status": status, "user": botUser(), "until_date": 0}
}

// say queues a message of a person with the given content.
func (n *Network) say(p *person, group string, content map[string]any) {
	chat, thread := p.id, 0
	if group == "" {
		n.reach(p, true)
		p.started = true
	} else {
		chat, thread = n.at(group)
		n.enter(chat, p, true)
	}
	n.lastID++
	n.said[lineID(chat, n.lastID)] = thread
	delete(n.folds, foldKey(chat, thread))
	m := map[string]any{"message_id": n.lastID, "from": n.user(p), "chat": n.chat(chat), "date": time.Now().Unix()}
	for k, v := range content {
		m[k] = v
	}
	if thread != 0 {
		m["message_thread_id"], m["is_topic_message"] = thread, true
	}
	if text, _ := content["text"].(string); strings.HasPrefix(text, "/") {
		m["entities"] = []any{map[string]any{"type": "bot_command", "offset": 0, "length": units(commandOf(text))}}
	}
	n.queue(pending{kind: "message", body: m})
}

// addressed adds the bot's name to a command of its menus in a group.
func (n *Network) addressed(group, text string) string {
	head := commandOf(text)
	if group == "" || !strings.HasPrefix(head, "/") || strings.Contains(head, "@") || !n.offers(head[1:]) {
		return text
	}
	return head + "@" + Username + text[len(head):]
}

func commandOf(text string) string {
	if i := strings.IndexAny(text, " \n\t"); i >= 0 {
		return text[:i]
	}
	return text
}

// offers tells whether a command is in one of the bot's menus.
func (n *Network) offers(name string) bool {
	for _, menu := range n.menus {
		var commands []struct{ Command string }
		if json.Unmarshal([]byte(menu), &commands) != nil {
			continue
		}
		for _, c := range commands {
			if strings.EqualFold(c.Command, name) {
				return true
			}
		}
	}
	return false
}

// clientParts cuts a text as clients do.
func clientParts(text string) []string {
	var parts []string
	runes := []rune(text)
	for len(runes) > 0 {
		n := min(len(runes), mostText)
		for units(string(runes[:n])) > mostText {
			n--
		}
		parts, runes = append(parts, string(runes[:n])), runes[n:]
	}
	return parts
}

func units(text string) int { return len(utf16.Encode([]rune(text))) }

func (n *Network) user(p *person) map[string]any {
	return map[string]any{"id": p.id, "is_bot": false, "first_name": p.name, "language_code": "en"}
}

func botUser() map[string]any {
	return map[string]any{"id": botID, "is_bot": true, "first_name": "Referout", "username": Username}
}
