package console

import (
	"regexp"
	"strings"

	"referout/bot"
)

// A place is where somebody types or reads: a person's private chat (no group),
// a group or a topic of it (no person), or one person's view of that.
type place struct{ person, group string }

// chatOf is the chat of a group or, of "#group/topic", its thread.
func chatOf(group string) *bot.Chat {
	id, topic, _ := strings.Cut(group, "/")
	return &bot.Chat{Platform: platform, ID: id, Thread: topic}
}

// partOf is the place in a group that a chat stands for.
func partOf(chat bot.Chat) string {
	if chat.Thread == "" {
		return chat.ID
	}
	return chat.ID + "/" + chat.Thread
}

// groupOf is the group that a topic belongs to; a group is its own.
func groupOf(part string) string { return chatOf(part).ID }

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

var asLine = regexp.MustCompile(`^([\pL\pN._-]{1,40})(?:\s+in\s+(#[\pL\pN._-]{1,40}(?:/[\pL\pN._-]{1,40})?))?$`)

// parsePlace reads "NAME", "NAME in #GROUP" or "NAME in #GROUP/TOPIC".
func parsePlace(words string) (place, bool) {
	m := asLine.FindStringSubmatch(strings.TrimSpace(words))
	if m == nil {
		return place{}, false
	}
	return place{person: strings.ToLower(m[1]), group: strings.ToLower(m[2])}, true
}
