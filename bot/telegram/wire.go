package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"
)

const (
	callTimeout  = 30 * time.Second // for a whole call; an upload of 50 MB may take longer than a poll
	uploadRate   = 64 << 10         // bytes a second that a slow line manages
	mostResponse = 32 << 20         // bytes: a hundred updates of the longest text are under 10 MB
	pingAfter    = 15 * time.Second // of silence on an HTTP/2 connection
	pingTimeout  = 10 * time.Second
)

// wire makes the HTTP requests of the client library and of the poller, each
// with a body in memory, a deadline and a note of how far it got.
type wire struct{ transport http.RoundTripper }

func newWire(transport http.RoundTripper) *wire {
	if transport == nil {
		transport = defaultTransport()
	}
	return &wire{transport}
}

// defaultTransport keeps as many connections as messages may be under way at once.
func defaultTransport() *http.Transport {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		ForceAttemptHTTP2:     true,
		TLSHandshakeTimeout:   10 * time.Second,
		MaxIdleConns:          64,
		MaxIdleConnsPerHost:   64,
		IdleConnTimeout:       90 * time.Second,
		ExpectContinueTimeout: time.Second,
		// One connection carries everything here: if it falls silent, no call is
		// answered any more until the kernel gives it up, a quarter of an hour later.
		HTTP2: &http.HTTP2Config{SendPingTimeout: pingAfter, PingTimeout: pingTimeout, WriteByteTimeout: pingTimeout},
	}
}

// attempt is how far one call got.
type attempt struct {
	timeout time.Duration // 0: callTimeout, longer for a big body
	wrote   atomic.Bool   // the whole request left this machine
	status  int           // of the response; 0: none came
	body    []byte        // of the response
}

type attemptKey struct{}

func withAttempt(ctx context.Context, a *attempt) context.Context {
	return context.WithValue(ctx, attemptKey{}, a)
}

func attemptOf(ctx context.Context) *attempt {
	if a, ok := ctx.Value(attemptKey{}).(*attempt); ok {
		return a
	}
	return new(attempt)
}

// Do sends a request of the client library. Redirects are not followed.
func (w *wire) Do(req *http.Request) (*http.Response, error) {
	body, err := readBody(req)
	if err != nil {
		return nil, err
	}
	resp, err := w.send(req.Context(), attemptOf(req.Context()), req.URL, req.Header, body)
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// send posts a body and reads the whole response into the attempt. An http.Client would
// copy the headers for redirects and cookies, of which there are none here.
func (w *wire) send(ctx context.Context, a *attempt, to *url.URL, header http.Header, body []byte) (*http.Response, error) {
	ctx, cancel := within(ctx, a.limit(len(body)))
	defer cancel()
	req, err := http.NewRequestWithContext(a.traced(ctx), http.MethodPost, "", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.URL, req.Host, req.Header = to, to.Host, header
	if who := to.User; who != nil {
		password, _ := who.Password()
		req.SetBasicAuth(who.Username(), password)
	}
	resp, err := w.transport.RoundTrip(req)
	if err != nil {
		err = &url.Error{Op: http.MethodPost, Err: err} // without the address, which holds the token
	}
	resp, err = a.read(resp, err)
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		// A connection that fell silent may not be the only one: the others would
		// each cost a call this long.
		(&http.Client{Transport: w.transport}).CloseIdleConnections()
	}
	return resp, err
}

// within gives a context that ends in time, which the one that was given may do itself.
func within(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	if end, ends := ctx.Deadline(); ends && time.Until(end) <= limit {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, limit)
}

func readBody(req *http.Request) ([]byte, error) {
	if req.Body == nil {
		return nil, nil
	}
	defer req.Body.Close()
	return io.ReadAll(req.Body)
}

func (a *attempt) limit(size int) time.Duration {
	if a.timeout > 0 {
		return a.timeout
	}
	return callTimeout + time.Duration(size/uploadRate)*time.Second
}

func (a *attempt) traced(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteRequest: func(i httptrace.WroteRequestInfo) {
			if i.Err == nil {
				a.wrote.Store(true)
			}
		},
	})
}

// read takes the whole body, so that the connection can serve the next call.
func (a *attempt) read(resp *http.Response, err error) (*http.Response, error) {
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	a.status = resp.StatusCode
	body, err := readResponse(resp)
	if err != nil {
		return nil, fmt.Errorf("read response: %w", err)
	}
	a.body = body
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// readResponse reads into a buffer of the length that was announced, if any.
func readResponse(resp *http.Response) ([]byte, error) {
	if n := resp.ContentLength; n >= 0 && n <= mostResponse {
		body := make([]byte, n)
		_, err := io.ReadFull(resp.Body, body)
		return body, err
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, mostResponse+1))
	if err == nil && len(body) > mostResponse {
		err = errTooLong
	}
	return body, err
}

var errTooLong = fmt.Errorf("more than %d bytes", mostResponse)
