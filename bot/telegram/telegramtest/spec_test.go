package telegramtest

import (
	"strings"
	"testing"
)

func TestSpecification(t *testing.T) {
	s, err := theSpec()
	if err != nil {
		t.Fatal(err)
	}
	if s == nil {
		t.Skip("REFEROUT_SHARED is not set")
	}
	for name, c := range map[string]struct {
		method, body string
		want         string // empty: allowed
	}{
		"good":             {"sendMessage", `{"chat_id":5,"text":"x","link_preview_options":{"is_disabled":true}}`, ""},
		"entities":         {"sendMessage", `{"chat_id":5,"text":"x","entities":[{"type":"bold","offset":0,"length":1}]}`, ""},
		"no such method":   {"sendPigeon", `{}`, "no such method"},
		"no such field":    {"sendMessage", `{"chat_id":5,"text":"x","colour":"red"}`, "no parameter colour"},
		"missing":          {"sendMessage", `{"chat_id":5}`, "parameter text is missing"},
		"wrong type":       {"sendMessage", `{"chat_id":[5],"text":"x"}`, "chat_id"},
		"not a number":     {"getUpdates", `{"limit":"many"}`, "limit"},
		"deep field":       {"sendMessage", `{"chat_id":5,"text":"x","entities":[{"type":"bold","offset":0,"size":1}]}`, "MessageEntity"},
		"scope":            {"getMyCommands", `{"scope":{"type":"all_private_chats"}}`, ""},
		"scope of nothing": {"getMyCommands", `{"scope":{"kind":"all"}}`, "scope"},
	} {
		t.Run(name, func(t *testing.T) {
			fields, err := decodeFields("application/json", []byte(c.body))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, err := range s.check(call{c.method, fields}) {
				got = append(got, err.Error())
			}
			all := strings.Join(got, "; ")
			if (all == "") != (c.want == "") || !strings.Contains(all, c.want) {
				t.Errorf("%q, want %q", all, c.want)
			}
		})
	}
}
