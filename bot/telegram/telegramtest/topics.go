package telegramtest

import (
	"maps"
	"slices"
	"strings"
)

// topic is a part of a group with a name of its own.
type topic struct {
	id     int // of the message that it began with
	name   string
	closed bool
}

// general is the id of the topic for what is in none. It cannot be written to by that.
const general = 1

// at is where a name leads: "meetup/questions" is the topic "questions" of the group
// "meetup". Topics come into being when they are first named.
func (n *Network) at(name string) (chat int64, thread int) {
	name, of, inTopic := strings.Cut(name, "/")
	chat = n.group(name)
	if !inTopic {
		return chat, 0
	}
	return chat, n.topic(chat, of).id
}

func (n *Network) topic(chat int64, name string) *topic {
	g := n.groups[chat]
	if t := g.topic(name); t != nil {
		return t
	}
	n.lastID = max(n.lastID, general)
	t := &topic{name: name, id: n.lastID + 1}
	g.topics = append(g.topics, t)
	n.service(chat, map[string]any{
		"message_thread_id": t.id, "is_topic_message": true,
		"forum_topic_created": map[string]any{"name": name, "icon_color": 7322096},
	})
	return t
}

// topic is nil if there is none of that name.
func (g *group) topic(name string) *topic {
	for _, t := range g.topics {
		if t.name == name {
			return t
		}
	}
	return nil
}

// placeName is the name that leads to a group or a topic; "" if it is neither.
func (n *Network) placeName(chat int64, thread int) string {
	g := n.groups[chat]
	if g == nil {
		return ""
	}
	for _, t := range g.topics {
		if t.id == thread {
			return g.name + "/" + t.name
		}
	}
	return g.name
}

// CloseTopic lets the bot say nothing more in a topic.
func (n *Network) CloseTopic(group, topic string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.topic(n.group(group), topic).closed = true
}

// DeleteTopic takes a topic away with all that was said in it.
func (n *Network) DeleteTopic(group, name string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	chat := n.group(group)
	gone := n.topic(chat, name)
	g := n.groups[chat]
	g.topics = slices.DeleteFunc(g.topics, func(t *topic) bool { return t == gone })
	g.pinned = slices.DeleteFunc(g.pinned, func(m *posted) bool { return m.thread == gone.id })
	maps.DeleteFunc(n.messages, func(_ string, m *posted) bool { return m.chat == chat && m.thread == gone.id })
	maps.DeleteFunc(n.said, func(_ string, thread int) bool { return thread == gone.id })
}

// aim finds the chat and the topic that a message goes to. An answer goes to the topic
// of what it answers, whatever else the call names; in a topic it is refused if that
// is gone (core.telegram.org/bots/api, ReplyParameters).
func (n *Network) aim(c call) (chat int64, thread int, no *refusal) {
	if chat, no = n.reachable(c); no != nil {
		return 0, 0, no
	}
	thread = int(c.number("message_thread_id"))
	if no = n.openTopic(chat, thread); no != nil {
		return 0, 0, no
	}
	var to struct {
		ID      int  `json:"message_id"`
		Without bool `json:"allow_sending_without_reply"`
	}
	if err := c.object("reply_parameters", &to); err != nil {
		return 0, 0, n.refuse(c, "can't parse reply parameters")
	}
	if to.ID == 0 {
		return chat, thread, nil
	}
	of, known := n.threadOf(chat, to.ID)
	if !known && (thread != 0 || !to.Without) {
		return 0, 0, bad("message to be replied not found")
	}
	if known {
		thread = of
	}
	return chat, thread, n.openTopic(chat, thread)
}

// threadOf is the topic of a message that is still there.
func (n *Network) threadOf(chat int64, id int) (thread int, known bool) {
	if m := n.messages[lineID(chat, id)]; m != nil {
		return m.thread, true
	}
	thread, known = n.said[lineID(chat, id)]
	return thread, known
}

// openTopic refuses a topic that is not there or takes nothing.
func (n *Network) openTopic(chat int64, thread int) *refusal {
	if thread == 0 {
		return nil
	}
	g := n.groups[chat]
	if g == nil {
		return bad("message thread not found")
	}
	i := slices.IndexFunc(g.topics, func(t *topic) bool { return t.id == thread })
	switch {
	case i < 0:
		return bad("message thread not found")
	case g.topics[i].closed:
		return bad("TOPIC_CLOSED")
	}
	return nil
}
