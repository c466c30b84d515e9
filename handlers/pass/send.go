package pass

import (
	"context"
	"errors"
	"strings"

	"referout/bot"
	"referout/handlers/add"
	"referout/handlers/guide"
	"referout/handlers/listing"
	"referout/handlers/people"
	"referout/handlers/prefs"
	"referout/handlers/referral"
	"referout/handlers/sign"
	"referout/store"
)

// The names of a letter's lines. Stored: never to change.
const (
	saysLine    = "says"
	fromLine    = "from"
	tradeLine   = "trade"
	areaLine    = "area"
	payersLine  = "payers"
	contactLine = "contact"
)

// agreed shows exactly what goes to the colleague. How the sender is called is asked for
// once.
func agreed(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	c, not, err := reach(p)
	if err != nil {
		return bot.Private{}, err
	}
	if not != nil {
		return bot.Whisper(*not).Anew(), nil
	}
	name, err := sign.Name(ctx, p, c.circle.ID)
	if err != nil {
		return bot.Private{}, err
	}
	if name == "" {
		return bot.Whisper(yourName(c.Name)).Asks(signAction, c.circle.ID, c.Key), nil
	}
	return preview(p, c, name)
}

// signed asks for the sender's name, and takes it.
func signed(_ context.Context, p *bot.Personal) (bot.Private, error) {
	c, not, err := reach(p)
	if err != nil {
		return bot.Private{}, err
	}
	if not != nil {
		return bot.Whisper(*not).Anew(), nil
	}
	if p.Args.Tapped || p.Args.Words == "" {
		return bot.Whisper(yourName(c.Name)).Asks(signAction, c.circle.ID, c.Key), nil
	}
	name, err := sign.Keep(p, p.Args.Words)
	if trouble := (*bot.Error)(nil); errors.As(err, &trouble) {
		return bot.Whisper(bot.Compose(bot.Say("%s", trouble.Error()))).Asks(signAction, c.circle.ID, c.Key), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	return preview(p, c, name)
}

// preview shows what would go. A name that was typed can be typed anew: whosever it was,
// it would be signed with from then on.
func preview(p *bot.Personal, c colleague, name string) (bot.Private, error) {
	_, listed, err := listing.In(p, c.circle.ID)
	if err != nil {
		return bot.Private{}, err
	}
	id := p.Handling()
	what := bot.Enclosure{}.Write(saysLine, saysLabel, someoneMayCall).Write(fromLine, fromLabel, name)
	m := withChoices(thisGoes(c.Name), c, listed)
	return bot.Whisper(m).Corrects(belowAction, c.circle.ID, c.Key).Offering(bot.Offer{
		Label: "Send", Style: bot.Primary, Circle: c.circle.ID, Kind: sendMail, Ref: c.Key + ":" + id, What: what,
		After: sentAction, Parts: []string{c.circle.ID, c.Key, id},
	}), nil
}

// withChoices adds what can be done about what would go but sending it.
func withChoices(m bot.Message, c colleague, listed bool) bot.Message {
	if !listed {
		m = m.With(bot.Do("Another name", signAction, c.circle.ID, c.Key))
	}
	return m.With(bot.Do("Not now", stopAction))
}

// below answers what was typed below what would go.
func below(_ context.Context, p *bot.Personal) (bot.Private, error) {
	c, not, err := reach(p)
	if err != nil {
		return bot.Private{}, err
	}
	if not != nil && !p.Args.Tapped { // it is about nothing any more
		return bot.Private{}, bot.ErrNoMatch
	}
	if not != nil {
		return bot.Whisper(*not).Anew(), nil
	}
	_, listed, err := listing.In(p, c.circle.ID)
	m := withChoices(changedNothing(c.Name, listed), c, listed)
	return bot.Whisper(m).Corrects(belowAction, c.circle.ID, c.Key), err
}

// deliver passes a letter on, if its colleague is in the circle and has a private chat.
// It tells nothing but who sent someone, and what the sender's own listing says.
func deliver(_ context.Context, s *bot.Shared, l bot.Mail) (bot.Public, error) {
	key, id, _ := strings.Cut(l.Ref, ":")
	to, err := listing.Listings.Get(s.Data, key)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Public{}, fail(s, id, leftWhy, "")
	}
	if err != nil {
		return bot.Public{}, err
	}
	standing, err := s.Standing(to.Account)
	if err != nil {
		return bot.Public{}, err
	}
	if standing == bot.Outside {
		return bot.Public{}, fail(s, id, leftWhy, "")
	}
	from, listed, err := listing.Of(s, s.Who)
	if err != nil {
		return bot.Public{}, err
	}
	if !listed {
		from = listing.Listing{Name: l.What.Get(fromLine)}
	}
	what := bot.Enclosure{}.Write(fromLine, fromLabel, from.Name).Write(tradeLine, "", from.Specialty).
		Write(areaLine, "", from.Area).Write(payersLine, "", strings.Join(from.PayerNames(), ", ")).Write(contactLine, "", from.Contact)
	told, err := s.Tell(to.Account, arriveMail, id, what)
	if err == nil && !told {
		err = fail(s, id, noChatWhy, to.Contact)
	}
	return bot.Public{}, err
}

// Why nobody was told. Stored in letters.
const (
	leftWhy   = "left"
	noChatWhy = "nochat"
)

func fail(s *bot.Shared, id, why, contact string) error {
	_, err := s.Tell(s.Who, failMail, id, bot.Enclosure{}.Write("why", "", why).Write(contactLine, "", contact))
	return err
}

// failed tells the sender that the colleague knows of nothing. What her book holds stays.
func failed(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	row, ok, err := find(outs, p.Data, l.Ref)
	if err != nil || !ok {
		return bot.Private{}, err
	}
	if l.What.Get("why") == leftWhy {
		return bot.Whisper(leftMeanwhile(row.Name)), nil
	}
	return bot.Whisper(notReached(row.Name, l.What.Get(contactLine))), nil
}

// sent answers [Send]: the sender's book keeps the referral.
func sent(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	c, not, err := reach(p)
	if err != nil {
		return bot.Private{}, err
	}
	id := p.Args.Part(2)
	if not != nil || id == "" {
		return bot.Whisper(hasLeft()).Withheld(), nil
	}
	person, added, err := inBook(ctx, p, lineOf(c.Listing))
	if err != nil {
		return bot.Private{}, err
	}
	listed, _ := guide.SpecialtyOf(c.Specialty)
	k, err := referral.Outbound(p, people.Chosen{ID: person, Day: prefs.Today(p), New: added}, listed.MentalHealth)
	if err != nil {
		return bot.Private{}, err
	}
	row := passed{Other: c.Account, Key: c.Key, Name: c.Name, Event: k.Event, At: p.Now.UTC()}
	if err := keep(outs, p, id, row); err != nil {
		return bot.Private{}, err
	}
	return prefs.Undoable(p, bot.Whisper(k.Said(onItsWay(c, k, added, prefs.Today(p)))), didPass(c.Name))
}

// lineOf is a listing as a book keeps it.
func lineOf(l listing.Listing) people.Line {
	line := people.Line{Name: l.Name, Specialty: l.Specialty, City: l.Area, Payers: l.PayerNames()}
	line.Reach(l.Contact)
	return line
}

// inBook is a colleague in the book, added if she is not there: who has her phone, or
// her name, rather the one of her profession.
func inBook(ctx context.Context, p *bot.Personal, l people.Line) (id string, added bool, err error) {
	same, err := people.Same(p.Data, l)
	if err != nil {
		return "", false, err
	}
	best := 0
	for _, e := range same {
		fits := 1
		if e.Value.Specialty == l.Specialty {
			fits++
		}
		if l.Phone != "" && e.Value.Phone == l.Phone {
			fits += 2
		}
		if !e.Value.Staff() && fits > best {
			id, best = e.ID, fits
		}
	}
	if best > 0 {
		return id, false, nil
	}
	id, err = add.Quietly(ctx, p, l)
	return id, true, err
}
