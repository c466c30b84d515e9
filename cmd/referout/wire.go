package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/term"

	"referout/bot"
	"referout/bot/console"
	"referout/bot/discord"
	"referout/bot/telegram"
	"referout/bot/when"
	"referout/store"
)

const (
	bookFile     = "book.db" // in the data folder
	homePlatform = "console" // the machine owner's own
	homeOwner    = "you"
	// grace is how long messages that are stored are still sent after the end.
	grace = 5 * time.Second
	// settle is how long a line of a script waits for the answer to the one before.
	settle = 5 * time.Second
)

// chat runs the console alone.
func (p *program) chat(ctx context.Context) error {
	l, err := loadConfig(p.config, p.environ())
	if err != nil {
		return err
	}
	l.Telegram.Enabled, l.Discord.Enabled, l.Console.Enabled = false, false, true
	l.Watch.Listen = "" // a service on this machine may have it
	data, err := p.dataFolder(l)
	if err != nil {
		return err
	}
	return p.serveQuietly(ctx, l, data)
}

// serveQuietly keeps the log out of a conversation in the same terminal.
func (p *program) serveQuietly(ctx context.Context, l loaded, data string) error {
	log, closeLog := p.chatLog(data, l.Log)
	return errors.Join(p.serve(ctx, l, data, log), closeLog())
}

// run runs what the config enables.
func (p *program) run(ctx context.Context) error {
	l, err := loadConfig(p.config, p.environ())
	if err != nil {
		return err
	}
	data, err := p.dataFolder(l)
	if err != nil {
		return err
	}
	if l.Console.Enabled && p.interactive() {
		return p.serveQuietly(ctx, l, data)
	}
	return p.serve(ctx, l, data, p.newLog(p.stderr, l.Log))
}

// serve opens the book and talks until ctx ends, every platform has ended, or
// whoever sits at the terminal has.
func (p *program) serve(ctx context.Context, l loaded, data string, log *slog.Logger) error {
	running, end := context.WithCancel(ctx)
	defer end()
	defer hearLibraries(log)()
	platforms, err := p.platforms(l, data, log, end)
	if err != nil {
		return err
	}
	unwatched, err := p.beWatched(running, l, data, log, platforms)
	if err != nil {
		return err
	}
	defer unwatched()
	s, err := p.openBook(ctx, l, data)
	if err != nil {
		return err
	}
	hashPlaces(platforms, s.Store)
	r, err := p.newRouter(l, s.Store, log, p.watch.Platforms())
	if err == nil {
		err = p.trustClock(ctx, r, time.Now())
	}
	if err != nil {
		return errors.Join(err, s.Close())
	}
	setup := setupFile{path: filepath.Join(data, "setup-code"), log: p.newLog(p.stderr, l.Log), router: r}
	settled, err := setup.write(ctx, l.Access, platforms)
	if err != nil {
		return errors.Join(err, s.Close())
	}
	leave := p.attend(running, l, data, s, r, log)
	log.Info("started", "data", data, "platforms", names(platforms))
	err = r.Run(running)
	settled()
	leave()
	log.Info("stopped")
	return errors.Join(err, s.Close())
}

func (p *program) newRouter(l loaded, s *store.Store, log *slog.Logger, platforms []bot.Platform) (*bot.Router, error) {
	zone := l.Zone
	if zone == "" {
		zone = p.machineZone()
	}
	c := bot.Config{
		Store: s, Log: log, Features: features(), Platforms: platforms,
		Access: bot.Access(l.Access), Home: homePlatform, Zone: zone,
		Resolve: when.Instant, Grace: grace,
		Limits: map[string]bot.Limits{"telegram": telegram.Limits(), "discord": discord.Limits()},
	}
	if p.watch != nil {
		c.Meter = p.watch
	}
	return bot.NewRouter(c)
}

// platforms makes what the config enables.
func (p *program) platforms(l loaded, data string, log *slog.Logger, end func()) ([]bot.Platform, error) {
	var out []bot.Platform
	if l.Console.Enabled {
		out = append(out, seat{p.console(data, log), end})
	}
	if l.Telegram.Enabled {
		token, err := p.token(l, "telegram", l.Telegram.TokenFile)
		if err != nil {
			return nil, err
		}
		out = append(out, telegram.New(telegram.Options{
			Token: token, APIURL: l.Telegram.APIURL, PollTimeout: time.Duration(l.Telegram.PollTimeout), Log: log,
		}))
	}
	if l.Discord.Enabled {
		token, err := p.token(l, "discord", l.Discord.TokenFile)
		if err != nil {
			return nil, err
		}
		out = append(out, discord.New(discord.Options{
			Token: token, APIURL: l.Discord.APIURL, GatewayURL: l.Discord.GatewayURL, Log: log,
		}))
	}
	if len(out) == 0 {
		return nil, errors.New("no platform is on; write enabled = true under [console], [telegram] or [discord] in the config file")
	}
	return out, nil
}

func (p *program) console(data string, log *slog.Logger) *console.Console {
	o := console.Options{
		In: p.stdin, Out: p.stdout, TTY: p.interactive(), Me: homeOwner,
		Memory: console.OpenMemory(filepath.Join(data, "console")),
		Files:  filepath.Join(data, "sent"),
		Log:    log,
	}
	if o.Greet = o.TTY; !o.TTY {
		o.Settle = settle
	}
	return console.New(o)
}

// hashPlaces lets the console keep what it shows to others under hashes of the book's own
// key: the file beside the book names nobody.
func hashPlaces(platforms []bot.Platform, s *store.Store) {
	for _, p := range platforms {
		if seat, is := p.(seat); is {
			seat.Memory.HashPlaces(func(text string) (sum string, err error) {
				err = s.View(context.Background(), func(tx *store.Tx) error {
					sum, err = tx.Hash(text)
					return err
				})
				return sum, err
			})
		}
	}
}

// interactive reports whether somebody sits at both ends.
func (p *program) interactive() bool { return terminal(p.stdin) && terminal(p.stdout) }

// seat is a console whose end at a terminal is the end of the program. A pipe that
// has run dry ends nothing else.
type seat struct {
	*console.Console
	end func()
}

func (s seat) Run(ctx context.Context, r bot.Receiver) error {
	err := s.Console.Run(ctx, r)
	if s.TTY {
		s.end()
	}
	return err
}

func terminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func names(platforms []bot.Platform) []string {
	var out []string
	for _, p := range platforms {
		out = append(out, p.Name())
	}
	return out
}

// home is the machine owner's own account.
func home() bot.Account { return bot.Account{Platform: homePlatform, ID: homeOwner} }
