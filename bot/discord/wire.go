package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

// wire carries REST requests to the configured host, noting for each whether it
// was written and how it was answered; pace holds what Discord accepts.
type wire struct {
	next  http.RoundTripper
	base  *url.URL // nil: as the request says
	pace  *rate.Limiter
	ahead atomic.Int64 // how far Discord's clock is ahead of ours, in nanoseconds
}

func newWire(o Options) *wire {
	w := &wire{next: o.HTTP, pace: rate.NewLimiter(perSecond, atOnce)}
	if u, err := url.Parse(strings.TrimRight(o.APIURL, "/")); err == nil && u.Host != "" {
		w.base = u
	}
	return w
}

func defaultTransport() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConns, t.MaxIdleConnsPerHost = 64, 64
	t.ResponseHeaderTimeout = 15 * time.Second
	return t
}

// An exchange is what is known about one request, whatever became of it.
type exchange struct {
	wrote   atomic.Bool
	status  atomic.Int64
	after   atomic.Int64 // when to come back, in nanoseconds: of an answer 429
	rest    atomic.Int64 // the same, of the last call that a limit allowed
	overall atomic.Bool  // the refusal is for all calls
}

// pause is how long the route has to rest after this exchange.
func (x *exchange) pause() time.Duration { return time.Duration(x.rest.Load()) }

type exchangeKey struct{}

// traced notes in the exchange what happens to a request made with the context.
func traced(ctx context.Context, x *exchange) context.Context {
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteHeaders: func() { x.wrote.Store(true) },
		WroteRequest: func(info httptrace.WroteRequestInfo) {
			if info.Err == nil {
				x.wrote.Store(true)
			}
		},
	})
	return context.WithValue(ctx, exchangeKey{}, x)
}

// RoundTrip implements http.RoundTripper.
func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	if w.base != nil {
		req = req.Clone(req.Context())
		req.URL.Scheme, req.URL.Host, req.Host = w.base.Scheme, w.base.Host, ""
		req.URL.Path = w.base.Path + req.URL.Path
	}
	resp, err := w.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	w.note(req.Context(), resp)
	return resp, nil
}

func (w *wire) note(ctx context.Context, resp *http.Response) {
	if t, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		w.ahead.Store(int64(time.Until(t)))
	}
	x, ok := ctx.Value(exchangeKey{}).(*exchange)
	if !ok {
		return
	}
	x.wrote.Store(true)
	x.status.Store(int64(resp.StatusCode))
	x.limits(resp)
	for name := range resp.Header {
		if strings.HasPrefix(name, "X-Ratelimit-") {
			resp.Header.Del(name) // discordgo would sleep on them
		}
	}
}

// limits notes what an answer says about rate limits.
func (x *exchange) limits(resp *http.Response) {
	h := resp.Header
	if h.Get("X-Ratelimit-Remaining") == "0" {
		x.rest.Store(int64(inSeconds(h.Get("X-Ratelimit-Reset-After"))))
	}
	if resp.StatusCode != http.StatusTooManyRequests {
		return
	}
	after := inSeconds(h.Get("Retry-After"))
	overall := h.Get("X-Ratelimit-Global") != "" || h.Get("X-Ratelimit-Scope") == "global"
	var said struct {
		After  float64 `json:"retry_after"`
		Global bool    `json:"global"`
	}
	raw, err := io.ReadAll(io.LimitReader(resp.Body, 1<<16))
	resp.Body = rest{bytes.NewReader(raw), resp.Body}
	switch {
	case err != nil || json.Unmarshal(raw, &said) != nil:
		after, overall = max(after, frontPause), true // a page of Discord's front
	case said.After > 0:
		after = time.Duration(said.After * float64(time.Second))
	}
	x.after.Store(int64(after))
	x.overall.Store(overall || said.Global)
}

// rest is a body that was read already.
type rest struct {
	io.Reader
	io.Closer
}

// mostPause bounds what an answer can make us wait.
const mostPause = time.Hour

func inSeconds(text string) time.Duration {
	s, err := strconv.ParseFloat(text, 64)
	if err != nil || s < 0 {
		return 0
	}
	return min(time.Duration(min(s, mostPause.Seconds())*float64(time.Second)), mostPause)
}

// clockError is how far our clock is behind Discord's, zero unless it is plain:
// the Date header knows whole seconds only.
func (w *wire) clockError() time.Duration {
	d := time.Duration(w.ahead.Load())
	if d.Abs() < 2*time.Second {
		return 0
	}
	return d
}
