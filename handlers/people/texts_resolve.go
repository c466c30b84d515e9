package people

import (
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
	noLabel     = "No, forget it"
	forgetIt    = "No, forget it"
	noName      = "I don't see a name in that, and kept nothing. Type the name of a professional, such as “Dr Lee”."
)

func nobodyYet(question string) bot.Message {
	return bot.Compose(bot.Say("%s", question), bot.Say("Nobody is in your book yet. Type a professional's name, such as “Dr Lee, chiropractor, Akron”."))
}

func typeName() bot.Message {
	return bot.Compose(bot.Say("Who? Type the professional's name."))
}

func whichOne(hits []Hit, left bool) bot.Message {
	m := bot.Compose(bot.Say("Which one do you mean?"))
	if len(hits) == 1 {
		m = bot.Compose(bot.Say("Did you mean %s?", hits[0].Name))
	}
	if left {
		m = m.Add(NotKept())
	}
	return m
}

// NotKept says that words were left over.
func NotKept() bot.Block {
	return bot.Say("I kept the name and the day only; the other words are not stored.")
}

func isProfessional(name string) bot.Message {
	return bot.Compose(bot.Say("“%s” is not in your book. Is this a professional?", name),
		bot.Say("Clients' names don't belong here."))
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

func tooLate() bot.Message {
	return bot.Compose(bot.Say("Newer things build on this, so I can't change it any more. /undo takes back the last thing first."))
}

func dayLabel(day, today time.Time) string {
	text := when.Day(day, today)
	return strings.ToUpper(text[:1]) + text[1:]
}

func noDay() bot.Message {
	return bot.Compose(bot.Say("I don't see a day in that. Type one, such as “yesterday”, “tue” or “Dec 12”."))
}
