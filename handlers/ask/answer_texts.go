package ask

import (
	"strings"

	"referout/bot"
)

// Texts of answering, and of the answers.

// The labels of an answer.
const (
	nameLabel    = "Name"
	tradeLabel   = "Discipline"
	officeLabel  = "Office"
	takingLabel  = "Accepting new"
	goToLabel    = "Go-to for"
	vouchesLabel = "Vouches"
	contactLabel = "Contact"
	wordsLabel   = "Also"
	tipLabel     = "Who"
	fromLabel    = "From"
	forLabel     = "For"

	takingNew    = "Yes"
	takingNobody = "No"
)

// lineLabel is the label of a line that is passed on.
func lineLabel(name string) string {
	switch name {
	case nameLine:
		return nameLabel
	case tradeLine:
		return tradeLabel
	case officeLine:
		return officeLabel
	case areaLine:
		return areaLabel
	case contactLine:
		return contactLabel
	}
	return wordsLabel
}

const (
	askYourName    = "By what name do colleagues know you?"
	askYourTrade   = "What do you do? Your profession, and a word about how you work."
	askYourContact = "How can a colleague reach you? A phone number or an e-mail address."
	askYourWords   = "One line about you for this, if you like."
)

func whoAreYou(circle, brief string) bot.Message {
	return bot.Compose(bot.Say("Somebody in %s looks for: %s. You show no listing there, so tell them in four short answers who you are; you see the text before it goes.", circle, brief),
		bot.Say("With a listing it is one tap: type /join in the group."))
}

func thisIsTold(brief string) bot.Message {
	return bot.Compose(bot.Say("Exactly this goes to whoever looks for: %s. Nobody else sees it.", brief))
}

func introduced() bot.Message {
	return bot.Compose(bot.Say("On its way, privately. They will have what you wrote and come to you."))
}

func whomFor(n Need) bot.Message {
	m := bot.Compose(bot.Say("Somebody in the group looks for this practitioner. Whom do you know?"))
	if what := n.Enclosure(); len(what) > 0 {
		m = m.Add(what.Facts())
	}
	return m
}

func typeWhom() bot.Message {
	return bot.Compose(bot.Say("Type a name from your book, or who it is and how to reach them: “Dr Kim, PT at Stone Oak, 330-555-0134”."))
}

func whichOne(n int) bot.Message {
	if n == 1 {
		return bot.Compose(bot.Say("Do you mean this one of your book?"))
	}
	return bot.Compose(bot.Say("Which one of your book do you mean?"))
}

func notInBook() bot.Message {
	return bot.Compose(bot.Say("They are no longer in your book. Tap [I know someone] again to name somebody else."))
}

func thisIsTip(listed bool) bot.Message {
	m := bot.Compose(bot.Say("Exactly this goes to whoever asked, and to nobody else."))
	if !listed {
		m = m.Add(bot.Say("It says “from a colleague”: you show no listing there with your name."))
	}
	return m
}

func takenAsTip() bot.Message {
	return bot.Compose(bot.Say("I took that as whom you recommend. If it was for your book, tap [Not now] and type it again."))
}

func nobodyInThat() bot.Message {
	return bot.Compose(bot.Say("I see nobody in that, so nothing has changed. Type who it is and how to reach them: “Dr Kim, PT at Stone Oak, 330-555-0134”. If it was for your book, tap [Not now] and type it again."))
}

func changedNothing() bot.Message {
	return bot.Compose(bot.Say("That changed nothing: what goes to whoever asked stands above. [Change] asks for it line by line anew. If it was for your book, tap [Not now] and type it again."))
}

func tipOnItsWay() bot.Message {
	return bot.Compose(bot.Say("On its way, privately. Thank you: that is how people are found."))
}

// answerText is an answer as who asked reads it.
func answerText(a Answer) bot.Message {
	m := bot.Compose(bot.Say("“That's me”, says %s. You look for: %s.", a.Name, a.For))
	switch {
	case !a.Self && a.From != "":
		m = bot.Compose(bot.Say("From a colleague, %s. You look for: %s.", a.From, a.For))
	case !a.Self:
		m = bot.Compose(bot.Say("From a colleague. You look for: %s.", a.For))
	}
	what := bot.Enclosure{}.Write(nameLine, nameLabel, a.Name).Write(tradeLine, tradeLabel, a.Trade).
		Write(officeLine, officeLabel, a.Office).Write(areaLine, areaLabel, a.Area).Write(payersLine, payersLabel, a.Payers).
		Write(takingLine, takingLabel, a.Taking).
		Write(goToLine, goToLabel, a.GoTo).Write(vouchesLine, vouchesLabel, a.Vouches).Write(contactLine, contactLabel, a.Contact)
	if a.Name == "" {
		return m.Add(what.Write(wordsLine, tipLabel, a.Words).Facts())
	}
	return m.Add(what.Write(wordsLine, wordsLabel, a.Words).Facts())
}

// answerLine is an answer in one line; told says that what it is for is to be said.
func answerLine(a Answer, told bool) bot.Line {
	parts := []string{a.Trade, a.Office, a.Area, a.Contact}
	name := a.Name
	if name == "" {
		name = a.Words
	} else {
		parts = append(parts, a.Words)
	}
	if !a.Self && a.From != "" {
		parts = append(parts, "from "+a.From)
	}
	if told {
		parts = append(parts, "for: "+a.For)
	}
	var known []string
	for _, p := range parts {
		if p != "" {
			known = append(known, p)
		}
	}
	out := bot.Line{bot.Bold(name)}
	if len(known) > 0 {
		out = append(out, bot.Text("%s", " — "+strings.Join(known, ", ")))
	}
	return out
}

func closedIn(circle string) bot.Message {
	return bot.Compose(bot.Say("Closed in %s: found, thanks.", circle))
}

func askedNoMore(circle string) bot.Message {
	return bot.Compose(bot.Say("Taken back: %s sees nothing of that ask any more.", circle))
}

func answerGone() bot.Message {
	return bot.Compose(bot.Say("That answer is not kept any more. /asks shows those that are."))
}

func noName() bot.Message {
	return bot.Compose(bot.Say("I don't see a name in that. /add keeps somebody: name, specialty, office, phone."))
}

func yourAsks(open int) bot.Message {
	if open == 0 {
		return bot.Compose(bot.Say("You have no open asks. /ask asks your group for a practitioner."))
	}
	return bot.Compose(bot.Say("You have %s.", bot.Count(open, "open ask", "open asks")))
}

func askLine(a mine, until string) bot.Line {
	return bot.Line{bot.Bold(a.Need.brief()), bot.Text(" — %s, in %s until %s", answersSoFar(a.Answers), a.circle.Name, until)}
}

func answersSoFar(n int) string {
	if n == 0 {
		return "no answers yet"
	}
	return bot.Count(n, "answer", "answers")
}

func andMore() bot.Block { return bot.Say("And more, once one of these is closed.") }

func openAskText(a mine, n int, until string) bot.Message {
	m := bot.Compose(bot.Say("In %s you look for: %s. Open until %s.", a.circle.Name, a.Need.brief(), until))
	if n == 0 {
		return m.Add(bot.Say("No answers yet."))
	}
	return m.Add(bot.Say("%s:", bot.Count(n, "answer", "answers")))
}

func earlierAnswers(n int) bot.Message {
	return bot.Compose(bot.Say("%s to asks that are closed:", bot.Count(n, "answer", "answers")))
}

func nothingEarlier() bot.Message {
	return bot.Compose(bot.Say("No answers are kept from asks that are closed. /asks shows what is open."))
}

func answersForgotten(n int) bot.Message {
	return bot.Compose(bot.Say("Forgotten: %s. Whom you saved stays in your book.", bot.Count(n, "answer", "answers")))
}

const didForget = "answers to closed asks were forgotten"
