package telegramtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"time"
)

// RoundTrip answers one call of the Bot API.
func (n *Network) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	token, method, ok := splitPath(req.URL.Path)
	if !ok {
		return response(req, http.StatusNotFound, nil), nil
	}
	f := n.fault(method)
	if f != nil && f.Refused {
		return nil, errors.New("connection refused")
	}
	body, err := readAll(req)
	if err != nil {
		return nil, err
	}
	result, no := n.serve(ctx, token, method, req.Header.Get("Content-Type"), body, f)
	if no != nil && no.err != nil {
		return nil, no.err
	}
	status, out := answer(result, no)
	return response(req, status, out), nil
}

// readAll takes the body and tells the caller that it has left.
func readAll(req *http.Request) ([]byte, error) {
	var body []byte
	if req.Body != nil {
		defer req.Body.Close()
		var err error
		if body, err = io.ReadAll(req.Body); err != nil {
			return nil, err
		}
	}
	if t := httptrace.ContextClientTrace(req.Context()); t != nil && t.WroteRequest != nil {
		t.WroteRequest(httptrace.WroteRequestInfo{})
	}
	return body, nil
}

func response(req *http.Request, status int, body []byte) *http.Response {
	return &http.Response{
		StatusCode: status, Status: http.StatusText(status),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:        http.Header{"Content-Type": {"application/json"}},
		Body:          io.NopCloser(bytes.NewReader(body)),
		ContentLength: int64(len(body)), Request: req,
	}
}

func (n *Network) serve(ctx context.Context, token, method, contentType string, body []byte, f *Fault) (any, *refusal) {
	if token != Token {
		return nil, &refusal{code: 401, text: "Unauthorized"}
	}
	c, err := n.decode(method, contentType, body)
	if err != nil {
		return nil, bad("can't parse the request")
	}
	if f == nil {
		return n.dispatch(ctx, c)
	}
	if f.Hang {
		<-ctx.Done()
		return nil, &refusal{err: ctx.Err()}
	}
	if f.Lost {
		n.dispatch(ctx, c)
		return nil, &refusal{err: errors.New("connection reset by peer")}
	}
	return nil, &refusal{code: f.Status, text: f.Description, retryAfter: f.RetryAfter, migrateTo: f.MigrateTo, html: f.HTML}
}

// decode reads a call, counts it and holds it against the specification.
func (n *Network) decode(method, contentType string, body []byte) (call, error) {
	fields, err := decodeFields(contentType, body)
	n.mu.Lock()
	defer n.mu.Unlock()
	n.calls[method]++
	c := call{method, fields}
	n.last[method] = c.texts()
	if err != nil {
		n.wrong = append(n.wrong, fmt.Errorf("%s: %w", method, err))
		return c, err
	}
	if n.spec != nil {
		n.wrong = append(n.wrong, n.spec.check(c)...)
	}
	return c, nil
}

// dispatch carries a call out. All but a poll are done under the lock.
func (n *Network) dispatch(ctx context.Context, c call) (any, *refusal) {
	if c.method == "getUpdates" {
		return n.getUpdates(ctx, c)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	switch c.method {
	case "getMe":
		return botUser(), nil
	case "sendMessage":
		return n.sendMessage(c)
	case "editMessageText":
		return n.editMessageText(c)
	case "sendDocument":
		return n.sendDocument(c)
	case "sendChatAction":
		return n.sendChatAction(c)
	case "answerCallbackQuery":
		return n.answerCallbackQuery(c)
	case "getMyCommands", "setMyCommands":
		return n.myCommands(c)
	case "deleteWebhook":
		return n.deleteWebhook(c)
	}
	n.wrong = append(n.wrong, fmt.Errorf("%s: no such method here", c.method))
	return nil, &refusal{code: 404, text: "Not Found"}
}

func (n *Network) deleteWebhook(c call) (any, *refusal) {
	n.webhook = false
	if c.text("drop_pending_updates") == "true" {
		n.updates.waiting = nil
	}
	return true, nil
}

// tapLife is how long a callback query can be answered; undocumented, and
// reported to be 10 to 20 seconds.
const tapLife = 15 * time.Second

func (n *Network) answerCallbackQuery(c call) (any, *refusal) {
	q := n.taps[c.text("callback_query_id")]
	if q != nil {
		q.answered = true
	}
	if q == nil || time.Since(q.at) > tapLife {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	if units(c.text("text")) > 200 {
		return nil, n.refuse(c, "MESSAGE_TOO_LONG")
	}
	return true, nil
}

// A Fault is what goes wrong with a call. With Status the server answers so
// and does nothing.
type Fault struct {
	Status      int
	Description string // as "Bad Request: chat not found"
	RetryAfter  int    // seconds
	MigrateTo   int64  // the chat's new id
	HTML        bool   // the answer is a page, not JSON

	Refused bool // no connection: nothing leaves
	Lost    bool // the call is carried out, its answer never arrives
	Hang    bool // the call is taken and never answered
}

// armed is a fault and how often it is still to happen.
type armed struct {
	method string
	left   int
	fault  Fault
}

// Fail makes the next calls of a method go wrong; "" is any method.
func (n *Network) Fail(method string, times int, f Fault) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.faults = append(n.faults, &armed{method, times, f})
}

func (n *Network) fault(method string) *Fault {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, a := range n.faults {
		if a.left > 0 && (a.method == "" || a.method == method) {
			a.left--
			return &a.fault
		}
	}
	return nil
}
