package telegramtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func (c client) standing(person string) string {
	c.Helper()
	r := c.json("getChatMember", fmt.Sprintf(`{"chat_id":%d,"user_id":%d}`, GroupID("meetup"), PersonID(person)))
	if !r.OK {
		return r.Description
	}
	_, after, _ := strings.Cut(string(r.Result), `"status":"`)
	status, _, _ := strings.Cut(after, `"`)
	return status
}

// waits is how many updates hold all of the parts.
func (c client) waits(parts ...string) int {
	c.Helper()
	n := 0
	for u := range strings.SplitSeq(string(c.json("getUpdates", `{"allowed_updates":["message","chat_member","callback_query"]}`).Result), `"update_id"`) {
		if !slices.ContainsFunc(parts, func(p string) bool { return !strings.Contains(u, p) }) {
			n++
		}
	}
	return n
}

func TestPeopleComeAndGo(t *testing.T) {
	inBubble(t, func(c client) {
		if got := c.standing("ann"); got != "Bad Request: chat not found" {
			t.Errorf("no group: %s", got)
		}
		c.n.Say("ann", "meetup", "/help")
		c.n.Say("bob", "", "/start")
		for person, want := range map[string]string{"ann": "member", "bob": "left", "cleo": "Bad Request: user not found"} {
			if got := c.standing(person); got != want {
				t.Errorf("%s: %s, want %s", person, got, want)
			}
		}
		c.n.Promote("ann", "meetup", true)
		c.n.Promote("ann", "meetup", true)
		if got := c.standing("ann"); got != "administrator" {
			t.Errorf("promoted: %s", got)
		}
		c.n.Leave("ann", "meetup/questions")
		c.n.Leave("ann", "meetup")
		c.n.Remove("ann", "meetup")
		if got := c.standing("ann"); got != "left" {
			t.Errorf("left: %s", got)
		}
		c.n.Remove("cleo", "meetup")
		if got := c.standing("cleo"); got != "kicked" {
			t.Errorf("removed: %s", got)
		}
		c.n.Say("ann", "meetup", "/help")
		if got := c.standing("ann"); got != "member" {
			t.Errorf("back: %s", got)
		}
		if left, changed := c.waits("left_chat_member"), c.waits("chat_member", "old_chat_member"); left != 2 || changed != 3 {
			t.Errorf("%d said, %d told", left, changed)
		}
		if r := c.json("getChatMember", fmt.Sprintf(`{"chat_id":%d,"user_id":%d}`, PersonID("bob"), PersonID("bob"))); r.OK || len(c.n.Check()) != 1 {
			t.Errorf("a private chat: %+v, %v", r, c.n.Check())
		}
	})
}

// Who taps in a group is in it; who left and taps what is on her screen is not.
func TestWhoTapsIsInside(t *testing.T) {
	inBubble(t, func(c client) {
		c.n.Say("ann", "meetup", "/help")
		c.json("sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"Done","callback_data":"done"}]]}}`, GroupID("meetup")))
		l := c.n.Heard()[0]
		c.n.Leave("ann", "meetup")
		c.n.Tap("ann", l, l.Buttons[0])
		c.n.Tap("bob", l, l.Buttons[0])
		if ann, bob := c.standing("ann"), c.standing("bob"); ann != "left" || bob != "member" {
			t.Errorf("ann %s, bob %s", ann, bob)
		}
	})
}

// A guest is told what everybody sees and no more.
func TestGuestsAreToldLess(t *testing.T) {
	inBubble(t, func(c client) {
		c.n.Say("ann", "meetup", "/help")
		c.n.AllowPins("meetup", false)
		c.n.Promote("ann", "meetup", true)
		c.n.Leave("ann", "meetup")
		if left, changed := c.waits("left_chat_member"), c.waits("old_chat_member"); left != 1 || changed != 0 {
			t.Errorf("%d said, %d told", left, changed)
		}
	})
}

func TestPins(t *testing.T) {
	inBubble(t, func(c client) {
		c.n.Say("ann", "meetup/rules", "/help")
		id := GroupID("meetup")
		thread := c.n.groups[id].topics[0].id
		pin := func(message int, more string) reply {
			return c.json("pinChatMessage", fmt.Sprintf(`{"chat_id":%d,"message_id":%d%s}`, id, message, more))
		}
		const silent = `,"disable_notification":true`
		c.json("sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"one\u2060"}`, id))
		first := c.n.lastID
		c.json("sendMessage", fmt.Sprintf(`{"chat_id":%d,"message_thread_id":%d,"text":"two"}`, id, thread))
		second := c.n.lastID
		c.n.AllowPins("meetup", false)
		if r := pin(first, silent); !strings.Contains(r.Description, "not enough rights to manage pinned messages in the chat") {
			t.Errorf("a guest: %+v", r)
		}
		c.n.AllowPins("meetup/rules", true)
		for _, message := range []int{first, second, first} {
			if r := pin(message, silent); !r.OK {
				t.Errorf("%d: %+v", message, r)
			}
		}
		if r := pin(999, silent); !strings.Contains(r.Description, "message to pin not found") {
			t.Errorf("nothing: %+v", r)
		}
		c.json("editMessageText", fmt.Sprintf(`{"chat_id":%d,"message_id":%d,"text":"three"}`, id, second))
		if all, some, none := c.n.Pinned("meetup"), c.n.Pinned("meetup/rules"), c.n.Pinned("meetup/other"); !slices.Equal(all, []string{"one", "three"}) || !slices.Equal(some, []string{"three"}) || none != nil {
			t.Errorf("pinned %q, %q, %q", all, some, none)
		}
		if got := c.waits("pinned_message"); got != 3 {
			t.Errorf("said %d times", got)
		}
		if r := pin(first, ""); r.OK || len(c.n.Check()) != 1 {
			t.Errorf("a loud one: %+v, %v", r, c.n.Check())
		}
	})
}

// A tap takes one answer; its text is heard by the tapper.
func TestAsides(t *testing.T) {
	inBubble(t, func(c client) {
		c.n.Say("ann", "meetup", "/help")
		c.json("sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"Done","callback_data":"done"}]]}}`, GroupID("meetup")))
		l := c.n.Heard()[0]
		for range 3 {
			c.n.Tap("bob", l, l.Buttons[0])
		}
		answer := func(id, text string) reply {
			return c.json("answerCallbackQuery", fmt.Sprintf(`{"callback_query_id":%q,"text":%q}`, id, text))
		}
		if r := answer("tap1", ""); !r.OK {
			t.Errorf("empty: %+v", r)
		}
		if r := answer("tap1", "late"); !strings.Contains(r.Description, "query is too old") {
			t.Errorf("twice: %+v", r)
		}
		if r := answer("tap2", "thanks"); !r.OK {
			t.Errorf("in time: %+v", r)
		}
		time.Sleep(5 * time.Minute)
		if r := answer("tap3", "late"); !strings.Contains(r.Description, "query is too old") {
			t.Errorf("too late: %+v", r)
		}
		if r := answer("tap9", "never"); !strings.Contains(r.Description, "query ID is invalid") {
			t.Errorf("none: %+v", r)
		}
		lines := c.n.Heard()
		if len(lines) != 2 || !lines[1].Aside || lines[1].Person != "bob" || lines[1].Group != "meetup" || lines[1].Text != "thanks" {
			t.Errorf("heard %+v", lines[1:])
		}
	})
}
