package telegram

import (
	"context"

	"referout/bot"
)

// Parcel is what tests send: deliveries are made by the router alone.
type Parcel struct {
	Chat    int64
	Thread  int
	Message bot.Message
	Edit    string
	Answers int
	Key     string
}

// Deliver sends a parcel as Send would.
func (p *Platform) Deliver(ctx context.Context, d Parcel) (bot.Receipt, error) {
	to := post{chat: d.Chat, thread: d.Thread, message: d.Message, answers: d.Answers, key: d.Key}
	if chat, id := parseMessageID(d.Edit); chat == d.Chat {
		to.edit = id
	}
	return p.deliver(ctx, to)
}

// MessageID is the id of a message in a chat.
func MessageID(chat int64, message int) string { return messageID(chat, message) }
