package ledger

import (
	"strings"

	"referout/bot"
)

// Texts about the book itself.

func undone(label string) bot.Message {
	return bot.Compose(bot.Say("Taken back: %s.", label))
}

func nothingToUndo() bot.Message {
	return bot.Compose(bot.Say("There is nothing to take back. Things can be taken back until the next desk time, and for two hours at least."))
}

// sentSince is said where something has left the book since what could be taken back.
func sentSince(label string) bot.Message {
	return bot.Compose(
		bot.Say("What you sent or posted last has left your book, so I can't take it back. /join changes your listing, /asks closes an ask, /meetup changes a meeting."),
		bot.Say("Before that: %s.", label),
	)
}

func undoneBefore() bot.Message {
	return bot.Compose(bot.Say("That was taken back already, or is too long ago."))
}

func undoTooLate() bot.Message {
	return bot.Compose(bot.Say("That is too long ago to take back. Type the name to change or remove it."))
}

// undoBuiltOnText is said where newer records would be left without what they are about.
const undoBuiltOnText = "Newer things build on that. /undo takes back the last thing first, one by one."

func undoBuiltOn() bot.Message { return bot.Compose(bot.Say("%s", undoBuiltOnText)) }

func pingWithdrawn() bot.Message {
	return bot.Compose(bot.Say("Taken back: nothing is owed here any more."))
}

func exported() bot.Message {
	return bot.Compose(bot.Say("Everything in your book. %s", keepSafe))
}

const keepSafe = "The file is not encrypted: keep it where others can't read it."

// exportedInPart is said where some records cannot be read, so many of each table, or
// nobody knows how many more.
func exportedInPart(missing map[string]int, more bool) bot.Message {
	var parts []string
	others := 0
	for _, n := range missing {
		others += n
	}
	for _, k := range [][3]string{
		{"person", "person", "people"}, {"office", "office", "offices"}, {"event", "referral or visit", "referrals or visits"},
		{"duty", "thing owed", "things owed"}, {"reminder", "reminder", "reminders"}, {"settings", "page of settings", "pages of settings"},
	} {
		if n := missing[k[0]]; n > 0 {
			parts, others = append(parts, bot.Count(n, k[1], k[2])), others-n
		}
	}
	if others > 0 {
		parts = append(parts, bot.Count(others, "other record", "other records"))
	}
	if more {
		parts = append(parts, "whatever lies behind a damaged page of the file")
	}
	return bot.Compose(
		bot.Say("The book on disk is damaged. I could not read %s. The file holds everything else.", strings.Join(parts, ", ")),
		bot.Say("Nothing was erased. Ask whoever runs me to restore the last good backup: what is missing here is most likely in it."),
		bot.Say(keepSafe),
	)
}

const whomForget = "Whom shall I forget?"

func orEverything() bot.Message {
	return bot.Compose(bot.Say("I ask once more before anything goes. /forget everything ends the whole book."))
}

func forgetNobody() bot.Message {
	return bot.Compose(bot.Say("Nobody of that name is in your book, so there is nothing to forget. I kept nothing of your message."))
}

func forgetEverything() bot.Message {
	return bot.Compose(
		bot.Say("This ends your book: everybody in it, every referral, everything owed, your settings, for good."),
		bot.Say("/export gives you a copy first."),
	)
}

// staysInGroups is told to who has to do with a group.
func staysInGroups() bot.Block {
	return bot.Say("What you show in a group goes with it; a meeting that you proposed there stays planned for the others.")
}

// forgetEverythingAgain asks once more, because the question was an old one.
func forgetEverythingAgain() bot.Message {
	return bot.Compose(bot.Say("That question was more than ten minutes old, so I ask again; nothing was erased.")).Add(forgetEverything().Blocks...)
}

const (
	endLabel  = "Yes, end my book"
	keepLabel = "Keep it"
)

// forgetByButton names the buttons where something else was typed.
func forgetByButton() bot.Message {
	return bot.Compose(bot.Say("Nothing was erased. Tap [%s] to end your book for good, or [%s].", endLabel, keepLabel))
}

func kept() bot.Message { return bot.Compose(bot.Say("Kept. Nothing was changed.")) }

func allForgotten() bot.Message {
	return bot.Compose(
		bot.Say("Your book is gone: its key is destroyed and nothing in it can be read any more."),
		bot.Say("What I sent into this chat stays until you delete it, and so do exported files: they can be read by anybody who has them. Thank you for your trust."),
	)
}

func privacy(book string) bot.Message {
	return bot.Compose(
		bot.Title("What I keep"),
		bot.List(
			bot.Words("Professionals, their offices and staff, as you typed them."),
			bot.Words("That somebody was referred, when and to whom; never who. Two random words may stand for them, or nothing (/settings)."),
			bot.Words("Whom you met and when, what you owe, your settings, your chat accounts."),
			bot.Words("The listing that you wrote of yourself. A group has a copy only if you showed it there; /leave takes that out."),
			bot.Words("What colleagues answered when you asked a group; /asks shows it and can forget it."),
			bot.Words("In a group's circle: your asks, and to which meetings you come; the group sees counts. /leave takes them out."),
		),
		bot.Title("What I don't keep"),
		bot.List(
			bot.Words("Clients' names or reasons: there is no field for them, and words I don't need are dropped."),
			bot.Words("Your messages themselves, once they are answered."),
		),
		bot.Title("Where"),
		bot.Say("On the machine of whoever runs me, each book encrypted under a key of its own. Telegram and Discord carry our messages and can read them, so no client belongs in this chat. I show nothing of your book in groups."),
		bot.Title("Your rights"),
		bot.List(
			bot.Words("/export hands you everything."),
			bot.Words("/forget NAME removes one; /undo can bring it back until your next desk time."),
			bot.Words("/forget everything destroys the book's key at once. Remains stay in the file, closed to me, until they are overwritten; copies in backups until those expire (ask whoever runs me)."),
			bot.Words("Messages in this chat, and files you exported, stay until you delete them."),
			bot.Line{bot.Text("Should you lose your chats: whoever runs me can hand out or end your book, and knows it by this number only: "), bot.Code(book)},
		),
	)
}

func privacyInGroups() bot.Message {
	return bot.Compose(
		bot.Say("In groups I read commands only. I keep what members chose to show or to post here by a tap, and who vouches for whom, goes to which meeting and takes part in pairs: the others see counts. /leave takes yours out at once. Private books never show here; /privacy in our private chat says what those hold."),
	)
}

func helpText(commands []bot.Command) bot.Message {
	var lines []bot.Line
	for _, c := range commands {
		if c.Personal != nil && !c.Hidden {
			lines = append(lines, bot.Line{bot.Bold("/" + c.Name), bot.Text(" %s", c.Summary)})
		}
	}
	return bot.Compose(
		bot.Title("What I can do"),
		bot.List(lines...),
		bot.Say("A name alone shows a card. Dates as you say them: yesterday, tue 3pm, Dec 12. Never a client's name."),
	)
}

func groupHelp(commands []bot.Command) bot.Message {
	var lines []bot.Line
	for _, c := range commands {
		if c.Shared != nil && !c.Hidden {
			lines = append(lines, bot.Line{bot.Bold("/" + c.Name), bot.Text(" %s", c.Summary)})
		}
	}
	return bot.Compose(
		bot.Say("I keep each member's referral book in a private chat; message me there to start yours. Here I answer:"),
		bot.List(lines...),
	)
}
