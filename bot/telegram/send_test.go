package telegram_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"

	"referout/bot"
	"referout/bot/bottest"
	"referout/bot/telegram"
	"referout/bot/telegram/telegramtest"
)

func TestSend(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.meet("ann")
		m := bot.Compose(
			bot.Title("To do"),
			bot.Item(bot.Words("Note to @dana"), bot.Do("Show", "show", "1"), bot.Do("Later", "later", "1")),
			bot.Item(bot.Words("Visit /office 😀"), bot.Do("Booked", "booked", "2")),
		).With(bot.Choice{Label: "Remove", Action: "remove", Style: bot.Danger}, bot.Choice{Label: "Map", URL: "https://example.org"},
			bot.Choice{Label: "Private", Open: true})
		r := w.sent(toPerson("ann", m))
		want := bottest.Line{
			ID: r.Message, Person: "ann", Text: m.PlainText(),
			Buttons: []bottest.Button{
				{Label: "1 Show", Row: 0, Payload: "show:1"}, {Label: "Later", Row: 0, Payload: "later:1"},
				{Label: "2 Booked", Row: 1, Payload: "booked:2"},
				{Label: "Remove", Row: 2, Payload: "remove"}, {Label: "Map", Row: 2, URL: "https://example.org"},
				{Label: "Private", Row: 2, URL: "https://t.me/referout_bot?start=hi"},
			},
		}
		if got := w.lines(); len(got) != 1 || !reflect.DeepEqual(got[0], want) {
			t.Errorf("heard %+v, want %+v", got, want)
		}
	})
}

func TestLongMessagesAreSplit(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.meet("ann")
		m := say(strings.Repeat("Twelve words that say very little about anything at all 😀 here.\n", 200)).With(bot.Do("Done", "done"))
		r := w.sent(toPerson("ann", m))
		lines := w.lines()
		if len(lines) < 3 {
			t.Fatalf("%d parts", len(lines))
		}
		var whole []string
		for i, l := range lines {
			whole = append(whole, l.Text)
			if last := i == len(lines)-1; last != (len(l.Buttons) == 1) || last != (l.ID == r.Message) {
				t.Errorf("part %d: buttons %v, id %s, receipt %s", i, l.Buttons, l.ID, r.Message)
			}
		}
		if got, want := strings.Fields(strings.Join(whole, "\n")), strings.Fields(m.PlainText()); !reflect.DeepEqual(got, want) {
			t.Error("words were lost")
		}
	})
}

func TestFiles(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.meet("ann")
		m := say("Everything about you").With(bot.Do("Done", "done"))
		m.Files = []bot.File{{Name: "book.json", MIME: "application/json", Bytes: bytes.Repeat([]byte("x"), 1<<20)}, {Name: "notes.txt", Bytes: []byte("y")}}
		r := w.sent(toPerson("ann", m))
		lines := w.lines()
		if len(lines) != 1 || !reflect.DeepEqual(lines[0].Files, []string{"book.json", "notes.txt"}) || lines[0].ID != r.Message {
			t.Errorf("heard %+v", lines)
		}
		alone := bot.Message{Files: []bot.File{{Name: "card.vcf", Bytes: []byte("z")}}}.With(bot.Do("Done", "done"))
		r = w.sent(toPerson("ann", alone))
		if l := w.lines()[1]; l.ID != r.Message || l.Files[0] != "card.vcf" || len(l.Buttons) != 1 {
			t.Errorf("heard %+v", l)
		}
	})
}

func TestGroups(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.net.Say("ann", "meetup", "/help")
		synctest.Wait()
		asked := w.ear.got[0]
		r := w.sent(telegram.Parcel{Group: asked.Chat, Message: say("Hello @all"), Reply: asked.Reply})
		if got := w.lines(); len(got) != 1 || got[0].Group != "meetup" || got[0].Person != "" || got[0].ID != r.Message {
			t.Errorf("heard %+v", got)
		}
		if got := w.net.Last("sendMessage")["reply_parameters"]; !strings.Contains(got, `"message_id":1`) {
			t.Errorf("reply parameters %q", got)
		}
		// A topic that is gone: the message goes to the chat.
		topic := *asked.Chat
		topic.Thread = "5"
		w.sent(telegram.Parcel{Group: &topic, Message: say("Still here")})
		if got := w.lines(); len(got) != 2 || got[1].Text != "Still here" {
			t.Errorf("heard %+v", got)
		}
	})
}

func TestOnlyTelegramAddresses(t *testing.T) {
	p := telegram.New(telegram.Options{Token: "1:x"})
	for _, c := range []bot.Chat{
		{}, {Platform: "discord", ID: "5"}, {Platform: "telegram", ID: "five"},
		{Platform: "telegram"}, {Platform: "telegram", ID: "-5", Thread: "x"},
	} {
		if _, err := p.Deliver(t.Context(), telegram.Parcel{Group: &c, Message: say("x")}); err == nil || !strings.Contains(err.Error(), "address") {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestCallsSayHow(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.meet("ann")
		d := toPerson("ann", say("See https://example.org").With(bot.Choice{Label: "Forget", Action: "forget", Style: bot.Danger}))
		d.Silent = true
		r := w.sent(d)
		call := w.net.Last("sendMessage")
		for field, want := range map[string]string{
			"link_preview_options": `{"is_disabled":true}`, "disable_notification": "true",
			"reply_markup": `{"inline_keyboard":[[{"text":"Forget","style":"danger","callback_data":"forget"}]]}`,
		} {
			if call[field] != want {
				t.Errorf("%s is %s, want %s", field, call[field], want)
			}
		}
		d.Edit, d.Message = r.Message, say("https://example.org")
		w.sent(d)
		if got := w.net.Last("editMessageText")["link_preview_options"]; got != `{"is_disabled":true}` {
			t.Errorf("an edit shows a preview: %s", got)
		}
	})
}

func TestTargetGone(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.net.Say("carl", "meetup", "/help")
		synctest.Wait()
		_ = w.fails(toPerson("carl", say("hi")), bot.TargetGone)
		_ = w.fails(toPerson("nobody", say("hi")), bot.TargetGone)
		w.meet("ann")
		w.net.Reach("ann", false)
		_ = w.fails(toPerson("ann", say("hi")), bot.TargetGone)
		w.net.Reach("ann", true)
		w.sent(toPerson("ann", say("hi")))
	})
}

func TestOutcomes(t *testing.T) {
	for name, c := range map[string]struct {
		fault telegramtest.Fault
		want  bot.Outcome
	}{
		"refused":  {telegramtest.Fault{Refused: true}, bot.NotSent},
		"lost":     {telegramtest.Fault{Lost: true}, bot.Ambiguous},
		"hang":     {telegramtest.Fault{Hang: true}, bot.Ambiguous},
		"limit":    {telegramtest.Fault{Status: 429, Description: "Too Many Requests: retry after 5", RetryAfter: 5}, bot.RateLimited},
		"page":     {telegramtest.Fault{Status: 502, Description: "Bad Gateway", HTML: true}, bot.ServerFault},
		"error":    {telegramtest.Fault{Status: 500, Description: "Internal"}, bot.ServerFault},
		"migrated": {telegramtest.Fault{Status: 400, Description: "Bad Request: group chat was upgraded to a supergroup chat", MigrateTo: -1009}, bot.Migrated},
		"content":  {telegramtest.Fault{Status: 400, Description: "Bad Request: BUTTON_DATA_INVALID"}, bot.BadContent},
		"token":    {telegramtest.Fault{Status: 401, Description: "Unauthorized"}, bot.BadToken},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(w *world) {
				w.connect()
				w.meet("ann")
				w.net.Fail("sendMessage", 1, c.fault)
				e := w.fails(toPerson("ann", say("A secret")), c.want)
				if strings.Contains(e.Error(), "secret") || strings.Contains(e.Error(), telegramtest.Token) {
					t.Errorf("the error says too much: %v", e)
				}
				if c.want == bot.RateLimited && e.After != 6*second || c.want == bot.Migrated && e.To != "-1009" {
					t.Errorf("after %v, to %q", e.After, e.To)
				}
			})
		})
	}
}

func TestEmptyMessage(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.meet("ann")
		_ = w.fails(toPerson("ann", bot.Message{}), bot.BadContent)
	})
}

// The second attempt at a long message goes on where the first one broke off.
func TestAttemptsGoOn(t *testing.T) {
	inBubble(t, func(w *world) {
		w.connect()
		w.meet("ann")
		m := say("Here it is")
		m.Files = []bot.File{{Name: "book.json", Bytes: []byte("x")}}
		d := toPerson("ann", m)
		d.Key = "k1"
		w.net.Fail("sendDocument", 1, telegramtest.Fault{Status: 500, Description: "no"})
		_ = w.fails(d, bot.ServerFault)
		r := w.sent(d)
		lines := w.lines()
		if len(lines) != 1 || len(lines[0].Files) != 1 || lines[0].ID != r.Message {
			t.Errorf("heard %+v", lines)
		}
	})
}
