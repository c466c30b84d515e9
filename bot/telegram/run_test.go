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

func TestHandsOnWhatPeopleSay(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.net.Say("ann", "", "/due")
		synctest.Wait()
		w.net.Say("ann", "meetup", "just talking")
		w.net.Say("ann", "meetup", "/help")
		synctest.Wait()
		w.net.Say("bob", "", "hello")
		w.heard("due help hello")
	})
}

// A batch is confirmed by the next poll, so that must wait for the store.
func TestConfirmsOnlyWhatIsStored(t *testing.T) {
	inBubble(t, func(w *world) {
		stored := make(chan struct{})
		w.ear.handle = func(ctx context.Context, _ bot.Incoming) error {
			select {
			case <-stored:
			case <-ctx.Done():
			}
			return ctx.Err()
		}
		w.connect()
		w.net.Say("ann", "", "hello")
		time.Sleep(time.Hour)
		synctest.Wait()
		if got := w.net.Waiting(); got != 1 {
			t.Errorf("%d updates wait, want 1: confirmed too early", got)
		}
		close(stored)
		synctest.Wait()
		if got := w.net.Waiting(); got != 0 {
			t.Errorf("%d updates wait, want 0", got)
		}
	})
}

// What was not stored when the process ended comes again.
func TestCrashLosesNothing(t *testing.T) {
	inBubble(t, func(w *world) {
		w.ear.handle = func(ctx context.Context, _ bot.Incoming) error { <-ctx.Done(); return ctx.Err() }
		w.connect()
		w.net.Say("ann", "", "hello")
		synctest.Wait()
		w.halt()
		w.ear.handle = nil
		w.net.Say("ann", "", "still_there?")
		w.connect()
		w.heard("hello hello still_there?")
		if w.ear.got[0].ID != w.ear.got[1].ID {
			t.Error("the same update came with another id")
		}
	})
}

func TestRetriesWhatWasNotStored(t *testing.T) {
	inBubble(t, func(w *world) {
		left := 3
		w.ear.handle = func(context.Context, bot.Incoming) error {
			if left--; left >= 0 {
				return errors.New("disk full")
			}
			return nil
		}
		w.connect()
		w.net.Say("ann", "", "hello")
		time.Sleep(time.Minute)
		w.heard("hello hello hello hello")
		if got := w.net.Waiting(); got != 0 {
			t.Errorf("%d updates wait, want 0", got)
		}
		if strings.Contains(w.log.String(), "hello") {
			t.Error("the log says what was said")
		}
	})
}

func TestPanickingReceiverHoldsUpNobody(t *testing.T) {
	inBubble(t, func(w *world) {
		w.ear.handle = func(_ context.Context, in bot.Incoming) error {
			if in.Text == "boom" {
				panic("boom")
			}
			return nil
		}
		w.connect()
		w.net.Say("ann", "", "boom")
		w.net.Say("bob", "", "hello")
		time.Sleep(time.Minute)
		w.net.Say("ann", "", "again")
		synctest.Wait()
		if got := w.ear.texts(); strings.Count(got, "boom") != 3 || !strings.HasSuffix(got, "again") || !strings.Contains(got, "hello") {
			t.Errorf("received %q", got)
		}
	})
}

// One at a time in a chat, chats side by side.
func TestOrder(t *testing.T) {
	inBubble(t, func(w *world) {
		var done []string
		w.ear.handle = func(_ context.Context, in bot.Incoming) error {
			if in.Text == "slow" {
				time.Sleep(10 * second)
			}
			w.ear.mu.Lock()
			defer w.ear.mu.Unlock()
			done = append(done, in.Text)
			return nil
		}
		w.net.Say("ann", "", "slow")
		w.net.Say("ann", "", "after")
		w.net.Say("bob", "", "quick")
		w.connect()
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := strings.Join(done, " "); got != "quick slow after" {
			t.Errorf("done %q", got)
		}
	})
}

func TestPoisonIsSetAside(t *testing.T) {
	inBubble(t, func(w *world) {
		w.net.Say("ann", "", "before")
		w.net.Inject("message", map[string]any{"message_id": "not a number", "text": "a secret"})
		w.net.Inject("my_chat_member", map[string]any{"new_chat_member": map[string]any{"status": 5}})
		w.net.Inject("message", "no object")
		w.net.Say("ann", "", "after")
		w.connect()
		w.heard("before after")
		if got := w.net.Waiting(); got != 0 {
			t.Errorf("%d updates wait, want 0", got)
		}
		log := w.log.String()
		if strings.Count(log, "set aside") != 3 || strings.Contains(log, "secret") {
			t.Errorf("log:\n%s", log)
		}
	})
}

func TestIdsMayStartAnew(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.net.Say("ann", "", "one")
		synctest.Wait()
		w.net.Renumber(17)
		w.net.Say("ann", "", "two")
		synctest.Wait()
		w.net.Say("ann", "", "three")
		w.heard("one two three")
		if got := w.net.Waiting(); got != 0 {
			t.Errorf("%d updates wait, want 0", got)
		}
	})
}

func TestDuplicatesHaveOneID(t *testing.T) {
	inBubble(t, func(w *world) {
		w.net.Redeliver(true)
		w.connect()
		w.net.Say("ann", "", "one")
		w.heard("one one")
		if w.ear.got[0].ID != w.ear.got[1].ID || w.ear.got[0].ID == "" {
			t.Errorf("ids %q and %q", w.ear.got[0].ID, w.ear.got[1].ID)
		}
	})
}

func TestAnotherPoller(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.net.Steal()
		synctest.Wait()
		w.net.Steal()
		w.net.Say("ann", "", "hello")
		time.Sleep(3 * second)
		w.net.Steal()
		time.Sleep(3 * second)
		w.heard("hello")
		if got := w.net.Calls("deleteWebhook"); got != 1 {
			t.Errorf("deleteWebhook called %d times, want once", got)
		}
		if !strings.Contains(w.log.String(), "another program polls") {
			t.Errorf("log:\n%s", w.log)
		}
	})
}

func TestWebhookIsCleared(t *testing.T) {
	inBubble(t, func(w *world) {
		w.net.Webhook()
		w.net.Say("ann", "", "waiting")
		w.connect()
		time.Sleep(2 * second)
		w.heard("waiting")
	})
}

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
				w.net.Say("ann", "", "hello")
				w.net.Fail("getUpdates", 1, f)
				synctest.Wait()
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

func TestWaitsAsLongAsTold(t *testing.T) {
	inBubble(t, func(w *world) {
		w.net.Fail("getUpdates", 1, telegramtest.Fault{Status: 429, Description: "Too Many Requests: retry after 90", RetryAfter: 90})
		w.connect()
		w.net.Say("ann", "", "hello")
		time.Sleep(89 * second)
		w.heard("")
		time.Sleep(3 * second)
		w.heard("hello")
	})
}

func TestTroubleBacksOff(t *testing.T) {
	for name, f := range map[string]telegramtest.Fault{
		"refused": {Refused: true},
		"lost":    {Lost: true},
		"page":    {Status: 502, Description: "Bad Gateway", HTML: true},
		"error":   {Status: 500, Description: "Internal Server Error"},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(w *world) {
				w.net.Say("ann", "", "hello")
				w.net.Fail("getUpdates", 1000, f)
				w.connect()
				time.Sleep(time.Hour)
				polls := w.net.Calls("getUpdates")
				if f.Refused {
					polls = strings.Count(w.log.String(), "no updates")
				}
				if polls < 60 || polls > 120 {
					t.Errorf("%d polls in an hour of trouble, want one or two a minute", polls)
				}
			})
		})
	}
}

// Telegram accepts the poll and then says nothing any more.
func TestSilentPollIsGivenUp(t *testing.T) {
	inBubble(t, func(w *world) {
		w.net.Fail("getUpdates", 1, telegramtest.Fault{Hang: true})
		w.connect(func(o *telegram.Options) { o.PollTimeout = 50 * second })
		w.net.Say("ann", "", "hello")
		time.Sleep(70 * second)
		w.heard("hello")
	})
}

func TestStartsWhenTelegramComesBack(t *testing.T) {
	inBubble(t, func(w *world) {
		w.net.Fail("", 5, telegramtest.Fault{Refused: true})
		w.connect()
		w.net.Say("ann", "", "hello")
		time.Sleep(2 * time.Minute)
		w.heard("hello")
	})
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
		time.Sleep(time.Minute)
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
