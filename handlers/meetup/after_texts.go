package meetup

import (
	"strings"
	"time"

	"referout/bot"
	"referout/bot/when"
)

// Whom did you meet?

const (
	tickLabel    = "Tick them"
	nobodyLabel  = "Nobody"
	doneLabel    = "Done"
	moreLabel    = "More"
	earlierLabel = "Earlier"
)

func whomMetText(topic string, day time.Time) string {
	return "Whom did you meet at “" + topic + "”, " + day.Format("Mon 2 Jan") + "?"
}

func whoWasIt() bot.Message {
	return bot.Compose(bot.Say("Who was it? A tap: met. Another: met, and a note to write. A third: not met."))
}

func ticked(name string, t tickOf) string {
	switch t {
	case met:
		return "✓ " + name
	case metAndNote:
		return "✓ " + name + " + note"
	}
	return name
}

func metNobody() bot.Message {
	return bot.Compose(bot.Say("All right, nobody. Your book is as it was."))
}

func tooLongAgo() bot.Message {
	return bot.Compose(bot.Say("That meeting is more than two weeks ago. /met with a name still keeps whom you met."))
}

func answeredBefore() bot.Message {
	return bot.Compose(bot.Say("You answered that before; nothing was kept twice. /undo takes it back."))
}

func keptText(k kept, day, today time.Time) bot.Message {
	m := bot.Compose(bot.Say("Met, %s: %s.", when.Day(day, today), strings.Join(k.names, "; ")))
	if len(k.notes) > 0 {
		m = m.Add(bot.Say("I'll ask %s for the note to %s.", when.Stamp(k.from, today), strings.Join(k.notes, "; ")))
	}
	if len(k.added) > 0 {
		m = m.Add(bot.Say("New in your book: %s.", strings.Join(k.added, "; ")))
	}
	return m
}

func didMeet(n int) string { return "meeting " + bot.Count(n, "person", "people") }
