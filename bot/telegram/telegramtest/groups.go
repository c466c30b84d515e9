package telegramtest

import "time"

// group is a group chat under one of its ids.
type group struct {
	name     string
	movedTo  int64            // it has become this one; 0: it has not
	standing map[int64]string // by person, of those who came at some time
	topics   []*topic
	pinned   []*posted
	guest    bool // the bot is no administrator here
}

func newGroup(name string) *group {
	return &group{name: name, standing: make(map[int64]string)}
}

// anonymousAdmin stands for the group itself as a sender.
const anonymousAdmin = 1087968824

// GroupID is the chat id that a group begins with.
func GroupID(name string) int64 { return -1 - int64(hash(name)) }

// SupergroupID is the chat id that a group has after Migrate.
func SupergroupID(name string) int64 { return GroupID(name) - 1<<40 }

// group is the id that a group has now.
func (n *Network) group(name string) int64 {
	id := GroupID(name)
	if n.groups[id] == nil {
		n.groups[id] = newGroup(name)
	}
	if to := n.groups[id].movedTo; to != 0 {
		return to
	}
	return id
}

// groupName is the name of a group chat; "" if it is none.
func (n *Network) groupName(chat int64) string {
	if g := n.groups[chat]; g != nil {
		return g.name
	}
	return ""
}

// Migrate makes a group a supergroup, which has another id: SupergroupID. Both
// chats say so to the bot. From then on people talk in the new one, and calls for
// the old one are refused with the new id. Who is in it stays the same. What was said
// in the old one stays there; nobody can tap it or reply to it any more.
func (n *Network) Migrate(name string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	old := n.group(name)
	if n.groups[old].movedTo != 0 || old != GroupID(name) {
		return
	}
	to := SupergroupID(name)
	n.groups[old].movedTo = to
	n.groups[to] = newGroup(name)
	n.groups[to].standing, n.groups[to].guest = n.groups[old].standing, n.groups[old].guest
	n.service(old, map[string]any{"migrate_to_chat_id": to})
	n.service(to, map[string]any{"migrate_from_chat_id": old, "sender_chat": n.chat(to)})
}

// service queues a message that nobody wrote and gives its id. It comes from the
// group itself unless it says otherwise.
func (n *Network) service(chat int64, content map[string]any) int {
	n.lastID++
	content["message_id"], content["date"], content["chat"] = n.lastID, time.Now().Unix(), n.chat(chat)
	if content["from"] == nil {
		content["from"] = map[string]any{"id": anonymousAdmin, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot"}
	}
	n.queue(pending{kind: "message", body: content})
	return n.lastID
}

// frozen tells whether a message lies in a chat that has moved.
func (n *Network) frozen(m *posted) bool {
	g := n.groups[m.chat]
	return g != nil && g.movedTo != 0
}

// chat is a chat as the server describes it.
func (n *Network) chat(id int64) map[string]any {
	if p := n.people[id]; p != nil {
		return map[string]any{"id": id, "type": "private", "first_name": p.name}
	}
	kind := "supergroup"
	if g := n.groups[id]; g != nil && g.movedTo != 0 {
		kind = "group"
	}
	out := map[string]any{"id": id, "type": kind, "title": n.groupName(id)}
	if g := n.groups[id]; g != nil && len(g.topics) > 0 {
		out["is_forum"] = true
	}
	return out
}
