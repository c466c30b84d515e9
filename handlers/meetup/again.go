package meetup

import (
	"context"

	"referout/bot"
)

// Again is the cards of the meetings that lie ahead: see circle.Again.
func Again(ctx context.Context, s *bot.Shared) (cards []bot.Public, err error) {
	for id, err := range Meetings.IDs(s.Data, "planned", "1") {
		if err != nil {
			return nil, err
		}
		card, err := refresh(ctx, s, id)
		if err != nil {
			return nil, err
		}
		cards = append(cards, card)
	}
	return cards, nil
}
