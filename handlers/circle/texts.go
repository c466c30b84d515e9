package circle

import (
	"referout/bot"
)

func lookPrivately() bot.Message {
	return bot.Compose(bot.Say("I've written to you in our private chat.")).With(bot.Choice{Label: "Open our chat", Open: true})
}

func notInIt() bot.Message {
	return bot.Compose(bot.Say("You are not in that group any more. Come back in, then type /join there."))
}
