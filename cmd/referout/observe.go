package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"

	"referout/bot"
	"referout/cmd/referout/watch"
	"referout/store/bolt"
)

// beWatched shows from now on how the program does, to whoever the config and
// systemd say, until the returned function is called. A program that may not show
// it does not start.
func (p *program) beWatched(ctx context.Context, l loaded, data string, log *slog.Logger, platforms []bot.Platform) (end func(), err error) {
	var listener net.Listener
	if l.Watch.Listen != "" {
		if listener, err = watch.Listen(l.Watch.Listen); err != nil {
			if inUse(data) { // by whoever listens there, most likely
				return nil, trouble(data, bolt.ErrInUse)
			}
			return nil, fmt.Errorf("%s: watch.listen: %w, or write listen = \"\"", l.where("watch.listen"), err)
		}
		log.Info("health and metrics are shown", "address", listener.Addr().String())
	}
	p.watch = watch.New(watch.Options{Platforms: platforms, Book: filepath.Join(data, bookFile), Log: log})
	return p.watch.Start(ctx, listener), nil
}

// inUse says whether another program has the book open.
func inUse(data string) bool {
	e, err := bolt.OpenReadOnly(bookIn(data))
	if err == nil {
		err = e.Close()
	}
	return errors.Is(err, bolt.ErrInUse)
}
