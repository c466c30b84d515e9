package meetup

import (
	"slices"
	"strings"
	"time"

	"referout/bot"
	"referout/bot/when"
)

// Texts about describing a meeting.

// nothing is how people say that there is no limit, no speaker, no repetition.
const nothing = "none"

const (
	topicLabel   = "Topic"
	whenLabel    = "When"
	placeLabel   = "Where"
	speakerLabel = "Speaker"
	lengthLabel  = "How long"
	seatsLabel   = "Seats"
	rulesLabel   = "Repeats"
	zoneLabel    = "Time zone"

	askTopic   = "What is it about? A few words, such as “jaw pain, hands on”."
	askWhen    = "When is it? Day and time, such as “Tue 18:30” or “Mar 12, 6:30 pm”."
	askPlace   = "Where is it? A place that everybody finds."
	askSpeaker = "Who speaks? Type a name, or “none”."
	askLength  = "How long is it? Such as “90 minutes” or “until 20:00”."
	askSeats   = "How many seats are there? A number, or “none” for no limit."
	askRule    = "How often? Such as “every first Tuesday” or “every other Friday”; “none” for once."

	needsLetters = "I need a few words for that."
	tooLong      = "That is too long for a card. Please say it in %d characters."
	noDate       = "I don't see a date in that. Type day and time, such as “Tue 18:30”."
	noClock      = "At what time? Type day and time, such as “Tue 18:30”."
	noSeats      = "I need a number of seats from 1 to 1000, or “none” for no limit."
	noLength     = "How long is that? Type it like “90 minutes”, “2 hours” or “until 20:00”: from 15 minutes to 12 hours."
	noRule       = "I don't know that rhythm. Type it like “every first Tuesday”, “every other Friday” or “monthly on the 14th”; “none” for once."
	noFifth      = "Not every month has that many weeks. Type it like “every last Friday” or “monthly on the 14th”; “none” for once."
	noZone       = "I don't know that place. Tap a clock, or [Another city] and type a larger one. If it was for your book, type it again."
)

func unclearDate(u *when.Unclear) string {
	text := "“" + u.Phrase + "”: " + string(u.Reason) + "."
	var likes []string
	for _, o := range u.Options {
		if like := "“" + o.Format("Jan 2") + "”"; !slices.Contains(likes, like) {
			likes = append(likes, like)
		}
	}
	if len(likes) > 1 {
		return text + " Type it like " + strings.Join(likes, " or ") + ", with the time."
	}
	return text + " Type day and time, such as “Tue 18:30”."
}

func pastDate(text string) string {
	return text + " is over already. Type a day that lies ahead, such as “Tue 18:30”."
}

func leaveOut(what string) string {
	return "Everybody in the group reads this. Please leave out " + what + "."
}

func twoRules(one, other string) string {
	return "That may mean " + one + " or " + other + ". Which is it?"
}

func onceOrEvery(rule string) string { return "Once, or " + rule + "?" }

func lengthText(d time.Duration) string {
	hours, minutes := int(d/time.Hour), int(d/time.Minute)%60
	switch {
	case d == 0:
		return ""
	case minutes == 0:
		return bot.Count(hours, "hour", "hours")
	case hours < 2:
		return bot.Count(int(d/time.Minute), "minute", "minutes")
	}
	return bot.Count(hours, "hour", "hours") + " " + bot.Count(minutes, "minute", "minutes")
}

func seatsText(n int) string {
	if n == 0 {
		return ""
	}
	return number(n)
}
