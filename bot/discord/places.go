package discord

import (
	"context"
	"net/http"
	"sync"
)

// places remembers which channel is whose private chat, and how things stand
// there. It grows with the people who talk to the bot, not with what they say.
type places struct {
	mu     sync.Mutex
	byOne  map[string]string // user → channel
	of     map[string]string // channel → user; "" means: a group
	read   map[string]int64  // channel → the session in which it was read back last
	newest map[string]string // channel → where the newest delivery of this run ended
	denied map[string]int    // user → denials in a row, until the way is free or shut
}

func newPlaces() *places {
	return &places{byOne: make(map[string]string), of: make(map[string]string), read: make(map[string]int64),
		newest: make(map[string]string), denied: make(map[string]int)}
}

// learn notes a proven private chat.
func (s *places) learn(user, channel string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.byOne[user], s.of[channel] = channel, user
}

// users are those whose private chat is known.
func (s *places) users() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for user := range s.byOne {
		out = append(out, user)
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

// readIn says whether a private chat was read back in the session.
func (s *places) readIn(channel string, session int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.read[channel] >= session
}

// noteRead notes it; session 0 means that it has to be read again.
func (s *places) noteRead(channel string, session int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.read[channel] = session
}

// noteSent notes a message of ours.
func (s *places) noteSent(channel, message string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if olderID(s.newest[channel], message) {
		s.newest[channel] = message
	}
}

func (s *places) lastSent(channel string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.newest[channel]
}

// mostDenials is how often Discord may deny access to a private chat in a row
// before that is believed: it does so now and then without meaning it.
const mostDenials = 3

// deny counts a denial; shut says that it is to be believed.
func (s *places) deny(user string) (shut bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.denied[user]++; s.denied[user] < mostDenials {
		return false
	}
	delete(s.denied, user)
	return true
}

// admit ends a row of denials.
func (s *places) admit(user string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.denied, user)
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
	channel, _, err := p.open(ctx, userID)
	return channel, err
}

// openPath is where private chats are opened, as often as one likes.
const openPath = "users/@me/channels"

// open opens or finds the private chat with user; last is the newest message there.
func (p *Platform) open(ctx context.Context, userID string) (channel, last string, err error) {
	var c struct {
		ID   string `json:"id"`
		Last string `json:"last_message_id"`
	}
	r := request{method: http.MethodPost, path: openPath, body: map[string]string{"recipient_id": userID}}
	if err := p.call(ctx, r, &c); err != nil {
		return "", "", err
	}
	p.places.learn(userID, c.ID)
	return c.ID, c.Last, nil
}
