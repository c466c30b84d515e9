package people

import (
	"cmp"
	"strings"
	"time"

	"referout/bot"
	"referout/bot/when"
)

// Texts of finding out whom and when.

const (
	someoneElse = "Someone else"
	someoneNew  = "Someone new"
	yesAdd      = "Yes, add"
	yesLabel    = "Yes"
	changeLabel = "Change"
	anotherDay  = "Another day"
	officeGone  = "That office is no longer in your book. Type the name of the office."
	cancelLabel = "Cancel"
	forgetIt    = "No, forget it"
	noName      = "I don't see a name in that, and kept nothing. Type the name of a professional, such as “Dr Lee”."
)

func nobodyYet(question string) bot.Message {
	return bot.Compose(bot.Say("%s", question), bot.Say("Nobody is in your book yet. Type a professional's name, such as “Dr Lee, chiropractor, Akron”."))
}

func typeName() bot.Message {
	return bot.Compose(bot.Say("Who? Type the professional's name."))
}

func whichOne(hits []Hit) bot.Message {
	if len(hits) == 1 {
		return bot.Compose(bot.Say("Did you mean %s?", hits[0].Name))
	}
	return bot.Compose(bot.Say("Which one do you mean?"))
}

// NotKept says that words were left over.
func NotKept() bot.Block { return bot.Say("The other words are not stored.") }

// andOthers says that the words named more people than one is kept of; one is empty
// while nothing is kept yet.
func andOthers(names []string, one string) bot.Block {
	if one == "" {
		return bot.Say("And %s? Each is kept by a tap of their own.", strings.Join(names, " and "))
	}
	return bot.Say("And %s? I recorded only %s.", strings.Join(names, " and "), one)
}

// andStranger says that the words named a doctor whom the book does not have. The
// name is not repeated: it was not asked for, and nothing of it is kept.
func andStranger(one string) bot.Block {
	if one == "" {
		return bot.Say("You named somebody else, too, who is not in your book. Send that again with their name alone.")
	}
	return bot.Say("I recorded only %s. You named somebody else, too, who is not in your book: send that again with their name alone.", one)
}

func tooLabel(name string) string { return Short(name) + " too" }

// isProfessional asks about somebody unknown, and shows what would be kept.
func isProfessional(l Line, left bool) bot.Message {
	m := bot.Compose(bot.Say("“%s” is not in your book. Is this a professional?", cmp.Or(l.Name, l.OfficeName)))
	var rows facts
	if l.Name == "" {
		l.OfficeName = ""
	}
	rows.describe(l)
	if len(rows) > 0 {
		m = m.Add(bot.Facts(rows...))
	}
	if l.Rest != "" || left {
		m = m.Add(NotKept())
	}
	return m.Add(bot.Say("Clients' names don't belong here."))
}

// notForReferral says that a name is no specialist's, and asks for one.
func notForReferral(name, place, question string, office bool) bot.Message {
	first := bot.Say("%s is on the staff of %s.", name, place)
	if office {
		first = bot.Say("%s is an office; a referral goes by the professional.", name)
	}
	return bot.Compose(first, bot.Say("%s", question))
}

func whatElse() bot.Message { return bot.Compose(bot.Say("What was different? Nothing is saved yet.")) }

func whichOffice(name string, some bool) bot.Message {
	if some {
		return bot.Compose(bot.Say("At which office does %s work? Tap one, or type its name.", name))
	}
	return bot.Compose(bot.Say("At which office does %s work? Type its name.", name))
}

func forgotten(platform string) bot.Message {
	m := bot.Compose(bot.Say("Forgotten. I kept nothing of it and have removed it from my message."))
	switch platform {
	case "telegram":
		return m.Add(bot.Say("To delete yours: press and hold it, Delete, also for me."))
	case "discord":
		return m.Add(bot.Say("To delete yours, if you typed it as a message: press and hold it, Delete Message."))
	}
	return m.Add(bot.Say("To delete yours: clear this screen, and its history if you keep one."))
}

func askedBefore() bot.Message {
	return bot.Compose(bot.Say("That question was answered already. Type the name again if you still need it."))
}

func goneFromBook() bot.Message {
	return bot.Compose(bot.Say("They are no longer in your book. /find looks for somebody else."))
}

func askWhen(u *when.Unclear) bot.Message {
	if u != nil {
		return bot.Compose(bot.Say("When was it? I'm not sure about “%s”: %s.", u.Phrase, u.Reason), bot.Say("Tap a day or type one, such as “Dec 12”."))
	}
	return bot.Compose(bot.Say("When was it? It must be today or earlier."), bot.Say("Tap a day or type one, such as “yesterday” or “Dec 12”."))
}

const tooLateText = "Newer things build on this, so I can't change it any more. /undo takes back the last thing first."

func tooLate() bot.Message { return bot.Compose(bot.Say("%s", tooLateText)) }

func dayLabel(day, today time.Time) string {
	text := when.Day(day, today)
	return strings.ToUpper(text[:1]) + text[1:]
}

// notAsked leaves a question about a day.
func notAsked() bot.Message {
	return bot.Compose(bot.Say("All right, I left it: nothing was saved or changed."))
}

func noDay() bot.Message {
	return bot.Compose(bot.Say("I don't see a day in that. Type one, such as “yesterday”, “tue” or “Dec 12”."))
}

// EventGone says that what a button was about is not there any more.
func EventGone() bot.Message {
	return bot.Compose(bot.Say("That is no longer in your book. /due shows what is owed."))
}

// WhatElse asks what to change about an event.
func WhatElse() bot.Message { return bot.Compose(bot.Say("What was different?")) }
