package telegram

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"referout/bot"
)

func TestAddress(t *testing.T) {
	group := &bot.Chat{Platform: "telegram", ID: "-1005", Thread: "7"}
	for name, c := range map[string]struct {
		group       *bot.Chat
		edit, reply string
		want        post
	}{
		"person":                 {nil, "", "", post{chat: 42}},
		"edit":                   {nil, "42/5", "", post{chat: 42, edit: 5}},
		"edit in another chat":   {nil, "43/5", "", post{chat: 42}},
		"edit in a group":        {group, "-1005/5", "", post{chat: -1005, thread: 7, edit: 5}},
		"a group's, in private":  {nil, "-1005/5", "", post{chat: 42}},
		"a private one, in it":   {group, "42/5", "", post{chat: -1005, thread: 7}},
		"answer":                 {group, "", "m-1005/9", post{chat: -1005, thread: 7, answers: 9}},
		"answer elsewhere":       {group, "", "m-1006/9", post{chat: -1005, thread: 7}},
		"answer in private":      {nil, "", "m42/9", post{chat: 42}},
		"answer to a tap":        {group, "", "q-1005/9", post{chat: -1005, thread: 7, tap: "-1005/9"}},
		"to a tap in private":    {nil, "", "q5", post{chat: 42}},
		"another platform's ids": {nil, "channel:1", "interaction:token", post{chat: 42}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := post{}.to(ann, c.group, c.edit, c.reply)
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(post{})); err != nil || diff != "" {
				t.Errorf("%v\n%s", err, diff)
			}
			aside, err := post{aside: true}.to(ann, c.group, c.edit, c.reply)
			if err != nil || aside.silent != (c.group != nil) {
				t.Errorf("an aside is silent: %t, %v", aside.silent, err)
			}
		})
	}
}
