package telegram

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// trouble is something that does not work for a while. The log has a line when
// it begins and one when it is over; what lies between is told at debug level. A
// trouble that comes and goes is told loudly once in a while only.
type trouble struct {
	log   *slog.Logger
	level slog.Level // of its beginning
	over  string     // the line of its end

	mu    sync.Mutex
	in    int // how many are in it
	since time.Time
	lines map[string]bool      // what was said of it so far
	loud  bool                 // any of that loudly
	last  map[string]time.Time // when a line was last said loudly
}

// repeatAfter is when the same line is worth saying loudly again.
const repeatAfter = 10 * time.Minute

func newTrouble(log *slog.Logger, level slog.Level, over string) *trouble {
	return &trouble{log: log, level: level, over: over, lines: make(map[string]bool), last: make(map[string]time.Time)}
}

// spell is the part of a trouble that one goroutine has.
type spell struct {
	of *trouble
	on bool
}

func (t *trouble) spell() *spell { return &spell{of: t} }

// failed tells the trouble that it goes on, and how.
func (s *spell) failed(line string, args ...any) {
	t, now := s.of, time.Now()
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.in == 0 {
		t.since = now
	}
	if !s.on {
		s.on = true
		t.in++
	}
	level := slog.LevelDebug
	if last, before := t.last[line]; !t.lines[line] && (!before || now.Sub(last) >= repeatAfter) {
		level, t.loud, t.last[line] = t.level, true, now
	}
	t.lines[line] = true
	t.log.Log(context.Background(), level, line, args...) //nolint:sloglint // each caller hands in a constant
}

// ended tells the trouble that it is over for this one, if it was in it.
func (s *spell) ended() {
	t := s.of
	t.mu.Lock()
	defer t.mu.Unlock()
	if !s.on {
		return
	}
	s.on = false
	if t.in--; t.in > 0 {
		return
	}
	level := slog.LevelDebug
	if t.loud {
		level = slog.LevelInfo
	}
	t.log.Log(context.Background(), level, t.over, "lasted", time.Since(t.since).Round(time.Second)) //nolint:sloglint // each caller hands in a constant
	t.loud = false
	clear(t.lines)
}
