package telegram_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/bot/telegram"
	"referout/bot/telegram/telegramtest"
)

func TestRefusedTokenEndsRun(t *testing.T) {
	for name, f := range map[string]telegramtest.Fault{
		"revoked":   {Status: 401, Description: "Unauthorized"},
		"malformed": {Status: 404, Description: "Not Found"},
	} {
		t.Run(name+" at start", func(t *testing.T) {
			inBubble(t, func(w *world) {
				w.net.Fail("getMe", 1, f)
				w.connect()
				wantRefused(t, w.result())
			})
		})
		t.Run(name+" later", func(t *testing.T) {
			inBubble(t, func(w *world) {
				w.connect()
				w.net.Fail("getUpdates", 1, f) // the next poll: one is running
				w.net.Say("ann", "", "hello")
				wantRefused(t, w.result())
			})
		})
	}
}

func wantRefused(t *testing.T, err error) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), "refuses the token") || strings.Contains(err.Error(), telegramtest.Token) {
		t.Errorf("Run ended with %v", err)
	}
}

func TestNoToken(t *testing.T) {
	p := telegram.New(telegram.Options{Token: " \n"})
	if err := p.Run(t.Context(), &listener{}); err == nil || !strings.Contains(err.Error(), "no token") {
		t.Errorf("Run: %v", err)
	}
	_, err := p.Send(t.Context(), bot.Delivery{})
	var e *bot.SendError
	if !errors.As(err, &e) || e.Outcome != bot.BadToken {
		t.Errorf("Send: %v", err)
	}
}

func TestMenus(t *testing.T) {
	inBubble(t, func(w *world) {
		personal := func(context.Context, *bot.Personal) (bot.Private, error) { return bot.Private{}, nil }
		shared := func(context.Context, *bot.Shared) (bot.Public, error) { return bot.Public{}, nil }
		w.ear.commands = []bot.Command{
			{Name: "due", Summary: "What is owed", Personal: personal},
			{Name: "secret", Summary: "Hidden", Personal: personal, Hidden: true},
			{Name: "help", Summary: "What I can do", Personal: personal, Shared: shared},
		}
		w.net.Fail("setMyCommands", 1, telegramtest.Fault{Status: 500, Description: "no"})
		w.connect()
		passes(time.Minute)
		const due, help = `{"command":"due","description":"What is owed"}`, `{"command":"help","description":"What I can do"}`
		if got, want := w.net.Menu("all_private_chats"), "["+due+","+help+"]"; got != want {
			t.Errorf("private menu %s, want %s", got, want)
		}
		if got, want := w.net.Menu("all_group_chats"), "["+help+"]"; got != want {
			t.Errorf("group menu %s, want %s", got, want)
		}
		before := w.net.Calls("setMyCommands")
		w.halt()
		w.connect()
		synctest.Wait()
		if got := w.net.Calls("setMyCommands"); got != before {
			t.Errorf("an unchanged menu was set again")
		}
	})
}

func TestStartLink(t *testing.T) {
	inBubble(t, func(w *world) {
		p := telegram.New(w.net.Options(t))
		if got := p.StartLink("plum"); got != "" {
			t.Errorf("link %q before the name is known", got)
		}
		if name, err := p.Username(w.Context()); name != telegramtest.Username || err != nil {
			t.Errorf("Username: %q, %v", name, err)
		}
		if got, want := p.StartLink("plum-1"), "https://t.me/referout_bot?start=plum-1"; got != want {
			t.Errorf("link %q, want %q", got, want)
		}
	})
}

func TestBlockedAndOpened(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.meet("ann")
		w.net.Reach("ann", false)
		synctest.Wait()
		w.net.Reach("ann", true)
		synctest.Wait()
		var kinds []bot.Kind
		for _, in := range w.ear.got {
			kinds = append(kinds, in.Kind)
		}
		if len(kinds) != 3 || kinds[1] != bot.Blocked || kinds[2] != bot.Opened {
			t.Errorf("kinds %v", kinds)
		}
	})
}
