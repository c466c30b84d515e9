package listing

import "referout/bot"

func noCircle() bot.Message {
	return bot.Compose(bot.Say("We are in no group together yet. Add me to your meetup's group and type /join there."))
}

func whichCircle() bot.Message { return bot.Compose(bot.Say("In which group?")) }
