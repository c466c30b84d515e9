package discordtest

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// Kinds of response to an interaction.
const (
	respondMessage  = 4
	respondDefer    = 5
	respondDeferTap = 6
	respondUpdate   = 7
	respondComplete = 8
)

// How long an interaction may be answered.
const (
	firstWithin = 3 * time.Second
	tokenLife   = 15 * time.Minute
)

func unknownInteraction() *answer {
	return refuse(http.StatusNotFound, 10062, "Unknown interaction")
}

func (n *Network) postCallback(c *call) *answer {
	u, known := n.uses[c.path[1]]
	switch {
	case !known || u.token != c.path[2] || now()-u.made > firstWithin.Milliseconds():
		return unknownInteraction()
	case u.in.closed || u.in.locked:
		return u.in.refuse()
	case u.acked:
		return refuse(http.StatusBadRequest, 40060, "Interaction has already been acknowledged.")
	}
	var r struct {
		Kind int             `json:"type"`
		Data json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(c.raw, &r); err != nil {
		n.complain("unreadable callback: %w", err)
		return refuse(http.StatusBadRequest, 50109, "The request body contains invalid JSON.")
	}
	if refused := n.firstResponse(u, r.Kind, r.Data, c.files); refused != nil {
		return refused
	}
	u.acked = true
	if len(c.query["with_response"]) == 0 {
		return empty()
	}
	resource := map[string]any{"type": r.Kind}
	if m := n.messages[u.original]; m != nil {
		resource["message"] = m.asJSON()
	}
	return ok(map[string]any{"interaction": map[string]any{"id": u.id, "type": u.kind}, "resource": resource})
}

// firstResponse carries a callback out; nil if it was all right.
func (n *Network) firstResponse(u *use, kind int, data json.RawMessage, files []string) *answer {
	switch {
	case kind == respondComplete && u.kind == useTyping:
		return n.completions(u, data)
	case kind == respondMessage && u.kind != useTyping:
		b, refused := n.decodeMessage(data, files, false)
		if refused != nil {
			return refused
		}
		u.original = n.show(u.in, b, u.seenBy(b.Flags)).id
	case kind == respondDefer && u.kind == useCommand:
		var d struct {
			Flags int `json:"flags"`
		}
		_ = json.Unmarshal(data, &d)
		if d.Flags&^ephemeral != 0 {
			n.complain("a deferral has the flags %d", d.Flags)
		}
		u.hidden, u.pending = d.Flags&ephemeral != 0, true
		u.original = n.promise(u).id
	case kind == respondDeferTap && u.kind == useComponent:
		u.original = u.tapped.id
	case kind == respondUpdate && u.kind == useComponent:
		b, refused := n.decodeMessage(data, files, true)
		if refused != nil {
			return refused
		}
		u.original = u.tapped.id
		n.change(u.tapped, b)
	default:
		n.complain("response %d to an interaction of kind %d", kind, u.kind)
		return refuse(http.StatusBadRequest, 50035, "Invalid Form Body")
	}
	return nil
}

// seenBy is who alone sees an answer with these flags; nil: everybody.
func (u *use) seenBy(flags int) *person {
	if flags&ephemeral != 0 {
		return u.by
	}
	return nil
}

// Limits of completions.
const mostChoices = 25

func (n *Network) completions(u *use, data json.RawMessage) *answer {
	var d struct {
		Choices []struct{ Name, Value string } `json:"choices"`
	}
	if json.Unmarshal(data, &d) != nil || d.Choices == nil || len(d.Choices) > mostChoices {
		n.complain("completions cannot be read or are too many")
		return refuse(http.StatusBadRequest, 50035, "Invalid Form Body")
	}
	out := []string{}
	for _, c := range d.Choices {
		if l := len([]rune(c.Name)); l == 0 || l > 100 || len([]rune(c.Value)) > 100 {
			n.complain("a completion has %d characters", l)
		}
		out = append(out, c.Name)
	}
	n.typed[u.by.name] = out
	return nil
}

// hook finds the interaction of a webhook call; refused is the answer if it
// cannot be used.
func (n *Network) hook(c *call) (u *use, refused *answer) {
	u, known := n.uses[strings.TrimPrefix(c.path[2], tokenMark)]
	switch {
	case !known || u.token != c.path[2] || now()-u.made > tokenLife.Milliseconds():
		return nil, refuse(http.StatusUnauthorized, 50027, "Invalid Webhook Token")
	case c.path[1] != application || !u.acked:
		return nil, refuse(http.StatusNotFound, 10015, "Unknown Webhook")
	case u.in.closed || u.in.locked:
		return nil, u.in.refuse()
	}
	return u, nil
}

// loading is the flag of a message that is promised: "thinking…".
const loading = 1 << 7

// promise makes the message that a deferred interaction will be answered by.
func (n *Network) promise(u *use) *message {
	m := &message{id: n.newID(), in: u.in, flags: loading, seenBy: u.promised()}
	if m.seenBy != nil {
		m.flags |= ephemeral
	}
	n.messages[m.id] = m
	u.in.history = append(u.in.history, m.id)
	return m
}

// fulfil fills the promised message, for the eyes that it was promised to.
func (n *Network) fulfil(u *use, b *body) *message {
	u.pending = false
	m := n.messages[u.original]
	m.flags = m.flags&^loading | b.Flags&^ephemeral
	n.fill(m, b)
	n.heard = append(n.heard, n.line(m, false))
	return m
}

func (n *Network) postFollowUp(c *call) *answer {
	u, refused := n.hook(c)
	if refused != nil {
		return refused
	}
	b, refused := n.decodeMessage(c.raw, c.files, false)
	if refused != nil {
		return refused
	}
	if u.pending { // the first one fills what was promised
		return ok(n.fulfil(u, b).asJSON())
	}
	return ok(n.show(u.in, b, u.seenBy(b.Flags)).asJSON())
}

func (u *use) promised() *person {
	if u.hidden {
		return u.by
	}
	return nil
}

func (n *Network) getOriginal(c *call) *answer {
	u, refused := n.hook(c)
	if refused != nil {
		return refused
	}
	m := n.messages[u.original]
	if m == nil {
		return refuse(http.StatusNotFound, 10008, "Unknown Message")
	}
	return ok(m.asJSON())
}

func (n *Network) patchOriginal(c *call) *answer {
	u, refused := n.hook(c)
	if refused != nil {
		return refused
	}
	b, refused := n.decodeMessage(c.raw, c.files, !u.pending)
	if refused != nil {
		return refused
	}
	if u.pending {
		return ok(n.fulfil(u, b).asJSON())
	}
	m := n.messages[u.original]
	if m == nil {
		return refuse(http.StatusNotFound, 10008, "Unknown Message")
	}
	n.change(m, b)
	return ok(m.asJSON())
}

func (n *Network) deleteOriginal(c *call) *answer {
	u, refused := n.hook(c)
	if refused != nil {
		return refused
	}
	u.pending = false
	delete(n.messages, u.original)
	return empty()
}

// Thinking counts the messages that were promised and have not come.
func (n *Network) Thinking() (out int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, m := range n.messages {
		if m.flags&loading != 0 {
			out++
		}
	}
	return out
}

// Unanswered counts the commands and taps that were not acknowledged in time.
func (n *Network) Unanswered() (out int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, u := range n.uses {
		if u.kind != useTyping && !u.acked && now()-u.made > firstWithin.Milliseconds() {
			out++
		}
	}
	return out
}
