package circle

import (
	"context"

	"referout/bot"
	"referout/handlers/listing"
)

// Find is /find in a group: it looks through the listings and nothing else. gone are
// told of everybody who turns out to have left.
func Find(gone ...Gone) func(context.Context, *bot.Shared) (bot.Public, error) {
	m := members{gone}
	return func(ctx context.Context, s *bot.Shared) (bot.Public, error) {
		if s.Args.Words == "" {
			return bot.Aside(findWhat()), nil
		}
		return m.findFrom(ctx, s, s.Args.Words, "", 0)
	}
}

// findFrom is what fits the words, from a place in the order on; id is the pager, if
// there is one.
func (m members) findFrom(ctx context.Context, s *bot.Shared, words, id string, from int) (bot.Public, error) {
	d, err := listing.DirectoryOf(s.Data)
	if err != nil {
		return bot.Public{}, err
	}
	found, guess := d.Find(words)
	if from >= len(found) {
		from = 0
	}
	here, looked, err := m.present(ctx, s, found[from:], bot.MostItems)
	if err != nil {
		return bot.Public{}, err
	}
	if len(here) == 0 && from > 0 {
		return m.findFrom(ctx, s, words, id, 0)
	}
	if len(here) == 0 {
		if id == "" {
			return bot.Aside(nobodyFound(words, len(d.Entries))), nil
		}
		return paged(s, nobodyFound(words, len(d.Entries)), words, id, 0, 0, bot.MostItems, false)
	}
	page := bot.Compose()
	if guess {
		page = page.Add(nearly())
	}
	for _, e := range here {
		page = page.Add(bot.Item(e.Line(s.Now), bot.Do("Vouch", vouchAction, e.Key), bot.Do("Save", saveAction, e.Key)))
	}
	if len(found)-looked+len(here) == 1 && here[0].Contact != "" {
		page = page.Add(reach(here[0].Contact))
	}
	return paged(s, page, words, id, from, from+len(here), bot.MostItems, from+looked < len(found))
}
