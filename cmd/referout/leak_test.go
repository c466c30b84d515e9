package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"referout/bot/bottest"
	"referout/bot/discord/discordtest"
	"referout/bot/telegram/telegramtest"
)

func TestTelegramsTroubleNamesNobody(t *testing.T) {
	echo := fmt.Sprintf("Bad Request: inline keyboard button URL 'https://t.me/%s' is invalid in chat %d", doctor, telegramtest.PersonID(zebulon))
	faults := []telegramtest.Fault{
		{Status: 400, Description: echo},
		{Status: 400, Description: fmt.Sprintf("Bad Request: can't parse entities: unsupported tag %q", doctor)},
		{Status: 400, Description: "Bad Request: chat not found"},
		{Status: 400, Description: "Bad Request: message is not modified"},
		{Status: 400, Description: "Bad Request: group chat was upgraded", MigrateTo: -1009876543210},
		{Status: 403, Description: fmt.Sprintf("Forbidden: bot was blocked by the user %d", telegramtest.PersonID(zebulon))},
		{Status: 404, Description: "Not Found"},
		{Status: 409, Description: "Conflict: terminated by other getUpdates request"},
		{Status: 413, Description: doctor, HTML: true},
		{Status: 429, Description: "Too Many Requests: retry after 7", RetryAfter: 7},
		{Status: 500, Description: "Internal Server Error"},
		{Status: 502, Description: "<b>" + doctor + "</b> /bot" + telegramtest.Token + "/", HTML: true},
		{Refused: true}, {Lost: true}, {Hang: true},
	}
	for _, method := range []string{"sendMessage", "editMessageText", "answerCallbackQuery", "sendDocument", "getUpdates", ""} {
		t.Run(method, func(t *testing.T) {
			inTrouble(t, len(faults)/2, func(x *troubled) {
				x.talk(x.telegram)
				for _, f := range faults {
					if f.Status == 404 && method != "sendMessage" { // it ends the platform
						continue
					}
					x.telegram.Fail(method, 2, f)
					x.talk(x.telegram)
				}
			})
		})
	}
}

func TestTelegramsInputNamesNobody(t *testing.T) {
	inTrouble(t, 4, func(x *troubled) {
		n := x.telegram
		n.Inject("message", map[string]any{"message_id": doctor, "text": specialty})
		n.Inject("message", doctor)
		n.Inject("callback_query", map[string]any{"id": 7, "from": map[string]any{"id": doctor}})
		n.Inject("my_chat_member", []any{telegramtest.PersonID(zebulon)})
		x.talk(n)
		n.Redeliver(true)
		x.talk(n)
		n.Webhook()
		x.talk(n)
		n.Steal()
		x.talk(n)
		n.Reach(zebulon, false)
		time.Sleep(48 * time.Hour) // reminders come due
		n.Reach(zebulon, true)
		n.Say(zebulon, "", strings.Repeat(doctor+" ", 1000))
		for range 30 {
			n.Say(zebulon, "", specialty) // too many
		}
		x.talk(n)
	})
}

func TestARefusedTokenIsNotTold(t *testing.T) {
	for _, method := range []string{"getMe", "getUpdates", "sendMessage"} {
		t.Run(method, func(t *testing.T) {
			inTrouble(t, 1, func(x *troubled) {
				x.telegram.Fail(method, 3, telegramtest.Fault{Status: 401, Description: "Unauthorized: " + `"` + telegramtest.Token + `"`})
				x.stop()
				x.start()
				x.talk(x.telegram)
			})
		})
	}
}

func TestDiscordsTroubleNamesNobody(t *testing.T) {
	echo := fmt.Sprintf(`{"code":50035,"message":"Invalid Form Body","errors":{"content":{"_errors":[{"message":%q}]}}}`, doctor)
	faults := []discordtest.Fault{
		{Status: 400, Code: 50035, Body: echo},
		{Status: 401, Body: `{"message":"401: Unauthorized ` + discordtest.Token + `"}`},
		{Status: 403, Code: 50001}, {Status: 403, Code: 50007}, {Status: 403, Code: 50013},
		{Status: 404, Code: 10003}, {Status: 404, Code: 10008}, {Status: 404, Code: 10015}, {Status: 404, Code: 10062},
		{Status: 400, Code: 40060}, {Status: 413, Code: 40005},
		{Status: 429, Body: `{"message":"You are being rate limited.","retry_after":2.5,"global":false}`, Header: http.Header{"Retry-After": {"3"}}},
		{Status: 429, Body: "<html>error 1015, " + doctor + "</html>"},
		{Status: 500}, {Status: 502, Body: "<html>" + doctor + "</html>"}, {Status: 200, Body: "{" + doctor},
		{Unsent: true}, {Lost: true}, {Delay: 20 * time.Second},
	}
	for _, path := range []string{"/callback", "/webhooks/", "/messages", ""} {
		t.Run(strings.Trim(path, "/"), func(t *testing.T) {
			inTrouble(t, len(faults)/2, func(x *troubled) {
				x.talk(x.discord)
				x.engine.slow.Store(path == "/webhooks/") // answers are deferred
				for _, f := range faults {
					f.Path = path
					x.discord.Fail(f)
					x.discord.Fail(f)
					x.discord.Type(zebulon, "", "received", "who", doctor[:5])
					x.talk(x.discord)
				}
			})
		})
	}
}

func TestDiscordsGatewayNamesNobody(t *testing.T) {
	inTrouble(t, 6, func(x *troubled) {
		n := x.discord
		for _, trouble := range []func(){
			n.Drop, n.AskReconnect, func() { n.CloseWith(4000) }, func() { n.Forget(); n.Drop() },
			func() { n.Gateway(discordtest.Opening{HangUpSoon: true, Once: true}); n.Drop() },
			func() { n.Gateway(discordtest.Opening{CloseWith: 4009, Once: true}); n.Drop() },
			func() { n.Delay(10 * time.Second) },
			func() { n.Reach(zebulon, false) }, func() { n.Reach(zebulon, true) },
			func() { n.CloseWith(4004) },
		} {
			trouble()
			time.Sleep(100 * time.Millisecond)
			x.talk(n)
		}
	})
}

func TestClumsyHandlersNameNobody(t *testing.T) {
	inTrouble(t, 16, func(x *troubled) {
		for _, n := range []bottest.Network{x.telegram, x.discord} {
			x.talk(n)
			for _, c := range clumsy().Commands {
				n.Say(zebulon, "", "/"+c.Name)
				time.Sleep(time.Second)
			}
		}
	})
}

func TestAFullDiskNamesNobody(t *testing.T) {
	inTrouble(t, 20, func(x *troubled) {
		for _, n := range []bottest.Network{x.telegram, x.discord} {
			x.talk(n)
			x.engine.fails.Store(true)
			x.talk(n)
			time.Sleep(7 * time.Hour) // reminders come due
			x.engine.fails.Store(false)
			x.talk(n)
		}
	})
}
