package simtest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"referout/bot"
	"referout/bot/discord"
	"referout/bot/discord/discordtest"
	"referout/bot/telegram"
	"referout/bot/telegram/telegramtest"
)

// platforms makes the real adapters for one life, with its wire in between.
func (w *world) platforms(l *life) []bot.Platform {
	var out []bot.Platform
	for _, n := range w.networks {
		switch n := n.(type) {
		case *telegramtest.Network:
			o := n.Options(w.t)
			o.Transport, o.PollTimeout, o.Log = &wire{l, n.Name(), o.Transport}, pollTimeout, w.journal(l)
			out = append(out, telegram.New(o))
		case *discordtest.Network:
			o := n.Options(w.t)
			dial := o.Dial
			o.HTTP, o.Log = &wire{l, n.Name(), o.HTTP}, w.journal(l)
			o.Dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
				return l.dial(ctx, network, addr, dial)
			}
			out = append(out, discord.New(o))
		}
	}
	return out
}

// pollTimeout is long, so that a quiet year is not too many polls.
const pollTimeout = 12 * time.Hour

// wire is what one life reaches a network by. On it calls are cut, refused and
// lost, and the life may end before and behind each of them.
type wire struct {
	life  *life
	name  string
	inner http.RoundTripper
}

var (
	errRefused = errors.New("connection refused")
	errReset   = errors.New("connection reset by peer")
)

// RoundTrip implements http.RoundTripper.
func (c *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	kind := callKind(req)
	body, err := rewind(req)
	if err != nil {
		return nil, err
	}
	if err := c.life.step("before " + kind); err != nil {
		return nil, err
	}
	to := destination(c.name, req, body)
	f := c.life.w.trouble.of(c.name, kind, to)
	if f != nothing {
		c.life.w.note("%s: %s %s", c.name, kind, f)
	}
	try := c.life.w.pings.attempt(c.life, kind, c.name+" "+to, body)
	if f.refused() {
		return c.refuse(req, f)
	}
	resp, err := c.carryOut(req, body)
	if err == nil && shows(kind) && resp.StatusCode < http.StatusMultipleChoices {
		try.carriedOut()
		select {
		case c.life.w.news <- struct{}{}:
		default:
		}
	}
	if died := c.life.step("behind " + kind); died != nil {
		return nil, died
	}
	if f == lost {
		return nil, errReset
	}
	try.told()
	return resp, err
}

// refuse answers a call that is not carried out.
func (c *wire) refuse(req *http.Request, f fault) (*http.Response, error) {
	switch f {
	case unsent:
		return nil, errRefused
	case hangs:
		wrote(req)
		select {
		case <-time.After(hangFor):
			return nil, errReset
		case <-req.Context().Done():
			return nil, req.Context().Err()
		}
	}
	return f.response(c.name, req), nil
}

// hangFor is how long a connection stays silent before it is known to be broken.
const hangFor = 65 * time.Second

func wrote(req *http.Request) {
	if t := httptrace.ContextClientTrace(req.Context()); t != nil && t.WroteRequest != nil {
		t.WroteRequest(httptrace.WroteRequestInfo{})
	}
}

// rewind reads a body and puts it back.
func rewind(req *http.Request) ([]byte, error) {
	if req.Body == nil {
		return nil, nil
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	_ = req.Body.Close()
	req.Body = io.NopCloser(bytes.NewReader(body))
	return body, nil
}

// rewound is a call once more.
func rewound(req *http.Request, body []byte) *http.Request {
	again := req.Clone(req.Context())
	again.Body = io.NopCloser(bytes.NewReader(body))
	return again
}

// callKind is what a call does, without the ids in it.
func callKind(req *http.Request) string {
	path := req.URL.Path
	if i := strings.LastIndex(path, "/"); strings.HasPrefix(path, "/bot") && i > 0 {
		return path[i+1:] // telegram
	}
	switch {
	case strings.HasSuffix(path, "/callback"):
		return "callback"
	case strings.Contains(path, "/webhooks/"):
		return req.Method + " webhook"
	case strings.Contains(path, "/messages"):
		return req.Method + " message"
	case strings.Contains(path, "/users/@me/channels"):
		return "open channel"
	}
	return req.Method + " " + path[strings.LastIndex(path, "/")+1:]
}

// shows says whether a call of that kind can show somebody something.
func shows(kind string) bool {
	switch kind {
	case "sendMessage", "sendDocument", "editMessageText", "callback",
		"POST message", "PATCH message", "POST webhook", "PATCH webhook":
		return true
	}
	return false
}

var chatID = regexp.MustCompile(`(?:"chat_id":|name="chat_id"\s+)"?(-?\d+)`)

// destination is whom a call is for, as far as it says so.
func destination(network string, req *http.Request, body []byte) string {
	if network == "discord" {
		if p := strings.Split(req.URL.Path, "/"); strings.Contains(req.URL.Path, "/channels/") && len(p) > 4 {
			return p[4]
		}
		return ""
	}
	if m := chatID.FindSubmatch(body); m != nil {
		return string(m[1])
	}
	return ""
}

// line is a gateway connection of one life. What a dead life writes goes nowhere.
type line struct {
	net.Conn
	life *life
	deaf atomic.Bool // the process says goodbye and hears nothing more
	once sync.Once
	gone chan struct{} // closed with the connection
}

// Read implements net.Conn.
func (c *line) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if c.deaf.Load() {
		<-c.gone
		return 0, net.ErrClosed
	}
	return n, err
}

// Write implements net.Conn.
func (c *line) Write(b []byte) (int, error) {
	if c.life.step("gateway write") != nil {
		return len(b), nil
	}
	return c.Conn.Write(b)
}

// Close implements net.Conn.
func (c *line) Close() error {
	c.once.Do(func() { close(c.gone) })
	return c.Conn.Close()
}

// SetWriteDeadline implements net.Conn. A dead life's session must not find out by
// it that its connection is closed, or several parts of discordgo close it at once.
func (c *line) SetWriteDeadline(t time.Time) error {
	err := c.Conn.SetWriteDeadline(t)
	if c.life.isDead() {
		return nil
	}
	return err
}

type dialer func(ctx context.Context, network, addr string) (net.Conn, error)

func (l *life) dial(ctx context.Context, network, addr string, dial dialer) (net.Conn, error) {
	if err := l.step("dial"); err != nil {
		return nil, err
	}
	if f := l.w.trouble.of("discord", "dial", ""); f != nothing {
		return nil, errRefused
	}
	conn, err := dial(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	c := &line{Conn: conn, life: l, gone: make(chan struct{})}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, c)
	if l.dead {
		return nil, errors.Join(errKilled, c.Close())
	}
	return c, nil
}
