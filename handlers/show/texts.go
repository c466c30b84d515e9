package show

import (
	"strconv"
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

// nothingRecorded stands above the card of somebody whose name was typed among
// other words.
func nothingRecorded() []bot.Block {
	return []bot.Block{
		bot.Say("Nothing was recorded: of that I understood the name only. The other words are not stored."),
		bot.Say("If something happened, tap below what it was."),
	}
}

func gone() bot.Message {
	return bot.Compose(bot.Say("They are no longer in your book. /find looks for somebody else."))
}

func historyRows(h events.History, due time.Time, planned bool, today time.Time) []bot.Block {
	var rows []bot.Row
	if h.Touch.Kind != 0 {
		rows = append(rows, bot.Fact("Last touch", when.Day(h.Touch.Day, today)+", "+how(h.Touch)))
	}
	if h.Received > 0 {
		rows = append(rows, bot.Fact("Sent to me", tally(h.Received, h.LastReceived, today)))
	}
	if h.Sent > 0 {
		rows = append(rows, bot.Fact("Sent to them", tally(h.Sent, h.LastSent, today)))
	}
	if planned {
		rows = append(rows, bot.Fact("Next visit", "by "+when.Day(due, today)))
	}
	if rows == nil {
		return nil
	}
	return []bot.Block{bot.Facts(rows...)}
}

func tally(n int, last, today time.Time) string {
	if n == 1 {
		return "1, " + when.Day(last, today)
	}
	return strconv.Itoa(n) + ", last " + when.Day(last, today)
}

func how(e events.Event) string {
	if e.How == courtesy.Elsewhere {
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
