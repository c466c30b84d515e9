package ask

import (
	"context"
	"slices"
	"strings"

	"referout/bot"
	"referout/handlers/guide"
	"referout/handlers/listing"
	"referout/store"
)

// The names of an answer's lines. Stored in letters: never to change.
const (
	nameLine    = "name"
	tradeLine   = "trade"
	officeLine  = "office"
	areaLine    = "area"
	payersLine  = "payers"
	takingLine  = "taking"
	goToLine    = "goto"
	vouchesLine = "vouches"
	contactLine = "contact"
	wordsLine   = "words"
	fromLine    = "from"
	forLine     = "for"
	kindLine    = "kind"
)

// The values of kindLine.
const (
	selfKind = "self"
	knowKind = "know"
)

// thatIsMe answers [That's me]. Who shows a listing is told of at once; others are asked
// privately who they are.
func thatIsMe(ctx context.Context, s *bot.Shared) (bot.Public, error) {
	id := s.Args.Part(0)
	a, not, err := answerable(ctx, s, id)
	if err != nil || not != nil {
		return refusal(not), err
	}
	l, listed, err := listing.Of(s, s.Who)
	if err != nil {
		return bot.Public{}, err
	}
	was, err := countedBefore(s, id, s.Who)
	if err != nil {
		return bot.Public{}, err
	}
	switch {
	case was.Self:
		return bot.Aside(toldBefore()), nil
	case !listed:
		return privately(s, introMail, id, bot.Enclosure{}.Write(forLine, forLabel, a.Need.brief()), writtenToYou())
	}
	vouches, err := vouchesFor(s)
	if err != nil {
		return bot.Public{}, err
	}
	card, told, err := pass(s, id, a, counted{Self: true}, ofListing(l, vouches))
	if err != nil {
		return bot.Public{}, err
	}
	if !told {
		return bot.Aside(cannotBeTold()).And(card), nil
	}
	return bot.Aside(toldWithListing()).And(card), nil
}

// vouchesFor is how many colleagues vouch for who taps.
func vouchesFor(s *bot.Shared) (string, error) {
	key, err := s.Key(s.Who)
	if err != nil {
		return "", err
	}
	d, err := listing.DirectoryOf(s.Data)
	if err != nil {
		return "", err
	}
	at := slices.IndexFunc(d.Entries, func(e listing.Entry) bool { return e.Key == key })
	if at < 0 {
		return "", nil
	}
	return d.Entries[at].VouchText(), nil
}

// ofListing is what a listing tells of its member.
func ofListing(l listing.Listing, vouches string) bot.Enclosure {
	taking := takingNobody
	if l.Accepting {
		taking = takingNew
	}
	return bot.Enclosure{}.Write(nameLine, nameLabel, l.Name).Write(tradeLine, tradeLabel, guide.SpecialtyName(l.Specialty)).
		Write(areaLine, areaLabel, l.Area).Write(payersLine, payersLabel, showPayers(Need{Payers: l.Payers})).
		Write(takingLine, takingLabel, taking).
		Write(goToLine, goToLabel, strings.Join(l.GoTo, ", ")).Write(vouchesLine, vouchesLabel, vouches).Write(contactLine, contactLabel, l.Contact)
}

// knowSomeone answers [I know someone]: whom, is asked privately.
func knowSomeone(ctx context.Context, s *bot.Shared) (bot.Public, error) {
	id := s.Args.Part(0)
	a, not, err := answerable(ctx, s, id)
	if err != nil || not != nil {
		return refusal(not), err
	}
	return privately(s, helpMail, id, a.Need.Enclosure(), writtenToYou())
}

// countingOf is the id under which somebody counts for an ask.
func countingOf(id, key string) string { return id + "." + key }

func countedBefore(s *bot.Shared, id string, who bot.Account) (counted, error) {
	key, err := s.Key(who)
	if err != nil {
		return counted{}, err
	}
	c, err := countings.Get(s.Data, countingOf(id, key))
	return c, store.IgnoreMissing(err)
}

// count notes that who asks now has answered, and says how many more answers that makes.
func count(s *bot.Shared, id string, c counted) (more int, err error) {
	key, err := s.Key(s.Who)
	if err != nil {
		return 0, err
	}
	was, err := countedBefore(s, id, s.Who)
	if err != nil {
		return 0, err
	}
	if c.Self && !was.Self {
		more++
	}
	if c.Know && !was.Know {
		more++
	}
	return more, countings.Put(s.Data, countingOf(id, key), counted{Self: was.Self || c.Self, Know: was.Know || c.Know})
}

// pass tells an answer to who asks, and counts it on the card. told is false if she has
// no private chat any more: then the ask is closed.
func pass(s *bot.Shared, id string, a Ask, c counted, what bot.Enclosure) (card bot.Public, told bool, err error) {
	kind := knowKind
	if c.Self {
		kind = selfKind
	}
	what = what.Write(kindLine, "", kind).Write(forLine, forLabel, a.Need.brief())
	if told, err = s.Tell(a.Account, answerMail, id, what); err != nil {
		return bot.Public{}, false, err
	}
	if !told {
		card, err = finish(s, id, a, Closed)
		return card, false, err
	}
	more, err := count(s, id, c)
	if err != nil {
		return bot.Public{}, false, err
	}
	if more == 0 {
		return bot.Public{}, true, nil
	}
	a.Answers += more
	return show(id, a), true, Asks.Put(s.Data, id, a)
}

// heardSelf passes on who introduced herself without a listing.
func heardSelf(ctx context.Context, s *bot.Shared, l bot.Mail) (bot.Public, error) {
	was, err := countedBefore(s, l.Ref, s.Who)
	if err != nil || was.Self {
		return bot.Public{}, err
	}
	return passLetter(ctx, s, l, counted{Self: true}, nameLine, tradeLine, contactLine, wordsLine)
}

// heardTip passes on whom somebody knows, with the name of her listing.
func heardTip(ctx context.Context, s *bot.Shared, l bot.Mail) (bot.Public, error) {
	return passLetter(ctx, s, l, counted{Know: true}, nameLine, tradeLine, officeLine, areaLine, contactLine, wordsLine)
}

// passLetter passes on these lines of a letter, looked through once more.
func passLetter(ctx context.Context, s *bot.Shared, l bot.Mail, c counted, lines ...string) (bot.Public, error) {
	a, open, err := openOf(s.Data, l.Ref)
	if err != nil {
		return bot.Public{}, err
	}
	if !open {
		return bot.Public{}, refuse(s, tooLate)
	}
	if a.Account == s.Who {
		return bot.Public{}, nil
	}
	gone, err := hasLeft(ctx, s, a.Account)
	if err != nil {
		return bot.Public{}, err
	}
	if gone {
		return bot.Public{}, refuse(s, tooLate)
	}
	var what bot.Enclosure
	for _, name := range lines {
		value, _ := colleague(bot.OneLine(l.What.Get(name)))
		what = what.Write(name, lineLabel(name), value)
	}
	if len(what) == 0 {
		return bot.Public{}, refuse(s, unclear)
	}
	if c.Know {
		name, err := listing.Name(s, s.Who)
		if err != nil {
			return bot.Public{}, err
		}
		what = what.Write(fromLine, fromLabel, name)
	}
	card, told, err := pass(s, l.Ref, a, c, what)
	if err == nil && !told {
		err = refuse(s, noAnswer)
	}
	return card, err
}
