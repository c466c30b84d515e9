package discord

import (
	"context"
	"net/http"
	"time"
)

// fasten pins what was just sent, if that was asked for; what was edited in place is
// pinned already or was never to be. A message that is not pinned was sent all the
// same.
func (s *sending) fasten(ctx context.Context) (unpinned bool) {
	channel, message := splitRef(s.last)
	if !s.pin || s.aside || message == "" || s.last == s.edit {
		return false
	}
	r := request{method: http.MethodPut, path: "channels/" + channel + "/messages/pins/" + message}
	err := s.p.call(ctx, r, nil)
	for _, wait := range []time.Duration{300 * time.Millisecond, time.Second, 3 * time.Second} {
		if err == nil || !passing(err) {
			break
		}
		sleep(ctx, wait)
		err = s.p.call(ctx, r, nil)
	}
	if err == nil || has(err, unknownMessage) {
		return false
	}
	s.p.o.Log.Debug("discord message not pinned", "cause", s.p.plain(err))
	return true
}
