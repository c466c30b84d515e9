package telegramtest

import (
	"fmt"
	"strings"
	"testing"
)

func TestTopics(t *testing.T) {
	inBubble(t, func(c client) {
		id := GroupID("meetup")
		c.n.Say("ann", "meetup/questions", "/help")
		c.n.Say("ann", "meetup", "/help")
		asked, said := c.n.lastID-1, c.n.lastID
		thread := c.n.groups[id].topics[0].id
		if thread <= general || len(c.n.groups[id].topics) != 1 {
			t.Errorf("topics %+v", c.n.groups[id].topics)
		}
		got := string(c.json("getUpdates", `{}`).Result)
		for want, n := range map[string]int{fmt.Sprintf(`"message_thread_id":%d`, thread): 2, `"is_topic_message":true`: 2, `"is_forum":true`: 3, `"forum_topic_created"`: 1} {
			if strings.Count(got, want) != n {
				t.Errorf("%s is not %d times in %s", want, n, got)
			}
		}
		for name, call := range map[string]struct{ more, group, refused string }{
			"in it":          {fmt.Sprintf(`,"message_thread_id":%d`, thread), "meetup/questions", ""},
			"outside":        {"", "meetup", ""},
			"unknown":        {`,"message_thread_id":77`, "", "message thread not found"},
			"the general":    {`,"message_thread_id":1`, "", "message thread not found"},
			"an answer":      {fmt.Sprintf(`,"reply_parameters":{"message_id":%d}`, asked), "meetup/questions", ""},
			"an answer wins": {fmt.Sprintf(`,"message_thread_id":%d,"reply_parameters":{"message_id":%d}`, thread, said), "meetup", ""},
			"to nothing":     {`,"reply_parameters":{"message_id":99}`, "", "message to be replied not found"},
			"or without":     {`,"reply_parameters":{"message_id":99,"allow_sending_without_reply":true}`, "meetup", ""},
			"but not in it":  {fmt.Sprintf(`,"message_thread_id":%d,"reply_parameters":{"message_id":99,"allow_sending_without_reply":true}`, thread), "", "message to be replied not found"},
		} {
			before := len(c.n.Heard())
			r := c.json("sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":%q%s}`, id, name, call.more))
			if lines := c.n.Heard()[before:]; r.OK != (call.refused == "") || !strings.Contains(r.Description, call.refused) ||
				r.OK && (len(lines) != 1 || lines[0].Group != call.group) {
				t.Errorf("%s: %+v, heard %+v", name, r, lines)
			}
		}
	})
}

func TestTopicsEnd(t *testing.T) {
	inBubble(t, func(c client) {
		id := GroupID("meetup")
		c.n.Say("ann", "meetup/old", "/help")
		c.n.Say("ann", "meetup/shut", "/help")
		in := func(topic int) string {
			return fmt.Sprintf(`{"chat_id":%d,"message_thread_id":%d,"text":"x"}`, id, c.n.groups[id].topics[topic].id)
		}
		old, shut := in(0), in(1)
		c.json("sendMessage", old)
		message := c.n.lastID
		c.n.DeleteTopic("meetup", "old")
		c.n.CloseTopic("meetup", "shut")
		for call, want := range map[string]string{old: "message thread not found", shut: "TOPIC_CLOSED"} {
			if r := c.json("sendMessage", call); r.Code != 400 || !strings.Contains(r.Description, want) {
				t.Errorf("%s: %+v", want, r)
			}
			if r := c.json("sendChatAction", strings.Replace(call, `"text":"x"`, `"action":"typing"`, 1)); !strings.Contains(r.Description, want) {
				t.Errorf("%s: %+v", want, r)
			}
		}
		if r := c.json("editMessageText", fmt.Sprintf(`{"chat_id":%d,"message_id":%d,"text":"y"}`, id, message)); !strings.Contains(r.Description, "message to edit not found") {
			t.Errorf("what was in it: %+v", r)
		}
		if r := c.json("sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"x"}`, id)); !r.OK {
			t.Errorf("outside: %+v", r)
		}
		if errs := c.n.Check(); len(errs) != 0 {
			t.Errorf("check: %v", errs)
		}
	})
}
