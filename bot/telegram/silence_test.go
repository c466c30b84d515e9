package telegram_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/telegram"
	"referout/bot/telegram/telegramtest"
)

// line is a server at the end of connections in memory that can fall silent: they
// take what is written and give nothing any more, as after a cable was pulled.
type line struct {
	serve http.HandlerFunc
	calls chan net.Conn
	done  chan struct{}
	dials atomic.Int32
	mu    sync.Mutex
	conns []*silent
}

func (l *line) dial(context.Context, string, string) (net.Conn, error) {
	l.dials.Add(1)
	here, there := net.Pipe()
	c := &silent{Conn: here, gone: make(chan struct{})}
	l.mu.Lock()
	l.conns = append(l.conns, c)
	l.mu.Unlock()
	l.calls <- there
	return c, nil
}

// fallSilent silences every connection, once they all are back from their calls.
func (l *line) fallSilent() {
	synctest.Wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range l.conns {
		c.quiet.Store(true)
	}
}

// Accept, Close and Addr make it a listener.
func (l *line) Accept() (net.Conn, error) {
	select {
	case c := <-l.calls:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

func (l *line) Close() error   { close(l.done); return nil }
func (l *line) Addr() net.Addr { return &net.IPAddr{} }

// silent is one of its connections, as the bot holds it.
type silent struct {
	net.Conn
	quiet atomic.Bool
	once  sync.Once
	gone  chan struct{}
}

func (c *silent) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if c.quiet.Load() {
		<-c.gone
		return 0, net.ErrClosed
	}
	return n, err
}

func (c *silent) Write(p []byte) (int, error) {
	if c.quiet.Load() {
		return len(p), nil
	}
	return c.Conn.Write(p)
}

func (c *silent) Close() error {
	c.once.Do(func() { close(c.gone) })
	return c.Conn.Close()
}

// onLine plays with the adapter's own transport, over HTTP 1 or 2.
func onLine(t *testing.T, two bool, play func(*testing.T, *line, *telegram.Platform)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		l := &line{calls: make(chan net.Conn), done: make(chan struct{})}
		tr, protocols := telegram.DefaultTransport(), new(http.Protocols)
		tr.DialContext = l.dial
		protocols.SetHTTP1(!two)
		protocols.SetUnencryptedHTTP2(two)
		tr.Protocols = protocols
		server := &http.Server{Protocols: protocols, ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if l.serve != nil {
				l.serve(w, r)
			}
			if _, err := io.WriteString(w, `{"ok":true,"result":{"message_id":5}}`); err != nil {
				t.Error(err)
			}
		})}
		ended := make(chan error)
		go func() { ended <- server.Serve(l) }()
		play(t, l, telegram.New(telegram.Options{Token: telegramtest.Token, APIURL: "http://telegram.invalid", Transport: tr}))
		tr.CloseIdleConnections()
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
}

// toAnn sends one message and says what became of it; 0: it arrived.
func toAnn(t *testing.T, p *telegram.Platform) bot.Outcome {
	t.Helper()
	_, err := p.Deliver(t.Context(), telegram.Parcel{Person: 42, Message: say("hello")})
	return outcomeOf(t, err)
}

// A connection that fell silent costs one call, not every call until the kernel
// gives it up, though HTTP/2 has but one.
func TestSilentConnectionIsLeft(t *testing.T) {
	onLine(t, true, func(t *testing.T, l *line, p *telegram.Platform) {
		if got := toAnn(t, p); got != 0 {
			t.Fatalf("outcome %d", got)
		}
		l.fallSilent()
		start := time.Now()
		if got := toAnn(t, p); got != bot.Ambiguous || time.Since(start) > 30*second {
			t.Errorf("outcome %d after %v, want ambiguous within 30s", got, time.Since(start))
		}
		if got := toAnn(t, p); got != 0 || l.dials.Load() != 2 {
			t.Errorf("outcome %d over connection %d, want a second one that works", got, l.dials.Load())
		}
	})
}

// The machine slept, and every connection that is kept for later is dead.
func TestSilentConnectionsAreAllLeft(t *testing.T) {
	onLine(t, false, func(t *testing.T, l *line, p *telegram.Platform) {
		const many = 3
		var there sync.WaitGroup
		there.Add(many)
		l.serve = func(http.ResponseWriter, *http.Request) { there.Done(); there.Wait() }
		var all sync.WaitGroup
		for range many {
			all.Go(func() {
				if got := toAnn(t, p); got != 0 {
					t.Errorf("outcome %d", got)
				}
			})
		}
		all.Wait()
		l.serve = nil
		if got := l.dials.Load(); got != many {
			t.Fatalf("%d connections, want %d", got, many)
		}
		l.fallSilent()
		if got := toAnn(t, p); got != bot.Ambiguous {
			t.Errorf("outcome %d, want ambiguous", got)
		}
		if got := toAnn(t, p); got != 0 {
			t.Errorf("outcome %d over connection %d, want a fresh one that works", got, l.dials.Load())
		}
	})
}
