package circle

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"referout/bot"
	"referout/handlers/listing"
	"referout/store"
)

// pager is a list in the room, an answer of /find or /roster. Its card turns the pages,
// and follows what becomes of those who stand on it.
type pager struct {
	Words string    `cbor:"1,keyasint,omitempty" json:"words"` // that were looked for; empty: the roster
	At    time.Time `cbor:"2,keyasint,omitempty" json:"at"`
	Keys  []string  `cbor:"3,keyasint,omitempty" json:"keys"`  // of the listings on the page that stands there
	From  int       `cbor:"4,keyasint,omitempty" json:"from"`  // so many come before them
	Rest  bool      `cbor:"5,keyasint,omitempty" json:"rest"`  // more come behind them
	Guess bool      `cbor:"6,keyasint,omitempty" json:"guess"` // they fit the words only nearly
	Reach bool      `cbor:"7,keyasint,omitempty" json:"reach"` // there is one, and how to reach her is told
}

var pagers = store.Table[pager]{Name: "pager", Volatile: true, Indexes: []store.Index[pager]{
	{Name: everyList, Of: func(pager) []string { return []string{"1"} }},
}}

// everyList is the index that counts the lists without opening them. Stored.
const everyList = "all"

const (
	// pageDays is how long a list follows and its pages can be turned.
	pageDays = 30
	// mostPagers is how many lists do: the newest.
	mostPagers = 50
	// pagePrefix is what the cards of lists are called, before the id.
	pagePrefix = "page"
	// mostShown is how many characters a page may have, so that it is one message on
	// every platform and can be changed as one.
	mostShown = 1600
)

// newPager keeps a new list, and forgets what is old.
func newPager(s *bot.Shared, p pager) (id string, err error) {
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
	return id, pagers.Put(s.Data, id, p)
}

// oldPagers are those that make room for one more: the ids sort by time.
func oldPagers(s *bot.Shared) (ids []string, err error) {
	for id, err := range pagers.IDs(s.Data, everyList, "1") {
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	before := s.Now.AddDate(0, 0, -pageDays)
	for i, id := range ids {
		if len(ids)-i >= mostPagers {
			continue
		}
		p, err := pagers.Get(s.Data, id)
		if err != nil || p.At.After(before) {
			return ids[:i], err
		}
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
	p.From = from
	return m.list(ctx, s, id, p)
}

// list says the page of a list that begins at a place in its order; id is the list's, if
// it stands in the room.
func (m members) list(ctx context.Context, s *bot.Shared, id string, p pager) (bot.Public, error) {
	p, gone, err := m.fill(ctx, s, p)
	if err != nil {
		return bot.Public{}, err
	}
	d, err := listing.DirectoryOf(s.Data)
	if err != nil {
		return bot.Public{}, err
	}
	var out bot.Public
	switch {
	case len(p.Keys) == 0 && id == "":
		out = p.empty(len(d.Entries))
	case id == "":
		id, err = newPager(s, p)
	default:
		err = pagers.Put(s.Data, id, p)
	}
	if err != nil {
		return bot.Public{}, err
	}
	if id != "" {
		out = p.card(s, id, d)
	}
	room, err := without(s, gone...)
	return out.And(room), err
}

// empty answers that a list has nobody.
func (p pager) empty(listings int) bot.Public {
	if p.Words == "" {
		return bot.Announce(emptyRoster())
	}
	return bot.Aside(nobodyFound(p.Words, listings))
}

// fill finds who stands on a page. Who turns out to have left the chat is forgotten, and
// the next one moves up.
func (m members) fill(ctx context.Context, s *bot.Shared, p pager) (pager, []leaver, error) {
	var gone []leaver
	for {
		d, err := listing.DirectoryOf(s.Data)
		if err != nil {
			return p, nil, err
		}
		all, guess := p.all(d)
		if p.From >= len(all) {
			p.From = 0
		}
		here := all[p.From:min(len(all), p.From+p.size())]
		p.Guess, p.Reach = guess, p.Words != "" && len(all) == 1
		here = p.fitting(here, d, s.Now)
		left, err := m.absent(ctx, s, here)
		if err != nil {
			return p, nil, err
		}
		if len(left) == 0 {
			p.Keys, p.Rest = keysOf(here), p.From+len(here) < len(all)
			return p, gone, nil
		}
		gone = append(gone, left...)
	}
}

// fitting is as many of some who stand on a page as one message has room for.
func (p pager) fitting(here []listing.Entry, d *listing.Directory, now time.Time) []listing.Entry {
	for len(here) > 1 && utf8.RuneCountInString(p.page(here, d, now).PlainText()) > mostShown {
		here = here[:len(here)-1]
	}
	return here
}

// shown is those of a page who show a listing.
func (p pager) shown(d *listing.Directory) (here []listing.Entry) {
	for _, key := range p.Keys {
		if e, shown := d.Keyed(key); shown {
			here = append(here, e)
		}
	}
	return here
}

func keysOf(all []listing.Entry) (keys []string) {
	for _, e := range all {
		keys = append(keys, e.Key)
	}
	return keys
}

// all is everybody who belongs on a list, in its order.
func (p pager) all(d *listing.Directory) (all []listing.Entry, guess bool) {
	if p.Words == "" {
		return d.ByDiscipline(), false
	}
	return d.Find(p.Words)
}

func (p pager) size() int {
	if p.Words == "" {
		return rosterSize
	}
	return bot.MostItems
}

// card is a list as it stands now: those of its page who show a listing, and the way to
// the others.
func (p pager) card(s *bot.Shared, id string, d *listing.Directory) bot.Public {
	here := p.shown(d)
	m := p.page(here, d, s.Now)
	if p.From > 0 {
		m = m.With(bot.Do("Back", pageAction, id, strconv.Itoa(max(0, p.From-p.size()))))
	}
	if p.Rest {
		m = m.With(bot.Do("More", pageAction, id, strconv.Itoa(p.From+len(here))))
	}
	return bot.Announce(m).Card(pagePrefix + id)
}

func (p pager) page(here []listing.Entry, d *listing.Directory, now time.Time) bot.Message {
	switch {
	case len(here) == 0:
		return nobodyLeft()
	case p.Words == "":
		return rosterPageOf(d.ByDiscipline(), here)
	}
	return p.found(here, now)
}

// follow changes the lists on whose page one of these listings stands, the newest first.
// Where it is shown no more it is taken off; what fits no longer stands on the next page.
func follow(s *bot.Shared, keys ...string) (room bot.Public, err error) {
	if len(keys) == 0 {
		return room, nil
	}
	all, err := store.Collect(pagers.All(s.Data))
	if err != nil {
		return room, err
	}
	d, err := listing.DirectoryOf(s.Data)
	if err != nil {
		return room, err
	}
	for _, e := range slices.Backward(all) {
		if !slices.ContainsFunc(e.Value.Keys, func(key string) bool { return slices.Contains(keys, key) }) {
			continue
		}
		p := e.Value
		left := p.shown(d)
		here := p.fitting(left, d, s.Now) // who has more to say now may push others to the next page
		p.Keys, p.Rest = keysOf(here), p.Rest || len(here) < len(left)
		if err := pagers.Put(s.Data, e.ID, p); err != nil {
			return room, err
		}
		room = room.And(p.card(s, e.ID, d).InPlace())
	}
	return room, nil
}
