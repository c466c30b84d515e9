package console

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"referout/bot"
)

func TestTopicsAreThreads(t *testing.T) {
	h, _ := typing(t, "/as ann in #Meetup/Questions\nhi\n/as ann in #a/b/c\nho\n", nil)
	equal(t, h.words(), []string{"ann#meetup hi", "ann#meetup ho"})
	for _, in := range h.got {
		if in.Chat.Thread != "questions" {
			t.Errorf("got the thread %q", in.Chat.Thread)
		}
	}
}

func TestLeaving(t *testing.T) {
	h, out := typing(t, "/gone\n/as ann in #meetup/questions\nhi\n/gone\n/as ann in #meetup\n/gone\n/gone Bea\n/gone the #queen\n/gone bea in #m\n", nil)
	equal(t, h.words(), []string{"ann#meetup hi", "ann#meetup", "bea#meetup"})
	for _, in := range h.got[1:] {
		if in.Kind != bot.Left || in.Chat.Thread != "" || in.Message != "" {
			t.Errorf("got %+v", in)
		}
	}
	if n := strings.Count(out, "* Who has left which group?"); n != 3 {
		t.Errorf("asked %d times: %q", n, out)
	}
}

func TestWhoLeavesGoesToHerPrivateChat(t *testing.T) {
	h, _ := typing(t, "/as ann in #meetup\nhi\n/gone bea\nho\n/gone\nhum\n", nil)
	equal(t, h.words(), []string{"ann#meetup hi", "bea#meetup", "ann#meetup ho", "ann#meetup", "ann hum"})
}

func TestStanding(t *testing.T) {
	meetup, press := bot.Chat{Platform: platform, ID: "#meetup"}, "1.1\n"
	for name, test := range map[string]struct {
		lines, who string
		want       bot.Standing
	}{
		"never came":             {"", "ann", bot.Outside},
		"spoke":                  {"/as ann in #meetup\nhi\n", "ann", bot.Inside},
		"spoke in a topic":       {"/as ann in #meetup/questions\nhi\n", "ann", bot.Inside},
		"spoke elsewhere":        {"/as ann in #other\nhi\n/as ann\nhi\n", "ann", bot.Outside},
		"another spoke":          {"/as ann in #meetup\nhi\n", "bea", bot.Outside},
		"pressed a button":       {"/as ann\n" + press, "ann", bot.Inside},
		"left":                   {"/as ann in #meetup\nhi\n/gone\n", "ann", bot.Outside},
		"was removed":            {"/as ann in #meetup\nhi\n/as bea in #meetup\n/gone ann\n", "ann", bot.Outside},
		"left and pressed":       {"/as ann in #meetup\nhi\n/gone\n" + press, "ann", bot.Outside},
		"came back":              {"/as ann in #meetup\nhi\n/gone\n/as ann in #meetup\nhi\n", "ann", bot.Inside},
		"moderates":              {"", "mia", bot.Moderator},
		"sits at the keyboard":   {"", "you", bot.Moderator},
		"keyboard, left as well": {"/as you in #meetup\nhi\n/gone\n", "you", bot.Moderator},
	} {
		t.Run(name, func(t *testing.T) {
			c := New(Options{
				In: strings.NewReader(test.lines), Out: &bytes.Buffer{},
				Moderates: func(person, group string) bool { return person == "mia" && group == "#meetup" },
			})
			tell(t, c, place{group: "#meetup"}, "", bot.Compose(bot.Say("all")).With(bot.Do("Join", "join")))
			if err := c.Run(t.Context(), &heard{}); err != nil {
				t.Fatal(err)
			}
			got, err := c.Standing(t.Context(), meetup, bot.Account{Platform: platform, ID: test.who})
			if err != nil || got != test.want {
				t.Errorf("standing %v, %v; want %v", got, err, test.want)
			}
		})
	}
}

// A memory on disk outlives the run in which people came, and holds no names.
func TestStandingIsUnknownAfterAnotherRun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "console")
	c := New(Options{In: strings.NewReader("/as ann in #meetup\nhi\n"), Out: &bytes.Buffer{}, Memory: OpenMemory(path)})
	if err := c.Run(t.Context(), &heard{}); err != nil {
		t.Fatal(err)
	}
	ann, meetup := bot.Account{Platform: platform, ID: "ann"}, bot.Chat{Platform: platform, ID: "#meetup"}
	if got, err := c.Standing(t.Context(), meetup, ann); got != bot.Inside || err != nil {
		t.Errorf("standing %v, %v", got, err)
	}
	c = New(Options{In: strings.NewReader(""), Out: &bytes.Buffer{}, Memory: OpenMemory(path)})
	if got, err := c.Standing(t.Context(), meetup, ann); got != bot.Unknown || err != nil {
		t.Errorf("standing %v, %v", got, err)
	}
	ann.Platform = "telegram"
	if got, err := c.Standing(t.Context(), meetup, ann); got != bot.Unknown || err != nil {
		t.Errorf("standing of a stranger %v, %v", got, err)
	}
}

func TestPinsAreShown(t *testing.T) {
	var out bytes.Buffer
	c := New(Options{In: strings.NewReader(""), Out: &out, Pins: func(group string) bool { return group == "#meetup" }})
	show := func(to place, edit string) shown {
		s, err := c.show(to, bot.Compose(bot.Say("(pinned)")).With(bot.Do("Rules", "rules")), edit, "", true)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	first := show(place{group: "#meetup/rules"}, "")
	if !first.pinned || show(place{group: "#meetup/rules"}, first.ID).pinned || show(place{group: "#other"}, "").pinned {
		t.Error("pinned what is not to be, or not what is")
	}
	want := `Referout in #meetup/rules #1
  \(pinned)
  (pinned)
  [1] Rules
Referout in #meetup/rules #2 (changed #1)
  \(pinned)
  [1] Rules
Referout in #other #3
  \(pinned)
  [1] Rules
`
	if out.String() != want {
		t.Errorf("printed\n%s\nwant\n%s", out.String(), want)
	}
}

// In a closed topic what stands there may change; what is new goes to the group.
func TestClosedTopics(t *testing.T) {
	c := New(Options{In: strings.NewReader(""), Out: &bytes.Buffer{}, Closed: func(topic string) bool { return topic == "#meetup/questions" }})
	questions := bot.Chat{Platform: platform, ID: "#meetup", Thread: "questions"}
	old := tell(t, c, place{group: "#meetup/questions"}, "", bot.Compose(bot.Say("hi")))
	for _, test := range []struct {
		in         bot.Chat
		edit, want string
	}{
		{questions, "", "#meetup"},
		{questions, "forgotten", "#meetup"},
		{questions, old, "#meetup/questions"},
		{bot.Chat{ID: "#meetup", Thread: "rules"}, "", "#meetup/rules"},
		{bot.Chat{ID: "#meetup"}, "", "#meetup"},
	} {
		if got := c.openPart(test.in, test.edit); got != test.want {
			t.Errorf("%v, edit %q: to %q, want %q", test.in, test.edit, got, test.want)
		}
	}
}

// A change comes where the message stands, whichever part of the group is named.
func TestChangesStayInTheirTopic(t *testing.T) {
	c := New(Options{In: strings.NewReader(""), Out: &bytes.Buffer{}})
	first := tell(t, c, place{group: "#meetup/questions"}, "", bot.Compose(bot.Say("hi")))
	s, err := c.show(place{group: "#meetup"}, bot.Compose(bot.Say("ho")), first, "", false)
	if err != nil || s.to.group != "#meetup/questions" || s.ID != first {
		t.Errorf("shown %+v, %v", s, err)
	}
}

func TestTheWayIntoThePrivateChat(t *testing.T) {
	var printed bytes.Buffer
	c := New(Options{In: strings.NewReader("/as ann in #meetup\n2\nhi\n"), Out: &printed})
	tell(t, c, place{group: "#meetup"}, "", bot.Compose(bot.Say("Not here.")).With(
		bot.Choice{Label: "Open", Open: true}, bot.Do("Fine", "fine"), bot.Choice{Label: "Open our chat", Open: true, Arg: "join-7"}))
	if want := "Referout in #meetup #1\n  Not here.\n  [1] Fine  [2] Open our chat </start join-7>\n"; printed.String() != want {
		t.Errorf("printed %q, want %q", printed.String(), want)
	}
	h := &heard{}
	if err := c.Run(t.Context(), h); err != nil {
		t.Fatal(err)
	}
	equal(t, h.words(), []string{"ann /start join-7", "ann hi"})
}
