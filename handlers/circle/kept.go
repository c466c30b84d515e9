package circle

import (
	"context"
	"slices"

	"referout/bot"
	"referout/handlers/listing"
	"referout/store"
)

// Listings are the listings of a circle, for Moderation.
func Listings() Kept {
	return Kept{Kind: "listing", Name: listingLabel, List: listedNow, Remove: removeListing}
}

func listedNow(circle store.CircleTx) (out []Record, err error) {
	d, err := listing.DirectoryOf(circle)
	if err != nil {
		return nil, err
	}
	newest := slices.Clone(d.Entries)
	store.Sort(newest, func(a, b listing.Entry) int { return b.Since.Compare(a.Since) })
	for _, e := range newest {
		out = append(out, Record{ID: e.Key, Line: e.Short()})
	}
	return out, nil
}

func removeListing(_ context.Context, s *bot.Shared, key string) (Removed, error) {
	was, listed, room, err := takeDown(s, key)
	if err == nil && !listed {
		err = store.ErrNotFound
	}
	return Removed{Of: was.Account, What: yourListing, Room: room}, err
}
