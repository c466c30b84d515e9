package discord

import (
	"context"
	"net/http"
	"time"

	"referout/bot"
)

// settle asks Discord what became of an interaction whose state is not known: it
// is of an earlier run, or a first response was tried and nobody knows whether it
// arrived.
func (s *sending) settle(ctx context.Context) error {
	x := s.x
	if !s.live() || x.state != unknown && !(x.state == fresh && (x.triedDefer || x.triedAnswer)) {
		return nil
	}
	m := &message{}
	err := s.p.call(ctx, request{method: http.MethodGet, path: x.originalPath()}, m)
	switch {
	case err == nil:
		x.responded(m)
	case has(err, unknownMessage):
		x.state = done // what it was answered by has been deleted
	case !over(err) && passing(err):
		return err
	case !over(err):
		x.state = done // nobody can tell: no first response then
	case time.Since(x.at) > answerWithin:
		x.state = expired // it was never answered and cannot be any more
	case x.state == unknown:
		x.state = fresh
	}
	return nil
}

// passing says whether a failure may be over when the call is repeated.
func passing(err error) bool {
	o := classify(err, false).Outcome
	return o != bot.BadContent && o != bot.TargetGone
}

// responded takes in the message that the interaction's token calls @original.
func (x *live) responded(m *message) {
	x.original, x.shown = ref(x.channel, m.ID), m
	x.toldHidden = m.Flags&ephemeral != 0
	if olderID(m.ID, x.id) { // the message with the button
		x.tapped, x.hidden = x.original, x.toldHidden
	}
	x.state = done
	if m.Flags&loading != 0 {
		x.state = waiting
	}
}

// answeredBefore says whether the interaction's first response is the first part of
// this delivery.
func (s *sending) answeredBefore() (id string, yes bool) {
	if s.x == nil || s.next > 0 {
		return "", false
	}
	m := s.x.shown
	if m == nil || s.x.state != done || olderID(m.ID, s.x.id) {
		return "", false
	}
	ours := s.x.triedAnswer && s.x.triedKey == s.key
	return s.x.original, ours || !s.tried.IsZero() && s.parts[0].is(m, "")
}
