package discordtest

import (
	"encoding/json"
	"net/http"
	"slices"

	"referout/bot/bottest"
)

var (
	_ bottest.Topical = (*Network)(nil)
	_ bottest.Pinning = (*Network)(nil)
)

// CloseTopic deletes a thread with all that stands in it.
func (n *Network) CloseTopic(group, topic string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	c := n.groupChannel(group + "/" + topic)
	for _, id := range c.history {
		delete(n.messages, id)
	}
	c.closed = true
	delete(n.channels, c.id)
	delete(c.group.threads, topic)
}

// Archive puts a thread ("group/topic") to rest, until somebody writes there.
func (n *Network) Archive(group string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.groupChannel(group).archived = true
}

// Lock closes a thread ("group/topic") to all but moderators, and archives it.
func (n *Network) Lock(group string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	c := n.groupChannel(group)
	c.archived, c.locked = true, true
}

// refuse is the answer to what is sent through an interaction in a thread that was
// deleted or locked.
func (c *channel) refuse() *answer {
	if c.closed {
		return refuse(http.StatusNotFound, 10003, "Unknown Channel")
	}
	return refuse(http.StatusBadRequest, 50083, "Thread is archived")
}

func (n *Network) patchChannel(c *call) *answer {
	ch, known := n.channels[c.path[1]]
	var b struct {
		Archived *bool `json:"archived"`
	}
	switch err := json.Unmarshal(c.raw, &b); {
	case !known:
		return refuse(http.StatusNotFound, 10003, "Unknown Channel")
	case err != nil || b.Archived == nil || ch.topic == "":
		n.complain("a channel is changed in an unknown way: %v", err)
		return refuse(http.StatusBadRequest, 50035, "Invalid Form Body")
	case ch.locked:
		return refuse(http.StatusForbidden, 50013, "Missing Permissions")
	}
	ch.archived = *b.Archived
	return ok(ch.asJSON())
}

// mostPins is how many messages a channel may have pinned.
const mostPins = 250

// AllowPins gives the bot the right to pin in a guild, which it has at first, or takes
// it.
func (n *Network) AllowPins(group string, on bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.groupChannel(group).group.pinless = !on
}

// Pinned are the texts of what is pinned in a group and its threads, or in one thread,
// as they stand now, in the order of pinning.
func (n *Network) Pinned(group string) (out []string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	c := n.groupChannel(group)
	for _, id := range c.group.pins {
		if m := n.messages[id]; m != nil && (m.in == c || c.topic == "") {
			out = append(out, Plain(m.content))
		}
	}
	return out
}

func (n *Network) putPin(c *call) *answer {
	ch, known := n.channels[c.path[1]]
	if !known || ch.group == nil {
		n.complain("a pin in a place that is no group's")
		return refuse(http.StatusNotFound, 10003, "Unknown Channel")
	}
	m, g := n.messages[c.path[4]], ch.group
	switch {
	case m == nil || m.in != ch || m.seenBy != nil:
		return refuse(http.StatusNotFound, 10008, "Unknown Message")
	case g.pinless:
		return refuse(http.StatusForbidden, 50013, "Missing Permissions")
	case slices.Contains(g.pins, m.id):
		return empty()
	case len(g.pins) == mostPins:
		return refuse(http.StatusBadRequest, 30003, "Maximum number of pins reached for the channel (250)")
	}
	g.pins = append(g.pins, m.id)
	return empty()
}
