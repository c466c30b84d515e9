package simtest

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"
)

// mostTraced is how many things are remembered, without a flag.
const mostTraced = 120

// trace remembers the last things that happened, for a failure.
type trace struct {
	mu    sync.Mutex
	lines []string
	n     int
}

func (w *world) note(format string, args ...any) {
	line := time.Now().UTC().Format("2006-01-02 15:04:05.000 ") + fmt.Sprintf(format, args...)
	w.trace.mu.Lock()
	defer w.trace.mu.Unlock()
	w.trace.lines[w.trace.n%len(w.trace.lines)] = line
	w.trace.n++
}

// last are the last lines, oldest first.
func (t *trace) last() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out []string
	for i := max(0, t.n-len(t.lines)); i < t.n; i++ {
		out = append(out, "  "+t.lines[i%len(t.lines)])
	}
	return strings.Join(out, "\n")
}

// journal is the log of one life. An error in it is a failure, unless the process
// was killed: then nothing works any more.
func (w *world) journal(l *life) *slog.Logger { return slog.New(&journal{w: w, life: l}) }

type journal struct {
	w    *world
	life *life
}

// Enabled implements slog.Handler.
func (j *journal) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }

// Handle implements slog.Handler.
func (j *journal) Handle(_ context.Context, r slog.Record) error {
	if j.life.isDead() {
		return nil
	}
	text := r.Message
	r.Attrs(func(a slog.Attr) bool { text += fmt.Sprintf(" %s=%v", a.Key, a.Value); return true })
	j.w.note("log: %s", text)
	switch {
	case r.Level < slog.LevelError:
	case strings.Contains(text, "a message was given up") && !strings.Contains(text, "kind=ping"):
		j.w.givenUp.Add(1) // an answer, after trouble: the operator may send it
	case strings.Contains(text, "more buttons than Discord can show"):
		j.w.cut.Add(1) // a notice below a full list: known, and everything stays within reach
	default:
		j.w.logged(text)
	}
	return nil
}

// WithAttrs implements slog.Handler.
func (j *journal) WithAttrs([]slog.Attr) slog.Handler { return j }

// WithGroup implements slog.Handler.
func (j *journal) WithGroup(string) slog.Handler { return j }

// logged keeps an error of the log for the next check: it comes from any goroutine.
func (w *world) logged(text string) {
	w.trace.mu.Lock()
	defer w.trace.mu.Unlock()
	w.errors = append(w.errors, text)
}

func (w *world) takeErrors() []string {
	w.trace.mu.Lock()
	defer w.trace.mu.Unlock()
	out := w.errors
	w.errors = nil
	return out
}
