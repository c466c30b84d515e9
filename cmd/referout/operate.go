package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/cmd/referout/checkup"
	"referout/cmd/referout/chores"
	"referout/cmd/referout/control"
	"referout/cmd/referout/vault"
	"referout/store"
	"referout/store/bolt"
)

// do has a chore done where the book is open: in the program that has it, or here.
func (p *program) do(ctx context.Context, chore string, args any) error {
	return p.doTo(ctx, p.stdout, chore, args)
}

func (p *program) doTo(ctx context.Context, out io.Writer, chore string, args any) error {
	l, err := loadConfig(p.config, p.environ())
	if err != nil {
		return err
	}
	data, err := p.bookFolder(l)
	if err != nil {
		return err
	}
	if err := control.Call(ctx, data, chore, args, out); !errors.Is(err, control.ErrNobody) {
		return err
	}
	err = p.doHere(ctx, l, data, out, chore, args)
	if !errors.Is(err, bolt.ErrInUse) {
		return err
	}
	// Somebody has opened it meanwhile.
	if err := control.Call(ctx, data, chore, args, out); !errors.Is(err, control.ErrNobody) {
		return err
	}
	return fmt.Errorf("another referout is busy with the book in %s for a moment; try again", data)
}

func (p *program) doHere(ctx context.Context, l loaded, data string, out io.Writer, chore string, args any) error {
	s, err := p.openBook(ctx, l, data)
	if err != nil {
		return err
	}
	r, err := p.newRouter(l, s.Store, p.newLog(io.Discard, l.Log), nil)
	if err != nil {
		return errors.Join(err, s.Close())
	}
	raw, err := json.Marshal(args)
	if err == nil {
		err = p.chores(l, data, s, r).Tasks()[chore](ctx, raw, out)
	}
	return errors.Join(err, s.Close())
}

// chores are what can be done with an open book.
func (p *program) chores(l loaded, data string, s *book, r *bot.Router) *chores.Book {
	return &chores.Book{
		Engine: s.engine, Store: s.Store, Router: r, Home: home(), Now: time.Now,
		Vault:  &vault.Vault{Book: s.engine, Store: s.Store, Master: s.master, Tables: tables(), Data: data},
		Backup: l.backup(data), Report: p.backedUp,
		Platforms: func(ctx context.Context) []checkup.Line { return p.platformLines(ctx, l, "") },
	}
}

// backedUp is told of every backup.
func (p *program) backedUp(at time.Time, err error) {
	if p.watch != nil {
		p.watch.Backup(at, err)
	}
}

// tables are those of all features, whose indexes a check compares.
func tables() (all []store.Keeper) {
	for _, f := range features() {
		all = append(all, f.Tables...)
	}
	return all
}

// backup is what the config says of backups.
func (l *loaded) backup(data string) vault.Settings {
	s := vault.Settings{Recipient: l.Backup.Recipient, Folder: l.beside(l.Backup.Folder)}
	if s.Folder == "" {
		s.Folder = filepath.Join(data, "backups")
	}
	if abs, err := filepath.Abs(s.Folder); err == nil {
		s.Folder = abs
	}
	return s
}

// attend does the operator's chores and makes the daily backup until the returned
// function is called.
func (p *program) attend(ctx context.Context, l loaded, data string, s *book, r *bot.Router, log *slog.Logger) (leave func()) {
	ctx, end := context.WithCancel(ctx)
	if err := vault.Tidy(data); err != nil {
		log.Warn("unfinished files cannot be removed", "error", err)
	}
	adviseCompaction(s.engine, log)
	c := p.chores(l, data, s, r)
	server, err := control.Listen(ctx, data, c.Tasks(), log)
	if err != nil {
		log.Warn("nobody can call this program; to have something done with the book, end it first", "error", err)
	}
	if at, found := c.Vault.Newest(ctx, c.Backup.Folder); found {
		p.backedUp(at, nil)
	}
	var daily sync.WaitGroup
	if l.Backup.At != "" {
		daily.Go(func() { p.daily(ctx, l, c, log).Run(ctx) })
	}
	return func() {
		end()
		if server != nil {
			if err := server.Close(); err != nil {
				log.Warn("the socket for calls cannot be removed", "error", err)
			}
		}
		daily.Wait()
	}
}

// daily makes backups by the machine's own clock.
func (p *program) daily(ctx context.Context, l loaded, c *chores.Book, log *slog.Logger) vault.Daily {
	zone, err := time.LoadLocation(p.machineZone())
	if err != nil {
		zone = time.Local
	}
	return vault.Daily{
		At: l.Backup.At, Zone: zone, Resolve: when.Instant, Log: log, Report: c.Report,
		Last: func() (time.Time, bool) { return c.Vault.Newest(ctx, c.Backup.Folder) },
		Backup: func(ctx context.Context, now time.Time) (vault.Made, error) {
			return c.Vault.Backup(ctx, c.Backup, now)
		},
	}
}

// Compacting is advised for a file of this size, in bytes, of which more than half
// holds nothing. It is not done at the start: that would take as long as the disk
// is slow, and whoever watches the start might end it in the middle, each time.
const advised = 64 << 20

func adviseCompaction(e *bolt.Engine, log *slog.Logger) {
	u, err := e.Usage()
	if err == nil && u.File >= advised && u.Free > u.File/2 {
		log.Warn("more than half of book.db holds nothing; to make it smaller, end the program and type: referout compact", "bytes", u.File, "unused", u.Free)
	}
}
