package circle

import (
	"context"

	"referout/bot"
)

// Again gives the cards of a feature that are still of use, to be said anew.
type Again = func(context.Context, *bot.Shared) ([]bot.Public, error)

// Moving says every card that is still of use once more when the chat gets another id:
// what stood under the old one can be tapped no more.
func Moving(again ...Again) bot.Feature {
	return bot.Feature{Mail: []bot.Mailbox{{Kind: bot.MovedMail, Shared: func(ctx context.Context, s *bot.Shared, _ bot.Mail) (bot.Public, error) {
		var out bot.Public
		for _, cards := range again {
			more, err := cards(ctx, s)
			if err != nil {
				return bot.Public{}, err
			}
			out = out.And(more...)
		}
		return out, nil
	}}}}
}
