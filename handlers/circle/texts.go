package circle

import (
	"strings"

	"referout/bot"
	"referout/handlers/listing"
	"referout/handlers/people"
)

// Texts of joining and leaving.

const (
	theGroup     = "the group"
	yourListing  = "your listing"
	listingLabel = "Listing"
	noneLabel    = "None of these"
)

func lookPrivately() bot.Message {
	return bot.Compose(bot.Say("I've written to you in our private chat.")).With(bot.Choice{Label: "Open our chat", Open: true})
}

func notInIt() bot.Message {
	return bot.Compose(bot.Say("You are not in that group any more. Come back in, then type /join there."))
}

func tooOld() bot.Message {
	return bot.Compose(bot.Say("That question is closed. /join shows your listing."))
}

// otherRoom answers a button about something that is not in this room.
func otherRoom() bot.Message {
	return bot.Compose(bot.Say("This card is from another group, or too old."))
}

func invitation(circle string, listings int) bot.Message {
	there := "nobody shows one yet, and yours is the first"
	if listings > 0 {
		there = bot.Count(listings, "is", "are") + " there"
	}
	return bot.Compose(
		bot.Say("Colleagues in %s find each other through short listings; %s. Yours says who you are, what you do, where, which payers you take, and what to come to you for.", circle, there),
		bot.Say("You see it exactly as it will stand there before anybody does. Nothing else of your book is shown, ever."),
	)
}

func youShow(circle string) bot.Message {
	return bot.Compose(bot.Say("This is what you show in %s:", circle))
}

func isItTrue(circle string) bot.Message {
	return bot.Compose(bot.Say("Is your listing in %s still true?", circle))
}

func wouldShow(circle string, l listing.Listing, again bool) bot.Message {
	m := bot.Compose()
	if again {
		m = m.Add(bot.Say("You have written a listing before, so it need not be typed again."))
	}
	if unknown(l.Specialty) {
		m = m.Add(bot.Say("“%s” is no discipline that I know. It stands as you typed it, and is found by that word.", people.Quote(l.Specialty)))
	}
	return m.Add(bot.Say("Everybody in %s would see exactly this:", circle))
}

func shownNow(circle string) bot.Message {
	return bot.Compose(bot.Say("Everybody in %s sees your listing now. /join changes it, /leave takes it out. I'll ask in three months whether it is still true.", circle))
}

// changedSince stands above her newest text where an older one was to be shown.
func changedSince() bot.Message {
	return bot.Compose(bot.Say("You have changed your listing since. This is how it is now."))
}

func stillTrue(circle string) bot.Message {
	return bot.Compose(bot.Say("Thank you. Your listing in %s stays as it is; I'll ask again in three months.", circle))
}

func reallyDown(circle string) bot.Message {
	return bot.Compose(bot.Say("Take your listing in %s down? The counts of who vouched for you go with it.", circle))
}

func takenDown(circle string) bot.Message {
	return bot.Compose(bot.Say("Your listing in %s is taken down, and so are the counts of who vouched for you. /join brings a listing back.", circle))
}

func notNow() bot.Message {
	return bot.Compose(bot.Say("All right, nothing was changed. /join is there whenever you like."))
}

func changeWhat() bot.Message {
	return bot.Compose(bot.Say("What is to change? Nothing is shown until you tap again."))
}

// whichLine asks what was typed below a listing.
func whichLine(words string) bot.Message {
	return bot.Compose(bot.Say("“%s”: which line of your listing is that? Nothing is changed yet. If it was for your book, tap [%s] and type it again.", people.Quote(words), noneLabel))
}

// newValue asks for a field; its first line is the field's label.
func newValue(d detail, trouble string) bot.Message {
	m := bot.Compose(bot.Title("%s", d.label))
	if trouble != "" {
		m = m.Add(bot.Say("%s", trouble))
	}
	return m.Add(bot.Say("%s", d.ask))
}

// newcomers is the one line a day about new listings: those named, and how many more. It
// may be changed on a later day.
func newcomers(fresh []listing.Entry, more int) bot.Message {
	if len(fresh) == 0 {
		return bot.Compose(bot.Say("No new listing that day."))
	}
	var names []string
	for _, e := range fresh {
		names = append(names, e.Short())
	}
	text := strings.Join(names, "; ")
	if more > 0 {
		text += "; and " + bot.Count(more, "more", "more")
	}
	return bot.Compose(bot.Say("New in the circle: %s. /find searches everybody, /join adds you.", text))
}

func leftInRoom(listed bool, stay int) bot.Message {
	if !listed {
		return bot.Compose(bot.Say("You show no listing here. If you had asked or answered something in this circle, that is gone now. %s/join shows the others who you are.", staysText(stay)))
	}
	return bot.Compose(bot.Say("Done: your listing is out of this circle, and so are your asks, answers and vouches. %s/join brings you back.", staysText(stay)))
}

// staysText says what stays of hers, if anything, with a blank behind it.
func staysText(meetings int) string {
	if meetings == 0 {
		return ""
	}
	return "What you proposed stays planned for the others (" + bot.Count(meetings, "meeting", "meetings") + "); whoever runs the group can call it off. "
}

func reallyLeave(circle string, stay int) bot.Message {
	m := bot.Compose(bot.Say("Leave the circle of %s? Your listing goes at once, with every count of who vouched for you and for whom you vouched, your asks and your answers. Your own book stays.", circle))
	if stay > 0 {
		m = m.Add(bot.Say("What you proposed there stays planned for the others (%s). If it is not to take place, tap [Stay] and call it off first: /meetup.", bot.Count(stay, "meeting", "meetings")))
	}
	return m
}

func leftNow(circle string, stay int) bot.Message {
	return bot.Compose(bot.Say("You have left the circle of %s: your listing, your asks and your answers are gone there. %s/join brings you back.", circle, staysText(stay)))
}

func outOf(circle string) bot.Message {
	return bot.Compose(bot.Say("You are not in %s any more, so nothing of yours is shown there. Should you come back: /join.", circle))
}
