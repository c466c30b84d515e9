package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

var (
	errDropped = errors.New("the connection to Discord dropped")
	errWedged  = errors.New("the session does not answer any more")
	errIgnored = errors.New("Discord opened no session")
)

// gateway is one discordgo session and what is needed to get rid of it.
type gateway struct {
	p       *Platform
	session *discordgo.Session
	down    chan error // told of every disconnect
	up      chan error // told, without an error, of every session that began or went on
	trouble *trouble
	hello   *sync.Once // for the first session of a run
	conn    atomic.Pointer[conn]
	url     atomic.Pointer[string]
	stop    context.CancelFunc // of dialling
	ctx     context.Context
}

// listen keeps a session open until ctx ends or Discord refuses us for good.
func (p *Platform) listen(ctx context.Context, in *intake) error {
	pause, hello := p.newPause(), new(sync.Once)
	trouble := p.newTrouble("discord disconnected", "discord connected again")
	for {
		g := p.newGateway(ctx, in)
		g.trouble, g.hello = trouble, hello
		err := g.stay(ctx, pause)
		g.stop()
		if ctx.Err() != nil {
			return nil
		}
		if isFatal(err) {
			return err
		}
		trouble.began(err) // this session is beyond help: it is replaced
	}
}

func (p *Platform) newGateway(ctx context.Context, in *intake) *gateway {
	g := &gateway{p: p, down: make(chan error, 1), up: make(chan error, 1)}
	g.ctx, g.stop = context.WithCancel(ctx)
	g.session = newSession(p.o.Token, &http.Client{Transport: g})
	g.session.Dialer = &websocket.Dialer{HandshakeTimeout: writeWithin, NetDialContext: g.dial}
	if p.o.Dial == nil {
		g.session.Dialer.Proxy = http.ProxyFromEnvironment
	}
	g.session.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) {
		if e.Type == "READY" || e.Type == "RESUMED" {
			tell(g.up, nil)
		}
		in.event(e.Type, e.RawData)
	})
	g.session.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) { tell(g.down, errDropped) })
	return g
}

// tell leaves word for whoever looks next; it never blocks.
func tell(c chan error, err error) {
	select {
	case c <- err:
	default:
	}
}

// forget takes back what was left.
func forget(c chan error) {
	select {
	case <-c: //nolint:errcheck // it is about a connection that is no more
	default:
	}
}

// dial makes the connection that the watchdog can cut.
func (g *gateway) dial(_ context.Context, network, addr string) (net.Conn, error) {
	dial := g.p.o.Dial
	if dial == nil {
		dial = (&net.Dialer{Timeout: 10 * time.Second}).DialContext
	}
	c, err := dial(g.ctx, network, addr)
	if err != nil {
		return nil, err
	}
	own := newConn(c, g.p.o.IdleTimeout)
	g.conn.Store(own)
	return own, nil
}

// RoundTrip answers discordgo's only request on this session, for the gateway's
// address, with what was found beforehand under a context of ours.
func (g *gateway) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := json.Marshal(map[string]string{"url": *g.url.Load()})
	if err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: http.StatusOK, Status: "200 OK", Request: req,
		Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(body))}, nil
}

// stay opens the session again and again; it returns when ctx ends, when the
// session is beyond help, or when Discord refuses us.
func (g *gateway) stay(ctx context.Context, pause *pause) error {
	for {
		err := g.open(ctx)
		if err == nil {
			err = g.use(ctx, pause)
		}
		switch {
		case ctx.Err() != nil:
			g.close()
			return ctx.Err()
		case errors.Is(err, errWedged), errors.Is(err, errIgnored):
			g.cut()
			return err
		}
		if fatal := fatalClose(err); fatal != nil {
			return fatal
		}
		g.trouble.began(err)
		if err := pause.wait(ctx); err != nil {
			return err
		}
	}
}

// use waits until an open connection ends. Without a session it is of no use: a
// gateway that says that the old one is invalid may never begin another.
func (g *gateway) use(ctx context.Context, pause *pause) error {
	if err := g.await(ctx, g.up, g.down, g.p.o.IdleTimeout); err != nil {
		return err
	}
	g.hello.Do(func() { g.p.o.Log.Info("discord connected") })
	g.trouble.ended()
	g.p.connected.Store(true)
	defer g.p.connected.Store(false)
	since := time.Now()
	err := g.await(ctx, nil, g.down, 0)
	pause.lasted(time.Since(since))
	return err
}

// open finds the gateway's address and opens or resumes the session there.
func (g *gateway) open(ctx context.Context) error {
	url, err := g.p.gatewayURL(ctx)
	if err != nil {
		return err
	}
	g.url.Store(&url)
	forget(g.down) // of the connection before
	forget(g.up)
	opened := make(chan error, 1)
	go func() { opened <- g.session.Open() }()
	err = g.await(ctx, opened, nil, 0)
	if errors.Is(err, discordgo.ErrWSAlreadyOpen) {
		return nil
	}
	if ctx.Err() != nil {
		g.cut()
		select {
		case late := <-opened:
			g.p.o.Log.Debug("discord connection was cut", "cause", g.p.plain(late))
		case <-time.After(closeWithin):
		}
	}
	return err
}

// await waits for a result or an end, for ctx to end, or for the watchdog: a session
// whose lock cannot be had for a while will never be free again. Within the given
// time, if that is not 0, the result has to be there.
func (g *gateway) await(ctx context.Context, result, end <-chan error, within time.Duration) error {
	tick := time.NewTicker(g.p.o.WatchEvery)
	defer tick.Stop()
	var late <-chan time.Time
	if within > 0 {
		late = time.After(within)
	}
	free := time.Now()
	for {
		select {
		case err := <-result:
			return err
		case err := <-end:
			return err
		case <-ctx.Done():
			return ctx.Err()
		case <-late:
			return errIgnored
		case now := <-tick.C:
			if g.watch() {
				free = now
			} else if now.Sub(free) >= g.p.o.WedgedAfter {
				return errWedged
			}
		}
	}
}

// watch looks at the session; false: its lock cannot be had. A connection over
// which no heartbeat was answered for too long is cut, however much else arrives:
// discordgo then resumes the session on another one.
func (g *gateway) watch() bool {
	if !g.session.TryRLock() {
		return false
	}
	answered := g.session.LastHeartbeatAck
	g.session.RUnlock()
	if !answered.IsZero() && time.Since(answered) > g.p.o.IdleTimeout {
		g.hangUp()
	}
	return true
}

const (
	closeWithin = 3 * time.Second
	lockEvery   = 20 * time.Millisecond
)

// close says goodbye, which discordgo does for a second under its lock; when it
// does not come back, or the lock cannot be had, the connection is cut. It waits for
// a quiet moment first: discordgo may be closing by itself, or just beginning. From
// now on nothing that Discord says can make it do either.
func (g *gateway) close() {
	if c := g.conn.Load(); c != nil {
		c.parting.Store(true)
	}
	late := time.After(closeWithin)
	for free := false; !free; {
		select {
		case <-late:
			g.cut()
			return
		case <-time.After(lockEvery):
		}
		if free = g.session.TryLock(); free {
			g.session.Unlock()
		}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = g.session.Close()
	}()
	select {
	case <-done:
	case <-late:
		g.cut()
	}
}

// cut ends the connection without a word, and all dialling.
func (g *gateway) cut() {
	g.stop()
	g.hangUp()
}

func (g *gateway) hangUp() {
	if c := g.conn.Load(); c != nil {
		_ = c.Close()
	}
}

func (p *Platform) gatewayURL(ctx context.Context) (string, error) {
	if p.o.GatewayURL != "" {
		return p.o.GatewayURL, nil
	}
	var found struct {
		URL string `json:"url"`
	}
	err := p.call(ctx, request{method: http.MethodGet, path: "gateway"}, &found)
	if err == nil && found.URL == "" {
		err = errors.New("discord named no gateway")
	}
	return found.URL, err
}
