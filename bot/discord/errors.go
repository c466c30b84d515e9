package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"referout/bot"
)

// Codes of Discord's interface that decide what happens next.
// Source: the developer documentation, "Opcodes and Status Codes".
const (
	unknownChannel     = 10003
	unknownGuild       = 10004
	unknownMember      = 10007
	unknownMessage     = 10008
	unknownUser        = 10013
	unknownWebhook     = 10015
	unknownInteraction = 10062
	writeLimit         = 20028
	tooManyEdits       = 30046
	dmTooFast          = 40003
	tooLarge           = 40005
	alreadyAnswered    = 40060
	followUpLimit      = 40094
	missingAccess      = 50001
	emptyMessage       = 50006
	cannotDM           = 50007
	notForText         = 50008
	missingPermission  = 50013
	invalidToken       = 50027
	badRecipient       = 50033
	badForm            = 50035
	archivedThread     = 50083
	noMutualGuild      = 50278
	lockedThread       = 160005
)

// fatalError is one that no repetition heals; its text is for the operator.
type fatalError string

func (e fatalError) Error() string { return string(e) }

func isFatal(err error) bool {
	var f fatalError
	return errors.As(err, &f)
}

const tokenRefused fatalError = "Discord refused the token: make a new one on the Bot page of the developer portal and put it into the token file"

// fatalClose is the sentence for a close code after which connecting again is
// useless or forbidden; nil for every other error.
func fatalClose(err error) error {
	var c *websocket.CloseError
	if !errors.As(err, &c) {
		return nil
	}
	switch c.Code {
	case 4004:
		return tokenRefused
	case 4010, 4011:
		return fatalError("Discord wants this bot to be sharded, which it does not do")
	case 4012:
		return fatalError("Discord no longer speaks this version of its gateway: a newer referout is needed")
	case 4013, 4014:
		return fatalError("Discord refused the bot's intents: it needs no privileged intent, check the Bot page of the developer portal")
	}
	return nil
}

// apiError is a failed call with all that may be known about it and nothing that
// may not: no address (it holds interaction tokens), no header, no text of people.
type apiError struct {
	status  int // 0: no answer
	code    int // Discord's own; 0: none
	after   time.Duration
	overall bool // limited: all calls, not this route alone
	held    bool // limited by our own brake: it was not sent
	wrote   bool
	shows   bool // the call shows somebody something, if it is carried out
	cause   string
}

// wait is how long a limited call has to wait at least.
func (e *apiError) wait() time.Duration { return cmp.Or(e.after, frontPause) }

func (e *apiError) Error() string {
	switch {
	case e.held:
		return "held back: discord's limit is used up"
	case e.code != 0:
		return fmt.Sprintf("discord answered %d, code %d", e.status, e.code)
	case e.status != 0:
		return fmt.Sprintf("discord answered %d", e.status)
	}
	return "no answer from discord: " + e.cause
}

// has says whether err is Discord's answer with one of the codes.
func has(err error, codes ...int) bool {
	var e *apiError
	if !errors.As(err, &e) {
		return false
	}
	for _, c := range codes {
		if e.code == c {
			return true
		}
	}
	return false
}

// describe makes the apiError of what discordgo returned.
func describe(err error, x *exchange) *apiError {
	e := &apiError{status: int(x.status.Load()), wrote: x.wrote.Load(),
		after: time.Duration(x.after.Load()), overall: x.overall.Load()}
	var limited *discordgo.RateLimitError
	var refused *discordgo.RESTError
	switch {
	case errors.As(err, &limited):
		e.status = http.StatusTooManyRequests
	case errors.As(err, &refused):
		e.status = refused.Response.StatusCode
		if refused.Message != nil {
			e.code = refused.Message.Code
		}
	default:
		e.cause = bare(err)
	}
	return e
}

// bare is an error's text without the address that net/http puts into it.
func bare(err error) string {
	var u *url.Error
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &u):
		return bare(u.Err)
	case errors.As(err, &syntax):
		return "unreadable answer"
	case errors.Is(err, context.DeadlineExceeded):
		return "timed out"
	}
	return err.Error()
}

// plain is an error's text for the log, whatever its making.
func (p *Platform) plain(err error) string {
	text := bare(err)
	if p.o.Token != "" {
		text = strings.ReplaceAll(text, p.o.Token, "***")
	}
	return text
}

// frontPause is how long a ban of Discord's front (an HTML page instead of JSON)
// is respected at least.
const frontPause = time.Minute

// classify sorts a failed call; dm says that it was about a private chat, where
// Discord denies access now and then without meaning it.
func classify(err error, dm bool) *bot.SendError {
	var e *apiError
	if !errors.As(err, &e) {
		return &bot.SendError{Outcome: bot.NotSent, Err: err}
	}
	s := &bot.SendError{Outcome: e.outcome(dm), Err: err}
	if s.Outcome == bot.RateLimited {
		s.After, s.Overall = e.wait(), e.overall
	}
	return s
}

func (e *apiError) outcome(dm bool) bot.Outcome {
	if o := e.byCode(dm); o != 0 {
		return o
	}
	switch {
	case e.status == 0 && !(e.wrote && e.shows):
		return bot.NotSent
	case e.status < 300 && !e.shows:
		return bot.ServerFault
	case e.status < 300:
		return bot.Ambiguous // it may be done, but the answer could not be read
	case e.status == http.StatusUnauthorized:
		return bot.BadToken
	case e.status == http.StatusTooManyRequests:
		return bot.RateLimited
	case e.code != 0 || e.status == http.StatusBadRequest || e.status == http.StatusRequestEntityTooLarge:
		if e.status < 500 {
			return bot.BadContent
		}
	}
	return bot.ServerFault
}

func (e *apiError) byCode(dm bool) bot.Outcome {
	switch e.code {
	case missingAccess:
		if dm {
			return bot.ServerFault
		}
		return bot.TargetGone
	case cannotDM, noMutualGuild, unknownChannel, unknownGuild, unknownUser, badRecipient,
		missingPermission, notForText, archivedThread, lockedThread:
		return bot.TargetGone
	case badForm, emptyMessage, tooLarge:
		return bot.BadContent
	case writeLimit, dmTooFast:
		return bot.RateLimited
	}
	return 0
}

// unclear says whether a failed call may have had its effect.
func unclear(err error) bool {
	var e *apiError
	return errors.As(err, &e) && (e.outcome(false) == bot.Ambiguous || e.status >= 500)
}
