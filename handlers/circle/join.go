package circle

import (
	"context"
	"errors"
	"slices"

	"referout/bot"
	"referout/handlers/listing"
	"referout/store"
)

// den is where a circle likes to hear of new listings: the thread in which /join was
// typed last. The line about those of one day is a card.
type den struct {
	Thread string `cbor:"1,keyasint,omitempty" json:"thread"`
	// Days are those of which a line about new listings may still stand in the room.
	Days []string `cbor:"2,keyasint,omitempty" json:"days,omitempty"`
}

var dens = store.Table[den]{Name: "den", Volatile: true}

// theDen is the only row of its table.
const theDen = "1"

// join opens her listing privately.
func (m members) join(_ context.Context, s *bot.Shared) (bot.Public, error) {
	was, err := dens.Get(s.Data, theDen)
	if store.IgnoreMissing(err) != nil {
		return bot.Public{}, err
	}
	if was.Thread != s.Chat.Thread {
		was.Thread = s.Chat.Thread
		if err := dens.Put(s.Data, theDen, was); err != nil {
			return bot.Public{}, err
		}
	}
	return privately(s, openMail, "", nil)
}

// entered greets who has come to her private chat from the group.
func entered(_ context.Context, s *bot.Shared, _ bot.Mail) (bot.Public, error) {
	_, err := s.Tell(s.Who, openMail, "", nil)
	return bot.Public{}, err
}

func joinPrivately(_ context.Context, p *bot.Personal) (bot.Private, error) {
	c, ask, err := listing.Which(p, openAction)
	if err != nil || ask != nil {
		return given(ask), err
	}
	return open(p, c.ID)
}

func given(p *bot.Private) bot.Private {
	if p == nil {
		return bot.Private{}
	}
	return *p
}

func opened(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	return open(p, l.Circle)
}

func openAgain(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return open(p, p.Args.Part(0))
}

// open shows what she shows in a circle, or would show there, or how that begins.
func open(p *bot.Personal, id string) (bot.Private, error) {
	c, circle, out, err := reading(p, id)
	if err != nil || out != nil {
		return given(out), err
	}
	l, listed, err := listing.In(p, id)
	if err != nil {
		return bot.Private{}, err
	}
	if listed {
		return standing(id, youShow(c.Name), l), nil
	}
	mine, have, err := mine(p)
	if err != nil {
		return bot.Private{}, err
	}
	if d, err := faulty(mine); have && err != nil {
		var trouble *bot.Error
		if !errors.As(err, &trouble) {
			return bot.Private{}, err
		}
		return askField(id, d, trouble.Error()), drafts.Put(p.Data, p.Who.ID, mine)
	}
	if have {
		return preview(id, c.Name, mine, true), nil
	}
	d, err := listing.DirectoryOf(circle)
	if err != nil {
		return bot.Private{}, err
	}
	return bot.Whisper(invitation(c.Name, len(d.Entries)).With(bot.Do("Write my listing", writeAction, id), bot.Do("Not now", laterAction))), nil
}

// standing is a listing that stands in a circle, below a text, and what can be done
// about it.
func standing(id string, text bot.Message, l listing.Listing) bot.Private {
	return bot.Whisper(text.Add(l.Facts()).With(bot.Do("Take it down", downAsk, id), bot.Do("Change", menuAction, id, "1"))).Offering(
		bot.Offer{Label: "Still true", Circle: id, Kind: stillMail, After: stillAction, Parts: []string{id}},
	)
}

// askDown asks once more: the counts of vouches cannot be brought back.
func askDown(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id := p.Args.Part(0)
	c, _, out, err := reading(p, id)
	if err != nil || out != nil {
		return given(out), err
	}
	return bot.Whisper(reallyDown(c.Name).With(bot.Do("Keep it", laterAction))).Offering(
		bot.Offer{Label: "Yes, take it down", Style: bot.Danger, Circle: id, Kind: downMail, After: downAction, Parts: []string{id}},
	), nil
}

// preview is a listing that is about to be shown; again says that it was written for
// another circle, or before.
func preview(id, name string, l listing.Listing, again bool) bot.Private {
	return bot.Whisper(wouldShow(name, l, again).With(bot.Do("Change", menuAction, id), bot.Do("Not now", laterAction, id, stampOf(l)))).Corrects(typedAction, id).Offering(bot.Offer{
		Label: "Show to the circle", Style: bot.Primary, Circle: id, Kind: showMail, What: l.Enclose(), After: shownAction, Parts: []string{id, stampOf(l)},
	})
}

// showing answers [Show to the circle]. Below an older text than her newest that is shown
// instead, and nothing leaves.
func showing(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id, stamp := p.Args.Part(0), p.Args.Part(1)
	c, _, out, err := reading(p, id)
	if err != nil || out != nil {
		return given(out).Withheld(), err
	}
	newest, have, err := mine(p)
	if err != nil {
		return bot.Private{}, err
	}
	if have && stampOf(newest) != stamp {
		return preview(id, c.Name, newest, false).Below(changedSince()).Withheld(), nil
	}
	return bot.Whisper(shownNow(c.Name)), nil
}

// drafts has a row a member: what she last wrote of herself, so that it can be changed
// and offered to another circle.
var drafts = store.Table[listing.Listing]{Name: "mylisting"}

// mine is what a member last wrote of herself; where her book has nothing, what she
// shows in the first of her circles.
func mine(p *bot.Personal) (l listing.Listing, ok bool, err error) {
	l, err = drafts.Get(p.Data, p.Who.ID)
	if !errors.Is(err, store.ErrNotFound) {
		return l, err == nil, err
	}
	all, err := p.Circles()
	if err != nil {
		return l, false, err
	}
	for _, c := range all {
		l, ok, err := listing.In(p, c.ID)
		if ok || store.IgnoreMissing(err) != nil {
			return l, ok, err
		}
	}
	return l, false, nil
}

// show lets a circle show what a member has just seen and tapped. It replaces what she
// showed before. What came is looked through again: a letter with something in it that no
// form lets pass is not shown.
func (m members) show(_ context.Context, s *bot.Shared, l bot.Mail) (bot.Public, error) {
	next := listing.Read(l.What)
	was, listed, err := listing.Of(s, s.Who)
	if err != nil {
		return bot.Public{}, err
	}
	if _, err := faulty(next); err != nil {
		return bot.Public{}, unlessSaid(err)
	}
	next.Account, next.Shown, next.Since = s.Who, s.Now.UTC(), s.Now.UTC()
	if listed {
		next.Since = was.Since
	}
	if err := confirm(s, next); err != nil {
		return bot.Public{}, err
	}
	line, err := newLine(s, was, next)
	if err != nil {
		return bot.Public{}, err
	}
	key, err := s.Key(s.Who)
	if err != nil {
		return bot.Public{}, err
	}
	lists, err := follow(s, key)
	return line.And(lists), err
}

// unlessSaid is an error that is no sentence for people.
func unlessSaid(err error) error {
	if errors.As(err, new(*bot.Error)) {
		return nil
	}
	return err
}

// dayForm names the day of a line about new listings.
const dayForm = "20060102"

// newLine is the one line a day about new listings, if this one is among them; of an
// earlier day, if the line says what is not so any more.
func newLine(s *bot.Shared, was, now listing.Listing) (bot.Public, error) {
	switch day := dayOf(s, now); {
	case day == s.Now.Format(dayForm):
		return newcomersOf(s, day)
	case was.Short() != now.Short():
		return withoutThem(s, day)
	}
	return bot.Public{}, nil
}

func dayOf(s *bot.Shared, l listing.Listing) string {
	return l.Since.In(s.Now.Location()).Format(dayForm)
}

// newPrefix is what the cards of new listings are called, before the day.
const newPrefix = "new"

// mostDays is how many lines about new listings can still be changed.
const mostDays = 30

// keepDay notes that the line of a day is said, and lets go of the oldest.
func (where den) keepDay(s *bot.Shared, day string) error {
	if slices.Contains(where.Days, day) {
		return nil
	}
	where.Days = append(where.Days, day)
	if len(where.Days) > mostDays {
		if err := s.DropCard(newPrefix + where.Days[0]); err != nil {
			return err
		}
		where.Days = where.Days[1:]
	}
	return dens.Put(s.Data, theDen, where)
}

func newcomersOf(s *bot.Shared, day string) (bot.Public, error) {
	where, err := dens.Get(s.Data, theDen)
	if store.IgnoreMissing(err) != nil {
		return bot.Public{}, err
	}
	if err := where.keepDay(s, day); err != nil {
		return bot.Public{}, err
	}
	d, err := listing.DirectoryOf(s.Data)
	if err != nil {
		return bot.Public{}, err
	}
	var fresh []listing.Entry
	for _, e := range d.Entries {
		if dayOf(s, e.Listing) == day {
			fresh = append(fresh, e)
		}
	}
	here, looked, err := pick(fresh, mostNew, s.Present)
	if err != nil {
		return bot.Public{}, err
	}
	return bot.Announce(newcomers(here, len(fresh)-looked)).Card(newPrefix + day).In(where.Thread), nil
}

// mostNew is how many new listings are named in one line.
const mostNew = 6
