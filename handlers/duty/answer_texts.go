package duty

import (
	"fmt"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/courtesy"
)

// Texts of answers.

func writtenMessage(name string) bot.Message {
	return bot.Compose(bot.Say("Written: the note to %s. I won't ask again; tap Delivered when it is on its way.", name))
}

func noteOwed(name string, from, today time.Time) bot.Message {
	return bot.Compose(bot.Say("Good. I'll ask for a thank-you note to %s %s.", name, when.Stamp(from, today)))
}

// notedBefore tells a second tap from the first.
func notedBefore() bot.Block { return bot.Say("I had noted that already.") }

func noteListed(name string) bot.Message {
	return bot.Compose(bot.Say("The note to %s is on your list already. /due shows it.", name))
}

func thankedBefore(name string) bot.Message {
	return bot.Compose(bot.Say("That note to %s was delivered already.", name))
}

func visitSkipped(name string, due, today time.Time) bot.Message {
	return bot.Compose(bot.Say("Skipped this time. The next visit to %s is due by %s.", name, when.Day(due, today)))
}

func beenThere(name string, on, due, from time.Time, owed bool, today time.Time) bot.Message {
	m := bot.Compose(bot.Say("✓ Visited %s %s. The next visit is due by %s.", name, when.Day(on, today), when.Day(due, today)))
	if owed {
		m = m.Add(bot.Say("I'll ask for a thank-you note %s.", when.Stamp(from, today)))
	}
	return m
}

func askBooked(name string) bot.Message {
	return bot.Compose(bot.Say("When is your visit to %s? Type a day and time, such as “tue 3pm” or “Dec 12”.", name))
}

func visitBooked(name string, found when.Found, ask, today time.Time) bot.Message {
	on := found.Wall
	text := when.Day(on, today)
	if found.Clock {
		text = when.Stamp(on, today)
	}
	return bot.Compose(bot.Say("Booked: %s, %s. I'll ask %s how it was.", name, text, when.Stamp(ask, today)))
}

func askManager(name string) bot.Message {
	return bot.Compose(bot.Say("Who runs the desk at %s? Type a name, and a number if you have it: “Ana, 210-555-0100”.", name))
}

func managerUnread() bot.Message {
	return bot.Compose(bot.Say("I need a name: “Ana”, or “Ana, front desk, 210-555-0100”."))
}

func askAddress(name string) bot.Message {
	return bot.Compose(bot.Say("Where does the note to %s go? Type the postal address in one line.", name))
}

func askLater(d Duty, name string) string {
	if d.Kind == Visit {
		return fmt.Sprintf("When shall I ask again about the visit to %s?", name)
	}
	return fmt.Sprintf("When shall I ask again about %s?", name)
}

func askNotYet(name string) string {
	return fmt.Sprintf("When shall I ask again how they got on with %s?", name)
}

func laterLabel(kind courtesy.LaterKind) string {
	switch kind {
	case courtesy.InAnHour:
		return "In an hour"
	case courtesy.Tonight:
		return "Tonight 20:00"
	case courtesy.Tomorrow:
		return "Tomorrow"
	case courtesy.OnMonday:
		return "Monday"
	case courtesy.TwoWeeks:
		return "Two weeks"
	}
	return "A month"
}

func askDate() bot.Message {
	return bot.Compose(bot.Say("Which day? Type it, such as “friday”, “tue 3pm” or “Dec 12”."))
}

func dateUnclear(u *when.Unclear) bot.Message {
	return bot.Compose(bot.Say("I'm not sure about “%s”: %s. Type the day again, such as “Dec 12”.", u.Phrase, u.Reason))
}

func dateUnread() bot.Message {
	return bot.Compose(bot.Say("I don't see a day in that. Type one, such as “friday” or “Dec 12”."))
}

func datePast(wall, today time.Time) bot.Message {
	return bot.Compose(bot.Say("%s is over. Type a day to come, such as “friday” or “Dec 12”.", when.Stamp(wall, today)))
}

func postponed(name string, wall, today time.Time) bot.Message {
	return bot.Compose(bot.Say("All right: %s, I'll ask about %s again.", when.Stamp(wall, today), name))
}

// postponedAll names the time of day only where it is the same for all.
func postponedAll(n int, wall time.Time, same bool, today time.Time) bot.Message {
	on := when.Day(wall, today)
	if same {
		on = when.Stamp(wall, today)
	}
	return bot.Compose(bot.Say("All right: %s, I'll ask again about %s.", on, bot.Count(n, "thing", "things")))
}

// didAnswer are all answers that can have closed or moved a duty.
func didAnswer(d Duty, name string) []string {
	return []string{
		didWrite(name), didDeliver(name), didSkip(d, name), didClose(name), didAskNote(name), didEnd(name), didVisit(name),
	}
}

// What /undo says it took back.
func didWrite(name string) string   { return "“written” for the note to " + name }
func didDeliver(name string) string { return "“delivered” for the note to " + name }
func didSkip(d Duty, name string) string {
	if d.Kind == Visit {
		return "the skipped visit to " + name
	}
	return "the skip about " + name
}
func didClose(name string) string    { return "the answer about " + name }
func didAskNote(name string) string  { return "the note to " + name }
func didEnd(name string) string      { return "the end of visits to " + name }
func didPostpone(name string) string { return "the new date for " + name }
func didVisit(name string) string    { return "the visit to " + name }
func didBook(name string) string     { return "the booking at " + name }
func didName(name string) string     { return "adding " + name }
func didAddress(name string) string  { return "the address of " + name }

const visitAgainLabel = "Resume visits"

func visitsResumed(name string, due time.Time, known bool, today time.Time) bot.Message {
	if !known {
		return bot.Compose(bot.Say("Visits to %s are on again: from the first referral, or the first time you are there.", name))
	}
	return bot.Compose(bot.Say("Visits to %s are on again: the next by %s.", name, when.Day(due, today)))
}

func didResume(name string) string { return "the visits to " + name }
