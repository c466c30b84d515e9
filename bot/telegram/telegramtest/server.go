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

	"referout/bot/bottest"
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
	f, err := n.ask(ctx, method, Leaving)
	if f == nil {
		f = n.fault(method)
	}
	if err = errors.Join(err, ctx.Err()); err != nil {
		return nil, err
	}
	if f != nil && f.Refused {
		return nil, errors.New("connection refused")
	}
	body, err := readAll(req)
	if err != nil {
		return nil, err
	}
	result, no := n.take(ctx, token, method, req.Header.Get("Content-Type"), body, f)
	if no != nil && no.err != nil {
		return nil, no.err
	}
	status, out := answer(result, no)
	return response(req, status, out), nil
}

// take carries a call out between the questions of the hook.
func (n *Network) take(ctx context.Context, token, method, contentType string, body []byte, f *Fault) (any, *refusal) {
	hooked, err := n.ask(ctx, method, Taken)
	if err = errors.Join(err, ctx.Err()); err != nil {
		return nil, &refusal{err: err}
	}
	if hooked != nil {
		f = hooked
	}
	result, no := n.serve(ctx, token, method, contentType, body, f)
	hooked, err = n.ask(ctx, method, Done)
	switch {
	case err != nil:
		return nil, &refusal{err: err}
	case hooked != nil:
		return nil, hooked.refusal()
	}
	return result, no
}

// refusal is the answer that a fault gives.
func (f *Fault) refusal() *refusal {
	if f.Status == 0 {
		return &refusal{err: errors.New("connection reset by peer")}
	}
	return &refusal{code: f.Status, text: f.Description, retryAfter: f.RetryAfter, migrateTo: f.MigrateTo, html: f.HTML}
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
	}
	return nil, f.refusal()
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
	if no := n.tooFast(c); no != nil {
		return nil, no
	}
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
	case "getChatMember":
		return n.getChatMember(c)
	case "pinChatMessage":
		return n.pinChatMessage(c)
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

// answerCallbackQuery takes one answer to each tap. A text is seen by the tapper
// alone, above the chat.
func (n *Network) answerCallbackQuery(c call) (any, *refusal) {
	id, text := c.text("callback_query_id"), c.text("text")
	q := n.taps[id]
	if q == nil || q.answered || time.Since(q.at) > tapLife {
		if q != nil {
			q.answered = true
		}
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	if units(text) > mostNote {
		return nil, n.refuse(c, "MESSAGE_TOO_LONG")
	}
	q.answered = true
	if text != "" {
		n.lines = append(n.lines, bottest.Line{ID: id, Person: q.who, Group: q.place, Aside: true, Text: text})
	}
	return true, nil
}
