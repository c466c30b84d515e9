package console

import (
	"regexp"
	"strings"

	"referout/bot"
)

// A place is where somebody types or reads: a person's private chat (no group),
// a group (no person), or one person's view of a group.
type place struct{ person, group string }

func chatOf(group string) *bot.Chat { return &bot.Chat{Platform: platform, ID: group} }

// prompt says who types and where; me, in her private chat, needs no name.
func (p place) prompt(me string) string {
	if p == (place{person: me}) {
		return "> "
	}
	if p.group == "" {
		return p.person + "> "
	}
	return p.person + " in " + p.group + "> "
}

// sees reports whether somebody typing at p reads what was sent to q.
func (p place) sees(q place) bool {
	return (q.person == p.person && q.group == "") || (q.group != "" && (q.person == "" || q.person == p.person))
}

// near reports whether q is the very chat p types in.
func (p place) near(q place) bool { return p.group == q.group && p.sees(q) }

var asLine = regexp.MustCompile(`^([\pL\pN._-]{1,40})(?:\s+in\s+(#[\pL\pN._-]{1,40}))?$`)

// parsePlace reads "NAME" or "NAME in #GROUP".
func parsePlace(words string) (place, bool) {
	m := asLine.FindStringSubmatch(strings.TrimSpace(words))
	if m == nil {
		return place{}, false
	}
	return place{person: strings.ToLower(m[1]), group: strings.ToLower(m[2])}, true
}
