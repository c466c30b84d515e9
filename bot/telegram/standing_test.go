package telegram_test

import (
	"context"
	"errors"
	"strconv"
	"testing"
	"time"

	"referout/bot"
	"referout/bot/telegram"
	"referout/bot/telegram/telegramtest"
)

func (w *world) account(name string) bot.Account {
	return bot.Account{Platform: "telegram", ID: strconv.FormatInt(telegramtest.PersonID(name), 10)}
}

func group(id int64) bot.Chat {
	return bot.Chat{Platform: "telegram", ID: strconv.FormatInt(id, 10)}
}

// stands checks what somebody is in the meetup.
func (w *world) stands(name string, want bot.Standing) {
	w.Helper()
	got, err := w.platform.Standing(context.Background(), group(telegramtest.GroupID("meetup")), w.account(name))
	if got != want || err != nil {
		w.Errorf("%s is %d in the meetup, %v; want %d", name, got, err, want)
	}
}

func TestStanding(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.net.Say("ann", "meetup", "/help")
		w.net.Say("bob", "meetup", "/help")
		w.net.Say("cleo", "", "/start")
		w.stands("ann", bot.Inside)
		w.stands("cleo", bot.Outside)
		if got, err := w.platform.Standing(context.Background(), group(telegramtest.GroupID("meetup")), w.account("nobody")); got != bot.Unknown || err == nil {
			t.Errorf("somebody whom the bot never met is %d, %v", got, err)
		}
		w.net.Promote("ann", "meetup", true)
		w.stands("ann", bot.Moderator)
		w.net.Promote("ann", "meetup", false)
		w.stands("ann", bot.Inside)
		w.net.Leave("ann", "meetup")
		w.net.Remove("bob", "meetup")
		w.stands("ann", bot.Outside)
		w.stands("bob", bot.Outside)
		w.net.Say("ann", "meetup", "/help")
		w.stands("ann", bot.Inside)
	})
}

// Standing asks nobody about those who cannot be asked about, and never about a
// private chat.
func TestStandingIsNotAsked(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.meet("ann")
		meetup := group(telegramtest.GroupID("meetup"))
		for _, id := range []string{"1087968824", "136817688", "777000", "-100", "0"} {
			got, err := w.platform.Standing(context.Background(), meetup, bot.Account{Platform: "telegram", ID: id})
			if got != bot.Unknown || err != nil {
				t.Errorf("%s: %d, %v", id, got, err)
			}
		}
		for _, c := range []struct {
			in bot.Chat
			of bot.Account
		}{
			{group(telegramtest.PersonID("ann")), w.account("ann")},
			{bot.Chat{Platform: "discord", ID: meetup.ID}, w.account("ann")},
			{meetup, bot.Account{Platform: "discord", ID: "5"}},
			{meetup, bot.Account{Platform: "telegram", ID: "ann"}},
		} {
			if got, err := w.platform.Standing(context.Background(), c.in, c.of); got != bot.Unknown || err == nil {
				t.Errorf("%v in %v: %d, %v", c.of, c.in, got, err)
			}
		}
		if n := w.net.Calls("getChatMember"); n != 0 {
			t.Errorf("asked %d times", n)
		}
		mute := telegram.New(telegram.Options{})
		if got, err := mute.Standing(context.Background(), meetup, w.account("ann")); got != bot.Unknown || err == nil {
			t.Errorf("without a token: %d, %v", got, err)
		}
	})
}

func TestStandingInTrouble(t *testing.T) {
	bad := func(text string) telegramtest.Fault {
		return telegramtest.Fault{Status: 400, Description: "Bad Request: " + text}
	}
	for name, c := range map[string]struct {
		fault telegramtest.Fault
		want  bot.Standing
		fails bool
	}{
		"user not found":   {bad("user not found"), bot.Unknown, true},
		"member not found": {bad("member not found"), bot.Unknown, true},
		"participant":      {bad("PARTICIPANT_ID_INVALID"), bot.Unknown, true},
		"no administrator": {bad("CHAT_ADMIN_REQUIRED"), bot.Unknown, true},
		"hidden members":   {bad("member list is inaccessible"), bot.Unknown, true},
		"chat gone":        {bad("chat not found"), bot.Unknown, true},
		"bot removed":      {telegramtest.Fault{Status: 403, Description: "Forbidden: bot was kicked from the supergroup chat"}, bot.Unknown, true},
		"moved":            {telegramtest.Fault{Status: 400, Description: "Bad Request: group chat was upgraded to a supergroup chat", MigrateTo: -1009}, bot.Unknown, true},
		"too fast":         {telegramtest.Fault{Status: 429, Description: "Too Many Requests: retry after 5", RetryAfter: 5}, bot.Unknown, true},
		"server trouble":   {telegramtest.Fault{Status: 502, HTML: true}, bot.Unknown, true},
		"no connection":    {telegramtest.Fault{Refused: true}, bot.Unknown, true},
		"silence":          {telegramtest.Fault{Hang: true}, bot.Unknown, true},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(w *world) {
				w.connect()
				w.net.Say("ann", "meetup", "/help")
				w.net.Fail("getChatMember", 1, c.fault)
				began := time.Now()
				got, err := w.platform.Standing(context.Background(), group(telegramtest.GroupID("meetup")), w.account("ann"))
				if got != c.want || (err != nil) != c.fails {
					t.Errorf("%d, %v; want %d", got, err, c.want)
				}
				if took := time.Since(began); took > 5*second {
					t.Errorf("took %v", took)
				}
				if c.fails {
					var e *bot.SendError
					if !errors.As(err, &e) {
						t.Errorf("error %v", err)
					}
				}
			})
		})
	}
}

// Who leaves is told with the new id after a group has moved, and by as many updates
// as Telegram sends.
func TestLeavingIsTold(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.net.AllowPins("meetup", false)
		for _, name := range []string{"ann", "bob", "cleo"} {
			w.net.Say(name, "meetup", "/help")
		}
		w.net.Leave("ann", "meetup")
		w.net.Leave("ann", "meetup")
		w.net.Migrate("meetup")
		w.net.Remove("bob", "meetup")
		w.net.AllowPins("meetup", true)
		w.net.Promote("cleo", "meetup", true)
		w.net.Leave("cleo", "meetup")
		w.keeps("0 drop") // the promotion
		var got []bot.Incoming
		for _, in := range w.ear.got {
			if in.Kind == bot.Left {
				got = append(got, in)
			}
		}
		old, id := group(telegramtest.GroupID("meetup")), group(telegramtest.SupergroupID("meetup"))
		want := []struct {
			who string
			in  bot.Chat
		}{{"ann", old}, {"bob", id}, {"cleo", id}, {"cleo", id}}
		if len(got) != len(want) {
			w.Fatalf("%d left, want %d: %+v", len(got), len(want), w.ear.got)
		}
		for i, c := range want {
			if got[i].From != w.account(c.who) || got[i].Chat == nil || *got[i].Chat != c.in || got[i].Reply != "" {
				t.Errorf("%d: %+v %+v, want %+v", i, got[i].From, got[i].Chat, c)
			}
		}
	})
}
