package telegramtest

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// client calls the network as any program might.
type client struct {
	*testing.T
	n *Network
}

type reply struct {
	OK          bool
	Result      json.RawMessage
	Description string
	Code        int `json:"error_code"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	}
}

func (c client) post(method, contentType, body string) reply {
	c.Helper()
	req, err := http.NewRequestWithContext(c.Context(), http.MethodPost, "https://x/bot"+Token+"/"+method, strings.NewReader(body))
	if err != nil {
		c.Fatal(err)
	}
	req.Header.Set("Content-Type", contentType)
	resp, err := c.n.RoundTrip(req)
	if err != nil {
		c.Fatal(err)
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		c.Fatal(err)
	}
	return r
}

func (c client) json(method, body string) reply {
	c.Helper()
	return c.post(method, "application/json", body)
}

func inBubble(t *testing.T, play func(client)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { play(client{t, New()}) })
}

// ids are the update ids of a poll's answer.
func (c client) ids(body string) []int64 {
	c.Helper()
	var list []struct {
		ID int64 `json:"update_id"`
	}
	r := c.json("getUpdates", body)
	if err := json.Unmarshal(r.Result, &list); err != nil {
		c.Fatalf("%+v: %v", r, err)
	}
	var out []int64
	for _, u := range list {
		out = append(out, u.ID)
	}
	return out
}

func TestBodies(t *testing.T) {
	ann := json.Number(jsonOf(t, PersonID("ann")))
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	for k, v := range map[string]string{"chat_id": ann.String(), "text": "multipart"} {
		if err := w.WriteField(k, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	inBubble(t, func(c client) {
		c.n.Say("ann", "", "/start")
		c.json("sendMessage", `{"chat_id":`+ann.String()+`,"text":"json"}`)
		c.post("sendMessage", "application/x-www-form-urlencoded", url.Values{"chat_id": {ann.String()}, "text": {"form"}}.Encode())
		c.post("sendMessage", w.FormDataContentType(), form.String())
		var got []string
		for _, l := range c.n.Heard() {
			got = append(got, l.Person+":"+l.Text)
		}
		if strings.Join(got, " ") != "ann:json ann:form ann:multipart" {
			t.Errorf("heard %q", got)
		}
		if errs := c.n.Check(); len(errs) > 0 {
			t.Errorf("check: %v", errs)
		}
	})
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// What the real server refuses is refused, and what is the caller's own fault is
// reported.
func TestRefusals(t *testing.T) {
	keyboard := func(button string) map[string]any {
		return map[string]any{"inline_keyboard": []any{[]any{json.RawMessage(button)}}}
	}
	entity := func(offset, length int) []any {
		return []any{map[string]any{"type": "bold", "offset": offset, "length": length}}
	}
	for name, c := range map[string]struct {
		call  map[string]any
		want  string
		fault bool
	}{
		"empty":         {map[string]any{"text": " \u2060"}, "message text is empty", true},
		"too long":      {map[string]any{"text": strings.Repeat("x", 4097)}, "message is too long", true},
		"long enough":   {map[string]any{"text": strings.Repeat("x", 4096)}, "", false},
		"parse mode":    {map[string]any{"text": "x", "parse_mode": "HTML"}, "would be parsed", true},
		"data":          {map[string]any{"text": "x", "reply_markup": keyboard(`{"text":"a","callback_data":"` + strings.Repeat("é", 33) + `"}`)}, "BUTTON_DATA_INVALID", true},
		"two actions":   {map[string]any{"text": "x", "reply_markup": keyboard(`{"text":"a","callback_data":"a","url":"https://x"}`)}, "exactly one action", true},
		"no label":      {map[string]any{"text": "x", "reply_markup": keyboard(`{"text":" ","callback_data":"a"}`)}, "text buttons", true},
		"entity beyond": {map[string]any{"text": "abc", "entities": entity(1, 3)}, "entity outside", true},
		"entity in two": {map[string]any{"text": "😀", "entities": entity(0, 1)}, "entity outside", true},
		"entity fits":   {map[string]any{"text": "😀", "entities": entity(0, 2)}, "", false},
		"overlap":       {map[string]any{"text": "abcdef", "entities": append(entity(0, 3), entity(2, 3)...)}, "overlap", true},
		"nested":        {map[string]any{"text": "abcdef", "entities": append(entity(0, 6), entity(2, 3)...)}, "", false},
		"stranger":      {map[string]any{"text": "x", "chat_id": 5}, "chat not found", false},
		"shy":           {map[string]any{"text": "x", "chat_id": PersonID("bob")}, "can't initiate conversation", false},
		"blocked":       {map[string]any{"text": "x", "chat_id": PersonID("eve")}, "blocked by the user", false},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(k client) {
				k.n.Say("ann", "", "/start")
				k.n.Say("bob", "meetup", "/help")
				k.n.Say("eve", "", "/start")
				k.n.Reach("eve", false)
				call := map[string]any{"chat_id": PersonID("ann")}
				for name, v := range c.call {
					call[name] = v
				}
				r := k.json("sendMessage", jsonOf(t, call))
				if r.OK != (c.want == "") || !strings.Contains(r.Description, c.want) {
					t.Errorf("answer %+v, want %q", r, c.want)
				}
				if got := len(k.n.Check()) > 0; got != c.fault {
					t.Errorf("check: %v", k.n.Check())
				}
			})
		})
	}
}

func TestPolls(t *testing.T) {
	inBubble(t, func(c client) {
		c.n.Say("ann", "", "one")
		c.n.Say("ann", "", "two")
		if got := c.ids(`{"limit":1}`); len(got) != 1 || got[0] != 1000 {
			t.Errorf("limited: %v", got)
		}
		if got := c.ids(`{}`); len(got) != 2 {
			t.Errorf("not confirmed: %v", got)
		}
		if got := c.ids(`{"offset":1001}`); len(got) != 1 || got[0] != 1001 {
			t.Errorf("confirmed the first: %v", got)
		}
		time.Sleep(23 * time.Hour)
		if got := c.ids(`{}`); len(got) != 1 {
			t.Errorf("kept for a day: %v", got)
		}
		time.Sleep(2 * time.Hour)
		start := time.Now()
		if got := c.ids(`{"timeout":30}`); len(got) != 0 || time.Since(start) != 30*time.Second {
			t.Errorf("forgotten after a day: %v after %v", got, time.Since(start))
		}
	})
}

func TestSecondPollerEndsTheFirst(t *testing.T) {
	inBubble(t, func(c client) {
		first := make(chan reply)
		go func() { first <- c.json("getUpdates", `{"timeout":60}`) }()
		synctest.Wait()
		c.json("getUpdates", `{"timeout":1}`)
		if r := <-first; r.Code != 409 || !strings.Contains(r.Description, "terminated by other getUpdates") {
			t.Errorf("first: %+v", r)
		}
	})
}

func TestTapsAreCounted(t *testing.T) {
	inBubble(t, func(c client) {
		c.n.Say("ann", "", "/start")
		c.json("sendMessage", `{"chat_id":`+jsonOf(t, PersonID("ann"))+`,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"Done","callback_data":"done"}]]}}`)
		l := c.n.Heard()[0]
		c.n.Tap("ann", l, l.Buttons[0])
		c.n.Tap("ann", l, l.Buttons[0])
		if got := c.n.Unanswered(); got != 0 {
			t.Errorf("%d unanswered before they were handed out", got)
		}
		c.ids(`{}`)
		if got := c.n.Unanswered(); got != 2 || len(c.n.Check()) != 1 {
			t.Errorf("%d unanswered, check %v", got, c.n.Check())
		}
		if r := c.json("answerCallbackQuery", `{"callback_query_id":"tap1"}`); !r.OK {
			t.Errorf("in time: %+v", r)
		}
		time.Sleep(time.Minute)
		if r := c.json("answerCallbackQuery", `{"callback_query_id":"tap2"}`); !strings.Contains(r.Description, "query is too old") {
			t.Errorf("too late: %+v", r)
		}
		if got := c.n.Unanswered(); got != 0 {
			t.Errorf("%d unanswered", got)
		}
	})
}

func TestCommandsInGroupsNameTheBot(t *testing.T) {
	inBubble(t, func(c client) {
		c.json("setMyCommands", `{"commands":[{"command":"help","description":"x"}]}`)
		c.n.Say("ann", "meetup", "/help me")
		c.n.Say("ann", "meetup", "/other me")
		c.n.Say("ann", "", "/help")
		r := c.json("getUpdates", `{}`)
		for _, want := range []string{`"/help@referout_bot me"`, `"/other me"`, `"/help"`} {
			if !strings.Contains(string(r.Result), want) {
				t.Errorf("%s is not in %s", want, r.Result)
			}
		}
	})
}

func TestLongTextsComeInParts(t *testing.T) {
	inBubble(t, func(c client) {
		c.n.Say("ann", "", strings.Repeat("😀", 5000))
		if got := c.ids(`{}`); len(got) != 3 {
			t.Errorf("%d messages, want 3", len(got))
		}
	})
}

func FuzzDecodeFields(f *testing.F) {
	f.Add("application/json", []byte(`{"a":1}`))
	f.Add("multipart/form-data; boundary=b", []byte("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--"))
	f.Add("application/x-www-form-urlencoded", []byte("a=1&b"))
	f.Fuzz(func(t *testing.T, contentType string, body []byte) {
		fields, err := decodeFields(contentType, body)
		if err == nil && fields == nil {
			t.Error("neither fields nor an error")
		}
		if err == nil && len(body) == 0 && len(fields) > 0 {
			t.Error("fields out of nothing")
		}
	})
}
