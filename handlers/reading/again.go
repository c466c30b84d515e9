package reading

import (
	"context"

	"referout/bot"
)

// Again is the card of the open round: see circle.Again.
func Again(_ context.Context, s *bot.Shared) (cards []bot.Public, err error) {
	for e, err := range Rounds.By(s.Data, "open", "1") {
		if err != nil {
			return nil, err
		}
		card, err := show(s, e.ID, e.Value)
		if err != nil {
			return nil, err
		}
		cards = append(cards, card)
	}
	return cards, nil
}
