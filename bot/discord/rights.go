package discord

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"time"
)

// rights is a set of Discord's permissions. Those above the 64th are not kept.
type rights uint64

// The permissions that matter here. Source: the developer documentation,
// "Permissions", as is the order in which they are combined.
const (
	administrator  rights = 1 << 3
	manageChannels rights = 1 << 4
	manageGuild    rights = 1 << 5
	viewChannel    rights = 1 << 10
	readHistory    rights = 1 << 16

	allRights rights = math.MaxUint64
)

// UnmarshalText reads a decimal number of any length.
func (r *rights) UnmarshalText(text []byte) error {
	n, ok := new(big.Int).SetString(string(text), 10)
	if !ok || n.Sign() < 0 {
		return fmt.Errorf("unreadable permissions of %d characters", len(text))
	}
	*r = rights(n.And(n, new(big.Int).SetUint64(math.MaxUint64)).Uint64())
	return nil
}

func (r rights) hasAny(of rights) bool { return r&of != 0 }

// overwrite changes what a role or a member may do in one channel.
type overwrite struct {
	ID    string `json:"id"`
	Allow rights `json:"allow"`
	Deny  rights `json:"deny"`
}

// guild is a server: who owns it, and what its roles may do.
type guild struct {
	ID    string `json:"id"`
	Owner string `json:"owner_id"`
	Roles []struct {
		ID     string `json:"id"`
		Rights rights `json:"permissions"`
	} `json:"roles"`
}

// member is a person on a server.
type member struct {
	Roles []string  `json:"roles"`
	Muted time.Time `json:"communication_disabled_until"` // timed out until then
}

// complete says whether the role of everybody is among the roles; it has the
// server's id.
func (g *guild) complete() bool { return g.ID != "" && slices.Contains(g.roleIDs(), g.ID) }

func (g *guild) roleIDs() (out []string) {
	for _, r := range g.Roles {
		out = append(out, r.ID)
	}
	return out
}

// rightsOf is what a member may do in a channel.
func (g *guild) rightsOf(user string, m *member, in *channel) rights {
	var r rights
	for _, role := range g.Roles {
		if role.ID == g.ID || slices.Contains(m.Roles, role.ID) {
			r |= role.Rights
		}
	}
	if user == g.Owner || r.hasAny(administrator) {
		return allRights
	}
	r = in.apply(r, func(id string) bool { return id == g.ID })
	r = in.apply(r, func(id string) bool { return id != g.ID && slices.Contains(m.Roles, id) })
	r = in.apply(r, func(id string) bool { return id == user })
	if m.Muted.After(time.Now()) {
		r &= viewChannel | readHistory
	}
	return r
}

// apply changes rights by those overwrites whose ids fit, what they allow last.
func (c *channel) apply(r rights, fits func(id string) bool) rights {
	var allow, deny rights
	for _, o := range c.Overwrites {
		if fits(o.ID) {
			allow |= o.Allow
			deny |= o.Deny
		}
	}
	return r&^deny | allow
}
