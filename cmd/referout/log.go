package main

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
)

// newLog writes to w as the config says.
func newLog(w io.Writer, c logConfig) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(c.Level)) // validated with the config
	o := &slog.HandlerOptions{Level: level}
	if c.Format == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}

// chatLog keeps the log out of a conversation: it goes to a file in the data
// folder, or as warnings to stderr if that cannot be written.
func (p *program) chatLog(data string, c logConfig) (*slog.Logger, func() error) {
	f, err := os.OpenFile(filepath.Join(data, "referout.log"), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		c.Level = "warn"
		return newLog(p.stderr, c), func() error { return nil }
	}
	return newLog(f, c), f.Close
}
