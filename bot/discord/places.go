package discord

import (
	"context"
	"net/http"
	"sync"
)

// places remembers which channel is whose private chat.
type places struct {
	mu    sync.Mutex
	byOne map[string]string // user → channel
	of    map[string]string // channel → user; "" means: a group
}

func newPlaces() *places {
	return &places{byOne: make(map[string]string), of: make(map[string]string)}
}

// learn notes a proven private chat.
func (s *places) learn(user, channel string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.byOne[user], s.of[channel] = channel, user
}

func (s *places) learnGroup(channel string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.of[channel] = ""
}

func (s *places) channel(user string) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.byOne[user]
	return c, ok
}

func (s *places) owner(channel string) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, ok := s.of[channel]
	return u, ok
}

// directMessage is the channel type of a private chat.
const directMessage = 1

// isDM says whether a channel is the private chat with user, asking once a channel.
func (p *Platform) isDM(ctx context.Context, channel, userID string) (bool, error) {
	if owner, known := p.places.owner(channel); known {
		return owner == userID, nil
	}
	var c struct {
		Kind       int    `json:"type"`
		Guild      string `json:"guild_id"`
		Recipients []user `json:"recipients"`
	}
	if err := p.call(ctx, request{method: http.MethodGet, path: "channels/" + channel}, &c); err != nil {
		return false, err
	}
	if c.Kind == directMessage && c.Guild == "" && len(c.Recipients) == 1 && c.Recipients[0].ID == userID {
		p.places.learn(userID, channel)
		return true, nil
	}
	p.places.learnGroup(channel)
	return false, nil
}

// dm is the private chat with user, opened once.
func (p *Platform) dm(ctx context.Context, userID string) (string, error) {
	if c, ok := p.places.channel(userID); ok {
		return c, nil
	}
	var c struct {
		ID string `json:"id"`
	}
	r := request{method: http.MethodPost, path: "users/@me/channels", bucket: "open/" + userID,
		body: map[string]string{"recipient_id": userID}}
	if err := p.call(ctx, r, &c); err != nil {
		return "", err
	}
	p.places.learn(userID, c.ID)
	return c.ID, nil
}
