package show

import (
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/courtesy"
	"referout/handlers/events"
)

// Texts of cards.

const (
	whomToShow = "Whose card?"
	eraseLabel = "Yes, remove"
	keepLabel  = "Keep"
)

func owedTitle() bot.Block { return bot.Title("Owed") }

func gone() bot.Message {
	return bot.Compose(bot.Say("They are no longer in your book. /find looks for somebody else."))
}

func historyRows(last events.Event, known bool, due time.Time, planned bool, today time.Time) []bot.Block {
	var rows []bot.Row
	if known {
		rows = append(rows, bot.Fact("Last touch", when.Day(last.Day, today)+", "+what(last)))
	}
	if planned {
		rows = append(rows, bot.Fact("Next visit", "by "+when.Day(due, today)))
	}
	if rows == nil {
		return nil
	}
	return []bot.Block{bot.Facts(rows...)}
}

func what(e events.Event) string {
	switch {
	case e.Kind == events.Received:
		return "they sent someone"
	case e.Kind == events.Referred:
		return "you sent someone"
	case e.How == courtesy.Elsewhere:
		return "met elsewhere"
	}
	return e.How.String()
}

func removeQuestion(name string, office bool) bot.Message {
	if office {
		return bot.Compose(bot.Say("Remove %s, everybody there and all that is kept about them?", name))
	}
	return bot.Compose(bot.Say("Remove %s and all that is kept about them?", name))
}

func removed(name string) bot.Message {
	return bot.Compose(bot.Say("Removed: %s, with their referrals, touches and what was owed.", name))
}

// What /undo says it took back.
func didRemove(name string) string { return "removing " + name }
