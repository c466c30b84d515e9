package consoletest

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"referout/bot"
	"referout/bot/bottest"
)

// standing is what a person is in #meetup.
func (r *running) standing(person string) bot.Standing {
	r.t.Helper()
	synctest.Wait()
	door, ok := r.desk.(bot.Doorkeeper)
	if !ok {
		r.t.Fatal("nobody is at the door")
	}
	got, err := door.Standing(r.t.Context(), bot.Chat{Platform: "console", ID: "#meetup"}, bot.Account{Platform: "console", ID: person})
	if err != nil {
		r.t.Error(err)
	}
	return got
}

func TestPeopleComeAndGo(t *testing.T) {
	play(t, func(t *testing.T, r *running) {
		r.Say("Ann", "meetup/questions", "hi")
		r.Say("bea", "#meetup", "hi")
		r.Promote("mia", "meetup", true)
		for person, want := range map[string]bot.Standing{"ann": bot.Inside, "bea": bot.Inside, "mia": bot.Moderator, "cid": bot.Outside} {
			if got := r.standing(person); got != want {
				t.Errorf("%s has the standing %d, want %d", person, got, want)
			}
		}
		r.Leave("Ann", "meetup")
		r.Remove("bea", "meetup/questions")
		r.Promote("mia", "meetup", false)
		for person, want := range map[string]bot.Standing{"ann": bot.Outside, "bea": bot.Outside, "mia": bot.Inside} {
			if got := r.standing(person); got != want {
				t.Errorf("%s has the standing %d, want %d", person, got, want)
			}
		}
		r.stop()
		r.Say("ann", "meetup", "hi")
		r.start()
		if got := r.standing("ann"); got != bot.Inside {
			t.Errorf("back again she has the standing %d", got)
		}
	})
}

func TestTopics(t *testing.T) {
	play(t, func(t *testing.T, r *running) {
		r.Say("ann", "meetup/questions", "/echo x")
		l := r.last()
		if l.Group != "#meetup/questions" || l.Text != "all: x" {
			t.Fatalf("heard %+v", l)
		}
		r.CloseTopic("meetup", "questions")
		r.Tap("bea", l, l.Buttons[0])
		if l := r.last(); l.Group != "#meetup" || l.Text != "bea in #meetup questions" {
			t.Errorf("heard %+v", l)
		}
	})
}

func TestForgedPresses(t *testing.T) {
	play(t, func(t *testing.T, r *running) {
		r.Say("Ann", "", "/echo x")
		private := r.last()
		r.Say("ann", "meetup", "/echo x")
		card := r.last()
		r.Say("Bob", "other/q", "/echo x")
		other := r.last()
		r.Tap("Bob", other, card.Buttons[0])
		if l := r.last(); l.Group != "#other/q" || l.Text != "bob in #other q" || l.Edit {
			t.Errorf("heard %+v", l)
		}
		if got := r.standing("bob"); got != bot.Outside {
			t.Errorf("by a forged press he came to have the standing %d", got)
		}
		r.Tap("Bob", other, private.Buttons[0])
		if l := r.last(); l.Group != "#other/q" || !strings.Contains(l.Text, "private chat") {
			t.Errorf("heard %+v", l)
		}
		r.Tap("ann", private, private.Buttons[0])
		if l := r.last(); l.Person != "Ann" || l.Text != "pressed a" {
			t.Errorf("heard %+v", l)
		}
	})
}

// Nobody hears from the bot alone before having used that chat.
func TestPrivateChatsAreOpenedByPeople(t *testing.T) {
	play(t, func(t *testing.T, r *running) {
		r.Say("ann", "meetup", "/echo x")
		card := r.last()
		if r.reaches("ann") {
			t.Error("she is reached although she never came")
		}
		r.Reach("ann", true)
		if r.reaches("ann") {
			t.Error("she is reached although she only might be")
		}
		if b := card.Buttons[1]; b.Label != "Our chat" || b.URL != "/start hello" {
			t.Fatalf("the way there is %+v", b)
		}
		r.Tap("ann", card, card.Buttons[1])
		if l := r.last(); l.Person != "ann" || l.Group != "" || !r.reaches("ann") {
			t.Errorf("heard %+v", l)
		}
		r.Say("Bea", "", "hi")
		r.Send("cid", "x.txt", nil)
		if !r.reaches("bea") || !r.reaches("cid") {
			t.Error("who uses the chat is not reached")
		}
		r.Reach("bea", false)
		if r.reaches("bea") {
			t.Error("who shut the chat is reached")
		}
	})
}

func TestPinned(t *testing.T) {
	n := New()
	n.AllowPins("other", false)
	if !n.mayPin("#meetup") || n.mayPin("#other") {
		t.Error("may pin where that is forbidden, or not where it is allowed")
	}
	for _, text := range []string{
		"Referout in #meetup #1\n  House rules\n  (pinned)\n  [1] Join\n",
		"Referout in #meetup/q #2\n  \\(pinned)\n",
		"Referout in #meetup/q #3\n  Ask here\n  (pinned)\n",
		"Referout in #meetup #4 (changed #1)\n  New rules\n  [1] Join\n",
		"Referout in #meetup #5\n  Bye\n",
	} {
		if _, err := (page{n}).Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	for group, want := range map[string][]string{
		"meetup": {"New rules", "Ask here"}, "#meetup/q": {"Ask here"}, "meetup/r": nil, "other": nil,
	} {
		if got := n.Pinned(group); !slices.Equal(got, want) {
			t.Errorf("in %s are pinned %q, want %q", group, got, want)
		}
	}
	want := bottest.Line{ID: "2", Group: "#meetup/q", Text: "(pinned)"}
	if got := n.Heard()[1]; got.ID != want.ID || got.Group != want.Group || got.Text != want.Text {
		t.Errorf("read %+v, want %+v", got, want)
	}
	if faults := n.Check(); len(faults) > 0 {
		t.Error(faults)
	}
}
