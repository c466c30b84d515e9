// Only the router says where something goes.
package leaks

import (
	"context"

	"referout/bot"
)

func keyed(chat *bot.Chat, m bot.Message) bot.Delivery {
	return bot.Delivery{
		chat:    chat, // want "chat in struct literal"
		message: m,    // want "message in struct literal"
	}
}

func inOrder(chat *bot.Chat, m bot.Message) bot.Delivery {
	return bot.Delivery{nil, chat, m, "", "", false, false, "", bot.Incoming{}.At} // want "implicit assignment to unexported field"
}

func retarget(d bot.Delivery, chat *bot.Chat) {
	d.chat = chat // want "d.chat undefined"
}

func send(ctx context.Context, p *bot.Personal, d bot.Delivery) {
	p.Send(ctx, d) // want "p.Send undefined"
}

var nudge = bot.Nudge{One: "note to write", Chat: "meetup"} // want "unknown field Chat"
