package listing

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"referout/bot"
	"referout/handlers/guide"
)

// The labels of a listing's lines. Yes and no are read again where it arrives.
const (
	nameLabel      = "Name"
	specialtyLabel = "Discipline"
	areaLabel      = "Area"
	payersLabel    = "Payers"
	acceptingLabel = "Accepting new"
	goToLabel      = "Go-to for"
	contactLabel   = "Contact"

	yes = "Yes"
	no  = "No"
)

func yesNo(b bool) string {
	if b {
		return yes
	}
	return no
}

func noCircle() bot.Message {
	return bot.Compose(bot.Say("We are in no group together yet, as far as I know. If I am in your group, type /join there once more, also if you did so before we had this chat; if I am not, add me first."))
}

func whichCircle() bot.Message { return bot.Compose(bot.Say("In which group?")) }

// nth is a group's name, told from others that are called the same.
func nth(name string, n int) string {
	if n == 1 {
		return name
	}
	return fmt.Sprintf("%s (%d)", name, n)
}

// Short is who somebody is, in a few words: "Ann Bell, massage therapist, Northside".
func (l Listing) Short() string {
	return strings.Join(slices.DeleteFunc([]string{l.Name, Small(guide.SpecialtyName(l.Specialty)), l.Area}, func(s string) bool { return s == "" }), ", ")
}

// Line is an entry in one line; now is the circle's clock.
func (e Entry) Line(now time.Time) bot.Line {
	known := []string{strings.TrimPrefix(e.Short(), e.Name+", ")}
	add := func(text string) {
		if text != "" {
			known = append(known, text)
		}
	}
	add(some(e.PayerNames()))
	if len(e.GoTo) > 0 {
		add("go-to for " + strings.Join(e.GoTo, ", "))
	}
	if !e.Accepting {
		add("no new people now")
	}
	add(e.VouchText())
	add(e.Confirmed(now))
	return bot.Line{bot.Bold(e.Name), bot.Text("%s", " — "+strings.Join(known, " · "))}
}

// some are the first of many payers.
func some(payers []string) string {
	const most = 4
	if n := len(payers) - most; n > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(payers[:most], ", "), n)
	}
	return strings.Join(payers, ", ")
}

// VouchText is how many colleagues vouch, by kind: "2 sent people, 1 saw the work";
// "" if none does.
func (e Entry) VouchText() string {
	var parts []string
	for _, kind := range VouchKinds() {
		if n := e.Vouched[kind]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, kind.did()))
		}
	}
	return strings.Join(parts, ", ")
}

func (k VouchKind) did() string {
	switch k {
	case SentPeople:
		return "sent people"
	case SeenWork:
		return "saw the work"
	}
	return "worked together"
}

// Confirmed says when a listing was last known to be true, if that was long ago:
// "last confirmed in March"; else it is "".
func (l Listing) Confirmed(now time.Time) string {
	if !l.Stale() {
		return ""
	}
	shown := l.Shown.In(now.Location())
	if shown.Year() == now.Year() {
		return "last confirmed in " + shown.Format("January")
	}
	return "last confirmed in " + shown.Format("January 2006")
}

// Small is the name of a discipline inside a line; abbreviations stay as they are.
func Small(name string) string {
	if len(name) < 2 || strings.ToUpper(name[:2]) == name[:2] {
		return name
	}
	return strings.ToLower(name[:1]) + name[1:]
}

// Capital is the name of a discipline at the beginning of a line.
func Capital(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}
