package people

import "referout/bot"

// The actions that a person's card leads to. Stored in buttons: never to change.
const (
	ReceivedAction = "rcv"
	ReferAction    = "ref"
	MetAction      = "met"
	CardAction     = "card"
	ChangeAction   = "change"
	RemoveAction   = "remove"
)

// CardChoices are the buttons under a card. Staff are never offered for a referral.
func CardChoices(id string, referrals bool) []bot.Choice {
	var out []bot.Choice
	if referrals {
		out = append(out, bot.Do("They sent someone", ReceivedAction, id), bot.Do("I sent someone", ReferAction, id))
	}
	return append(out, bot.Do("Met", MetAction, id), bot.Do("Change", ChangeAction, id), bot.Do("Remove", RemoveAction, id))
}
