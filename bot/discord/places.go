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

// learn notes a proven private chat; first says that it was not known.
func (s *places) learn(user, channel string) (first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, known := s.byOne[user]
	s.byOne[user], s.of[channel] = channel, user
	return !known
}

// all are the private chats: channel → user.
func (s *places) all() map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make(map[string]string)
	for user, channel := range s.byOne {
		out[channel] = user
	}
	return out
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

// isDM says whether a channel is the private chat with user, asking once a
// channel; first says that it was asked now.
func (p *Platform) isDM(ctx context.Context, channel, userID string) (private, first bool, err error) {
	if owner, known := p.places.owner(channel); known {
		return owner == userID, false, nil
	}
	var c struct {
		Kind       int    `json:"type"`
		Guild      string `json:"guild_id"`
		Recipients []user `json:"recipients"`
	}
	if err := p.call(ctx, request{method: http.MethodGet, path: "channels/" + channel}, &c); err != nil {
		return false, false, err
	}
	if c.Kind == directMessage && c.Guild == "" && len(c.Recipients) == 1 && c.Recipients[0].ID == userID {
		return true, p.places.learn(userID, channel), nil
	}
	p.places.learnGroup(channel)
	return false, false, nil
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
	in := p.intake.Load()
	if p.places.learn(userID, c.ID) && in != nil {
		in.met(c.ID, userID)
	}
	return c.ID, nil
}
