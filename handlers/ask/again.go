package ask

import (
	"context"

	"referout/bot"
)

// Again is the cards of the open asks: see circle.Again.
func Again(_ context.Context, s *bot.Shared) (cards []bot.Public, err error) {
	for e, err := range Asks.All(s.Data) {
		if err != nil {
			return nil, err
		}
		if e.Value.State == Open {
			cards = append(cards, show(e.ID, e.Value))
		}
	}
	return cards, nil
}
