package watch

import (
	"context"
	"fmt"
	"sync/atomic"

	"referout/bot"
)

// stage is one platform and how far it has come.
type stage struct {
	platform       bot.Platform
	begun, stopped atomic.Bool
}

// watched are the platforms as the router is to run them.
func (h *health) watched() []bot.Platform {
	out := make([]bot.Platform, len(h.stages))
	for i, s := range h.stages {
		out[i] = runner{s.platform, s, h}
	}
	return out
}

// runner is a platform that tells when it runs and when it has stopped.
type runner struct {
	bot.Platform
	stage  *stage
	health *health
}

var _ bot.Doorkeeper = runner{}

// Standing implements bot.Doorkeeper: what the platform cannot tell is unknown.
func (r runner) Standing(ctx context.Context, in bot.Chat, of bot.Account) (bot.Standing, error) {
	if keeper, can := r.Platform.(bot.Doorkeeper); can {
		return keeper.Standing(ctx, in, of)
	}
	return bot.Unknown, nil
}

// StoppedError means that a platform has ended for good: its token is refused, say, and
// another start would change nothing.
type StoppedError struct {
	Platform string
	Err      error
}

func (e *StoppedError) Error() string { return e.Err.Error() }
func (e *StoppedError) Unwrap() error { return e.Err }

// Run implements bot.Platform. A platform whose input has ended, as a console's at
// the end of a pipe, has not stopped: it still shows what is sent.
func (r runner) Run(ctx context.Context, to bot.Receiver) error {
	r.health.begins(r.stage)
	err := r.Platform.Run(ctx, to)
	if err != nil && ctx.Err() == nil {
		r.stage.stopped.Store(true)
		return &StoppedError{r.Name(), err}
	}
	return err
}

func (h *health) begins(s *stage) {
	h.mu.Lock()
	defer h.mu.Unlock()
	before := h.allBegun()
	s.begun.Store(true)
	if !before && h.allBegun() {
		close(h.begun)
	}
}

func (h *health) allBegun() bool {
	for _, s := range h.stages {
		if !s.begun.Load() {
			return false
		}
	}
	return true
}

// connected says whether the platform was ever connected to. Platforms that do not
// say are, once they run.
func (s *stage) connected() bool {
	switch p := s.platform.(type) {
	case interface{ Connected() bool }:
		return p.Connected()
	case interface{ StartLink(string) string }: // empty until the bot's name is known
		return p.StartLink("start") != ""
	}
	return true
}

func (s *stage) up() bool { return s.ready() == nil }

func (s *stage) ready() error {
	name := s.platform.Name()
	switch {
	case !s.begun.Load():
		return fmt.Errorf("%s does not run yet", name)
	case s.stopped.Load():
		return fmt.Errorf("%s has stopped; the log says why", name)
	case !s.connected():
		return fmt.Errorf("%s has not been connected to yet", name)
	}
	return nil
}
