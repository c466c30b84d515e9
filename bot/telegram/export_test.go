package telegram

import (
	"context"
	"net/http"
	"strconv"

	"referout/bot"
)

// Parcel is what tests send: deliveries are made by the router alone.
type Parcel struct {
	Person  int64
	Group   *bot.Chat // instead of a person
	Message bot.Message
	Edit    string
	Reply   string
	Key     string
	Silent  bool
	Aside   bool
	Pin     bool
	Amends  bool
}

// Deliver sends a parcel as Send would.
func (p *Platform) Deliver(ctx context.Context, d Parcel) (bot.Receipt, error) {
	person := bot.Account{Platform: platformName, ID: strconv.FormatInt(d.Person, 10)}
	to, err := post{
		message: d.Message, key: d.Key, silent: d.Silent, aside: d.Aside, pin: d.Pin, amends: d.Amends,
	}.to(person, d.Group, d.Edit, d.Reply)
	if err != nil {
		return bot.Receipt{}, err
	}
	return p.deliver(ctx, to)
}

// MessageID is the id of a message in a chat.
func MessageID(chat int64, message int) string { return messageID(chat, message) }

// DefaultTransport is what calls are made through if the options name nothing else.
func DefaultTransport() *http.Transport { return defaultTransport() }
