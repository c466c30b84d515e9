package discord

import (
	"context"
	"net/http"
)

// shut says whether nothing can be written there: the channel was deleted, or the
// thread is closed for good. A message opens one that is merely archived.
func shut(err error) bool { return has(err, unknownChannel, archivedThread, lockedThread) }

// leaveThread goes on in the room that the thread was part of.
func (s *sending) leaveThread() {
	s.channel = s.room
	s.looked, s.seen, s.missing = false, nil, false
}

// wake opens an archived thread, in which nothing can be edited. It falls asleep
// again by itself.
func (p *Platform) wake(ctx context.Context, thread string) error {
	body := map[string]bool{"archived": false}
	return p.call(ctx, request{method: http.MethodPatch, path: "channels/" + thread, body: body}, nil)
}

// covers says whether a message in the channel may be edited by this delivery: it is
// in her private chat, or in the room or one of its threads.
func (s *sending) covers(ctx context.Context, channel string) (bool, error) {
	if s.user != "" {
		dm, err := s.p.dm(ctx, s.user)
		return channel == dm, err
	}
	if channel == s.channel || channel == s.room {
		return true, nil
	}
	c, err := s.p.channel(ctx, channel)
	if err != nil && !passing(err) {
		return false, nil
	}
	return isThread(c.Kind) && c.Parent == s.room, err
}
