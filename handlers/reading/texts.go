package reading

import (
	"strings"
	"time"

	"referout/bot"
	"referout/handlers/scrub"
)

// The labels of a text, as who proposes it reads them.
const (
	titleLabel    = "Title"
	linkLabel     = "Link"
	abstractLabel = "Abstract"
	firstLabel    = "Question 1"
	secondLabel   = "Question 2"
	thirdLabel    = "Question 3"
)

const (
	askTitle    = "What is it called? Up to 120 characters."
	askLink     = "Where can it be read? A link, up to 200 characters."
	askAbstract = "The abstract, or what it says in your own words. Up to 700 characters."
	askFirst    = "The first of three questions to talk about. Up to 150 characters each."
	askSecond   = "The second question."
	askThird    = "And the third."
)

// What is wrong with an answer.
const (
	isNeeded     = "A round has this line, so I can't leave it out. Type it, and it can be changed before you post."
	needsLetters = "I need some words for that."
	tooLong      = "That has %d characters; up to %d fit."
	noLink       = "That is no link that I can show. Paste one such as https://example.org/paper."
)

func onlyThat(out scrub.Kinds) string {
	return "That was only " + listed(out) + ". Nothing about a client, please."
}

func linkTells(what string) string {
	return "There is " + what + " in that link, and I can't leave out a part of it. Paste another one."
}

// listed is what the scrubber took out, in words: "a phone number and an age".
func listed(out scrub.Kinds) string {
	var names []string
	for _, k := range out {
		names = append(names, k.String())
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// Labels of buttons.
const (
	beginLabel  = "Begin"
	notNowLabel = "Not now"
	postLabel   = "Post it"
	changeLabel = "Change"
	backLabel   = "Back"
	closeLabel  = "Close"
	readLabel   = "I've read it"
	lookLabel   = "Look at mine"
)

const (
	heading  = "Reading round"
	theGroup = "the group"
	keptName = "Reading"
)

func yourRound(title string) string { return "your reading round “" + title + "”" }

func day(t time.Time) string { return t.Format("Mon 2 Jan") }

// What the room reads.

func card(r Round, zone *time.Location) bot.Message {
	if r.State == Removed {
		return bot.Compose(bot.Say("This reading round was taken down."))
	}
	var questions []bot.Line
	for _, q := range r.Questions {
		questions = append(questions, bot.Words("%s", q))
	}
	m := bot.Compose(bot.Title("%s", heading), bot.Para(bot.Link(r.Title, r.Link)), bot.Say("%s", r.Abstract), bot.Steps(questions...))
	switch {
	case r.State == Over:
		return m.Add(bot.Say("Closed after four weeks. %s.", haveRead(r.Read)))
	case r.State == Closed:
		return m.Add(bot.Say("Closed. %s.", haveRead(r.Read)))
	case r.Read == 0:
		return m.Add(bot.Say("Read it by %s and talk about it here.", day(r.Until.In(zone))))
	}
	return m.Add(bot.Say("Read it by %s and talk about it here. %s.", day(r.Until.In(zone)), haveRead(r.Read)))
}

func haveRead(n int) string {
	if n == 0 {
		return "Nobody has said that they read it"
	}
	return bot.Count(n, "has read it", "have read it")
}

// What who tapped or typed in the room is told. Telegram shows up to 200 characters of
// what answers a tap.

func lookPrivately() bot.Message {
	return bot.Compose(bot.Say("I've written to you in our private chat.")).With(bot.Choice{Label: "Open our chat", Open: true})
}

func oneIsOpen(title string, until time.Time) bot.Message {
	return bot.Compose(bot.Say("“%s” is being read until %s, and one at a time is enough. Then /read again; who proposed it and who runs the group can close it earlier.", title, day(until)))
}

func unknownCard() bot.Message {
	return bot.Compose(bot.Say("This card is from another group, or too old."))
}

func isOver() bot.Message {
	return bot.Compose(bot.Say("This reading round is closed already."))
}

func counted() bot.Message { return bot.Compose(bot.Say("Counted. Who has read it is not shown.")) }

func countedBefore() bot.Message { return bot.Compose(bot.Say("You are counted already.")) }

func notYours() bot.Message {
	return bot.Compose(bot.Say("Who proposed it closes it, or who runs the group."))
}

func nowClosed() bot.Message { return bot.Compose(bot.Say("Closed.")) }

// What is said privately.

func whatItIs(circle string) bot.Message {
	return bot.Compose(bot.Say("A reading round in %s: one text, its abstract and three questions, open for four weeks. You type them here and see exactly what I post.", circle))
}

func openThere(circle, title string, until time.Time, hers bool) bot.Message {
	if hers {
		return bot.Compose(bot.Say("Your “%s” is being read in %s until %s. One at a time is enough: close it, and the next can begin.", title, circle, day(until)))
	}
	return bot.Compose(bot.Say("“%s” is being read in %s until %s. One at a time is enough: then /read again. Who proposed it and who runs the group can close it earlier.", title, circle, day(until)))
}

func thisIsPosted(circle string, out scrub.Kinds) bot.Message {
	m := bot.Compose(bot.Say("Exactly this goes to %s, the title as a link, with the number of those who have read it.", circle))
	if len(out) > 0 {
		m = m.Add(bot.Say("I left out %s: nothing about a client belongs in the group. I don't know every name, so read it once more before you post.", listed(out)))
	}
	return m
}

func whatElse() bot.Message {
	return bot.Compose(bot.Say("What shall I change? Nothing is posted yet."))
}

func cannotTell() bot.Message {
	return bot.Compose(bot.Say("I can't tell what that changes, so I changed nothing. Tap the line that is meant and type it anew. If it was for your book, tap [%s] and type it again.", notNowLabel))
}

func askAgain(d detail, trouble string) bot.Message {
	m := bot.Compose(bot.Title("%s", d.label))
	if trouble != "" {
		m = m.Add(bot.Say("%s", trouble))
	}
	return m.Add(bot.Say("%s", d.ask))
}

func notPosted() bot.Message {
	return bot.Compose(bot.Say("All right, nothing was posted."))
}

func onItsWay(circle, title string) bot.Message {
	return bot.Compose(bot.Say("“%s” is on its way to %s. It stays open for four weeks; /read here closes it earlier.", title, circle))
}

func postedBefore(title string) bot.Message {
	return bot.Compose(bot.Say("“%s” was posted before. /read shows whether it is open, and closes it.", title))
}

func closedThere(circle string) bot.Message {
	return bot.Compose(bot.Say("I'm closing the reading round in %s. /read begins the next.", circle))
}

func notYoursThere(circle string) bot.Message {
	return bot.Compose(bot.Say("I closed nothing in %s: who proposed a reading round closes it, or who runs the group.", circle))
}

func tooOld() bot.Message {
	return bot.Compose(bot.Say("That is too long ago to go on with. /read begins anew."))
}

func notInIt() bot.Message {
	return bot.Compose(bot.Say("You are not in that group any more, so there is nobody to read with."))
}

func anotherWasFirst(circle string) bot.Message {
	return bot.Compose(bot.Say("Somebody else in %s was quicker: another text is being read there now, so I posted nothing. Yours is kept here for a month: post it when theirs is closed.", circle))
}

func notUnderstood() bot.Message {
	return bot.Compose(bot.Say("Something was missing in that, so I posted nothing. /read begins anew."))
}
