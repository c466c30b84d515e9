package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	tg "github.com/go-telegram/bot"

	"referout/bot"
)

func said400(text string) error { return fmt.Errorf("%w, Bad Request: %s", tg.ErrorBadRequest, text) }
func said403(text string) error { return fmt.Errorf("%w, Forbidden: %s", tg.ErrorForbidden, text) }

func wrote(status int) *attempt {
	a := &attempt{status: status}
	a.wrote.Store(true)
	return a
}

func TestClassify(t *testing.T) {
	broken := &url.Error{Op: "Post", URL: "https://x/botT:secret/sendMessage", Err: errors.New("reset")}
	for name, c := range map[string]struct {
		err  error
		how  *attempt
		want bot.SendError
	}{
		"rate limited":     {&tg.TooManyRequestsError{Message: "too many requests", RetryAfter: 7}, wrote(429), bot.SendError{Outcome: bot.RateLimited, After: 8 * time.Second}},
		"wrapped limit":    {fmt.Errorf("x: %w", &tg.TooManyRequestsError{RetryAfter: 1}), wrote(429), bot.SendError{Outcome: bot.RateLimited, After: 2 * time.Second}},
		"limit as page":    {errors.New("decode"), wrote(429), bot.SendError{Outcome: bot.RateLimited, After: time.Minute, Overall: true}},
		"moved":            {movedError{-1001234567890}, wrote(400), bot.SendError{Outcome: bot.Migrated, To: "-1001234567890"}},
		"migrated":         {&tg.MigrateError{Message: "x", MigrateToChatID: -1001234567890}, wrote(400), bot.SendError{Outcome: bot.Migrated, To: "-1001234567890"}},
		"bad token":        {fmt.Errorf("%w, Unauthorized", tg.ErrorUnauthorized), wrote(401), bot.SendError{Outcome: bot.BadToken}},
		"malformed token":  {fmt.Errorf("%w, Not Found", tg.ErrorNotFound), wrote(404), bot.SendError{Outcome: bot.BadToken}},
		"blocked":          {said403("bot was blocked by the user"), wrote(403), bot.SendError{Outcome: bot.TargetGone}},
		"deactivated":      {said403("user is deactivated"), wrote(403), bot.SendError{Outcome: bot.TargetGone}},
		"kicked":           {said403("bot was kicked from the supergroup chat"), wrote(403), bot.SendError{Outcome: bot.TargetGone}},
		"never met":        {said403("bot can't initiate conversation with a user"), wrote(403), bot.SendError{Outcome: bot.TargetGone}},
		"never met, 400":   {said400("bot can't initiate conversation with a user"), wrote(400), bot.SendError{Outcome: bot.TargetGone}},
		"not a member":     {said403("bot is not a member of the channel chat"), wrote(403), bot.SendError{Outcome: bot.TargetGone}},
		"no such chat":     {said400("chat not found"), wrote(400), bot.SendError{Outcome: bot.TargetGone}},
		"no rights":        {said400("have no rights to send a message"), wrote(400), bot.SendError{Outcome: bot.TargetGone}},
		"write forbidden":  {said400("CHAT_WRITE_FORBIDDEN"), wrote(400), bot.SendError{Outcome: bot.TargetGone}},
		"too long":         {said400("message is too long"), wrote(400), bot.SendError{Outcome: bot.BadContent}},
		"entities":         {said400("can't parse entities: unexpected end"), wrote(400), bot.SendError{Outcome: bot.BadContent}},
		"button":           {said400("BUTTON_DATA_INVALID"), wrote(400), bot.SendError{Outcome: bot.BadContent}},
		"too large":        {errors.New("decode"), wrote(413), bot.SendError{Outcome: bot.BadContent}},
		"conflict":         {fmt.Errorf("%w, Conflict", tg.ErrorConflict), wrote(409), bot.SendError{Outcome: bot.ServerFault}},
		"server error":     {errors.New("error response from telegram for method x, 500"), wrote(500), bot.SendError{Outcome: bot.ServerFault}},
		"gateway page":     {errors.New("error decode response body <html>"), wrote(502), bot.SendError{Outcome: bot.ServerFault}},
		"redirect":         {errors.New("decode"), wrote(302), bot.SendError{Outcome: bot.ServerFault}},
		"no connection":    {broken, new(attempt), bot.SendError{Outcome: bot.NotSent}},
		"gave up before":   {context.Canceled, new(attempt), bot.SendError{Outcome: bot.NotSent}},
		"no answer":        {broken, wrote(0), bot.SendError{Outcome: bot.Ambiguous}},
		"broken answer":    {errors.New("error read response body"), wrote(200), bot.SendError{Outcome: bot.Ambiguous}},
		"timeout after it": {context.DeadlineExceeded, wrote(0), bot.SendError{Outcome: bot.Ambiguous}},
	} {
		t.Run(name, func(t *testing.T) {
			got := classify(c.err, c.how)
			if got.Outcome != c.want.Outcome || got.After != c.want.After || got.To != c.want.To || got.Overall != c.want.Overall {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}

// No error may hold the token or what a broken server sent back, however deep
// one looks into it.
func TestErrorsAreSilent(t *testing.T) {
	const token = "T:secret"
	p := New(Options{Token: token})
	for _, err := range []error{
		&url.Error{Op: "Post", URL: "https://x/bot" + token + "/sendMessage", Err: errors.New("proxy of " + token)},
		fmt.Errorf(`error create request, parse "https://x/bot%s/": bad`, token),
		fmt.Errorf("error decode response body for method sendMessage, %s, x", "Dana Lee, "+token),
		said403("bot was blocked by the user"),
		context.DeadlineExceeded,
		errPanic,
	} {
		var e error = p.failed("sendMessage", err, wrote(0))
		for text := fmt.Sprintf("%v %+v", e, e); e != nil; e = errors.Unwrap(e) {
			text += e.Error()
			if strings.Contains(text, "secret") || strings.Contains(text, "Dana") {
				t.Errorf("%v says %q", err, text)
			}
		}
	}
}
