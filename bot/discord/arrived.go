package discord

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// An attempt of which nobody knows whether it arrived is not simply repeated.
// Within minutes Discord itself recognises a plain message by its nonce. Later,
// and for what went out through an interaction, the chat's history tells. Discord
// keeps no nonce with a message, so our own is known by its author, its text and
// what its buttons carry; one that was edited meanwhile is not.
const (
	nonceLife  = 2 * time.Minute  // Discord says "the past few minutes"
	lookMargin = 35 * time.Second // an attempt may be noted when it ends, and clocks differ
)

// doubtful says whether it has to be looked whether the delivery arrived before.
func (s *sending) doubtful() bool {
	return !s.tried.IsZero() && (s.reply != "" || time.Since(s.tried) >= nonceLife)
}

// arrived finds a part of a doubtful delivery in the channel. Parts are asked for
// in their order; behind one that is missing there is none.
func (s *sending) arrived(ctx context.Context, channel string, p part) (id string, found bool, err error) {
	if !s.doubtful() || s.missing {
		return "", false, nil
	}
	if !s.looked {
		if s.seen, err = s.p.ourOwn(ctx, channel, s.tried); err != nil {
			if !passing(err) {
				s.missing = true // nobody can look there: sending will tell why
				return "", false, nil
			}
			return "", false, err
		}
		s.looked = true
	}
	want := nonce(s.key, s.next, len(s.parts))
	at := slices.IndexFunc(s.seen, func(m *message) bool { return p.is(m, want) })
	if at < 0 {
		s.missing = true
		return "", false, nil
	}
	m := s.seen[at]
	s.seen = s.seen[at+1:]
	s.p.o.Log.Info("discord message had arrived before")
	return ref(channel, m.ID), true, nil
}

// ourOwn are our own messages in a channel since an attempt, oldest first, without
// those that are known to be another delivery's.
func (p *Platform) ourOwn(ctx context.Context, channel string, tried time.Time) ([]*message, error) {
	me, err := p.self(ctx)
	if err != nil {
		return nil, err
	}
	after := idAt(p.theirs(tried).Add(-lookMargin))
	if last := p.places.lastSent(channel); olderID(after, last) {
		after = last
	}
	page, _, err := p.history(ctx, channel, "&after="+after)
	if err != nil {
		return nil, err
	}
	slices.Reverse(page)
	return slices.DeleteFunc(page, func(m *message) bool { return m.Author.ID != me || m.Flags&loading != 0 }), nil
}

// is says whether a message of ours is this part.
func (p part) is(m *message, nonce string) bool {
	if m.Nonce != nil {
		return m.Nonce == nonce
	}
	return strings.TrimSpace(m.Content) == strings.TrimSpace(p.content) && len(m.Files) == len(p.files) &&
		slices.Equal(m.carries(), p.carries())
}

// carries is what the buttons of a part carry, in order.
func (p part) carries() (out []string) {
	for _, r := range p.rows {
		for _, b := range r.Buttons {
			out = append(out, b.Custom+b.URL)
		}
	}
	return out
}

func (m *message) carries() (out []string) {
	var rows []row
	if json.Unmarshal(m.Rows, &rows) != nil {
		return nil
	}
	return part{rows: rows}.carries()
}
