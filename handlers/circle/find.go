package circle

import (
	"context"
	"time"

	"referout/bot"
	"referout/handlers/listing"
)

// Find is /find in a group: it looks through the listings and nothing else. gone are
// told of everybody who turns out to have left.
func Find(gone ...Gone) func(context.Context, *bot.Shared) (bot.Public, error) {
	m := members{gone: gone}
	return func(ctx context.Context, s *bot.Shared) (bot.Public, error) {
		if s.Args.Words == "" {
			return bot.Aside(findWhat()), nil
		}
		return m.list(ctx, s, "", pager{Words: s.Args.Words, At: s.Now.UTC()})
	}
}

// found shows the page of a list of those who fit some words.
func (p pager) found(here []listing.Entry, now time.Time) bot.Message {
	page := bot.Compose()
	if p.Guess {
		page = page.Add(nearly())
	}
	for _, e := range here {
		page = page.Add(bot.Item(e.Line(now), bot.Do("Vouch", vouchAction, e.Key), bot.Do("Save", saveAction, e.Key)))
	}
	if p.Reach && here[0].Contact != "" {
		page = page.Add(reach(here[0].Contact))
	}
	return page
}
