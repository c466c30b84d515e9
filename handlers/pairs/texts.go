package pairs

import (
	"time"

	"referout/bot"
	"referout/handlers/guide"
	"referout/handlers/listing"
)

// Labels of buttons.
const (
	partLabel    = "Take part"
	stopLabel    = "Stop"
	metLabel     = "We met"
	metNoteLabel = "We met + note"
	notLabel     = "Not this month"
)

const theGroup = "the group"

func day(t time.Time) string { return t.Format("Mon 2 Jan") }

// What who typed /pairs in the room is told.

func joinFirst() bot.Message {
	return bot.Compose(bot.Say("Pairs know each other by their listings, and you show none here yet. /join first, then /pairs."))
}

func takesPartNow(next time.Time) bot.Message {
	return bot.Compose(bot.Say("You take part: once a month two members who haven't met get each other's listing. On %s you hear privately whose. “/pairs stop” ends it.", day(next)))
}

func takesPartAlready(next time.Time) bot.Message {
	return bot.Compose(bot.Say("You take part already. On %s you hear privately whom to meet. “/pairs stop” ends it.", day(next)))
}

func stopped() bot.Message {
	return bot.Compose(bot.Say("No more pairs for you. /pairs brings you back."))
}

func pairsMade(n int) bot.Message {
	return bot.Compose(bot.Say("%s made this month. /pairs to take part.", bot.Count(n, "pair was", "pairs were")))
}

// What is said privately.

func notInIt() bot.Message {
	return bot.Compose(bot.Say("You are not in that group any more. Come back in, then type /join there."))
}

func joinThere(circle string) bot.Message {
	return bot.Compose(bot.Say("Pairs know each other by their listings, and you show none in %s yet. /join first, then /pairs.", circle))
}

func whatItIs(circle string) bot.Message {
	return bot.Compose(bot.Say("On the first Monday of each month I pair members of %s who haven't met, of different disciplines where I can. You get each other's listing, privately; the rest is a coffee or a call.", circle))
}

func youTakePart(circle string) bot.Message {
	return bot.Compose(bot.Say("You take part in the monthly pairs of %s. I write to you on the first Monday of the month.", circle))
}

func takesPartIn(circle string) bot.Message {
	return bot.Compose(bot.Say("You take part in the pairs of %s. On the first Monday of the month I tell you whom to meet.", circle))
}

func stoppedIn(circle string) bot.Message {
	return bot.Compose(bot.Say("No more pairs in %s for you. /pairs brings you back.", circle))
}

func pairedWith(circle, month string, l listing.Listing, until time.Time) bot.Message {
	rows := []bot.Row{bot.Fact("Name", l.Name), bot.Fact("Discipline", guide.SpecialtyName(l.Specialty))}
	if l.Area != "" {
		rows = append(rows, bot.Fact("Area", l.Area))
	}
	ask := bot.Say("They have your listing too. Write or call, and find half an hour before %s.", day(until))
	if l.Contact == "" {
		ask = bot.Say("They have your listing too. They show no contact: say hello in the group, and find half an hour before %s.", day(until))
	} else {
		rows = append(rows, bot.Fact("Contact", l.Contact))
	}
	return bot.Compose(bot.Say("Your pair for %s, in %s:", month, circle), bot.Facts(rows...), ask,
		bot.Say("[%s] puts it into your book, and tells the circle no more than that you met.", metLabel))
}

func tooOld() bot.Message {
	return bot.Compose(bot.Say("That pair is too long ago. /met with a name still keeps whom you met."))
}

func answeredBefore() bot.Message {
	return bot.Compose(bot.Say("You answered that before; nothing was kept twice."))
}

func monthOver() bot.Message {
	return bot.Compose(bot.Say("That month is over, so there is nobody to tell. The next pair comes on the first Monday."))
}

func noMeeting(name string) bot.Message {
	return bot.Compose(bot.Say("All right. I let %s know kindly. You still take part: the next pair comes on the first Monday. /pairs stops it.", name))
}

func calledOff(circle, name, month string) bot.Message {
	if name == "" {
		name = "A colleague"
	}
	return bot.Compose(bot.Say("%s, your pair for %s in %s, can't make it this time. You come first next month.", name, month, circle))
}

func withoutListing(circle string) bot.Message {
	return bot.Compose(bot.Say("You take part in the pairs of %s and show no listing there, so I could pair you with nobody. /join shows one; /pairs stops this.", circle))
}

func isLeftOut(circle string) bot.Message {
	return bot.Compose(bot.Say("The pairs of %s didn't come out even this month, and nobody was left for you. You come first next month.", circle))
}

func hasMetAll(circle string) bot.Message {
	return bot.Compose(bot.Say("You know everybody by now who takes part in the pairs of %s. When somebody new comes, or all know each other, you are paired again.", circle))
}

func isAlone(circle string) bot.Message {
	return bot.Compose(bot.Say("You are the first in the pairs of %s, and nobody else takes part yet. Tell a colleague of /pairs.", circle))
}
