package main

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
)

// newLog writes to w as the config says. Every log of the program is made here.
func (p *program) newLog(w io.Writer, c logConfig) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(c.Level)) // validated with the config
	o := &slog.HandlerOptions{Level: level}
	var lines slog.Handler = slog.NewTextHandler(w, o)
	if c.Format == "json" {
		lines = slog.NewJSONHandler(w, o)
	}
	return slog.New(discreet{lines, p.mask})
}

// chatLog keeps the log out of a conversation: it goes to a file in the data
// folder, or as warnings to stderr if that cannot be written.
func (p *program) chatLog(data string, c logConfig) (*slog.Logger, func() error) {
	f, err := os.OpenFile(filepath.Join(data, "referout.log"), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		c.Level = "warn"
		return p.newLog(p.stderr, c), func() error { return nil }
	}
	return p.newLog(f, c), f.Close
}
