package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/bottest"
	"referout/bot/discord"
	"referout/bot/discord/discordtest"
	"referout/bot/telegram"
	"referout/bot/telegram/telegramtest"
	"referout/bot/when"
	"referout/store"
	"referout/store/memory"
	"referout/store/storetest"
)

// Whatever goes wrong, nobody's name, text, id or token stands in the log. These
// are people, groups and texts that no sentence of the program knows.
const (
	zebulon   = "zebulonius"
	quixotic  = "quixotella"
	moonraker = "moonraker-meetup"
	specialty = "persimmon"
	doctor    = "Bramblewood"
)

// numbers are what may be the id of a person, a chat, a message or an interaction.
var numbers = regexp.MustCompile(`\b\d{9,}\b|[^\w.-]-\d{6,}\b`)

// everybody are the names, texts, ids and tokens of all who take part.
func everybody() []string {
	out := []string{
		zebulon, quixotic, moonraker, specialty, doctor, "1344777",
		telegramtest.Token, discordtest.Token, "TEST-token", "discordtest.secret", "token-",
	}
	for _, name := range []string{zebulon, quixotic} {
		out = append(out, fmt.Sprint(telegramtest.PersonID(name)))
	}
	return append(out, strings.TrimPrefix(fmt.Sprint(telegramtest.GroupID(moonraker)), "-"))
}

// double writes every line as text and as JSON.
type double struct{ text, json slog.Handler }

func (d double) Enabled(context.Context, slog.Level) bool { return true }
func (d double) Handle(ctx context.Context, r slog.Record) error {
	return errors.Join(d.text.Handle(ctx, r), d.json.Handle(ctx, r))
}
func (d double) WithAttrs(as []slog.Attr) slog.Handler {
	return double{d.text.WithAttrs(as), d.json.WithAttrs(as)}
}
func (d double) WithGroup(name string) slog.Handler {
	return double{d.text.WithGroup(name), d.json.WithGroup(name)}
}

// shaky is an engine that fails, or takes its time, while it is told to.
type shaky struct {
	store.Engine
	fails, slow atomic.Bool
}

func (s *shaky) Update(ctx context.Context, fn func(store.Writer) error) error {
	if s.slow.Load() {
		time.Sleep(2 * time.Second)
	}
	if s.fails.Load() {
		return errors.New("write /var/lib/referout/book.db: no space left on device")
	}
	return s.Engine.Update(ctx, fn)
}

// clumsy is a feature in whose commands everything goes wrong that can.
func clumsy() bot.Feature {
	fail := func(name string, how func() error) bot.Command {
		return bot.Command{Name: name, Summary: "Fails", Personal: func(context.Context, *bot.Personal) (bot.Private, error) { return bot.Private{}, how() }}
	}
	var none map[string][]int
	return bot.Feature{Commands: []bot.Command{
		fail("clumsyquote", func() error { return fmt.Errorf("no such name: %q", doctor) }),
		fail("clumsyparse", func() error { _, err := strconv.Atoi(doctor); return err }),
		fail("clumsyjson", func() error { return json.Unmarshal([]byte(`{"`+doctor+`"}`), new(int)) }),
		fail("clumsytime", func() error { _, err := time.Parse(time.DateOnly, doctor); return err }),
		fail("clumsyid", func() error { return fmt.Errorf("no chat %d", telegramtest.PersonID(zebulon)) }),
		fail("clumsypanic", func() error { panic(doctor) }),
		fail("clumsyerror", func() error { panic(errors.New(doctor)) }),
		fail("clumsyindex", func() error { none[doctor] = append(none[doctor], none[specialty][1]); return nil }),
	}}
}

// troubled is the whole program in a bubble, on networks in trouble, with a log in
// both formats at the lowest level.
type troubled struct {
	*testing.T
	log      *pages
	telegram *telegramtest.Network
	discord  *discordtest.Network
	engine   *shaky
	master   store.Master
	texts    int
	least    int // how many lines there are at least
	stop     func()
}

// inTrouble runs the program while play goes on, and searches its log, which must
// have something to say of the trouble.
func inTrouble(t *testing.T, least int, play func(*troubled)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2026, 3, 2, 15, 0, 0, 0, time.UTC)))
		x := &troubled{
			T: t, log: newPages(), least: least, master: storetest.Master(t),
			telegram: telegramtest.New(), discord: discordtest.New(), engine: &shaky{Engine: memory.New()},
		}
		x.start()
		play(x)
		x.engine.fails.Store(false)
		x.stop()
		time.Sleep(time.Hour) // the networks' own timers
		x.search()
	})
}

func (x *troubled) start() {
	p := newProgram(nil, nil, nil)
	p.mask.hide(telegramtest.Token)
	p.mask.hide(discordtest.Token)
	log := slog.New(double{
		p.newLog(x.log, logConfig{Level: "debug", Format: "text"}).Handler(),
		p.newLog(x.log, logConfig{Level: "debug", Format: "json"}).Handler(),
	})
	o := x.telegram.Options(x)
	o.Log, o.PollTimeout = log, 50*time.Second
	x.discord.Configure(discord.Options{Log: log}, 0)
	s, err := store.Open(x.Context(), x.engine, x.master)
	if err != nil {
		x.Fatal(err)
	}
	r, err := bot.NewRouter(bot.Config{
		Store: s, Log: log, Features: append(features(), clumsy()), Access: bot.Open, Zone: "America/Chicago",
		Platforms: []bot.Platform{telegram.New(o), x.discord.Adapter(x)}, Resolve: when.Instant, Grace: grace,
	})
	if err != nil {
		x.Fatal(err)
	}
	restore := hearLibraries(log)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	time.Sleep(time.Second)
	x.stop = func() {
		cancel()
		if err := <-ended; err != nil { // which is said at the end of the program
			say(x.log, p.mask.secretless(err.Error()))
		}
		restore()
	}
}

// search looks for everybody in every line.
func (x *troubled) search() {
	said := x.log.String()
	if n := strings.Count(said, "level="); n < x.least {
		x.Errorf("the log has %d lines, want %d at least", n, x.least)
	}
	private := append(everybody(), x.discord.UserID(zebulon), x.discord.ChannelID(moonraker))
	for line := range strings.Lines(said) {
		for _, p := range private {
			if strings.Contains(line, p) {
				x.Errorf("%q stands in the log: %s", p, line)
			}
		}
		if found := numbers.FindString(line); found != "" {
			x.Errorf("%q may be an id: %s", found, line)
		}
	}
}

// talk is a bit of everything that people do on a network, and time for what comes
// of it.
func (x *troubled) talk(n bottest.Network) {
	x.texts++
	for _, say := range []struct{ who, where, text string }{
		{zebulon, "", "/start"},
		{zebulon, "", fmt.Sprintf("/add Dr %s%d, physician, %s Clinic, 1344777", doctor, x.texts, specialty)},
		{zebulon, "", "/received " + doctor},
		{zebulon, "", "met " + quixotic + " for lunch yesterday"},
		{zebulon, "", "/find " + specialty},
		{zebulon, "", "/export"},
		{zebulon, "", "/settings"},
		{quixotic, "", "hello, I am " + quixotic},
		{zebulon, moonraker, "/help"},
		{zebulon, moonraker, "/due " + specialty},
	} {
		n.Say(say.who, say.where, say.text)
		time.Sleep(3 * time.Second)
		if say.where == "" && say.who == zebulon {
			x.touch(n)
		}
	}
	n.Send(zebulon, specialty+".vcf", []byte(doctor))
	time.Sleep(10 * time.Minute)
}

// touch taps the first and the last button of what was shown last, and answers it.
func (x *troubled) touch(n bottest.Network) {
	heard := n.Heard()
	for i := len(heard) - 1; i >= 0; i-- {
		line := heard[i]
		if len(line.Buttons) == 0 || line.Person != zebulon {
			continue
		}
		for _, b := range []bottest.Button{line.Buttons[0], line.Buttons[len(line.Buttons)-1]} {
			n.Tap(zebulon, line, b)
			time.Sleep(3 * time.Second)
		}
		n.Reply(zebulon, "tomorrow "+specialty, line)
		time.Sleep(time.Second)
		return
	}
}
