package discordtest

import (
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"strconv"
	"time"
)

// A Call is a REST call as OnCall's hook sees it: once before it is carried out
// and once after, before its answer is given.
type Call struct {
	Method string
	Path   string // below /api/v9/
	Done   bool   // it was carried out
}

// OnCall lets a test fail or cut calls: hook is told of every one. An error before
// it is done means that it was never written, one after it that its answer is
// lost; a Refusal is the answer instead. The hook runs on the adapter's goroutine,
// holds no lock, and may wait, or stop the adapter. nil: no hook.
func (n *Network) OnCall(hook func(Call) error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.onCall = hook
}

// A Refusal is an answer with an error, for OnCall's hook to return.
type Refusal struct {
	Status  int
	Code    int           // Discord's code in it
	After   time.Duration // 429: when to come back
	Overall bool          // 429: the bot as a whole, not this route
	Page    bool          // a page of Discord's front instead of JSON
}

func (r Refusal) Error() string { return fmt.Sprintf("refused with %d", r.Status) }

func (r Refusal) answer() *answer {
	out := refuse(r.Status, r.Code, "refused by the test")
	if r.Status == http.StatusTooManyRequests {
		out = tooMany(r.After, r.Overall)
	}
	if r.Page {
		out.raw = []byte("<html><body>error</body></html>")
	}
	return out
}

// tell calls the hook, and ends a call whose caller has given up.
func (n *Network) tell(req *http.Request, c Call) error {
	n.mu.Lock()
	hook := n.onCall
	n.mu.Unlock()
	if hook != nil {
		if err := hook(c); err != nil {
			return err
		}
	}
	return req.Context().Err()
}

// refused is what becomes of a call that the hook did not let pass.
func refused(req *http.Request, err error) (*http.Response, error) {
	var r Refusal
	if !errors.As(err, &r) {
		return nil, err
	}
	if req.Body != nil {
		_, _ = io.Copy(io.Discard, req.Body)
		_ = req.Body.Close()
	}
	wrote(req)
	return respond(req, r.answer()), nil
}

// strict holds the bot to the limits that Discord would.
type strict struct {
	windows        map[string]*window // by route and channel, "" for all together
	chats, overall int                // calls refused
}

type window struct{ began, used int64 }

// The limits of Strict: of all calls together, and of the calls of one kind in one
// channel or with one interaction's token. Discord documents the first and tells
// the other in the headers of its answers.
const (
	mostOverall = 50
	overallSpan = time.Second
	mostRoute   = 5
	routeSpan   = 5 * time.Second
)

// Strict makes the network answer 429 beyond Discord's limits; off by default.
func (n *Network) Strict(on bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.strict = nil
	if on {
		n.strict = &strict{windows: make(map[string]*window)}
	}
}

// Limited counts the calls that Strict refused: for one route's sake, and for
// that of all together.
func (n *Network) Limited() (chats, overall int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.strict == nil {
		return 0, 0
	}
	return n.strict.chats, n.strict.overall
}

// within serves a call unless that is over a limit, and tells in the answer's
// headers what is left.
func (n *Network) within(c *call, serve func() *answer) *answer {
	s := n.strict
	if s == nil || c.path[0] == "interactions" {
		return serve()
	}
	if c.path[0] != "webhooks" {
		if _, wait := s.take("", mostOverall, overallSpan); wait > 0 {
			s.overall++
			return tooMany(wait, true)
		}
	}
	if len(c.path) < 3 || c.path[0] != "channels" && c.path[0] != "webhooks" {
		return serve()
	}
	key := c.method + " " + c.path[0] + "/" + c.path[1] + "/" + c.path[2]
	w, wait := s.take(key, mostRoute, routeSpan)
	if wait > 0 {
		s.chats++
		return tooMany(wait, false)
	}
	out := serve()
	if out.header == nil {
		out.header = http.Header{}
	}
	out.header.Set("X-RateLimit-Limit", strconv.Itoa(mostRoute))
	out.header.Set("X-RateLimit-Remaining", strconv.FormatInt(mostRoute-w.used, 10))
	out.header.Set("X-RateLimit-Reset-After", seconds(w.left(routeSpan)))
	return out
}

// take counts a call in its window; wait is how long the window is still full.
func (s *strict) take(key string, most int64, span time.Duration) (w *window, wait time.Duration) {
	w = s.windows[key]
	if w == nil || w.left(span) <= 0 {
		s.forget(span)
		w = &window{began: now()}
		s.windows[key] = w
	}
	if w.used >= most {
		return w, w.left(span)
	}
	w.used++
	return w, 0
}

// forget drops the windows that are over.
func (s *strict) forget(span time.Duration) {
	if len(s.windows) < 1000 {
		return
	}
	for key, w := range s.windows {
		if w.left(span) <= 0 {
			delete(s.windows, key)
		}
	}
}

func (w *window) left(span time.Duration) time.Duration {
	return span - time.Duration(now()-w.began)*time.Millisecond
}

func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 3, 64) }

// tooMany is a 429 as Discord words it.
func tooMany(wait time.Duration, overall bool) *answer {
	a := &answer{status: http.StatusTooManyRequests, header: http.Header{},
		body: map[string]any{"message": "You are being rate limited.", "retry_after": wait.Seconds(), "global": overall}}
	a.header.Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	a.header.Set("X-RateLimit-Scope", "user")
	if overall {
		a.header.Set("X-RateLimit-Global", "true")
		a.header.Set("X-RateLimit-Scope", "global")
	}
	return a
}
