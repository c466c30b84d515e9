package discord

import "referout/bot"

// Limits of Discord's interface, in calls a second. Discord allows a bot 50 calls a
// second in all (developer documentation, "Rate Limits", global rate limit); what
// answers an interaction is exempt from that.
const (
	perSecond   = 40 // of the 50: the outbox's messages, what is read back, and what both ask beside
	atOnce      = 10 // more than perSecond of them in one second never exceed the 50
	outgoing    = 25 // messages: half of what is allowed
	readingBack = 5  // chats looked at, behind what people are waiting for
)

// Limits are how fast the outbox may send. Discord names the limit of a channel
// only in the headers of its answers; five messages in five seconds is what it has
// been for years, and the platform itself waits for what the headers say. Answers
// to interactions count in none of these limits at Discord; sending them through
// the same gate costs nothing, because an answer that waits too long is deferred.
func Limits() bot.Limits {
	chat := bot.Rate{Burst: 5, PerSecond: 1}
	return bot.Limits{Overall: outgoing, Person: chat, Group: chat}
}
