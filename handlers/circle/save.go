package circle

import (
	"context"
	"errors"

	"referout/bot"
	"referout/handlers/add"
	"referout/handlers/listing"
	"referout/handlers/people"
	"referout/store"
)

// saveTapped answers [Save] in the room: a copy goes to her own book.
func (m members) saveTapped(ctx context.Context, s *bot.Shared) (bot.Public, error) {
	l, _, out, err := m.tapped(ctx, s)
	if err != nil || out != nil {
		return said(out), err
	}
	return hand(s, l)
}

// hand sends a listing to the book of who asked.
func hand(s *bot.Shared, l listing.Listing) (bot.Public, error) {
	told, err := s.Tell(s.Who, saveMail, "", l.Enclose())
	if err != nil || told {
		return bot.Aside(savedPrivately()), err
	}
	m, err := s.Entrance()
	return bot.Aside(m), err
}

// save answers /save NAME in a group.
func (m members) save(ctx context.Context, s *bot.Shared) (bot.Public, error) {
	if s.Args.Words == "" {
		return bot.Aside(saveWhom()), nil
	}
	d, err := listing.DirectoryOf(s.Data)
	if err != nil {
		return bot.Public{}, err
	}
	named := d.Named(s.Args.Words)
	if len(named) > 1 {
		return privately(s, saveMail, severalNamed, bot.Enclosure{}.Write(wordsLine, "", s.Args.Words))
	}
	gone, err := m.absent(ctx, s, named)
	if err != nil {
		return bot.Public{}, err
	}
	switch {
	case len(named) == len(gone):
		room, err := without(s, gone...)
		return bot.Aside(nobodyNamed(s.Args.Words)).And(room), err
	case named[0].Account == s.Who:
		return bot.Aside(ownListing()), nil
	}
	return hand(s, named[0].Listing)
}

// What a letter about a listing to save says where a name named several. Stored.
const (
	severalNamed = "several"
	wordsLine    = "words"
)

// keepSent keeps a listing that was sent to her book, or asks which one.
func keepSent(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	if l.Ref == severalNamed {
		return saveOne(p, l.What.Get(wordsLine), l.Circle)
	}
	return keep(p, listing.Read(l.What))
}

// keep adds who is listed to her book as /add would.
func keep(p *bot.Personal, l listing.Listing) (bot.Private, error) {
	line := people.Line{Name: l.Name, Specialty: l.Specialty, City: l.Area, Payers: l.PayerNames()}
	line.Reach(l.Contact)
	return add.Begin(p, line)
}

// spotted is an entry and the circle of hers that it is in.
type spotted struct {
	listing.Entry
	circle bot.Circle
}

// savePrivately answers /save NAME in a private chat: it looks in all of her circles.
func savePrivately(_ context.Context, p *bot.Personal) (bot.Private, error) {
	if p.Args.Words == "" {
		return bot.Whisper(saveWhom()), nil
	}
	return saveOne(p, p.Args.Words, "")
}

// saveOne keeps whom words name, or asks which one: in one circle of hers, or in all.
func saveOne(p *bot.Personal, words, circle string) (bot.Private, error) {
	found, err := spot(p, words, circle)
	switch {
	case err != nil:
		return bot.Private{}, err
	case len(found) == 0:
		return bot.Whisper(nobodyNamed(words)), nil
	case len(found) == 1:
		return keep(p, found[0].Listing)
	}
	m := whichOne()
	for _, e := range found[:min(len(found), bot.MostItems)] {
		m = m.Add(bot.Item(inCircle(e.Line(p.Now), e.circle.Name), bot.Do("Save", keepAction, e.circle.ID, e.Key)))
	}
	return bot.Whisper(m), nil
}

// spot looks for somebody by name in one circle of hers, or in all.
func spot(p *bot.Personal, words, only string) (found []spotted, err error) {
	circles, err := p.Circles()
	if err != nil {
		return nil, err
	}
	for _, c := range circles {
		if only != "" && c.ID != only {
			continue
		}
		_, circle, err := p.Circle(c.ID)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		d, err := listing.DirectoryOf(circle)
		if err != nil {
			return nil, err
		}
		here, _, err := presentIn(p, c.ID, d.Named(words), bot.MostItems)
		if err != nil {
			return nil, err
		}
		for _, e := range here {
			if e.Account != c.Mine {
				found = append(found, spotted{e, c})
			}
		}
	}
	return found, nil
}

// keepPicked keeps one of those whom a name named.
func keepPicked(_ context.Context, p *bot.Personal) (bot.Private, error) {
	_, circle, out, err := reading(p, p.Args.Part(0))
	if err != nil || out != nil {
		return given(out), err
	}
	l, err := listing.Listings.Get(circle, p.Args.Part(1))
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(hasLeft()).Anew(), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	return keep(p, l)
}
