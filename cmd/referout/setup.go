package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	"referout/bot"
)

// setupFile is where the machine's owner finds the codes that make her the owner
// of a book on the platforms.
type setupFile struct {
	path   string
	log    *slog.Logger
	router interface {
		SetupCode(ctx context.Context, platform string) (text string, needed bool, err error)
	}
}

// offer is one platform's code.
type offer struct {
	platform bot.Platform
	code     string
}

// linker is a platform that has a link which opens the bot and sends a code. It
// is empty until the platform knows the bot's name.
type linker interface{ StartLink(code string) string }

// write makes a fresh code for every platform on which nobody owns a book, and
// adds start links as the platforms learn them, until the returned function is
// called. The file goes at the first start that finds an owner everywhere.
func (f setupFile) write(ctx context.Context, access string, platforms []bot.Platform) (settle func(), err error) {
	offers, err := f.offers(ctx, access, platforms)
	if err != nil {
		return nil, err
	}
	if len(offers) == 0 {
		return func() {}, f.remove()
	}
	if err := f.put(offers); err != nil {
		return nil, fmt.Errorf("the file for setup codes cannot be written: %w", err)
	}
	f.log.Warn("nobody owns a book yet; the code for the first owner is in the file", "file", f.path)
	ctx, stop := context.WithCancel(ctx)
	var links sync.WaitGroup
	links.Go(func() { f.addLinks(ctx, offers) })
	return func() {
		stop()
		links.Wait()
	}, nil
}

func (f setupFile) offers(ctx context.Context, access string, platforms []bot.Platform) ([]offer, error) {
	var out []offer
	for _, p := range platforms {
		if p.Name() == homePlatform || access != string(bot.Invite) {
			continue
		}
		code, needed, err := f.router.SetupCode(ctx, p.Name())
		if err != nil {
			return nil, fmt.Errorf("setup code: %w", err)
		}
		if needed {
			out = append(out, offer{p, code})
		}
	}
	return out, nil
}

// addLinks writes the file again once every link is known.
func (f setupFile) addLinks(ctx context.Context, offers []offer) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for !linked(offers) {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
	if err := f.put(offers); err != nil {
		f.log.Warn("the start link could not be written to the file for setup codes", "error", err)
	}
}

func linked(offers []offer) bool {
	for _, o := range offers {
		if l, ok := o.platform.(linker); ok && l.StartLink(o.code) == "" {
			return false
		}
	}
	return true
}

// put writes the whole file anew, for its owner alone.
func (f setupFile) put(offers []offer) error {
	next := f.path + ".new"
	if err := os.Remove(next); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := writeNew(next, []byte(setupText(offers))); err != nil {
		return err
	}
	return os.Rename(next, f.path)
}

func (f setupFile) remove() error {
	if err := os.Remove(f.path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

func setupText(offers []offer) string {
	var b strings.Builder
	b.WriteString("Whoever sends one of these codes to your bot first owns a book there.\nKeep this file to yourself. Every start makes new codes, until somebody owns a book.\n")
	for _, o := range offers {
		fmt.Fprintf(&b, "\n%s\n  send to your bot, in a private chat:  /start %s\n", o.platform.Name(), o.code)
		if l, ok := o.platform.(linker); ok && l.StartLink(o.code) != "" {
			fmt.Fprintf(&b, "  or open this link:  %s\n", l.StartLink(o.code))
		}
	}
	return b.String()
}
