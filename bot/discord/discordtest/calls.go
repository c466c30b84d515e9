package discordtest

import (
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
		return map[string]any{"id": c.id, "type": 0, "guild_id": c.group.guild, "name": c.group.name}
	}
	return map[string]any{"id": c.id, "type": 1, "recipients": []any{map[string]any{"id": c.owner.id, "username": c.owner.name}}}
}

func (n *Network) getChannel(c *call) *answer {
	ch, known := n.channels[c.path[1]]
	if !known {
		return refuse(http.StatusNotFound, 10003, "Unknown Channel")
	}
	return ok(ch.asJSON())
}

// getMessages gives the newest first, as Discord does.
func (n *Network) getMessages(c *call) *answer {
	ch, known := n.channels[c.path[1]]
	if !known {
		return refuse(http.StatusNotFound, 10003, "Unknown Channel")
	}
	out := []any{}
	for _, id := range slices.Backward(ch.history) {
		if m := n.messages[id]; m != nil && m.seenBy == nil && len(out) < 50 {
			out = append(out, m.asJSON())
		}
	}
	return ok(out)
}

// nonceLife is how long Discord recognises a nonce ("past few minutes").
const nonceLife = 3 * time.Minute

func (n *Network) postMessage(c *call) *answer {
	ch, known := n.channels[c.path[1]]
	switch {
	case !known:
		return refuse(http.StatusNotFound, 10003, "Unknown Channel")
	case ch.owner != nil && ch.owner.shut:
		return refuse(http.StatusForbidden, 50007, "Cannot send messages to this user")
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
		return ok(n.messages[last.message].asJSON())
	}
	m := n.show(ch, b, nil, "")
	n.nonces[key] = nonceUse{m.id, now()}
	return ok(m.asJSON())
}

func (n *Network) patchMessage(c *call) *answer {
	m, known := n.messages[c.path[3]]
	if !known || m.in.id != c.path[1] || m.seenBy != nil {
		return refuse(http.StatusNotFound, 10008, "Unknown Message")
	}
	if m.by != nil {
		return refuse(http.StatusForbidden, 50005, "Cannot edit a message authored by another user")
	}
	b, refused := n.decodeMessage(c.raw, c.files, true)
	if refused != nil {
		return refused
	}
	n.change(m, b)
	return ok(m.asJSON())
}
