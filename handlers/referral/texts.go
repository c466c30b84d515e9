package referral

import (
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/people"
)

// Texts about referrals.

const (
	whoSent = "Who sent you someone?"
	whoTook = "Whom did you send someone to?"
)

func receivedMessage(name string, c people.Chosen, from time.Time, owed bool, today time.Time) bot.Message {
	m := bot.Compose(bot.Say("%s sent you someone %s.", name, when.Day(c.Day, today)))
	if owed {
		m = m.Add(bot.Say("I'll ask %s for the thank-you note, two business cards in the envelope.", when.Stamp(from, today)))
	} else {
		m = m.Add(bot.Say("That is more than two weeks ago, so no note is owed."))
	}
	return notes(m, c)
}

func referredMessage(name string, c people.Chosen, tag string, from time.Time, owed, mental bool, today time.Time) bot.Message {
	m := bot.Compose(bot.Say("You sent someone to %s %s.", name, when.Day(c.Day, today)))
	switch {
	case tag != "":
		m = m.Add(bot.Para(bot.Text("Tag for your own chart: "), bot.Code(tag)))
		fallthrough
	case !mental:
		m = m.Add(bot.Say("I'll ask %s how they got on.", when.Day(from, today)))
	case owed:
		m = m.Add(bot.Say("For privacy I keep no tag and won't ask about the person. The thank-you note comes up %s.", when.Day(from, today)))
	default:
		m = m.Add(bot.Say("For privacy I keep no tag and won't ask about the person. It is too long ago to owe a note."))
	}
	return notes(m, c)
}

func notes(m bot.Message, c people.Chosen) bot.Message {
	if c.New {
		m = m.Add(bot.Say("They are in your book now."))
	}
	if c.Left {
		m = m.Add(people.NotKept())
	}
	return m
}

func sureReceived(name string, day time.Time, _ string, today time.Time) string {
	return name + " sent you someone " + when.Day(day, today) + ". Shall I keep that?"
}

func sureReferred(name string, day time.Time, _ string, today time.Time) string {
	return "You sent someone to " + name + " " + when.Day(day, today) + ". Shall I keep that?"
}

// inbound and outbound are how people say it; the first group is who and when.
func inbound() []string {
	const client = `(?:someone|somebody|(?:a|another|one)(?: new)?(?: client| patient| person| referral)?|two people|people)`
	return []string{
		`^(.+?) (?:has |just |kindly )?(?:sent|refer+ed) (?:me|us) ` + client + `\b(.*)$`,
		`^(.+?) (?:has |just |kindly )?(?:sent|refer+ed) ` + client + ` to (?:me|us)\b(.*)$`,
		`^(?:i |we )?(?:got|received|had) (?:a (?:new )?referral|` + client + `) from (.+)$`,
	}
}

func outbound() []string {
	const client = `(?:someone|somebody|them|him|her|(?:a|another|my)(?: new)? (?:client|patient|person))`
	return []string{
		`^(?:i |we )?(?:have |just |'ve )?(?:sent|refer+ed) ` + client + ` (?:on )?to (.+)$`,
	}
}

// What /undo says it took back.
func didReceive(name string) string { return name + " sent you someone" }
func didRefer(name string) string   { return "you sent someone to " + name }
