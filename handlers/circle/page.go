package circle

import (
	"context"
	"errors"
	"strconv"
	"time"

	"referout/bot"
	"referout/store"
)

// pager is a list in the room that has more than one page: its card turns them.
type pager struct {
	Words string    `cbor:"1,keyasint,omitempty" json:"words"` // that were looked for; empty: the roster
	At    time.Time `cbor:"2,keyasint,omitempty" json:"at"`
}

var pagers = store.Table[pager]{Name: "pager", Volatile: true}

const (
	// pageDays is how long the pages of a list can be turned.
	pageDays = 14
	// pagePrefix is what the cards of lists are called, before the id.
	pagePrefix = "page"
)

// newPager keeps what is needed to turn the pages of a list, and forgets what is old.
func newPager(s *bot.Shared, words string) (id string, err error) {
	old, err := oldPagers(s)
	if err != nil {
		return "", err
	}
	for _, id := range old {
		if err := errors.Join(pagers.Delete(s.Data, id), s.DropCard(pagePrefix+id)); err != nil {
			return "", err
		}
	}
	id = s.NewID()
	return id, pagers.Put(s.Data, id, pager{Words: words, At: s.Now.UTC()})
}

// oldPagers are those whose time is over: the ids sort by time.
func oldPagers(s *bot.Shared) (ids []string, err error) {
	before := s.Now.AddDate(0, 0, -pageDays)
	for e, err := range pagers.All(s.Data) {
		if err != nil {
			return nil, err
		}
		if e.Value.At.After(before) {
			break
		}
		ids = append(ids, e.ID)
	}
	return ids, nil
}

// turn shows another page of a list in its place.
func (m members) turn(ctx context.Context, s *bot.Shared) (bot.Public, error) {
	id := s.Args.Part(0)
	from, err := strconv.Atoi(s.Args.Part(1))
	if err != nil || from < 0 {
		from = 0
	}
	p, err := pagers.Get(s.Data, id)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Aside(otherRoom()), nil
	}
	if err != nil {
		return bot.Public{}, err
	}
	if here, err := s.CardMessage(pagePrefix + id); err != nil || !here {
		return bot.Aside(otherRoom()), err
	}
	if p.Words == "" {
		return m.rosterFrom(ctx, s, id, from)
	}
	return m.findFrom(ctx, s, p.Words, id, from)
}

// paged is one page of a list: alone, or a card with buttons to the others. rest says
// that more comes behind to.
func paged(s *bot.Shared, page bot.Message, words, id string, from, to, size int, rest bool) (bot.Public, error) {
	if id == "" && !rest {
		return bot.Announce(page), nil
	}
	if id == "" {
		var err error
		if id, err = newPager(s, words); err != nil {
			return bot.Public{}, err
		}
	}
	if from > 0 {
		page = page.With(bot.Do("Back", pageAction, id, strconv.Itoa(max(0, from-size))))
	}
	if rest {
		page = page.With(bot.Do("More", pageAction, id, strconv.Itoa(to)))
	}
	return bot.Announce(page).Card(pagePrefix + id), nil
}
