// Package telegram connects the bot to Telegram.
//
// Calls are made with the types and the errors of the go-telegram client; those
// that every message needs go out in a body made here, which is quicker.
//
// # Input
//
// Updates are fetched by a poller of this package. All of a batch is stored in
// the receiver's inbox before the next poll confirms it to Telegram, and handed
// on from there: in order in each chat, the chats side by side, while the next
// poll is under way. The receiver takes a row out of the inbox in the transaction
// of its effect, so an input is handled exactly once, whenever the process ends;
// what is left is handed on by the next run. As long as the store takes nothing,
// nothing is confirmed. An update that cannot be read, or over which the receiver
// panics time and again, is set aside and holds up nobody. When about a thousand
// inputs are stored and not handled, nothing more is fetched.
//
// A group that becomes a supergroup gets another id. That is told as an input of
// kind bot.Moved, once by each of the two chats; inputs of both are in order
// around it.
//
// # Groups
//
// Who leaves a group, or is removed, is told as an input of kind bot.Left, and twice
// where the bot is an administrator: Telegram says it to everybody and once more to
// administrators. What is for a topic stays in it, and is said outside of it when it
// is closed or deleted. Pins, files and asides make no sound.
//
// A tap in a group is answered by the aside that the outbox sends for it, which the
// tapper alone sees; without one its button stops spinning four seconds after the tap was
// handled, eight while it is, or one after an answer that everybody sees. An aside that comes later than Telegram
// takes it is dropped. A process that is killed in between answers no more: then the
// button stops by itself.
//
// # Trouble
//
// Run goes on through whatever may pass: another program that polls, a webhook
// that was left set, rate limits, pages instead of answers, connections that fall
// silent. It pauses up to a minute, and the log has a line when a trouble begins
// and a line when it is over. Run ends only with its context or when Telegram
// refuses the token.
//
// # Privacy
//
// A chat is private only if Telegram calls it private and its id is the
// sender's; everything else is a group. In groups only commands and replies to
// the bot are read, and who left. An edit is made only in the chat that the delivery is for.
// Neither the token nor anybody's text stands in an error or a log line.
//
// # Inert text
//
// Messages carry entities, never markup, so nothing in people's text is parsed.
// Telegram itself still finds some things in plain text. A word joiner (U+2060)
// keeps it from turning "@name" into a mention and "/word" into a command,
// unless the word is one of this bot's own commands. Web addresses, e-mail
// addresses, phone numbers and hashtags stay live: touching one leads away from
// the chat, but says nothing to anybody in it.
package telegram

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tg "github.com/go-telegram/bot"

	"referout/bot"
)

// platformName is stored with every account: it must never change.
const platformName = "telegram"

// DefaultAPIURL is Telegram's own server.
const DefaultAPIURL = "https://api.telegram.org"

// Options say how to reach Telegram. The zero value of each field but Token works.
type Options struct {
	Token       string            // of the bot, from BotFather
	APIURL      string            // default DefaultAPIURL; without a trailing slash
	Transport   http.RoundTripper // default: a pool of 64 idle connections
	PollTimeout time.Duration     // how long one poll waits for updates, in full seconds: default 50 s, at least 1 s
	Log         *slog.Logger      // default: discarded
	Random      func() float64    // in [0,1), for jitter
}

func (o Options) withDefaults() Options {
	if o.APIURL == "" {
		o.APIURL = DefaultAPIURL
	}
	o.APIURL = strings.TrimRight(o.APIURL, "/")
	if o.PollTimeout <= 0 {
		o.PollTimeout = 50 * time.Second
	}
	o.PollTimeout = max(o.PollTimeout, time.Second)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Random == nil {
		o.Random = rand.Float64
	}
	return o
}

// Platform is the Telegram adapter.
type Platform struct {
	o        Options
	url      url.URL // of a call, without its method: it holds the token
	wire     *wire
	client   *tg.Bot // nil without a token
	me       atomic.Pointer[self]
	commands atomic.Pointer[map[string]bool] // this bot's, live in texts
	typing   typing
	taps     taps
	progress progress
	crowding crowding
	signs    sync.WaitGroup // that something is being done, under way
}

var _ bot.Platform = (*Platform)(nil)

// self is who the bot is on Telegram.
type self struct {
	ID       int64
	Username string
}

// New makes the adapter; it calls nobody yet.
func New(o Options) *Platform {
	p := &Platform{o: o.withDefaults()}
	p.wire = newWire(p.o.Transport)
	if strings.TrimSpace(o.Token) == "" {
		return p
	}
	client, err := tg.New(o.Token,
		tg.WithSkipGetMe(),
		tg.WithServerURL(p.o.APIURL),
		tg.WithHTTPClient(p.o.PollTimeout, p.wire),
		tg.WithErrorsHandler(func(error) { p.o.Log.Warn("telegram connection did not close cleanly") }),
	)
	base, bad := url.Parse(p.o.APIURL + "/bot" + p.o.Token + "/")
	if err == nil && bad == nil {
		p.client, p.url = client, *base
	}
	return p
}

// Name is "telegram".
func (p *Platform) Name() string { return platformName }

var errNoToken = errors.New("telegram: no token")

// Run learns the bot's name, sets its menus and hands updates to the receiver
// until ctx ends, through every trouble that may pass. It returns an error at
// once if Telegram refuses the token. Nothing of it runs any more when it returns.
func (p *Platform) Run(ctx context.Context, r bot.Receiver) error {
	if p.client == nil {
		return errNoToken
	}
	ctx, cancel := context.WithCancel(ctx)
	defer p.signs.Wait()
	defer p.typing.stopAll()
	defer p.closeTaps(ctx)
	p.know(r.Commands())
	if err := p.meet(ctx); err != nil {
		cancel()
		return err
	}
	menus := make(chan struct{})
	go func() {
		defer close(menus)
		p.offerMenus(ctx, r.Commands())
	}()
	err := p.poll(ctx, r)
	cancel()
	<-menus
	return err
}

// meet learns who the bot is, trying until it is told or refused.
func (p *Platform) meet(ctx context.Context) error {
	wait, net := p.backoff(), newTrouble(p.o.Log, slog.LevelWarn, "telegram is reached").spell()
	for {
		_, err := p.Username(ctx)
		if err == nil {
			net.ended()
			return nil
		}
		if isRefused(err) {
			return refusedError(err)
		}
		net.failed("telegram cannot be reached, trying again", "error", err)
		if err := wait.sleep(ctx, retryAfter(err)); err != nil {
			return err
		}
	}
}

// Username is the bot's name on Telegram, without "@". It is asked once.
func (p *Platform) Username(ctx context.Context) (string, error) {
	if me := p.me.Load(); me != nil {
		return me.Username, nil
	}
	if p.client == nil {
		return "", errNoToken
	}
	var me self
	err := p.call(ctx, "getMe", func(ctx context.Context) error {
		u, err := p.client.GetMe(ctx)
		if err == nil {
			me = self{ID: u.ID, Username: u.Username}
		}
		return err
	})
	if err != nil {
		return "", err
	}
	p.me.Store(&me)
	return me.Username, nil
}

// StartLink opens the private chat with the bot and sends "/start code" there.
// Code is 1 to 64 of letters, digits, "_" and "-". It is empty as long as the
// bot's name is unknown: call Username, or wait for Run.
func (p *Platform) StartLink(code string) string {
	me := p.me.Load()
	if me == nil || me.Username == "" {
		return ""
	}
	return "https://t.me/" + me.Username + "?start=" + url.QueryEscape(code)
}
