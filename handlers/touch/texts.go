package touch

import (
	"strings"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/courtesy"
	"referout/handlers/people"
)

// Texts about touches.

const whomMet = "Whom did you meet?"

type metFacts struct {
	name, office string
	how          courtesy.TouchKind
	day, from    time.Time
	due          time.Time
	owed, moved  bool
	added, left  bool
}

func metMessage(f metFacts, today time.Time) bot.Message {
	m := bot.Compose(bot.Say("%s.", howText(f, today)))
	switch {
	case f.owed:
		m = m.Add(bot.Say("I'll ask %s for the thank-you note.", when.Stamp(f.from, today)))
	case f.how == courtesy.Call:
		m = m.Add(bot.Say("A call owes no note."))
	default:
		m = m.Add(bot.Say("That is more than two weeks ago, so no note is owed."))
	}
	if f.moved {
		m = m.Add(bot.Say("Next visit to %s by %s.", f.office, when.Day(f.due, today)))
	}
	if f.added {
		m = m.Add(bot.Say("They are in your book now."))
	}
	if f.left {
		m = m.Add(people.NotKept())
	}
	return m
}

func howText(f metFacts, today time.Time) string {
	on := when.Day(f.day, today)
	switch f.how {
	case courtesy.Lunch:
		return "Lunch with " + f.name + " at the office, " + on
	case courtesy.Elsewhere:
		return "Met " + f.name + " elsewhere, " + on
	case courtesy.Call:
		return "Call with " + f.name + ", " + on
	case courtesy.Meetup:
		return "Met " + f.name + " at the meetup, " + on
	}
	return "Visit: met " + f.name + ", " + on
}

func sureMet(name string, day time.Time, extra string, today time.Time) string {
	return howText(metFacts{name: name, how: kindFrom(extra), day: day}, today) + ". Shall I keep that?"
}

// meeting is how people say it; the groups are whom, how and when.
func meeting() []string {
	return []string{
		`^(?:i |we )?(?:just |have )?(?:met|saw)(?: up)?(?: with)? (.+)$`,
		`^(?:i |we )?(?:just )?(?:had|did) (lunch|coffee|breakfast|dinner) with (.+)$`,
		`^(?:i |we )?(?:just )?(visited|called|phoned|rang|ran into|bumped into|dropped in at|dropped by|stopped by) (.+)$`,
	}
}

func kindLabel(k courtesy.TouchKind) string {
	name := k.String()
	return strings.ToUpper(name[:1]) + name[1:]
}

// joiners drops the small words that lead to the kind: "Dr Lee for lunch".
func joiners(text string) string {
	text = strings.TrimRight(text, " ,")
	for _, word := range []string{"for", "at", "over", "on", "by", "a", "with"} {
		if strings.HasSuffix(strings.ToLower(text), " "+word) {
			text = text[:len(text)-len(word)-1]
		}
	}
	return text
}

// What /undo says it took back.
func didMeet(name string, on time.Time) string { return "meeting " + name + on.Format(" on Mon 2 Jan") }
