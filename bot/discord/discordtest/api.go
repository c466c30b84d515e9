package discordtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"time"
)

// A Fault is what happens to the next call that it matches, once.
type Fault struct {
	Method, Path string // Path is a part of the call's path
	Status       int    // the answer instead; 0: none
	Code         int    // Discord's code in it
	Body         string // instead of Discord's JSON
	Header       http.Header
	Unsent       bool // the call is never written
	Lost         bool // the call is carried out, its answer is lost
	Delay        time.Duration
}

// Fail adds a fault.
func (n *Network) Fail(f Fault) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.faults = append(n.faults, f)
}

func (n *Network) fault(req *http.Request) Fault {
	n.mu.Lock()
	defer n.mu.Unlock()
	for i, f := range n.faults {
		if (f.Method == "" || f.Method == req.Method) && strings.Contains(req.URL.Path, f.Path) {
			n.faults = append(n.faults[:i:i], n.faults[i+1:]...)
			return f
		}
	}
	return Fault{}
}

// api is the REST interface.
type api struct{ n *Network }

var (
	errRefused = errors.New("connection refused")
	errReset   = errors.New("connection reset by peer")
)

// RoundTrip implements http.RoundTripper.
func (a api) RoundTrip(req *http.Request) (*http.Response, error) {
	f := a.n.fault(req)
	if f.Unsent {
		return nil, errRefused
	}
	c := Call{Method: req.Method, Path: strings.TrimPrefix(req.URL.Path, "/api/v9/")}
	if err := a.n.tell(req, c); err != nil {
		return refused(req, err)
	}
	var raw []byte
	if req.Body != nil {
		raw, _ = io.ReadAll(req.Body)
		_ = req.Body.Close()
	}
	wrote(req)
	if f.Delay > 0 {
		select {
		case <-time.After(f.Delay):
		case <-req.Context().Done():
			return nil, req.Context().Err()
		}
	}
	if f.Status != 0 {
		return respond(req, f.answer()), nil
	}
	done := a.n.handle(req, raw)
	if f.Lost {
		return nil, errReset
	}
	c.Done = true
	if err := a.n.tell(req, c); err != nil {
		return refused(req, err)
	}
	return respond(req, done), nil
}

// wrote tells who asked that the call has left the machine.
func wrote(req *http.Request) {
	if t := httptrace.ContextClientTrace(req.Context()); t != nil && t.WroteRequest != nil {
		t.WroteRequest(httptrace.WroteRequestInfo{})
	}
}

func (f Fault) answer() *answer {
	out := refuse(f.Status, f.Code, "refused by the test")
	if f.Body != "" {
		out.raw = []byte(f.Body)
	}
	out.header = f.Header
	return out
}

// answer is what a call is answered with.
type answer struct {
	status int
	body   any
	raw    []byte // instead of body
	header http.Header
}

func refuse(status, code int, message string) *answer {
	return &answer{status: status, body: map[string]any{"code": code, "message": message}}
}

func ok(v any) *answer { return &answer{status: http.StatusOK, body: v} }

func empty() *answer { return &answer{status: http.StatusNoContent} }

func respond(req *http.Request, a *answer) *http.Response {
	raw := a.raw
	if raw == nil && a.body != nil {
		raw, _ = json.Marshal(a.body)
	}
	h := a.header.Clone()
	if h == nil {
		h = http.Header{}
	}
	h.Set("Date", time.Now().UTC().Format(http.TimeFormat))
	return &http.Response{StatusCode: a.status, Status: http.StatusText(a.status), Header: h, Request: req,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Body: io.NopCloser(bytes.NewReader(raw)), ContentLength: int64(len(raw))}
}

// call is one REST call, read.
type call struct {
	method string
	path   []string
	query  map[string][]string
	raw    []byte
	files  []string
}

func (n *Network) handle(req *http.Request, raw []byte) *answer {
	n.mu.Lock()
	defer n.mu.Unlock()
	path, under := strings.CutPrefix(req.URL.Path, "/api/v9/")
	n.calls = append(n.calls, req.Method+" "+path)
	if !under {
		n.complain("%s %s is not below /api/v9", req.Method, req.URL.Path)
		return refuse(http.StatusNotFound, 0, "404: Not Found")
	}
	if !strings.HasPrefix(req.Header.Get("User-Agent"), "DiscordBot (") {
		n.complain("the user agent is %q", req.Header.Get("User-Agent"))
	}
	payload, files, err := readBody(req.Header.Get("Content-Type"), raw)
	if err != nil {
		n.complain("unreadable form: %w", err)
	}
	c := &call{method: req.Method, path: strings.Split(path, "/"), query: req.URL.Query(), raw: payload, files: files}
	for _, r := range routes() {
		if r.method == c.method && r.matches(c.path) {
			return n.within(c, func() *answer { return n.serveCall(r, c, req.Header.Get("Authorization")) })
		}
	}
	n.complain("no such call: %s %s", req.Method, path)
	return refuse(http.StatusNotFound, 0, "404: Not Found")
}

func (n *Network) serveCall(r route, c *call, authorization string) *answer {
	if !r.open && (n.revoked || authorization != "Bot "+Token) {
		return refuse(http.StatusUnauthorized, 0, "401: Unauthorized")
	}
	n.checkSpec(r, c.raw)
	return r.do(n, c)
}

// route is a kind of call; its template is the specification's.
type route struct {
	method, template string
	open             bool // needs no token
	do               func(*Network, *call) *answer
}

func (r route) matches(path []string) bool {
	want := strings.Split(strings.TrimPrefix(r.template, "/"), "/")
	if len(want) != len(path) {
		return false
	}
	for i, w := range want {
		if w != path[i] && (!strings.HasPrefix(w, "{") || path[i] == "@original") {
			return false
		}
	}
	return true
}

func routes() []route {
	const hook = "/webhooks/{webhook_id}/{webhook_token}"
	return []route{
		{"GET", "/gateway", true, (*Network).getGateway},
		{"GET", "/oauth2/applications/@me", false, (*Network).getApplication},
		{"GET", "/users/@me", false, (*Network).getSelf},
		{"GET", "/applications/{application_id}/commands", false, (*Network).getCommands},
		{"PUT", "/applications/{application_id}/commands", false, (*Network).putCommands},
		{"POST", "/users/@me/channels", false, (*Network).openChannel},
		{"GET", "/channels/{channel_id}", false, (*Network).getChannel},
		{"PATCH", "/channels/{channel_id}", false, (*Network).patchChannel},
		{"GET", "/guilds/{guild_id}", false, (*Network).getGuild},
		{"GET", "/guilds/{guild_id}/members/{user_id}", false, (*Network).getMember},
		{"GET", "/channels/{channel_id}/messages", false, (*Network).getMessages},
		{"POST", "/channels/{channel_id}/messages", false, (*Network).postMessage},
		{"PATCH", "/channels/{channel_id}/messages/{message_id}", false, (*Network).patchMessage},
		{"DELETE", "/channels/{channel_id}/messages/{message_id}", false, (*Network).deleteMessage},
		{"PUT", "/channels/{channel_id}/messages/pins/{message_id}", false, (*Network).putPin},
		{"POST", "/interactions/{interaction_id}/{interaction_token}/callback", true, (*Network).postCallback},
		{"POST", hook, true, (*Network).postFollowUp},
		{"GET", hook + "/messages/@original", true, (*Network).getOriginal},
		{"PATCH", hook + "/messages/@original", true, (*Network).patchOriginal},
		{"DELETE", hook + "/messages/@original", true, (*Network).deleteOriginal},
	}
}
