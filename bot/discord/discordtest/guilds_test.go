package discordtest

import (
	"encoding/json"
	"net/http"
	"testing"

	"referout/bot/bottest"
)

// standing is the status of a question for a person's membership, and her roles.
func standing(t *testing.T, n *Network, name, group string) (status int, roles []string) {
	t.Helper()
	n.ChannelID(group)
	status, raw, _, err := ask(t.Context(), n, http.MethodGet, "guilds/400000000000000000/members/"+n.UserID(name), "")
	var m struct{ Roles []string }
	if err != nil || json.Unmarshal(raw, &m) != nil {
		t.Fatalf("%v: %s", err, raw)
	}
	return status, m.Roles
}

func TestMembers(t *testing.T) {
	n := New()
	if status, _ := standing(t, n, "ann", "#a"); status != http.StatusNotFound {
		t.Errorf("a stranger: %d", status)
	}
	n.Say("ann", "#a/topic", "hello")
	n.Promote("ann", "#a", true)
	if status, roles := standing(t, n, "ann", "#a"); status != http.StatusOK || len(roles) != 1 {
		t.Errorf("a moderator: %d, %v", status, roles)
	}
	n.Remove("ann", "#a")
	card := n.show(n.groupChannel("#a"), &body{}, nil)
	n.Tap("ann", bottest.Line{ID: card.id}, bottest.Button{Payload: "x"})
	if status, _ := standing(t, n, "ann", "#a"); status != http.StatusNotFound {
		t.Errorf("removed: %d", status)
	}
	n.Say("ann", "#a", "again")
	n.Tap("bob", bottest.Line{ID: card.id}, bottest.Button{Payload: "x"})
	for _, name := range []string{"ann", "bob"} {
		if status, roles := standing(t, n, name, "#a"); status != http.StatusOK || len(roles) != 0 {
			t.Errorf("%s: %d, %v", name, status, roles)
		}
	}
}

func TestThreads(t *testing.T) {
	n := New()
	room, first, other := n.ChannelID("#a"), n.ChannelID("#a/x"), n.ChannelID("#a/y")
	if first == room || first == other || first != n.ChannelID("#a/x") {
		t.Errorf("channels are %s, %s, %s", room, first, other)
	}
	n.CloseTopic("#a", "x")
	if status, _, _, err := ask(t.Context(), n, http.MethodGet, "channels/"+first, ""); status != http.StatusNotFound || err != nil {
		t.Errorf("deleted: %d, %v", status, err)
	}
	if again := n.ChannelID("#a/x"); again == first {
		t.Error("a new thread has the old one's id")
	}
	n.Lock("#a/y")
	status, _, _, err := ask(t.Context(), n, http.MethodPatch, "channels/"+other, `{"archived":false}`)
	if status != http.StatusForbidden || err != nil {
		t.Errorf("locked: %d, %v", status, err)
	}
}

func TestFlagsAreChecked(t *testing.T) {
	for flags, wrong := range map[string][2]bool{"4": {false, false}, "4096": {false, true}, "64": {false, true}, "128": {true, true}} {
		for edit, want := range map[bool]bool{false: wrong[0], true: wrong[1]} {
			n := New()
			n.decodeMessage([]byte(`{"content":"x","allowed_mentions":{"parse":[]},"flags":`+flags+`}`), nil, edit)
			if got := len(n.Check()) > 0; got != want {
				t.Errorf("flags %s, edit %v: %v", flags, edit, n.Check())
			}
		}
	}
}
