package discordtest

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// command is a definition as the adapter registered it.
type command struct {
	ID      string          `json:"id"`
	Name    string          `json:"name"`
	Options []commandOption `json:"options,omitempty"`
	raw     map[string]any
}

type commandOption struct {
	Name         string `json:"name"`
	Autocomplete bool   `json:"autocomplete"`
}

func (n *Network) getGateway(*call) *answer {
	return ok(map[string]string{"url": "ws://gateway.discord.test"})
}

func (n *Network) getApplication(*call) *answer {
	return ok(map[string]any{"id": application, "name": "referout"})
}

func (n *Network) getSelf(*call) *answer {
	return ok(map[string]any{"id": botUser, "username": "referout", "bot": true})
}

func (n *Network) getCommands(*call) *answer {
	out := []any{}
	for _, c := range n.commands {
		out = append(out, c.raw)
	}
	return ok(out)
}

// mostCommands is how many slash commands Discord allows.
const mostCommands = 100

func (n *Network) putCommands(c *call) *answer {
	var raw []map[string]any
	var list []command
	if json.Unmarshal(c.raw, &raw) != nil || json.Unmarshal(c.raw, &list) != nil || len(list) > mostCommands {
		n.complain("the commands cannot be read or are too many")
		return refuse(http.StatusBadRequest, 50035, "Invalid Form Body")
	}
	for i := range list {
		list[i].ID, list[i].raw = strconv.Itoa(600000000000000000+i), raw[i]
		raw[i]["id"], raw[i]["application_id"], raw[i]["version"] = list[i].ID, application, "1"
		if raw[i]["description"] == nil || raw[i]["description"] == "" {
			n.complain("command %s has no description", list[i].Name)
		}
	}
	n.commands = list
	return ok(raw)
}

// Commands lists the names in the menu.
func (n *Network) Commands() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	var names []string
	for _, c := range n.commands {
		names = append(names, c.Name)
	}
	return names
}

func (n *Network) openChannel(c *call) *answer {
	var b struct {
		Recipient string `json:"recipient_id"`
	}
	_ = json.Unmarshal(c.raw, &b)
	p, known := n.personByID(b.Recipient)
	if !known {
		return refuse(http.StatusBadRequest, 50033, "Invalid Recipient(s)")
	}
	return ok(p.dm.asJSON())
}

func (c *channel) asJSON() map[string]any {
	if c.owner == nil {
		return c.inGuild()
	}
	out := map[string]any{"id": c.id, "type": 1, "flags": 0, "last_message_id": nil,
		"recipients": []any{map[string]any{"id": c.owner.id, "username": c.owner.name}}}
	if len(c.history) > 0 {
		out["last_message_id"] = c.history[len(c.history)-1]
	}
	return out
}

func (n *Network) getChannel(c *call) *answer {
	ch, known := n.channels[c.path[1]]
	if !known {
		return refuse(http.StatusNotFound, 10003, "Unknown Channel")
	}
	return ok(ch.asJSON())
}

// Limits of one page of a channel's history.
const (
	usualPage = 50
	mostPage  = 100
)

// getMessages gives the newest first, as Discord does: the newest of all, the
// newest before a message, or the oldest after one.
func (n *Network) getMessages(c *call) *answer {
	ch, known := n.channels[c.path[1]]
	if !known {
		return refuse(http.StatusNotFound, 10003, "Unknown Channel")
	}
	limit, err := strconv.Atoi(cmp.Or(c.first("limit"), strconv.Itoa(usualPage)))
	if err != nil || limit < 1 || limit > mostPage {
		n.complain("a page of %q messages", c.first("limit"))
		return refuse(http.StatusBadRequest, 50035, "Invalid Form Body")
	}
	before, after := c.first("before"), c.first("after")
	var found []any
	for _, id := range ch.history {
		m := n.messages[id]
		if m == nil || m.seenBy != nil || before != "" && !older(id, before) || after != "" && !older(after, id) {
			continue
		}
		if found = append(found, m.asJSON()); after != "" && len(found) == limit {
			break
		}
	}
	found = found[max(0, len(found)-limit):]
	slices.Reverse(found)
	return ok(append([]any{}, found...))
}

func (c *call) first(name string) string {
	if v := c.query[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// older compares ids, which are numbers.
func older(a, b string) bool { return len(a) < len(b) || len(a) == len(b) && a < b }

// nonceLife is how long Discord recognises a nonce ("past few minutes").
const nonceLife = 3 * time.Minute

func (n *Network) postMessage(c *call) *answer {
	ch, known := n.channels[c.path[1]]
	switch {
	case !known:
		return refuse(http.StatusNotFound, 10003, "Unknown Channel")
	case ch.owner != nil && ch.owner.shut:
		return refuse(http.StatusForbidden, 50007, "Cannot send messages to this user")
	case ch.locked:
		return refuse(http.StatusForbidden, 160005, "Thread is locked")
	}
	b, refused := n.decodeMessage(c.raw, c.files, false)
	if refused != nil {
		return refused
	}
	if b.Flags&ephemeral != 0 {
		n.complain("a plain message cannot be ephemeral")
	}
	key := ch.id + " " + b.Nonce
	if last, used := n.nonces[key]; b.Enforce && b.Nonce != "" && used && now()-last.at < nonceLife.Milliseconds() {
		return ok(n.messages[last.message].sent(b.Nonce))
	}
	m := n.show(ch, b, nil)
	ch.archived = false
	n.forgetNonces()
	n.nonces[key] = nonceUse{m.id, now()}
	return ok(m.sent(b.Nonce))
}

// forgetNonces keeps the memory of nonces from growing with the years.
func (n *Network) forgetNonces() {
	if len(n.nonces) < 1000 {
		return
	}
	for key, use := range n.nonces {
		if now()-use.at >= nonceLife.Milliseconds() {
			delete(n.nonces, key)
		}
	}
}

// sent is a message as the answer to its sending: there alone Discord gives the
// nonce back, it does not keep it.
func (m *message) sent(nonce string) map[string]any {
	out := m.asJSON()
	if nonce != "" {
		out["nonce"] = nonce
	}
	return out
}

func (n *Network) patchMessage(c *call) *answer {
	m, known := n.messages[c.path[3]]
	if !known || m.in.id != c.path[1] || m.seenBy != nil {
		return refuse(http.StatusNotFound, 10008, "Unknown Message")
	}
	switch {
	case m.by != nil:
		return refuse(http.StatusForbidden, 50005, "Cannot edit a message authored by another user")
	case n.editsUsedUp:
		return refuse(http.StatusBadRequest, 30046, "Maximum number of edits to messages older than 1 hour reached. Try again later")
	case m.in.archived:
		return refuse(http.StatusBadRequest, 50083, "Thread is archived")
	case m.in.locked:
		return refuse(http.StatusForbidden, 160005, "Thread is locked")
	}
	b, refused := n.decodeMessage(c.raw, c.files, true)
	if refused != nil {
		return refused
	}
	n.change(m, b)
	return ok(m.asJSON())
}

func (n *Network) deleteMessage(c *call) *answer {
	m, known := n.messages[c.path[3]]
	switch {
	case !known || m.in.id != c.path[1] || m.seenBy != nil:
		return refuse(http.StatusNotFound, 10008, "Unknown Message")
	case m.by != nil:
		return refuse(http.StatusForbidden, 50013, "Missing Permissions")
	}
	delete(n.messages, m.id)
	return empty()
}

// UseUpEdits lets every message be one that is older than an hour and was changed as
// often as Discord takes it.
func (n *Network) UseUpEdits() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.editsUsedUp = true
}
