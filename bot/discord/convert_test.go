package discord_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"referout/bot"
	"referout/bot/discord"
)

const head = `"id":"1234567890123456789","application_id":"1","token":"t","channel_id":"77",`

func TestInteractions(t *testing.T) {
	const (
		ann = `"user":{"id":"5"},"context":1,`
		due = `"type":2,"data":{"name":"due","type":1}`
	)
	tests := map[string]struct {
		event   string
		private bool
		want    bot.Incoming // without ID, From, At and Chat
	}{
		"command in private":       {head + ann + due, true, bot.Incoming{Kind: bot.Said, Command: "due"}},
		"context missing":          {head + `"user":{"id":"5"},` + due, false, bot.Incoming{Kind: bot.Said, Command: "due", Named: true}},
		"context null":             {head + `"user":{"id":"5"},"context":null,` + due, false, bot.Incoming{Kind: bot.Said, Command: "due", Named: true}},
		"guild":                    {head + `"member":{"user":{"id":"5"}},"context":0,"guild_id":"9",` + due, false, bot.Incoming{Kind: bot.Said, Command: "due", Named: true}},
		"private context in guild": {head + `"user":{"id":"5"},"context":1,"guild_id":"9",` + due, false, bot.Incoming{Kind: bot.Said, Command: "due", Named: true}},
		"group conversation":       {head + `"user":{"id":"5"},"context":2,` + due, false, bot.Incoming{Kind: bot.Said, Command: "due", Named: true}},
		"unknown context":          {head + `"user":{"id":"5"},"context":7,` + due, false, bot.Incoming{Kind: bot.Said, Command: "due", Named: true}},
		"one option": {head + ann + `"type":2,"data":{"name":"Met","options":[{"name":"who","type":3,"value":"Dr Lee lunch"}]}`, true,
			bot.Incoming{Kind: bot.Said, Command: "met", Text: "Dr Lee lunch"}},
		"two options": {head + ann + `"type":2,"data":{"name":"met","options":[{"name":"who","value":"Lee"},{"name":"n","value":3}]}`, true,
			bot.Incoming{Kind: bot.Said, Command: "met", Options: map[string]string{"who": "Lee", "n": "3"}}},
		"tap": {head + ann + `"type":3,"message":{"id":"88"},"data":{"custom_id":"later:1:2","component_type":2}`, true,
			bot.Incoming{Kind: bot.Tapped, Payload: "later:1:2", Message: "77/88"}},
		"tap on a repeated payload": {head + ann + `"type":3,"message":{"id":"88"},"data":{"custom_id":"later:1 ~2"}`, true,
			bot.Incoming{Kind: bot.Tapped, Payload: "later:1", Message: "77/88"}},
		"a component of a kind still to come": {head + ann + `"type":3,"message":{"id":"88","components":[{"type":99,"new":[1]}]},"data":{"custom_id":"x"}`, true,
			bot.Incoming{Kind: bot.Tapped, Payload: "x", Message: "77/88"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			in, ok := discord.FromInteraction([]byte("{" + test.event + "}"))
			if !ok || in.From != (bot.Account{Platform: "discord", ID: "5"}) || in.ID != "1234567890123456789" || in.At.Year() < 2015 {
				t.Fatalf("got %+v, %v", in, ok)
			}
			if test.private != (in.Chat == nil) || in.Chat != nil && *in.Chat != (bot.Chat{Platform: "discord", ID: "77"}) {
				t.Errorf("chat is %+v", in.Chat)
			}
			in.ID, in.From, in.At, in.Chat = "", bot.Account{}, time.Time{}, nil
			if !reflect.DeepEqual(in, test.want) {
				t.Errorf("got  %+v\nwant %+v", in, test.want)
			}
		})
	}
}

func TestUselessInteractions(t *testing.T) {
	for _, event := range []string{
		``, `null`, `[]`, `{}`, `{"id":7}`,
		`{` + head + `"type":2,"data":{"name":"due"}}`,
		`{` + head + `"user":{"id":"5","bot":true},"type":2,"data":{"name":"due"}}`,
		`{` + head + `"user":{"id":"5"},"type":2,"data":{}}`,
		`{` + head + `"user":{"id":"5"},"type":3,"data":{"custom_id":"x"}}`,
		`{` + head + `"user":{"id":"5"},"type":5,"data":{"custom_id":"x"}}`,
	} {
		if in, ok := discord.FromInteraction([]byte(event)); ok {
			t.Errorf("%s gave %+v", event, in)
		}
	}
}

func TestMessages(t *testing.T) {
	const from = `"id":"1234567890123456789","channel_id":"77","author":{"id":"5"},`
	tests := map[string]struct {
		event string
		want  *bot.Incoming // nil: not for us
	}{
		"text":         {from + `"content":" Dr Lee\nsent me someone "`, &bot.Incoming{Kind: bot.Said, Text: "Dr Lee\nsent me someone"}},
		"command":      {from + `"content":"/From Dr Lee\nyesterday"`, &bot.Incoming{Kind: bot.Said, Command: "from", Text: "Dr Lee\nyesterday"}},
		"command bare": {from + `"content":"/due"`, &bot.Incoming{Kind: bot.Said, Command: "due"}},
		"no command":   {from + `"content":"/etc/passwd"`, &bot.Incoming{Kind: bot.Said, Text: "/etc/passwd"}},
		"slash alone":  {from + `"content":"/ due"`, &bot.Incoming{Kind: bot.Said, Text: "/ due"}},
		"reply":        {from + `"content":"tue","type":19,"message_reference":{"message_id":"88"}`, &bot.Incoming{Kind: bot.Said, Text: "tue", Message: "77/88"}},
		"file":         {from + `"content":"cards","attachments":[{"filename":"a.vcf"}]`, &bot.Incoming{Kind: bot.SentFile, Text: "cards"}},
		"guild":        {from + `"content":"hi","guild_id":"9"`, nil},
		"webhook":      {from + `"content":"hi","webhook_id":"9"`, nil},
		"joined":       {from + `"content":"hi","type":7`, nil},
		"sticker":      {from + `"content":""`, nil},
		"bot":          {`"id":"1","channel_id":"77","author":{"id":"5","bot":true},"content":"hi"`, nil},
		"nobody":       {`"id":"1","channel_id":"77","content":"hi"`, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			in, ok := discord.FromMessage([]byte("{" + test.event + "}"))
			if ok != (test.want != nil) {
				t.Fatalf("got %+v, %v", in, ok)
			}
			if !ok {
				return
			}
			in.ID, in.From, in.At = "", bot.Account{}, time.Time{}
			if !reflect.DeepEqual(in, *test.want) {
				t.Errorf("got  %+v\nwant %+v", in, *test.want)
			}
		})
	}
}

// Whatever Discord sends, nothing panics, nobody is nobody, and only what says
// so is private.
func FuzzEvents(f *testing.F) {
	f.Add([]byte(`{` + head + `"user":{"id":"5"},"context":1,"type":2,"data":{"name":"due","options":[{"name":"a","value":{"b":[]}}]}}`))
	f.Add([]byte(`{` + head + `"member":{"user":null},"type":3,"message":{},"data":{"custom_id":" ~2"}}`))
	f.Add([]byte(`{"id":"-1","channel_id":"77","author":{"id":"5"},"content":"/due \u202e","message_reference":{}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if in, ok := discord.FromInteraction(raw); ok {
			if in.From.ID == "" || in.Kind != bot.Said && in.Kind != bot.Tapped {
				t.Errorf("%s gave %+v", raw, in)
			}
			if in.Chat == nil && !strings.Contains(strings.ToLower(string(raw)), "context") {
				t.Errorf("%s is taken for private", raw)
			}
		}
		if in, ok := discord.FromMessage(raw); ok && (in.From.ID == "" || in.Text != strings.TrimSpace(in.Text)) {
			t.Errorf("%s gave %+v", raw, in)
		}
	})
}
