package handlers_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"

	"referout/bot"
	"referout/store"
)

// spy stands between a platform and the router, and between the store and its engine.
// It sees what a group asks of the bot, who is who, and whose space is written to.
type spy struct {
	bot.Platform
	mu      sync.Mutex
	router  bot.Receiver
	from    bot.Account     // of the newest input
	chat    *bot.Chat       // of the newest input
	reached map[string]bool // commands ("/name") and actions that came from a group
	touched map[store.SpaceID]bool
	logged  []string // errors
}

func newSpy(p bot.Platform) *spy {
	return &spy{Platform: p, reached: map[string]bool{}, touched: map[store.SpaceID]bool{}}
}

// Run implements bot.Platform.
func (s *spy) Run(ctx context.Context, r bot.Receiver) error {
	s.router = r
	return s.Platform.Run(ctx, overheard{r, s})
}

// Standing implements bot.Doorkeeper for platforms that do.
func (s *spy) Standing(ctx context.Context, in bot.Chat, of bot.Account) (bot.Standing, error) {
	if d, can := s.Platform.(bot.Doorkeeper); can {
		return d.Standing(ctx, in, of)
	}
	return bot.Unknown, nil
}

// overheard is the router as the platform sees it.
type overheard struct {
	bot.Receiver
	spy *spy
}

// Receive implements bot.Receiver.
func (o overheard) Receive(ctx context.Context, in bot.Incoming) error {
	o.spy.note(in)
	return o.Receiver.Receive(ctx, in)
}

func (s *spy) note(in bot.Incoming) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.from, s.chat = in.From, in.Chat
	if in.Chat == nil {
		return
	}
	if in.Kind == bot.Tapped {
		s.reached[actionOf(in.Payload)] = true
	} else if in.Command != "" {
		s.reached["/"+strings.ToLower(in.Command)] = true
	}
}

func (s *spy) last() (bot.Account, *bot.Chat) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.from, s.chat
}

// forge hands in an input that no device could send.
func (s *spy) forge(ctx context.Context, in bot.Incoming) error {
	s.note(in)
	return s.router.Receive(ctx, in)
}

func (s *spy) hasReached(what string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.reached[what]
}

// wrote says whether a space has been written to since it was last asked.
func (s *spy) wrote(id store.SpaceID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	was := s.touched[id]
	delete(s.touched, id)
	return was
}

// actionOf is the action that a payload names.
func actionOf(payload string) string {
	name, _, _ := strings.Cut(payload, ":")
	return name
}

// watched is an engine that tells which spaces are written to.
type watched struct {
	store.Engine
	spy *spy
}

// Update implements store.Engine.
func (w watched) Update(ctx context.Context, fn func(store.Writer) error) error {
	return w.Engine.Update(ctx, func(tx store.Writer) error { return fn(pen{tx, w.spy}) })
}

type pen struct {
	store.Writer
	spy *spy
}

// Put implements store.Writer.
func (p pen) Put(key string, value []byte) error {
	p.spy.wet(key)
	return p.Writer.Put(key, value)
}

// Delete implements store.Writer.
func (p pen) Delete(key string) error {
	p.spy.wet(key)
	return p.Writer.Delete(key)
}

func (s *spy) wet(key string) {
	space, _, _ := strings.Cut(key, "/")
	s.mu.Lock()
	s.touched[store.SpaceID(space)] = true
	s.mu.Unlock()
}

// Enabled implements slog.Handler: what is logged as an error is a failure.
func (s *spy) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelError }

// Handle implements slog.Handler.
func (s *spy) Handle(_ context.Context, r slog.Record) error {
	text := r.Message
	r.Attrs(func(a slog.Attr) bool { text += fmt.Sprintf(" %s=%v", a.Key, a.Value); return true })
	s.mu.Lock()
	defer s.mu.Unlock()
	s.logged = append(s.logged, text)
	return nil
}

// WithAttrs implements slog.Handler.
func (s *spy) WithAttrs([]slog.Attr) slog.Handler { return s }

// WithGroup implements slog.Handler.
func (s *spy) WithGroup(string) slog.Handler { return s }

// complaints are the errors logged since the last call.
func (s *spy) complaints() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.logged
	s.logged = nil
	return out
}
