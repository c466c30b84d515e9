package bot

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// The texts the router itself says. Rules for all texts for people: short
// sentences, no blame, the next step named, nothing that reveals a name on a
// lock screen, and read on a screen 360 pixels wide.

const (
	skipLabel   = "Skip"
	doneLabel   = "Done"
	cancelLabel = "Cancel"
	showLabel   = "Show"

	troubleText = "Sorry, something went wrong on my side. Nothing was changed. Please try again; if it happens twice, tell whoever runs me."
)

func greeting() Message {
	return Compose(Say("We haven't met yet: I'm Referout. /start sets your time zone, /help shows what I do, /privacy what I keep."))
}

func stranger() Message {
	return Compose(Say("Hello! I keep a private referral book for people who were invited. If you have a code, send it as /start CODE."))
}

func wrongCode(left int) Message {
	return Compose(Say("That code doesn't open anything. Codes work once and end after a while: check the letters or ask for a new one. %s left today.", Count(max(left, 0), "try", "tries")))
}

func tooManyTries() Message {
	return Compose(Say("That was the tenth code today. Please try again tomorrow, with a fresh code."))
}

func joined(platform string) Message {
	return Compose(Say("Done: here on %s the same book is open now. Both chats show the same; what is due comes to the one you used last.", platformName(platform)),
		Say("/due shows what is owed."))
}

func sameBook() Message {
	return Compose(Say("This chat already opens that book. Send the code from your other account."))
}

func alreadyOwner() Message {
	return Compose(Say("You have a book already; that code is for somebody who has none. Pass it on, it still works."))
}

func bookInTheWay() Message {
	return Compose(Say("This chat has a book of its own with people in it, so I did not join the other one."),
		Say("If you don't need it: /export it, then /forget everything here, then send the code again."))
}

func pingsMoved(to string, before int) Message {
	return Compose(Say("From now on I'll remind you here on %s.", platformName(to))).
		With(Do("Keep the other", keepAction, strconv.Itoa(before)))
}

func pingsKept(platform string) Message {
	return Compose(Say("All right: reminders stay on %s.", platformName(platform)))
}

func platformName(name string) string {
	if name == "" || name == "console" {
		return "the console"
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

func pointer() Message {
	return Compose(Say("Let's talk about that in our private chat: message me there. Nothing of your book belongs in a group.")).
		With(Choice{Label: "Open our chat", Open: true})
}

func unknownCommand(name, nearest string) Message {
	if len([]rune(name)) > 32 {
		name = string([]rune(name)[:32]) + "…"
	}
	if nearest != "" {
		return Compose(Say("I don't know /%s. Did you mean /%s? /help shows everything.", name, nearest))
	}
	return Compose(Say("I don't know /%s. /help shows what I can do.", name))
}

func groupOnly(name string) Message {
	return Compose(Say("/%s works in a group. /help shows what I do here.", name))
}

func notUnderstood() Message {
	return Compose(Say("I don't see anybody of your book in that, and kept none of it."),
		Say("Type a name to see a card, /received when someone was sent to you, /refer when you sent someone, /met after a visit. /help has the rest."))
}

func oldButton() Message {
	return Compose(Say("This button is too old to work. /due shows what is owed now."))
}

func bookGone() Message {
	return Compose(Say("That button belongs to a book that is gone. /start begins a new one."))
}

func noFiles() Message {
	return Compose(Say("I can't read files or contacts yet, and kept nothing of it. Type the line instead: /add name, specialty, office, phone."))
}

func tooLong(runes int) Message {
	return Compose(Say("That message has %d characters; I read up to %d and kept nothing of this one. Please send the name and what happened, in one line.", runes, MostRunes))
}

func tooFast() Message {
	return Compose(Say("That was more than %d messages in ten seconds. I stopped reading for a moment; please wait ten seconds and send the last one again.", mostInputs))
}

func formGone() Message {
	return Compose(Say("That form is closed. Its command begins a new one."))
}

func formStopped() Message { return Compose(Say("Stopped. Nothing was saved.")) }

func formEmpty(f Field) string {
	return fmt.Sprintf("I need some letters or digits for %s.", strings.ToLower(f.Label))
}

// pingMessage says little: counts and nouns, and one [Show]. What came due while
// nobody was there to say it tells since when.
func pingMessage(nudges []Nudge, id string, away gap, zone *time.Location) Message {
	lead := ""
	counts, order := map[[2]string]int{}, [][2]string{}
	for _, n := range nudges {
		if n.Lead != "" {
			lead = n.Lead + " "
		}
		if n.Duty == "" {
			continue
		}
		noun := [2]string{n.One, n.Many}
		if counts[noun] == 0 {
			order = append(order, noun)
		}
		counts[noun]++
	}
	if !away.none() {
		lead = fmt.Sprintf("While I was away (%s): ", away.in(zone))
	}
	parts := make([]string, len(order))
	for i, noun := range order {
		parts[i] = Count(counts[noun], noun[0], noun[1])
	}
	var m Message
	if line := lead + strings.Join(parts, ", "); line != "" {
		m = m.Add(Say("%s", line))
	}
	if len(parts) > 0 {
		m = m.With(Do(showLabel, ShowAction, id))
	}
	return m.Add(plainNudges(nudges)...)
}

// plainNudges are the lines that nudges say as they are.
func plainNudges(nudges []Nudge) (lines []Block) {
	for _, n := range nudges {
		switch {
		case n.Text == "":
		case len(lines) < MostItems:
			lines = append(lines, Item(Words("%s", n.Text), n.Choices...))
		default:
			lines = append(lines, Say("%s", n.Text))
		}
	}
	return lines
}

// in is the gap on the member's clock: "Tue 09:10 – 14:02", "Tue 09:10 – Thu 14:02",
// with dates where a weekday could mean two, and with years where a date could.
func (g gap) in(zone *time.Location) string {
	from, to := g.From.In(zone), g.To.In(zone)
	begin, end := "Mon 15:04", "Mon 15:04"
	switch {
	case to.Sub(from) > 300*24*time.Hour:
		begin, end = "2 Jan 2006", "2 Jan 2006"
	case to.Sub(from) > 6*24*time.Hour:
		begin, end = "Mon 2 Jan 15:04", "Mon 2 Jan 15:04"
	case from.YearDay() == to.YearDay():
		end = "15:04"
	}
	return from.Format(begin) + " – " + to.Format(end)
}

func heldMessage(kept held, id string) Message {
	m := Compose(Say("While I could not reach you:"))
	if n := len(kept.Duties); n > 0 {
		m = Compose(Say("While I could not reach you, %s.", Count(n, "thing came due", "things came due"))).With(Do(showLabel, ShowAction, id))
	}
	return m.Add(plainNudges(kept.Nudges)...)
}

// olderNews says how many messages were not kept until somebody could be reached again.
func olderNews(n int) Message {
	return Compose(Say("While I could not reach you there were more messages than I keep: the last ones come now, and %s I have no more. /due shows all that is owed; of the rest the group knows.",
		Count(n, "older one", "older ones")))
}

func cannotPin() Message {
	return Compose(Say("I may not pin messages here. Somebody who may: hold that message and choose Pin."))
}

func outsideNow(name string) Message {
	if name == "" {
		name = "that group"
	}
	return Compose(Say("You are not in %s any more, so I passed nothing on. Come back in and try again.", name))
}

func offerOver() Message { return Compose(Say("That was settled before; nothing was sent twice.")) }

func offerSent() Message { return Compose(Say("Sent.")) }

// nobodyThere answers the tap that would have told somebody who is not there.
const nobodyThere = "They have no chat with me any more, so nothing was sent. Reach them directly."

// entrance leads somebody from a group to her private chat.
func entrance(code string) Message {
	return Compose(Say("We have no private chat yet. Open it and press Start: then I can answer you there.")).
		With(Choice{Label: "Open our chat", Open: true, Arg: code})
}

// welcome is what somebody gets who was led to her private chat where bots may write
// first.
func welcome(code string) Message {
	return Compose(Say("Hello! You spoke to me in a group. What is only for you we do here.")).
		With(Do("Begin", enterAction, code))
}

// ShowAction is the button under a ping; its part is the ping's id.
const ShowAction = "show"

// Count is a number with its noun.
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
