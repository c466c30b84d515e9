package discordtest

import (
	"strings"

	"referout/bot/bottest"
)

// Kinds of interaction and places.
const (
	useCommand   = 2
	useComponent = 3
	useTyping    = 4

	inGuild = 0
	inBotDM = 1
)

// use is one interaction.
type use struct {
	id, token string
	kind      int
	by        *person
	in        *channel
	tapped    *message
	made      int64 // Unix milliseconds
	acked     bool
	hidden    bool   // deferred as ephemeral
	pending   bool   // "thinking…"
	original  string // message id
}

// Say types text: "/command words" as clients send it, when the menu has the
// command; other text is a direct message. In groups the bot hears interactions only.
// A group "meetup/questions" is the thread "questions" of "meetup".
func (n *Network) Say(name, groupName, text string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	p := n.person(name)
	in := n.place(p, groupName)
	if data, ok := n.commandData(text); ok {
		n.use(p, in, useCommand, data, nil)
		return
	}
	if groupName == "" {
		n.write(p, text, nil, nil)
	}
}

// commandData is a slash command as a client sends it: all words in the first
// option.
func (n *Network) commandData(text string) (map[string]any, bool) {
	name, words, _ := strings.Cut(strings.TrimPrefix(text, "/"), " ")
	words = strings.TrimSpace(words)
	if !strings.HasPrefix(text, "/") {
		return nil, false
	}
	for _, c := range n.commands {
		if c.Name != name || words != "" && len(c.Options) == 0 {
			continue
		}
		data := map[string]any{"id": c.ID, "name": name, "type": 1}
		if words != "" {
			data["options"] = []any{map[string]any{"name": c.Options[0].Name, "type": 3, "value": words}}
		}
		return data, true
	}
	return nil, false
}

// Use runs a command with its options filled one by one, in order: name, value, …
func (n *Network) Use(name, groupName, commandName string, filled ...string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	p := n.person(name)
	in := n.place(p, groupName)
	var options []any
	for i := 0; i+1 < len(filled); i += 2 {
		options = append(options, map[string]any{"name": filled[i], "type": 3, "value": filled[i+1]})
	}
	n.use(p, in, useCommand, map[string]any{"id": "1", "name": commandName, "type": 1, "options": options}, nil)
}

// Type asks for completions of an option; Completions tells what came.
func (n *Network) Type(name, groupName, commandName, optionName, typed string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	p := n.person(name)
	in := n.place(p, groupName)
	focused := map[string]any{"name": optionName, "type": 3, "value": typed, "focused": true}
	n.use(p, in, useTyping, map[string]any{"id": "1", "name": commandName, "type": 1, "options": []any{focused}}, nil)
}

// Completions is what was offered to person at the last typing; nil if nothing came.
func (n *Network) Completions(name string) []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.typed[name]
}

// use makes an interaction and tells the bot.
func (n *Network) use(p *person, in *channel, kind int, data map[string]any, tapped *message) {
	id := n.newID()
	u := &use{id: id, token: tokenMark + id, kind: kind, by: p, in: in, tapped: tapped, made: now()}
	n.forgetUses()
	n.uses[id] = u
	e := map[string]any{"id": id, "application_id": application, "type": kind, "token": u.token, "version": 1,
		"channel_id": in.id, "channel": in.partial(), "data": data, "locale": "en-US"}
	who := map[string]any{"id": p.id, "username": p.name}
	if in.owner != nil {
		e["context"], e["user"] = inBotDM, who
	} else {
		e["context"], e["guild_id"], e["member"] = inGuild, in.group.guild, map[string]any{"user": who}
	}
	if tapped != nil {
		e["message"] = map[string]any{"id": tapped.id, "channel_id": in.id, "flags": tapped.flags, "content": tapped.content}
	}
	n.dispatch("INTERACTION_CREATE", e, false)
}

// tokenMark begins every interaction's token; its id follows.
const tokenMark = "token-"

// forgetUses keeps the memory of interactions from growing with the years.
func (n *Network) forgetUses() {
	if len(n.uses) < 1000 {
		return
	}
	for id, u := range n.uses {
		if now()-u.made > tokenLife.Milliseconds() {
			delete(n.uses, id)
		}
	}
}

// write sends a direct message.
func (n *Network) write(p *person, text string, files []string, about map[string]any) {
	m := &message{id: n.newID(), in: p.dm, by: p, content: text, files: files, about: about}
	n.messages[m.id] = m
	p.dm.history = append(p.dm.history, m.id)
	n.dispatch("MESSAGE_CREATE", m.asJSON(), true)
}

// Reply types text in answer to a line of the private chat.
func (n *Network) Reply(name, text string, to bottest.Line) {
	n.mu.Lock()
	defer n.mu.Unlock()
	p := n.person(name)
	n.write(p, text, nil, map[string]any{"message_id": to.ID, "channel_id": p.dm.id})
}

// Tap presses a button of a line, whether or not the message still has it.
func (n *Network) Tap(name string, l bottest.Line, b bottest.Button) {
	n.mu.Lock()
	defer n.mu.Unlock()
	m, ok := n.messages[l.ID]
	if !ok || b.URL != "" {
		return
	}
	p := n.person(name)
	if !m.in.knows(p) {
		m.in.enter(p) // who sees a message is a member; one who has left sends it by hand
	}
	n.use(p, m.in, useComponent, map[string]any{"custom_id": b.Payload, "component_type": 2}, m)
}

// Send hands a file to the bot in the private chat.
func (n *Network) Send(name, file string, _ []byte) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.write(n.person(name), "", []string{file}, nil)
}
