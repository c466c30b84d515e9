package ask

import (
	"strings"

	"referout/bot"
	"referout/handlers/scrub"
)

// Texts of asking.

// The labels of a need, as the room reads them.
const (
	specialtyLabel = "Looking for"
	areaLabel      = "Area"
	payersLabel    = "Payer"
	formatLabel    = "Format"
	approachLabel  = "Approach"
	whenLabel      = "When"
	noteLabel      = "Also"

	askLabel = "Asked"
)

const (
	askSpecialty = "Which profession? Tap or type one, or the whole wish in one line: “PT Northside Aetna within two weeks”."
	askArea      = "In which part of town, or which town?"
	askPayers    = "Which payer should they take?"
	askFormat    = "How should they work?"
	askApproach  = "Any approach, method or language? Such as “dry needling” or “trauma-informed”."
	askWhen      = "By when?"
	askNote      = "Anything else about the practitioner? One short line, never about the client."
)

func specialtyOptions() []string {
	return []string{"Physical therapist", "Chiropractor", "Acupuncturist", "Massage therapist", "Psychotherapist", "Naturopath"}
}

func payerOptions() []string { return []string{"Medicare", "Medicaid", "Cash"} }

func whenOptions() []string {
	return []string{"This week", "Within two weeks", "Within a month", "No hurry"}
}

// formatOptions are the names of the formats, in the order of their numbers.
func formatOptions() []string { return []string{"In person", "Online", "Home visits"} }

// What is wrong with an answer.
const (
	noSpecialty = "I don't know that profession. Type one such as “PT”, “acupuncturist” or “pelvic floor”; details come later."
	noPayer     = "I don't know that payer. Type one such as Aetna, Medicare or cash, or leave it out."
	noFormat    = "Tap one: in person, online or home visits."
	nothingIn   = "I need some letters or digits for that."
	maybeName   = "“%s” reads like somebody's name. If a place is called so, type “%s area”."
	tooLong     = "That has %d characters; up to %d fit."
)

func nothingLeft(out scrub.Kinds) string {
	return "That was only " + listed(out) + ". Describe the practitioner, never the client."
}

// listed is what the scrubber took out, in words: "a phone number and an age".
func listed(out scrub.Kinds) string {
	var names []string
	for _, k := range out {
		names = append(names, kindName(k))
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

func kindName(k scrub.Kind) string {
	switch k {
	case whomItIsFor:
		return "what tells of a client"
	case notSure:
		return "words I couldn't place"
	}
	return k.String()
}

// leftOut adds what the scrubber took out of what the room will see.
func leftOut(out scrub.Kinds, m bot.Message) bot.Message {
	if len(out) == 0 {
		return m
	}
	return m.Add(bot.Say("I left out %s: in the group we describe the practitioner, never the client.", listed(out)))
}

// keptBack adds what the scrubber took out of what a colleague will see.
func keptBack(out scrub.Kinds, m bot.Message) bot.Message {
	if len(out) == 0 {
		return m
	}
	return m.Add(bot.Say("I left out %s: this is about the practitioner, never about a client.", listed(out)))
}

const theGroup = "the group"

func lookPrivately() bot.Message {
	return bot.Compose(bot.Say("I've written to you in our private chat.")).With(bot.Choice{Label: "Open our chat", Open: true})
}

func writtenToYou() bot.Message {
	return bot.Compose(bot.Say("I've written to you in our private chat: answer there, nobody here sees it."))
}

func shallWe(circle string, n Need) bot.Message {
	m := bot.Compose(bot.Say("You want to ask %s for a practitioner. A few taps here, then you see exactly what I post.", circle))
	if what := n.Enclosure(); len(what) > 0 {
		m = m.Add(bot.Say("Understood so far:"), what.Facts())
	}
	return m
}

func thisIsPosted(circle string) bot.Message {
	return bot.Compose(bot.Say("Exactly this goes to %s, with the number of answers below it. Who answers is told to you alone.", circle))
}

func whatElse() bot.Message {
	return bot.Compose(bot.Say("What shall I change? Nothing is posted yet."))
}

// changedLines stands above what would be posted once a text has changed some lines of it.
func changedLines(labels []string) bot.Message {
	return bot.Compose(bot.Say("Changed: %s. If you meant something else, tap [Not now] and type it again.", strings.ToLower(strings.Join(labels, ", "))))
}

func cannotTell() bot.Message {
	return bot.Compose(bot.Say("I can't tell what that changes, so I changed nothing. Tap the line that is meant and type it anew. If it was for your book, tap [Not now] and type it again."))
}

func askAgain(d detail, trouble string) bot.Message {
	m := bot.Compose(bot.Title("%s", d.label))
	if trouble != "" {
		m = m.Add(bot.Say("%s", trouble))
	}
	return m.Add(bot.Say("%s", d.ask))
}

func notPosted() bot.Message {
	return bot.Compose(bot.Say("All right, nothing was sent."))
}

func onItsWay(circle string, n Need) bot.Message {
	return bot.Compose(bot.Say("On its way to %s: %s.", circle, n.brief()),
		bot.Say("Answers come to you here, privately. It stays open for seven days; /asks shows where it stands, and takes it back."))
}

func tooOld() bot.Message {
	return bot.Compose(bot.Say("That is too long ago to go on with. /ask begins anew."))
}

func postedBefore() bot.Message {
	return bot.Compose(bot.Say("It is posted already. /asks shows where it stands, and takes it back."))
}

// newerText stands above the newest text where an older one was to be posted.
func newerText() bot.Message {
	return bot.Compose(bot.Say("You have changed that since, so nothing was posted. This is how it is now."))
}

func notInIt() bot.Message {
	return bot.Compose(bot.Say("You are not in that group any more, so there is nobody to ask."))
}

func enough(circle string) bot.Message {
	return bot.Compose(bot.Say("You have three open asks in %s, and that is the most. Close one with [Found, thanks] in /asks, then ask again.", circle))
}

func notUnderstood() bot.Message {
	return bot.Compose(bot.Say("Nothing was left of that to pass on, so I sent nothing. /ask begins anew."))
}

func closedMeanwhile(circle string) bot.Message {
	return bot.Compose(bot.Say("That ask in %s was closed meanwhile, so I passed nothing on. Thank you for answering.", circle))
}

func askerGone(circle string) bot.Message {
	return bot.Compose(bot.Say("Whoever asked in %s has no chat with me any more, so I passed nothing on. Thank you for answering.", circle))
}

// cardText is what the room reads.
func cardText(a Ask) bot.Message {
	switch a.State {
	case Removed:
		return bot.Compose(bot.Say("This ask was taken down."))
	case TakenBack:
		return bot.Compose(bot.Say("This ask was taken back."))
	}
	m := bot.Compose(a.Need.Enclosure().Facts())
	switch a.State {
	case Found:
		return m.Add(bot.Say("Closed: found, thanks."))
	case Over:
		return m.Add(bot.Say("Closed after seven days, %s.", bot.Count(a.Answers, "answer", "answers")))
	case Closed:
		return m.Add(bot.Say("Closed, %s.", bot.Count(a.Answers, "answer", "answers")))
	}
	if a.Answers == 0 {
		return m.Add(bot.Say("No answers yet. Yours goes privately to whoever asks."))
	}
	return m.Add(bot.Say("%s, privately.", bot.Count(a.Answers, "answer", "answers")))
}

// What who taps the card is told alone. Telegram shows up to 200 characters.

func unknownCard() bot.Message {
	return bot.Compose(bot.Say("This card is from another group, or too old."))
}

func alreadyClosed() bot.Message {
	return bot.Compose(bot.Say("This ask is closed already. Thank you for looking."))
}

func yourOwn() bot.Message {
	return bot.Compose(bot.Say("That is your own ask. Answers come to you privately."))
}

func notYours() bot.Message {
	return bot.Compose(bot.Say("Whoever asked taps that when somebody is found."))
}

func nowClosed() bot.Message { return bot.Compose(bot.Say("Closed.")) }

func toldWithListing() bot.Message {
	return bot.Compose(bot.Say("Told privately. They have your listing."))
}

func toldBefore() bot.Message { return bot.Compose(bot.Say("Told before.")) }

func cannotBeTold() bot.Message {
	return bot.Compose(bot.Say("Whoever asked has no chat with me any more, so I closed this ask."))
}

const keptName = "Ask"

func whatWasAsked(brief string) string { return "your ask for “" + brief + "”" }
