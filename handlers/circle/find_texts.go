package circle

import (
	"fmt"
	"strings"

	"referout/bot"
	"referout/handlers/listing"
	"referout/handlers/people"
	"referout/handlers/scrub"
)

// Texts of finding each other.

func findWhat() bot.Message {
	return bot.Compose(bot.Say("Say what you look for: a discipline, an area, a payer or a name, such as “/find massage Northside Aetna”. /roster shows everybody."))
}

func nobodyFound(words string, listings int) bot.Message {
	if listings == 0 {
		return bot.Compose(bot.Say("Nobody shows a listing here yet. /join adds yours."))
	}
	return bot.Compose(bot.Say("No listing here fits %s. Try fewer words, or /ask the group.", inQuotes(words)))
}

// inQuotes is what somebody looked for, unless it may tell who a client is: what is typed
// behind a command need not be in the room.
func inQuotes(words string) string {
	if _, found := scrub.FirstBut(words); found {
		return "that"
	}
	return "“" + people.Quote(words) + "”"
}

// nobodyLeft is what a list in the room becomes when nobody on it shows a listing any more.
func nobodyLeft() bot.Message {
	return bot.Compose(bot.Say("Nobody on this list shows a listing any more. /find and /roster show who does."))
}

func nearly() bot.Block { return bot.Say("Nothing fits to the letter. Did you mean:") }

func reach(contact string) bot.Block { return bot.Say("Contact: %s", contact) }

func emptyRoster() bot.Message {
	return bot.Compose(bot.Say("Nobody shows a listing here yet. /join adds yours."))
}

func disciplineRow(name string, n int, names []string) bot.Row {
	return bot.Fact(fmt.Sprintf("%s (%d)", listing.Capital(name), n), strings.Join(names, ", "))
}

func rosterText(listings int, rows []bot.Row, missing []string) bot.Message {
	m := bot.Compose(bot.Title("%s", bot.Count(listings, "listing", "listings")), bot.Facts(rows...))
	if len(missing) > 0 {
		m = m.Add(bot.Say("Nobody yet: %s.", strings.Join(missing, ", ")))
	}
	return m
}

func ownListing() bot.Message {
	return bot.Compose(bot.Say("That is your own listing. /join shows it."))
}

func hasLeft() bot.Message {
	return bot.Compose(bot.Say("That listing is not there any more. /find looks for others."))
}

func howVouch(name string) bot.Message {
	return bot.Compose(bot.Say("What do you know of %s's work? Tap what is true, tap again to take it back. The group sees how many, never who.", name))
}

func vouchLabel(k listing.VouchKind, on bool) string {
	label := "I've worked with them"
	switch k {
	case listing.SentPeople:
		label = "I've sent people"
	case listing.SeenWork:
		label = "I've seen their work"
	}
	if on {
		return "✓ " + label
	}
	return label
}

func savedPrivately() bot.Message {
	return bot.Compose(bot.Say("It goes to your own book: our private chat shows it.")).With(bot.Choice{Label: "Open our chat", Open: true})
}

func saveWhom() bot.Message {
	return bot.Compose(bot.Say("Whose listing shall I copy to your own book? Such as “/save Ann Bell”."))
}

func nobodyNamed(words string) bot.Message {
	return bot.Compose(bot.Say("Nobody called %s shows a listing. /roster shows who does.", inQuotes(words)))
}

func whichOne() bot.Message { return bot.Compose(bot.Say("Which one do you mean?")) }

// inCircle is a line about somebody, and the group where she is.
func inCircle(line bot.Line, circle string) bot.Line {
	return append(line, bot.Text("%s", " ("+circle+")"))
}
