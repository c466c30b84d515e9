package telegramtest

import (
	"strings"
	"time"
)

// What somebody is in a group, as the server says it.
const (
	member  = "member"
	manager = "administrator"
	gone    = "left"
	banned  = "kicked"
)

// enter lets a person into a group: who speaks there or taps there is in it.
func (n *Network) enter(chat int64, p *person, speaks bool) {
	g := n.groups[chat]
	was, came := g.standing[p.id]
	if !came || speaks && (was == gone || was == banned) {
		g.standing[p.id] = member
	}
}

// Leave lets a person leave a group, which says so. A bot that is an administrator is
// told once more.
func (n *Network) Leave(person, group string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	who, chat := n.person(person), n.here(group)
	if before, ok := n.goes(chat, who, gone); ok {
		n.service(chat, map[string]any{"from": n.user(who), "left_chat_member": n.user(who)})
		n.changed(chat, n.user(who), who, before)
	}
}

// Remove lets somebody who administers a group remove a person from it.
func (n *Network) Remove(person, group string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	who, chat := n.person(person), n.here(group)
	if before, ok := n.goes(chat, who, banned); ok {
		n.service(chat, map[string]any{"sender_chat": n.chat(chat), "left_chat_member": n.user(who)})
		n.changed(chat, map[string]any{"id": anonymousAdmin, "is_bot": true, "first_name": "Group"}, who, before)
	}
}

// Promote makes a person one who administers a group, or takes that from her.
func (n *Network) Promote(person, group string, on bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	who, chat := n.person(person), n.here(group)
	n.enter(chat, who, true)
	before, after := n.groups[chat].standing[who.id], member
	if on {
		after = manager
	}
	if before == after {
		return
	}
	n.groups[chat].standing[who.id] = after
	n.changed(chat, map[string]any{"id": anonymousAdmin, "is_bot": true, "first_name": "Group"}, who, before)
}

// here is the group that a name leads to, whichever topic it names.
func (n *Network) here(name string) int64 {
	name, _, _ = strings.Cut(name, "/")
	return n.group(name)
}

// goes notes that somebody is no longer in a group; false: she was not. Who was never
// heard of there may have read along.
func (n *Network) goes(chat int64, p *person, as string) (before string, ok bool) {
	n.enter(chat, p, false)
	before = n.groups[chat].standing[p.id]
	if before == gone || before == banned {
		return before, false
	}
	n.groups[chat].standing[p.id] = as
	return before, true
}

// changed tells an administrator what somebody is now.
func (n *Network) changed(chat int64, by any, p *person, before string) {
	if n.groups[chat].guest {
		return
	}
	n.queue(pending{kind: "chat_member", body: map[string]any{
		"chat": n.chat(chat), "from": by, "date": time.Now().Unix(),
		"old_chat_member": n.memberOf(p, before), "new_chat_member": n.memberOf(p, n.groups[chat].standing[p.id]),
	}})
}

func (n *Network) memberOf(p *person, as string) map[string]any {
	return map[string]any{"status": as, "user": n.user(p), "until_date": 0}
}

// getChatMember tells what somebody is in a group; of whom the bot never heard it
// knows nothing.
func (n *Network) getChatMember(c call) (any, *refusal) {
	chat, no := n.reachable(c)
	if no != nil {
		return nil, no
	}
	g, who := n.groups[chat], n.people[c.number("user_id")]
	switch {
	case g == nil:
		return nil, n.refuse(c, "asked about a private chat")
	case who == nil:
		return nil, bad("user not found")
	case g.standing[who.id] == "":
		return n.memberOf(who, gone), nil
	}
	return n.memberOf(who, g.standing[who.id]), nil
}
