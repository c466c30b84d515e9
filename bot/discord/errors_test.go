package discord_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/discord"
	"referout/bot/discord/discordtest"
)

func TestClassification(t *testing.T) {
	tests := []struct {
		status, code int
		dm           bool
		want         bot.Outcome
	}{
		{403, 50007, true, bot.TargetGone},
		{403, 50278, true, bot.TargetGone},
		{404, 10003, false, bot.TargetGone},
		{404, 10013, true, bot.TargetGone},
		{403, 50013, false, bot.TargetGone},
		{403, 50001, false, bot.TargetGone},
		{403, 50001, true, bot.ServerFault},
		{400, 50083, false, bot.TargetGone},
		{400, 160005, false, bot.TargetGone},
		{400, 50033, true, bot.TargetGone},
		{400, 50035, false, bot.BadContent},
		{400, 50006, false, bot.BadContent},
		{413, 40005, false, bot.BadContent},
		{400, 0, false, bot.BadContent},
		{403, 200000, false, bot.BadContent},
		{401, 0, false, bot.BadToken},
		{429, 0, false, bot.RateLimited},
		{429, 20028, false, bot.RateLimited},
		{403, 40003, true, bot.RateLimited},
		{500, 0, false, bot.ServerFault},
		{502, 0, false, bot.ServerFault},
		{503, 130000, false, bot.ServerFault},
		{403, 0, false, bot.ServerFault},
		{200, 0, false, bot.Ambiguous},
	}
	for _, test := range tests {
		got := discord.Refused(test.status, test.code, test.dm)
		if got.Outcome != test.want {
			t.Errorf("%d, code %d: %d, want %d", test.status, test.code, got.Outcome, test.want)
		}
		if (got.After > 0) != (test.want == bot.RateLimited) {
			t.Errorf("%d, code %d: after %v", test.status, test.code, got.After)
		}
	}
	if got := discord.Unanswered(true).Outcome; got != bot.Ambiguous {
		t.Errorf("written, unanswered: %d", got)
	}
	if got := discord.Unanswered(false).Outcome; got != bot.NotSent {
		t.Errorf("not written: %d", got)
	}
}

func TestOutcomesOnTheWire(t *testing.T) {
	tests := map[string]struct {
		fault   discordtest.Fault
		want    bot.Outcome
		after   time.Duration
		overall bool
	}{
		"refused": {discordtest.Fault{Unsent: true}, bot.NotSent, 0, false},
		"lost":    {discordtest.Fault{Lost: true}, bot.Ambiguous, 0, false},
		"late":    {discordtest.Fault{Delay: time.Minute}, bot.Ambiguous, 0, false},
		"limited": {discordtest.Fault{Status: 429, Body: `{"message":"slow down","retry_after":2.5,"global":false}`},
			bot.RateLimited, 2500 * time.Millisecond, false},
		"all limited": {discordtest.Fault{Status: 429, Body: `{"message":"slow down","retry_after":2.5,"global":true}`},
			bot.RateLimited, 2500 * time.Millisecond, true},
		"all limited by the header": {discordtest.Fault{Status: 429, Body: `{"retry_after":0}`,
			Header: http.Header{"Retry-After": {"7"}, "X-Ratelimit-Global": {"true"}}}, bot.RateLimited, 7 * time.Second, true},
		"limited without a time": {discordtest.Fault{Status: 429, Body: `{}`, Header: http.Header{"Retry-After": {"soon"}}},
			bot.RateLimited, time.Minute, false},
		"front page": {discordtest.Fault{Status: 429, Body: "<html>error 1015</html>"}, bot.RateLimited, time.Minute, true},
		"front page with a time": {discordtest.Fault{Status: 429, Body: "<html>", Header: http.Header{"Retry-After": {"90"}}},
			bot.RateLimited, 90 * time.Second, true},
		"bad gateway": {discordtest.Fault{Status: 502, Body: "<html>bad gateway</html>"}, bot.ServerFault, 0, false},
		"unavailable": {discordtest.Fault{Status: 503, Body: "<html>"}, bot.ServerFault, 0, false},
		"token":       {discordtest.Fault{Status: 401}, bot.BadToken, 0, false},
		"unreadable":  {discordtest.Fault{Status: 200, Body: "<html>"}, bot.Ambiguous, 0, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			play(t, func(s *stage) {
				test.fault.Method, test.fault.Path = "POST", "/messages"
				s.net.Fail(test.fault)
				began := time.Now()
				_, err := s.p.Deliver(s.t.Context(), discord.Outgoing{User: s.net.UserID("ann"), Key: "a", Message: bot.Compose(bot.Say("hi"))})
				var failed *bot.SendError
				if !errors.As(err, &failed) || failed.Outcome != test.want || failed.After != test.after || failed.Overall != test.overall {
					t.Errorf("got %+v", err)
				}
				if d := time.Since(began); d > 16*time.Second {
					t.Errorf("it took %v", d)
				}
				if test.fault.Delay > 0 {
					passes(test.fault.Delay)
				}
			})
		})
	}
}

// No error and no line of the log holds a token, an interaction's token or what
// people wrote.
func TestNothingSecretIsTold(t *testing.T) {
	const words = "very private words"
	for name, fault := range map[string]discordtest.Fault{
		"unsent":  {Unsent: true},
		"lost":    {Lost: true},
		"form":    {Status: 400, Code: 50035},
		"gateway": {Status: 502, Body: words},
		"page":    {Status: 429, Body: words},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var log strings.Builder
				s := &stage{listener: &listener{}, t: t, net: discordtest.New()}
				s.net.Configure(discord.Options{Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))}, 0)
				s.start()
				for range 20 {
					fault.Path = "/interactions/"
					s.net.Fail(fault)
				}
				var told string
				s.handling(func(_ context.Context, in bot.Incoming) error {
					_, err := s.p.Deliver(s.t.Context(), whisper(in, words))
					told = err.Error()
					return err
				})
				s.net.Say("ann", "", "/due "+words)
				s.net.Use("ann", "", "due")
				s.net.Type("ann", "", "received", "who", words)
				passes(time.Minute)
				if err := s.stop(); err != nil {
					t.Error(err)
				}
				if told == "" {
					t.Fatal("nothing failed")
				}
				for _, secret := range []string{discordtest.Token, "token-", words, "discord.com/api"} {
					if strings.Contains(told+log.String(), secret) {
						t.Errorf("%q is told: %s\n%s", secret, told, log.String())
					}
				}
			})
		})
	}
}
