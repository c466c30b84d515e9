package circle

import (
	"strconv"
	"strings"

	"referout/bot"
	"referout/bot/when"
)

// Texts about the circle itself.

// circleFacts is what /circle tells.
type circleFacts struct {
	clock, city string
	listings    int
	listed      bool
	commands    []string
	moderates   bool
}

func aboutCircle(f circleFacts) bot.Message {
	clock := f.clock + ", " + f.city
	if f.city == "" {
		clock = f.clock + "; nobody has set it yet"
	}
	mine := "not listed; /join changes that"
	if f.listed {
		mine = "listed; /join shows you what, in our private chat"
	}
	m := bot.Compose(bot.Title("This circle"), bot.Facts(
		bot.Fact("Clock", clock),
		bot.Fact("Listings", strconv.Itoa(f.listings)),
		bot.Fact("You", mine),
		bot.Fact("Commands", strings.Join(f.commands, " ")),
	))
	if f.moderates {
		m = m.Add(bot.Say("You administer this group: “/circle zone CITY” sets the clock, “/rules pin” pins the house rules, /moderate takes something down."))
	}
	return m
}

func whichCity() bot.Message {
	return bot.Compose(bot.Say("On which city's clock does this circle meet? Such as “/circle zone Chicago”."))
}

func noSuchCity() bot.Message {
	return bot.Compose(bot.Say("I don't know that place. Take a larger city near you, such as “/circle zone Chicago”."))
}

// nearCities asks about a place that is not known, but for what sounds like it.
func nearCities(typed string, zones []when.Zone) bot.Message {
	var names []string
	for _, z := range zones {
		names = append(names, z.City)
	}
	return bot.Compose(bot.Say("I don't know %s, and left the clock as it is. Did you mean %s? Then type “/circle zone %s”.", inQuotes(typed), strings.Join(names, " or "), zones[0].City))
}

func severalCities(cities []string) bot.Message {
	return bot.Compose(bot.Say("That may be %s. Type the one you mean behind /circle zone.", strings.Join(cities, " or ")))
}

func zoneSet(city, clock string) bot.Message {
	return bot.Compose(bot.Say("This circle's clock is %s now, on %s time. Meetings keep their hour there. If that is not it: “/circle zone” and a larger city.", clock, city))
}

func pinnedAlready() bot.Message {
	return bot.Compose(bot.Say("The house rules are pinned already. If the pin is gone, type “/rules unpin” so that I know, then “/rules pin”."))
}

func howToUnpin() bot.Message {
	return bot.Compose(bot.Say("From now on I take the rules for unpinned; a pin that still stands, whoever runs the group takes away there. “/rules pin” says them anew and pins them."))
}

func houseRules() bot.Message {
	return bot.Compose(bot.Title("House rules"), bot.List(
		bot.Words("Describe the practitioner wanted, never the client."),
		bot.Words("No names, ages, dates or stories of clients here, not even in part."),
		bot.Words("Who may call whom is arranged privately: message me, not the group."),
		bot.Words("Vouch for what you know yourself. There are counts, no stars."),
		bot.Words("What is shown here was shown by its owner; take nothing out of the group without asking."),
		bot.Words("Who administers the group may take anything down."),
	))
}
