package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	tg "github.com/go-telegram/bot"
)

// jsonBody is the content type of the calls made here.
const jsonBody = "application/json"

// post makes one call with a body of JSON and classifies what went wrong, as
// call does for the client library. The library sends a form through a pipe,
// which takes about half of the time that a message costs; so what is called
// for every message is called here, with the library's parameters. The result
// is decoded into a pointer, or dropped if that is nil.
func (p *Platform) post(ctx context.Context, method string, a *attempt, params, into any) error {
	err := guarded(func() error { return p.exchange(ctx, method, a, params, into) })
	if err == nil {
		return nil
	}
	return p.failed(method, err, a)
}

func (p *Platform) exchange(ctx context.Context, method string, a *attempt, params, into any) error {
	body, err := json.Marshal(params)
	if err != nil {
		return err
	}
	if _, err := p.wire.send(ctx, a, p.address(method), http.Header{"Content-Type": {jsonBody}}, body); err != nil { //nolint:bodyclose // send has read and closed it
		return err
	}
	if m, is := into.(*result); is && a.status == http.StatusOK && m.quick(a.body) {
		return nil
	}
	if into == nil {
		into = new(ignored)
	}
	e := envelope{Result: into}
	if err := json.Unmarshal(a.body, &e); err != nil {
		return err
	}
	return e.failure()
}

// address is where a method is called.
func (p *Platform) address(method string) *url.URL {
	to := p.url
	to.Path += method
	if to.RawPath != "" {
		to.RawPath += method
	}
	return &to
}

// ignored is a result that nobody looks at.
type ignored struct{}

// UnmarshalJSON takes anything.
func (*ignored) UnmarshalJSON([]byte) error { return nil }

// envelope is what Telegram wraps an answer in.
type envelope struct {
	OK          bool   `json:"ok"`
	Result      any    `json:"result"` // a pointer
	Code        int    `json:"error_code"`
	Description string `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// movedError says that a group has become a supergroup. The library's own holds
// an int, into which the new id does not fit everywhere.
type movedError struct{ to int64 }

func (movedError) Error() string { return "the chat has a new id" }

// failure is the error that the client library makes of the same answer.
func (e envelope) failure() error {
	if e.OK {
		return nil
	}
	if e.Parameters.MigrateTo != 0 {
		return movedError{e.Parameters.MigrateTo}
	}
	switch e.Code {
	case http.StatusBadRequest:
		return fmt.Errorf("%w, %s", tg.ErrorBadRequest, e.Description)
	case http.StatusUnauthorized:
		return fmt.Errorf("%w, %s", tg.ErrorUnauthorized, e.Description)
	case http.StatusForbidden:
		return fmt.Errorf("%w, %s", tg.ErrorForbidden, e.Description)
	case http.StatusNotFound:
		return fmt.Errorf("%w, %s", tg.ErrorNotFound, e.Description)
	case http.StatusConflict:
		return fmt.Errorf("%w, %s", tg.ErrorConflict, e.Description)
	case http.StatusTooManyRequests:
		return &tg.TooManyRequestsError{Message: e.Description, RetryAfter: e.Parameters.RetryAfter}
	}
	return fmt.Errorf("error %d", e.Code)
}
