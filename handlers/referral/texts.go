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

func receivedMessage(k Kept, c people.Chosen, today time.Time) bot.Message {
	return notes(bot.Compose(bot.Say("%s sent you someone %s.", k.Name, when.Day(c.Day, today)), k.Thanks(today)), c)
}

// Thanks says when the note for someone who was sent comes up.
func (k Kept) Thanks(today time.Time) bot.Block {
	if !k.Owed {
		return bot.Say("That is more than two weeks ago, so no note is owed.")
	}
	return bot.Say("I'll ask %s for the thank-you note, two business cards in the envelope.", when.Stamp(k.From, today))
}

func referredMessage(k Kept, c people.Chosen, today time.Time) bot.Message {
	m := bot.Compose(bot.Say("You sent someone to %s %s.", k.Name, when.Day(c.Day, today)))
	return notes(m.Add(k.Next(today)...), c)
}

// Next says the tag of someone who was sent on, and what will be asked when.
func (k Kept) Next(today time.Time) (out []bot.Block) {
	if k.Tag != "" {
		out = append(out, bot.Para(bot.Text("Tag for your own chart: "), bot.Code(k.Tag)))
	}
	switch {
	case !k.Mental:
		return append(out, bot.Say("I'll ask %s how they got on.", when.Day(k.From, today)))
	case k.Owed:
		return append(out, bot.Say("For privacy I keep no tag and won't ask about the person. The thank-you note comes up %s.", when.Day(k.From, today)))
	}
	return append(out, bot.Say("For privacy I keep no tag and won't ask about the person. It is too long ago to owe a note."))
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
		`^(?:i |we )?(?:have |just |'ve )?(?:sent|refer+ed) (?:(?:my|our) )?(?:\S+ )?(?-i:\p{Lu}[\p{L}'’.-]+)(?: (?-i:\p{Lu}[\p{L}'’.-]+))? (?:on )?to (.+)$`,
	}
}

// What /undo says it took back.
func didReceive(name string, on time.Time) string {
	return name + " sent you someone" + onThe(on)
}

func didRefer(name string, on time.Time) string {
	return "you sent someone to " + name + onThe(on)
}

// onThe is a day as it can be read on any later one.
func onThe(day time.Time) string { return day.Format(" on Mon 2 Jan") }
