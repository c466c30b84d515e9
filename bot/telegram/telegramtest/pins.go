package telegramtest

import (
	"slices"
	"strings"
)

// AllowPins makes the bot an administrator of a group, who may pin and is told who
// comes and goes, or takes that from it. It is one at first.
func (n *Network) AllowPins(group string, on bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.groups[n.here(group)].guest = !on
}

// Pinned is the texts of what is pinned in a group, or in a topic if one is named, as
// they read now, the oldest first.
func (n *Network) Pinned(group string) []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	var out []string
	for _, m := range n.groups[n.here(group)].pinned {
		place := n.placeName(m.chat, m.thread)
		if place == group || strings.HasPrefix(place, group+"/") {
			out = append(out, m.shown())
		}
	}
	return out
}

// pinChatMessage pins a message. The group says so, to the bot as well.
func (n *Network) pinChatMessage(c call) (any, *refusal) {
	chat, no := n.reachable(c)
	if no != nil {
		return nil, no
	}
	m := n.messages[lineID(chat, int(c.number("message_id")))]
	g := n.groups[chat]
	switch {
	case m == nil:
		return nil, bad("message to pin not found")
	case g == nil:
		return true, nil // a private chat: nobody looks
	case g.guest:
		return nil, bad("not enough rights to manage pinned messages in the chat")
	case c.text("disable_notification") != "true":
		return nil, n.refuse(c, "everybody would be woken")
	}
	if !slices.Contains(g.pinned, m) {
		g.pinned = append(g.pinned, m)
	}
	n.service(chat, map[string]any{"from": botUser(), "pinned_message": n.wire(m)})
	return true, nil
}
