package telegramtest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func (c client) send(chat int64, text string) reply {
	c.Helper()
	return c.json("sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":%q}`, chat, text))
}

func TestMigration(t *testing.T) {
	inBubble(t, func(c client) {
		c.n.Say("ann", "meetup", "/help")
		old, id := GroupID("meetup"), SupergroupID("meetup")
		if r := c.send(old, "before"); !r.OK {
			t.Fatalf("before: %+v", r)
		}
		c.n.Migrate("meetup")
		c.n.Migrate("meetup")
		r := c.send(old, "after")
		if r.Code != 400 || r.Parameters.MigrateTo != id || !strings.Contains(r.Description, "upgraded to a supergroup") {
			t.Errorf("to the old id: %+v", r)
		}
		if r := c.json("editMessageText", fmt.Sprintf(`{"chat_id":%d,"message_id":2,"text":"x"}`, old)); r.Parameters.MigrateTo != id {
			t.Errorf("edit under the old id: %+v", r)
		}
		if r := c.send(id, "after"); !r.OK {
			t.Errorf("to the new id: %+v", r)
		}
		c.n.Say("ann", "meetup", "hello")
		c.n.Reply("ann", "too late", c.n.Heard()[0])
		got := string(c.json("getUpdates", `{}`).Result)
		for _, want := range []string{
			fmt.Sprintf(`"chat":{"id":%d,"title":"meetup","type":"group"}`, old), fmt.Sprintf(`"migrate_to_chat_id":%d`, id),
			fmt.Sprintf(`"chat":{"id":%d,"title":"meetup","type":"supergroup"}`, id), fmt.Sprintf(`"migrate_from_chat_id":%d`, old),
		} {
			if !strings.Contains(got, want) {
				t.Errorf("%s is not in %s", want, got)
			}
		}
		if strings.Count(got, "update_id") != 4 || strings.Contains(got, "too late") {
			t.Errorf("updates %s", got)
		}
		if l := c.n.Heard()[1]; l.Group != "meetup" || l.Text != "after" {
			t.Errorf("heard %+v", l)
		}
	})
}

func TestStrict(t *testing.T) {
	for name, c := range map[string]struct {
		chats func(i int) int64
		n     int // messages at once
		taken int
		wait  int // seconds that the first refusal names
		every time.Duration
	}{
		"a person": {func(int) int64 { return PersonID("ann") }, 8, 5, 1, time.Second},
		"a group":  {func(int) int64 { return GroupID("meetup") }, 8, 5, 1, time.Second},
		"everybody": {func(i int) int64 {
			return PersonID(fmt.Sprint("person", i%20))
		}, 40, 30, 1, time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(k client) {
				k.n.Strict(true)
				k.n.Say("ann", "", "/start")
				k.n.Say("ann", "meetup", "/help")
				for i := range 20 {
					k.n.Say(fmt.Sprint("person", i), "", "/start")
				}
				taken, wait := 0, 0
				for i := range c.n {
					r := k.send(c.chats(i), fmt.Sprint(i))
					if r.OK {
						taken++
					} else if wait == 0 {
						wait = r.Parameters.RetryAfter
					}
				}
				if taken != c.taken || wait != c.wait || k.n.Limited() != c.n-c.taken {
					t.Errorf("%d taken, wait %d, %d refused", taken, wait, k.n.Limited())
				}
				time.Sleep(c.every)
				if r := k.send(c.chats(0), "later"); !r.OK {
					t.Errorf("later: %+v", r)
				}
			})
		})
	}
}

func TestStrictInGroups(t *testing.T) {
	inBubble(t, func(c client) {
		c.n.Strict(true)
		c.n.Say("ann", "meetup", "/help")
		for i := range 20 {
			if r := c.send(GroupID("meetup"), fmt.Sprint(i)); !r.OK {
				t.Fatalf("message %d: %+v", i, r)
			}
			time.Sleep(2 * time.Second)
		}
		if r := c.send(GroupID("meetup"), "the 21st"); r.Code != 429 || r.Parameters.RetryAfter != 20 {
			t.Errorf("after 40 s: %+v", r)
		}
		time.Sleep(20 * time.Second)
		if r := c.send(GroupID("meetup"), "again"); !r.OK {
			t.Errorf("after a minute: %+v", r)
		}
		c.n.Strict(false)
		for i := range 20 {
			if r := c.send(GroupID("meetup"), fmt.Sprint(i)); !r.OK {
				t.Errorf("not strict: %+v", r)
			}
		}
	})
}

// A hook sees every point, and ends a call where it says so.
func TestHooks(t *testing.T) {
	broken := errors.New("broken")
	for name, c := range map[string]struct {
		at    Point
		err   error
		heard int // messages
		code  int // of the answer; 0: none came
	}{
		"before it leaves":         {Leaving, broken, 0, 0},
		"before it is carried out": {Taken, broken, 0, 0},
		"after":                    {Done, broken, 1, 0},
		"refused":                  {Leaving, Fault{Refused: true}, 0, 0},
		"answered, not done":       {Taken, Fault{Status: 500, Description: "no"}, 0, 500},
		"answered, done":           {Done, Fault{Status: 502, Description: "no"}, 1, 502},
		"limited":                  {Leaving, fmt.Errorf("so: %w", Fault{Status: 429, RetryAfter: 3}), 0, 429},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(k client) {
				k.n.Say("ann", "", "/start")
				var seen []string
				k.n.OnCall(func(_ context.Context, method string, at Point) error {
					seen = append(seen, fmt.Sprint(method, at))
					if at == c.at {
						return c.err
					}
					return nil
				})
				body := strings.NewReader(fmt.Sprintf(`{"chat_id":%d,"text":"x"}`, PersonID("ann")))
				req, err := http.NewRequestWithContext(k.Context(), http.MethodPost, "https://x/bot"+Token+"/sendMessage", body)
				if err != nil {
					t.Fatal(err)
				}
				req.Header.Set("Content-Type", "application/json")
				resp, err := k.n.RoundTrip(req)
				if err == nil {
					_ = resp.Body.Close()
				}
				if (err != nil) != (c.code == 0) || err == nil && resp.StatusCode != c.code {
					t.Errorf("answer %v, error %v, want %d", resp, err, c.code)
				}
				if len(k.n.Heard()) != c.heard || !slices.Contains(seen, fmt.Sprint("sendMessage", c.at)) {
					t.Errorf("heard %v, seen %v", k.n.Heard(), seen)
				}
			})
		})
	}
}

func TestFates(t *testing.T) {
	inBubble(t, func(c client) {
		late := true
		c.n.OnUpdate(func(kind string) Fate {
			if kind != "message" {
				t.Errorf("kind %q", kind)
			}
			late = !late
			if late {
				return Fate{Twice: true}
			}
			return Fate{After: time.Minute}
		})
		c.n.Say("ann", "", "first")
		c.n.Say("ann", "", "second")
		if got := string(c.json("getUpdates", `{}`).Result); !strings.HasPrefix(got, `[{"update_id":1000,"message":{`) || !strings.Contains(got, "second") || strings.Contains(got, `"text":"first"`) {
			t.Errorf("at once: %s", got)
		}
		if got := c.ids(`{"offset":1001}`); len(got) != 1 || got[0] != 1000 {
			t.Errorf("once more: %v", got)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := c.ids(`{"offset":1001}`); len(got) != 1 || got[0] != 1001 {
			t.Errorf("late: %v", got)
		}
	})
}
