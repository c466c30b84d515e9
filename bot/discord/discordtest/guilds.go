package discordtest

import (
	"net/http"
	"strconv"
	"strings"

	"referout/bot/bottest"
)

var _ bottest.Crowded = (*Network)(nil)

// group is a guild with one channel and its threads.
type group struct {
	name, guild, modRole string
	main                 *channel
	threads              map[string]*channel     // by topic
	members              map[*person]*membership // nil: has left
	owner                *person                 // nil: nobody who is ever named
	pinless              bool                    // the bot may not pin
	pins                 []string                // message ids
}

// membership is what a person is in a guild.
type membership struct{ moderates, blind bool }

// Ids that belong to nobody and nothing else here. Channels of a guild have a parent
// too: their category.
const (
	absentOwner = "250000000000000000"
	category    = "800000000000000000"
)

// Permissions of roles: of everybody, and of those who may administer the channel.
const (
	viewChannel   = 1 << 10
	sendMessages  = 1 << 11
	manageGuild   = 1 << 5
	everyoneMay   = viewChannel | sendMessages
	moderatorsMay = manageGuild
)

// Types of channels of a guild.
const (
	textChannel  = 0
	publicThread = 11
)

// group comes into being when it is first named.
func (n *Network) group(name string) *group {
	if g, ok := n.groups[name]; ok {
		return g
	}
	number := strconv.Itoa(len(n.groups))
	g := &group{name: name, guild: "40000000000000000" + number, modRole: "45000000000000000" + number,
		threads: make(map[string]*channel), members: make(map[*person]*membership)}
	g.main = &channel{id: "50000000000000000" + number, group: g}
	n.groups[name], n.channels[g.main.id] = g, g.main
	return g
}

// groupChannel is a guild's channel, or a thread of it ("group/topic").
func (n *Network) groupChannel(name string) *channel {
	room, topic, threaded := strings.Cut(name, "/")
	g := n.group(room)
	if !threaded {
		return g.main
	}
	if c, ok := g.threads[topic]; ok {
		return c
	}
	c := &channel{id: strconv.Itoa(700000000000000000 + n.topics), group: g, topic: topic}
	n.topics++
	g.threads[topic], n.channels[c.id] = c, c
	return c
}

// place is where person speaks: her private chat if groupName is "". Who speaks in a
// group is a member of its guild from then on.
func (n *Network) place(p *person, groupName string) *channel {
	if groupName == "" {
		return p.dm
	}
	c := n.groupChannel(groupName)
	c.enter(p)
	return c
}

func (c *channel) enter(p *person) {
	if c.group.members[p] == nil {
		c.group.members[p] = &membership{}
	}
}

// knows says whether person is or was a member; of a private chat it is no question.
func (c *channel) knows(p *person) bool {
	if c.group == nil {
		return true
	}
	_, known := c.group.members[p]
	return known
}

// name is a guild's channel or thread as transcripts name it.
func (c *channel) name() string {
	if c.topic == "" {
		return c.group.name
	}
	return c.group.name + "/" + c.topic
}

// Leave ends person's membership in the guild, until she speaks there again; the bot is
// not told.
func (n *Network) Leave(person, group string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.groupChannel(group).group.members[n.person(person)] = nil
}

// Remove ends person's membership against her will, which looks the same.
func (n *Network) Remove(person, group string) { n.Leave(person, group) }

// Promote makes person one who may administer the guild, or one like everybody.
func (n *Network) Promote(person, group string, on bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.membership(person, group).moderates = on
}

// Blind keeps person, a member still, from seeing the channel, or lets her.
func (n *Network) Blind(person, group string, on bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.membership(person, group).blind = on
}

// Own makes person the guild's owner.
func (n *Network) Own(person, group string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.membership(person, group)
	n.groupChannel(group).group.owner = n.person(person)
}

// membership is person's in the guild, which she joins if she has not.
func (n *Network) membership(person, group string) *membership {
	p := n.person(person)
	return n.place(p, group).group.members[p]
}

func (n *Network) guildByID(id string) (*group, *answer) {
	for _, g := range n.groups {
		if g.guild == id {
			return g, nil
		}
	}
	return nil, refuse(http.StatusNotFound, 10004, "Unknown Guild")
}

func (n *Network) getGuild(c *call) *answer {
	g, refused := n.guildByID(c.path[1])
	if refused != nil {
		return refused
	}
	owner := absentOwner
	if g.owner != nil {
		owner = g.owner.id
	}
	role := func(id, name string, may int) map[string]any {
		return map[string]any{"id": id, "name": name, "permissions": strconv.Itoa(may)}
	}
	return ok(map[string]any{"id": g.guild, "name": g.name, "owner_id": owner,
		"roles": []any{role(g.modRole, "moderators", moderatorsMay), role(g.guild, "@everyone", everyoneMay)}})
}

func (n *Network) getMember(c *call) *answer {
	g, refused := n.guildByID(c.path[1])
	if refused != nil {
		return refused
	}
	p, known := n.personByID(c.path[3])
	if !known {
		return refuse(http.StatusNotFound, 10013, "Unknown User")
	}
	m := g.members[p]
	if m == nil {
		return refuse(http.StatusNotFound, 10007, "Unknown Member")
	}
	roles := []string{}
	if m.moderates {
		roles = append(roles, g.modRole)
	}
	return ok(map[string]any{"user": map[string]any{"id": p.id, "username": p.name}, "roles": roles,
		"joined_at": "2026-01-01T00:00:00Z", "communication_disabled_until": nil, "flags": 0})
}

// inGuild is a guild's channel or thread as the REST interface gives it.
func (c *channel) inGuild() map[string]any {
	out := c.partial()
	if c.topic != "" {
		out["thread_metadata"] = map[string]any{"archived": c.archived, "locked": c.locked}
		return out
	}
	overwrites := []any{}
	for p, m := range c.group.members {
		if m != nil && m.blind {
			overwrites = append(overwrites, map[string]any{"id": p.id, "type": 1, "allow": "0", "deny": strconv.Itoa(viewChannel)})
		}
	}
	out["permission_overwrites"] = overwrites
	return out
}

// partial is a channel as an interaction names it.
func (c *channel) partial() map[string]any {
	switch {
	case c.owner != nil:
		return map[string]any{"id": c.id, "type": 1, "flags": 0}
	case c.topic != "":
		return map[string]any{"id": c.id, "type": publicThread, "guild_id": c.group.guild, "name": c.topic, "parent_id": c.group.main.id}
	}
	return map[string]any{"id": c.id, "type": textChannel, "guild_id": c.group.guild, "name": c.group.name, "parent_id": category}
}
