package telegram

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"

	"referout/bot"
)

// call runs one call of the client library and classifies what went wrong. The
// error is nil or a *bot.SendError.
func (p *Platform) call(ctx context.Context, method string, fn func(context.Context) error) error {
	a := new(attempt)
	err := guarded(func() error { return fn(withAttempt(ctx, a)) })
	if err == nil {
		return nil
	}
	return p.failed(method, err, a)
}

var errPanic = errors.New("panic")

// guarded turns a panic of foreign code into an error without its text.
func guarded(fn func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = errPanic
		}
	}()
	return fn()
}

func (p *Platform) failed(method string, err error, a *attempt) *bot.SendError {
	e := classify(err, a)
	e.Err = &callError{
		text:  mask(method+": "+describe(err, a), p.o.Token),
		cause: sentinel(err),
	}
	return e
}

// callError is safe to log: its text is masked, and what it wraps says nothing.
type callError struct {
	text  string
	cause error
}

func (e *callError) Error() string { return e.text }
func (e *callError) Unwrap() error { return e.cause }

// sentinel is the part of err that callers may ask for by errors.Is.
func sentinel(err error) error {
	for _, s := range []error{
		tg.ErrorConflict, tg.ErrorUnauthorized, tg.ErrorNotFound, tg.ErrorForbidden, tg.ErrorBadRequest,
		context.Canceled, context.DeadlineExceeded, errPanic,
	} {
		if errors.Is(err, s) {
			return s
		}
	}
	return nil
}

func mask(text, token string) string {
	if token == "" {
		return text
	}
	return strings.ReplaceAll(text, token, "***")
}

// describe says what happened in words that hold no address and no body: the
// library's own error for a response that is no JSON quotes it whole.
func describe(err error, a *attempt) string {
	var many *tg.TooManyRequestsError
	var link *url.Error
	switch {
	case errors.As(err, &many):
		return many.Message
	case newID(err) != "":
		return "the chat has a new id"
	case isAPIError(err):
		return err.Error()
	case errors.As(err, &link):
		return link.Err.Error()
	case errors.Is(err, errPanic):
		return "panic in the client library"
	case a.status != 0:
		return "unusable answer, HTTP " + strconv.Itoa(a.status)
	}
	return "no answer"
}

func isAPIError(err error) bool {
	for _, s := range []error{tg.ErrorConflict, tg.ErrorUnauthorized, tg.ErrorNotFound, tg.ErrorForbidden, tg.ErrorBadRequest} {
		if errors.Is(err, s) {
			return true
		}
	}
	return false
}

// classify says what became of a call. Telegram's own wait for a rate limit is
// rounded up by a second, since it is given in full ones.
func classify(err error, a *attempt) *bot.SendError {
	var many *tg.TooManyRequestsError
	switch {
	case errors.As(err, &many):
		return &bot.SendError{Outcome: bot.RateLimited, After: time.Duration(many.RetryAfter+1) * time.Second}
	case newID(err) != "":
		return &bot.SendError{Outcome: bot.Migrated, To: newID(err)}
	case errors.Is(err, tg.ErrorUnauthorized), errors.Is(err, tg.ErrorNotFound):
		return &bot.SendError{Outcome: bot.BadToken} // a malformed token is not found
	case errors.Is(err, tg.ErrorForbidden):
		return &bot.SendError{Outcome: bot.TargetGone}
	case errors.Is(err, tg.ErrorBadRequest):
		return &bot.SendError{Outcome: refusal(err)}
	case errors.Is(err, tg.ErrorConflict):
		return &bot.SendError{Outcome: bot.ServerFault}
	}
	return byStatus(a)
}

// newID is the id that a group has got; "" if the error is another.
func newID(err error) string {
	var ours movedError
	var theirs *tg.MigrateError
	switch {
	case errors.As(err, &ours):
		return strconv.FormatInt(ours.to, 10)
	case errors.As(err, &theirs):
		return strconv.Itoa(theirs.MigrateToChatID)
	}
	return ""
}

// gone are the descriptions of bad requests that are about the chat, not about
// the message.
var gone = [...]string{
	"chat not found", "user not found", "peer_id_invalid", "can't initiate conversation",
	"user is deactivated", "group chat was deactivated", "bot was kicked", "bot is not a member",
	"no rights to send", "not enough rights to send", "need administrator rights", "chat_write_forbidden",
	"chat_restricted", "user_is_blocked", "topic_closed",
}

func refusal(err error) bot.Outcome {
	if saysOneOf(err, gone[:]...) {
		return bot.TargetGone
	}
	return bot.BadContent
}

// saysOneOf looks for Telegram's description of an error, upper or lower case.
func saysOneOf(err error, parts ...string) bool {
	text := strings.ToLower(err.Error())
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

// byStatus classifies what is no answer in Telegram's format.
func byStatus(a *attempt) *bot.SendError {
	switch {
	case a.status == http.StatusTooManyRequests:
		return &bot.SendError{Outcome: bot.RateLimited, After: time.Minute, Overall: true} // by what stands before the API
	case a.status == http.StatusRequestEntityTooLarge:
		return &bot.SendError{Outcome: bot.BadContent}
	case a.status >= 300:
		return &bot.SendError{Outcome: bot.ServerFault}
	case a.wrote.Load():
		return &bot.SendError{Outcome: bot.Ambiguous}
	}
	return &bot.SendError{Outcome: bot.NotSent}
}

// isRefused tells that Telegram does not take the token.
func isRefused(err error) bool {
	var e *bot.SendError
	return errors.As(err, &e) && e.Outcome == bot.BadToken
}

// refusedError is what Run ends with when the token is no good.
func refusedError(err error) error {
	return &tokenRefused{err}
}

// tokenRefused is a sentence for the operator; what it wraps is for programs.
type tokenRefused struct{ cause error }

func (*tokenRefused) Error() string {
	return "Telegram refuses the token: ask @BotFather for the bot's present one and put it into the token file"
}

func (e *tokenRefused) Unwrap() error { return e.cause }

// retryAfter is how long Telegram asks to wait; 0 if it does not say.
func retryAfter(err error) time.Duration {
	var e *bot.SendError
	if errors.As(err, &e) {
		return e.After
	}
	return 0
}
