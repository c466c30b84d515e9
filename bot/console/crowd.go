package console

import (
	"context"

	"referout/bot"
)

// crowd is who has come to which group, and whether she is still there.
type crowd map[place]bool

// Standing implements bot.Doorkeeper: who has spoken in a group and has not left is
// in it, whoever sits at the keyboard moderates it. A memory kept on disk holds no
// names, so it cannot tell of those who have not been heard in this run.
func (c *Console) Standing(_ context.Context, in bot.Chat, of bot.Account) (bot.Standing, error) {
	switch {
	case in.Platform != platform || of.Platform != platform:
		return bot.Unknown, nil
	case of.ID == c.Me, c.Moderates != nil && c.Moderates(of.ID, in.ID):
		return bot.Moderator, nil
	}
	return c.Memory.standing(place{of.ID, in.ID}), nil
}

func (m *Memory) standing(at place) bot.Standing {
	m.mu.Lock()
	defer m.mu.Unlock()
	inside, heard := m.crowd[at]
	switch {
	case inside:
		return bot.Inside
	case !heard && m.path != "":
		return bot.Unknown
	}
	return bot.Outside
}

// takesPart notes who is in a group by what she does there. A press of a button does
// not bring back who has left.
func (m *Memory) takesPart(in bot.Incoming) {
	if in.Chat == nil || in.Kind == bot.Left {
		return
	}
	at := place{in.From.ID, in.Chat.ID}
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, heard := m.crowd[at]; !heard || in.Kind != bot.Tapped {
		m.crowd[at] = true
	}
}

// leaves reports whether somebody was not known to have left.
func (m *Memory) leaves(at place) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	inside, heard := m.crowd[at]
	m.crowd[at] = false
	return inside || !heard
}

// gone lets whoever types, or the person named, leave the group.
func (c *Console) gone(ctx context.Context, r bot.Receiver, name string) {
	who := c.current()
	group, person := groupOf(who.group), who.person
	if name != "" {
		named, ok := parsePlace(name)
		if !ok || named.group != "" {
			group = ""
		}
		person = named.person
	}
	if group == "" {
		c.note("Who has left which group? For example /as ann in #meetup and then /gone, or /gone bob.")
		return
	}
	if !c.Memory.leaves(place{person, group}) {
		return
	}
	c.receive(ctx, r, bot.Incoming{Kind: bot.Left, From: bot.Account{Platform: platform, ID: person}, Chat: chatOf(group)})
	if person == who.person {
		c.goPrivate()
	}
}

// goPrivate lets whoever types go to her private chat.
func (c *Console) goPrivate() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.who.group = ""
}

// mayPin reports whether the bot may pin there.
func (c *Console) mayPin(to place) bool {
	return to.group == "" || c.Pins == nil || c.Pins(groupOf(to.group))
}

// openPart is where a chat's message goes: a new one for a closed topic to the group.
func (c *Console) openPart(chat bot.Chat, edit string) string {
	part := partOf(chat)
	if chat.Thread != "" && c.Closed != nil && c.Closed(part) && !c.Memory.holds(edit) {
		return chat.ID
	}
	return part
}
