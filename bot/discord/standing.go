package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"referout/bot"
)

var _ bot.Doorkeeper = (*Platform)(nil)

// standingWithin is how long it may take to learn who somebody is in a room.
const standingWithin = 5 * time.Second

var (
	errNoServer = errors.New("the channel is on no server")
	errUnseen   = errors.New("the channel is hidden from the bot")
	errNoRoles  = errors.New("the server's roles are not told")
)

// Standing implements bot.Doorkeeper for the channels of servers, by the member's
// rights there: who cannot see the channel is outside, who may administer it, or the
// server, is a moderator. It needs no privileged intent. Channels, owners and roles
// are remembered for a minute, who is a member is not.
func (p *Platform) Standing(ctx context.Context, in bot.Chat, of bot.Account) (bot.Standing, error) {
	if in.Platform != Name || of.Platform != Name {
		return bot.Unknown, nil
	}
	ctx, cancel := context.WithTimeout(ctx, standingWithin)
	defer cancel()
	s, err := p.standing(ctx, in.ID, of.ID)
	if err != nil {
		return bot.Unknown, fmt.Errorf("standing in a discord channel: %w", err)
	}
	return s, nil
}

func (p *Platform) standing(ctx context.Context, channelID, userID string) (bot.Standing, error) {
	r, err := p.room(ctx, channelID)
	if err != nil {
		return bot.Unknown, err
	}
	m, err := p.member(ctx, r.Guild, userID)
	switch {
	case has(err, unknownMember, unknownUser):
		return bot.Outside, nil
	case err != nil:
		return bot.Unknown, err
	}
	g, err := p.guild(ctx, r.Guild)
	if err != nil {
		return bot.Unknown, err
	}
	return standingBy(g.rightsOf(userID, m, r)), nil
}

func standingBy(r rights) bot.Standing {
	switch {
	case !r.hasAny(viewChannel):
		return bot.Outside
	case r.hasAny(administrator | manageGuild | manageChannels):
		return bot.Moderator
	}
	return bot.Inside
}

// channel is one of a server, as far as it matters who may do what there.
type channel struct {
	ID         string      `json:"id"`
	Kind       int         `json:"type"`
	Guild      string      `json:"guild_id"`
	Parent     string      `json:"parent_id"` // of a thread its channel, else a category
	Flags      int         `json:"flags"`
	Overwrites []overwrite `json:"permission_overwrites"`
}

// Channel types of threads.
const (
	newsThread    = 10
	publicThread  = 11
	privateThread = 12
)

func isThread(kind int) bool { return kind >= newsThread && kind <= privateThread }

// obfuscated is the flag of a channel that the bot may not see: what is said about
// its rights is made up.
const obfuscated = 1 << 17

// channel asks for a channel, once a minute.
func (p *Platform) channel(ctx context.Context, id string) (*channel, error) {
	return p.channels.get(id, func() (*channel, error) {
		c := &channel{}
		return c, p.call(ctx, request{method: http.MethodGet, path: "channels/" + id}, c)
	})
}

// room is the channel of a server whose rights count: for a thread its parent.
func (p *Platform) room(ctx context.Context, id string) (*channel, error) {
	c, err := p.channel(ctx, id)
	if err == nil && isThread(c.Kind) {
		c, err = p.channel(ctx, c.Parent)
	}
	switch {
	case err != nil:
		return nil, err
	case c.Guild == "":
		return nil, errNoServer
	case c.Flags&obfuscated != 0:
		return nil, errUnseen
	}
	return c, nil
}

// guild asks for a server's owner and roles, once a minute.
func (p *Platform) guild(ctx context.Context, id string) (*guild, error) {
	return p.guilds.get(id, func() (*guild, error) {
		g := &guild{}
		err := p.call(ctx, request{method: http.MethodGet, path: "guilds/" + id}, g)
		if err == nil && !g.complete() {
			err = errNoRoles
		}
		return g, err
	})
}

func (p *Platform) member(ctx context.Context, guildID, userID string) (*member, error) {
	m := &member{}
	err := p.call(ctx, request{method: http.MethodGet, path: "guilds/" + guildID + "/members/" + userID}, m)
	return m, err
}
