package telegram_test

import (
	"context"
	"log/slog"
	"reflect"
	"testing"
	"time"

	"referout/bot"
	"referout/bot/telegram"
	"referout/bot/telegram/telegramtest"
)

func TestPin(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		in, l := w.card()
		rules := telegram.Parcel{Group: &in, Message: say("House rules").With(bot.Do("Change", "rules")), Pin: true}
		r := w.sent(rules)
		if r.Unpinned || w.net.Calls("pinChatMessage") != 1 || w.net.Last("pinChatMessage")["disable_notification"] != "true" {
			t.Errorf("%+v, pinned with %v", r, w.net.Last("pinChatMessage"))
		}
		// An edit pins nothing, unless it has to be sent anew.
		rules.Edit, rules.Message = r.Message, say("Newer rules")
		w.sent(rules)
		if got := w.net.Pinned("meetup"); !reflect.DeepEqual(got, []string{"Newer rules"}) || w.net.Calls("pinChatMessage") != 1 {
			t.Errorf("pinned %q", got)
		}
		rules.Edit, rules.Message = lineID(l, "99999"), say("Last rules")
		if r := w.sent(rules); r.Unpinned {
			t.Errorf("%+v", r)
		}
		if got := w.net.Pinned("meetup"); !reflect.DeepEqual(got, []string{"Newer rules", "Last rules"}) {
			t.Errorf("pinned %q", got)
		}
		w.heard("help") // what the group says about it means nothing
	})
}

// A message that cannot be pinned is sent all the same.
func TestNotPinned(t *testing.T) {
	for name, c := range map[string]telegramtest.Fault{
		"no administrator": {Status: 400, Description: "Bad Request: CHAT_ADMIN_REQUIRED"},
		"no rights":        {Status: 400, Description: "Bad Request: not enough rights to manage pinned messages in the chat"},
		"too fast":         {Status: 429, Description: "Too Many Requests: retry after 5", RetryAfter: 5},
		"server trouble":   {Status: 500, Description: "Internal"},
		"gone meanwhile":   {Status: 403, Description: "Forbidden: bot was kicked from the supergroup chat"},
		"no connection":    {Refused: true},
		"silence":          {Hang: true},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(w *world) {
				w.connect()
				in, _ := w.card()
				w.net.Fail("pinChatMessage", 1, c)
				began := time.Now()
				r := w.sent(telegram.Parcel{Group: &in, Message: say("House rules"), Pin: true, Key: "k"})
				if lines := w.lines(); !r.Unpinned || r.Message != lines[1].ID || len(lines) != 2 || w.net.Calls("pinChatMessage") > 1 {
					t.Errorf("%+v, heard %+v", r, lines)
				}
				if took := time.Since(began); took > 5*second {
					t.Errorf("took %v", took)
				}
				w.told(slog.LevelDebug, "was not pinned", 1)
				w.told(slog.LevelInfo, "was not pinned", 0)
			})
		})
	}
}

// A guest may not pin; a group that has moved pins what is said in it now.
func TestPinAfterAMove(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		in, _ := w.card()
		w.net.AllowPins("meetup", false)
		w.net.Migrate("meetup")
		e := w.fails(telegram.Parcel{Group: &in, Message: say("House rules"), Pin: true}, bot.Migrated)
		if n := w.net.Calls("pinChatMessage"); n != 0 {
			t.Errorf("%d pins of what was not sent", n)
		}
		in.ID = e.To
		if r := w.sent(telegram.Parcel{Group: &in, Message: say("House rules"), Pin: true}); !r.Unpinned || w.net.Pinned("meetup") != nil {
			t.Errorf("a guest pins: %+v, %q", r, w.net.Pinned("meetup"))
		}
		w.net.AllowPins("meetup", true)
		if r := w.sent(telegram.Parcel{Group: &in, Message: say("Again"), Pin: true}); r.Unpinned || len(w.net.Pinned("meetup")) != 1 {
			t.Errorf("%+v, pinned %q", r, w.net.Pinned("meetup"))
		}
	})
}

// The end of the process while a message is pinned leaves it sent.
func TestEndWhilePinning(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		in, _ := w.card()
		ctx, cancel := context.WithCancel(context.Background())
		w.net.OnCall(func(_ context.Context, method string, at telegramtest.Point) error {
			if method == "pinChatMessage" && at == telegramtest.Leaving {
				cancel()
			}
			return nil
		})
		r, err := w.platform.Deliver(ctx, telegram.Parcel{Group: &in, Message: say("House rules"), Pin: true})
		if err != nil || !r.Unpinned || r.Message == "" {
			t.Errorf("%+v, %v", r, err)
		}
	})
}
