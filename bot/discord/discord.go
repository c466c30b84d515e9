package discord

import (
	"cmp"
	"context"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"

	"referout/bot"
)

// Name is the platform's name as it is stored with every account.
const Name = "discord"

// Options say how to reach Discord. The zero value of every field but Token is
// a good default.
type Options struct {
	Token      string // the bot's token, without "Bot "
	APIURL     string // scheme and host of the REST interface; default https://discord.com
	GatewayURL string // of the websocket; default: what the REST interface names

	HTTP http.RoundTripper                                                 // default: 64 idle connections a host
	Dial func(ctx context.Context, network, addr string) (net.Conn, error) // of the websocket; default: TCP, through the proxy that the environment names

	DeferAfter  time.Duration // an interaction is deferred when it has waited so long; default 1.5 s
	IdleTimeout time.Duration // a gateway connection silent for so long is dead; default 90 s
	WatchEvery  time.Duration // how often a session is looked at; default 10 s
	WedgedAfter time.Duration // a session locked for so long is replaced; default 60 s
	FirstPause  time.Duration // before the first attempt to reconnect, doubled up to MostPause; default 1 s
	MostPause   time.Duration // default 2 min

	Log *slog.Logger // default: slog.Default()
}

// Limits of Discord's interface.
const (
	answerWithin = 2500 * time.Millisecond // of the 3 s after which an interaction is unknown
	tokenLife    = 14*time.Minute + 30*time.Second
)

func (o Options) withDefaults() Options {
	o.APIURL = cmp.Or(o.APIURL, "https://discord.com")
	o.DeferAfter = cmp.Or(o.DeferAfter, 1500*time.Millisecond)
	o.IdleTimeout = cmp.Or(o.IdleTimeout, 90*time.Second)
	o.WatchEvery = cmp.Or(o.WatchEvery, 10*time.Second)
	o.WedgedAfter = cmp.Or(o.WedgedAfter, time.Minute)
	o.FirstPause = cmp.Or(o.FirstPause, time.Second)
	o.MostPause = cmp.Or(o.MostPause, 2*time.Minute)
	if o.HTTP == nil {
		o.HTTP = defaultTransport()
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return o
}

// Platform is Discord. It is safe for use by several goroutines.
type Platform struct {
	o        Options
	rest     *discordgo.Session // for REST only, never opened
	wire     *wire
	brake    *brake
	live     *register
	places   *places
	channels memo[channel] // of servers
	guilds   memo[guild]
	intake   atomic.Pointer[intake] // of the latest Run
	session  atomic.Int64           // counts the sessions that Discord began
	doubting atomic.Bool            // the token is being looked at

	connected atomic.Bool // a session with the gateway is open

	mu  sync.Mutex
	app string // our application's id
	me  string // our user's id
}

// New makes the platform; nothing is sent before Run or Send.
func New(o Options) *Platform {
	o = o.withDefaults()
	p := &Platform{o: o, wire: newWire(o), brake: newBrake(), live: newRegister(), places: newPlaces()}
	p.rest = newSession(o.Token, &http.Client{Transport: p.wire, Timeout: 15 * time.Second})
	return p
}

// newSession sets discordgo up as a client that neither keeps state nor retries
// nor logs: our outbox retries, and discordgo's log would show tokens and texts.
func newSession(token string, client *http.Client) *discordgo.Session {
	s, _ := discordgo.New("Bot " + token) // its error is always nil
	s.Identify.Intents = discordgo.IntentsGuilds | discordgo.IntentsDirectMessages
	s.StateEnabled, s.SyncEvents, s.LogLevel = false, true, discordgo.LogError-1
	s.MaxRestRetries, s.ShouldRetryOnRateLimit = 0, false
	s.ShouldReconnectOnError, s.ShouldReconnectVoiceOnSessionError = false, false
	s.Client = client
	return s
}

// Connected says whether a session with the gateway is open now.
func (p *Platform) Connected() bool { return p.connected.Load() }

// Name is "discord".
func (p *Platform) Name() string { return Name }

// Run connects, offers the commands and hands inputs to the receiver, one after
// another per chat, until ctx ends. An error means that Discord refuses the bot
// for good; it never holds the token.
func (p *Platform) Run(ctx context.Context, r bot.Receiver) error {
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	in := newIntake(ctx, p, r, fail)
	p.intake.Store(in)
	var beside sync.WaitGroup
	beside.Go(func() {
		if err := p.offer(ctx, r.Commands()); err != nil {
			fail(err)
		}
	})
	beside.Go(in.lookBack)
	err := p.listen(ctx, in)
	if cause := context.Cause(ctx); err == nil && isFatal(cause) {
		err = cause
	}
	fail(nil)
	beside.Wait()
	in.wait()
	return err
}

// Working notes who will see the answer to an interaction, in case it has to be
// deferred.
func (p *Platform) Working(_ context.Context, in bot.Incoming, private bool) error {
	if x, ok := p.live.get(in.ID); ok {
		x.audience(private)
	}
	return nil
}
