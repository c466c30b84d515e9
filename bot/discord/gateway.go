package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

var (
	errDropped = errors.New("the connection to Discord dropped")
	errWedged  = errors.New("the session does not answer any more")
)

// gateway is one discordgo session and what is needed to get rid of it.
type gateway struct {
	p       *Platform
	session *discordgo.Session
	down    chan error // told of every disconnect
	conn    atomic.Pointer[idleConn]
	url     atomic.Pointer[string]
	stop    context.CancelFunc // of dialling
	ctx     context.Context
}

// listen keeps a session open until ctx ends or Discord refuses us for good.
func (p *Platform) listen(ctx context.Context, in *intake) error {
	pause := p.newPause()
	for {
		g := p.newGateway(ctx, in)
		err := g.stay(ctx, pause)
		g.stop()
		if ctx.Err() != nil {
			return nil
		}
		if isFatal(err) {
			return err
		}
		p.o.Log.Warn("discord session replaced", "cause", err)
	}
}

func (p *Platform) newGateway(ctx context.Context, in *intake) *gateway {
	g := &gateway{p: p, down: make(chan error, 1)}
	g.ctx, g.stop = context.WithCancel(ctx)
	g.session = newSession(p.o.Token, &http.Client{Transport: g})
	g.session.Dialer = &websocket.Dialer{HandshakeTimeout: writeWithin, NetDialContext: g.dial}
	if p.o.Dial == nil {
		g.session.Dialer.Proxy = http.ProxyFromEnvironment
	}
	g.session.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { in.event(e.Type, e.RawData) })
	g.session.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		select {
		case g.down <- errDropped:
		default:
		}
	})
	return g
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
	ic := &idleConn{Conn: c, idle: g.p.o.IdleTimeout}
	g.conn.Store(ic)
	return ic, nil
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
// session is wedged, or when Discord refuses us.
func (g *gateway) stay(ctx context.Context, pause *pause) error {
	for {
		err := g.open(ctx)
		if err == nil {
			g.p.o.Log.Info("discord connected")
			since := time.Now()
			err = g.await(ctx, g.down)
			pause.lasted(time.Since(since))
		}
		switch {
		case ctx.Err() != nil:
			g.close()
			return ctx.Err()
		case errors.Is(err, errWedged):
			g.cut()
			return err
		}
		if fatal := fatalClose(err); fatal != nil {
			return fatal
		}
		g.p.o.Log.Warn("discord disconnected", "cause", g.p.plain(err))
		if err := pause.wait(ctx); err != nil {
			return err
		}
	}
}

// open finds the gateway's address and opens or resumes the session there.
func (g *gateway) open(ctx context.Context) error {
	url, err := g.p.gatewayURL(ctx)
	if err != nil {
		return err
	}
	g.url.Store(&url)
	select {
	case last := <-g.down: // of the connection before
		g.p.o.Log.Debug("discord connection had ended", "cause", g.p.plain(last))
	default:
	}
	opened := make(chan error, 1)
	go func() { opened <- g.session.Open() }()
	err = g.await(ctx, opened)
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

// await waits for a result, the end of ctx, or the watchdog: a session whose
// lock cannot be had for a while will never be free again.
func (g *gateway) await(ctx context.Context, result <-chan error) error {
	tick := time.NewTicker(g.p.o.WatchEvery)
	defer tick.Stop()
	free := time.Now()
	for {
		select {
		case err := <-result:
			return err
		case <-ctx.Done():
			return ctx.Err()
		case now := <-tick.C:
			if g.session.TryRLock() {
				g.session.RUnlock()
				free = now
			} else if now.Sub(free) >= g.p.o.WedgedAfter {
				return errWedged
			}
		}
	}
}

const closeWithin = 3 * time.Second

// close says goodbye, which discordgo does for a second under its lock; when it
// does not come back the connection is cut.
func (g *gateway) close() {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = g.session.Close()
	}()
	select {
	case <-done:
	case <-time.After(closeWithin):
		g.cut()
	}
}

// cut ends the connection without a word.
func (g *gateway) cut() {
	g.stop()
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

// pause is the growing wait between attempts to connect: Discord allows a new
// session every five seconds and a thousand a day.
type pause struct{ first, most, next time.Duration }

func (p *Platform) newPause() *pause {
	return &pause{first: p.o.FirstPause, most: p.o.MostPause, next: p.o.FirstPause}
}

// lasted starts over after a connection that held.
func (w *pause) lasted(d time.Duration) {
	if d > w.most {
		w.next = w.first
	}
}

func (w *pause) wait(ctx context.Context) error {
	timer := time.NewTimer(w.next)
	defer timer.Stop()
	w.next = min(2*w.next, w.most)
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
