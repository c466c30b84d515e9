package discordtest

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

func TestPlain(t *testing.T) {
	for content, want := range map[string]string{
		"**a** *b* `c*`":                "a b c*",
		`\*\_\\ a\b`:                    `*_\ a\b`,
		"> one\n> two\nthree":           "one\ntwo\nthree",
		"[a\\]b](<https://x.test/(1)>)": "a]b",
		"[a](https://x.test)":           "a",
		"\\@\u2060here":                 "@here",
		"[no link]":                     "[no link]",
	} {
		if got := Plain(content); got != want {
			t.Errorf("%q reads %q, want %q", content, got, want)
		}
	}
}

func TestWrongMessagesAreRefused(t *testing.T) {
	button := func(custom, label string) string {
		return `{"type":2,"style":2,"label":"` + label + `","custom_id":"` + custom + `"}`
	}
	with := func(buttons ...string) string {
		return `{"content":"x","allowed_mentions":{"parse":[]},"components":[{"type":1,"components":[` + strings.Join(buttons, ",") + `]}]}`
	}
	for name, raw := range map[string]string{
		"no JSON":         `{`,
		"mentions":        `{"content":"x"}`,
		"empty":           `{"content":" ","allowed_mentions":{"parse":[]}}`,
		"long":            `{"content":"` + strings.Repeat("é", 2001) + `","allowed_mentions":{"parse":[]}}`,
		"same twice":      with(button("a", "A"), button("a", "B")),
		"six in a row":    with(button("1", "A"), button("2", "A"), button("3", "A"), button("4", "A"), button("5", "A"), button("6", "A")),
		"no label":        with(button("a", "")),
		"long payload":    with(button(strings.Repeat("a", 101), "A")),
		"neither payload": with(button("", "A")),
	} {
		n := New()
		n.decodeMessage([]byte(raw), nil, false)
		if len(n.Check()) == 0 {
			t.Errorf("%s: accepted", name)
		}
	}
	n := New()
	if b, refused := n.decodeMessage([]byte(with(button("a", "A"))), nil, false); b == nil || refused != nil || len(n.Check()) > 0 {
		t.Errorf("a good one is refused: %v %v", refused, n.Check())
	}
}

func TestSpecification(t *testing.T) {
	if os.Getenv("REFEROUT_SHARED") == "" {
		t.Skip("REFEROUT_SHARED does not name the specification")
	}
	open := route{method: "POST", template: "/users/@me/channels"}
	for raw, good := range map[string]bool{`{"recipient_id":"5"}`: true, `{"recipient_id":5}`: false, `{"recipient_id":{}}`: false} {
		n := New()
		n.checkSpec(open, json.RawMessage(raw))
		if (len(n.Check()) == 0) != good {
			t.Errorf("%s: %v", raw, n.Check())
		}
	}
	n := New()
	n.checkSpec(route{method: "PUT", template: "/gateway"}, nil)
	if len(n.Check()) == 0 {
		t.Error("a call that does not exist is accepted")
	}
}
