// Package handlers is the list of what the bot can do.
package handlers

import (
	"referout/bot"
	"referout/handlers/add"
	"referout/handlers/ask"
	"referout/handlers/circle"
	"referout/handlers/duty"
	"referout/handlers/events"
	"referout/handlers/find"
	"referout/handlers/ledger"
	"referout/handlers/meetup"
	"referout/handlers/pairs"
	"referout/handlers/pass"
	"referout/handlers/people"
	"referout/handlers/reading"
	"referout/handlers/referral"
	"referout/handlers/settings"
	"referout/handlers/show"
	"referout/handlers/sign"
	"referout/handlers/touch"
)

// All lists every feature, in the order in which help shows their commands and
// plain sentences are tried.
func All() []bot.Feature {
	return []bot.Feature{
		referral.Feature(),
		touch.Feature(),
		duty.Feature(),
		find.Feature(circle.Find(gone()...)),
		show.Feature(),
		add.Feature(),
		settings.Feature(),
		circle.Feature(meetup.Staying, gone()...),
		ask.Feature(),
		pass.Feature(),
		meetup.Feature(),
		pairs.Feature(),
		reading.Feature(),
		circle.Moving(ask.Again, meetup.Again, reading.Again),
		circle.Moderation(circle.Listings(), ask.Kept(), meetup.Kept(), reading.Kept()),
		ledger.Feature(),
		{Tables: append(people.Tables(), events.Events)},
		{Tables: sign.Tables()},
	}
}

// gone are the features that want to know when somebody leaves a circle.
func gone() []circle.Gone { return []circle.Gone{ask.Gone, meetup.Gone, pairs.Gone, reading.Gone} }
