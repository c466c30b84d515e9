package pairs

import (
	"context"
	"errors"
	"strings"

	"referout/bot"
	"referout/handlers/listing"
	"referout/store"
)

// stopWord is said behind /pairs in the group by who is to take part no more.
const stopWord = "stop"

// inRoom answers /pairs in the group. Said twice it is the same.
func inRoom(_ context.Context, s *bot.Shared) (bot.Public, error) {
	knows, err := s.Knows(s.Who)
	if err != nil {
		return bot.Public{}, err
	}
	if !knows {
		m, err := s.Entrance()
		return bot.Aside(m), err
	}
	r, err := roundOf(s)
	if err != nil {
		return bot.Public{}, err
	}
	if r.Thread != s.Chat.Thread {
		r.Thread = s.Chat.Thread
		if err := rounds.Put(s.Data, theRound, r); err != nil {
			return bot.Public{}, err
		}
	}
	in, err := takesPart(s, s.Who)
	if err != nil {
		return bot.Public{}, err
	}
	stop := strings.EqualFold(s.Args.Words, stopWord)
	ok, err := set(s, !stop)
	switch {
	case err != nil:
		return bot.Public{}, err
	case stop:
		return bot.Aside(stopped()), nil
	case !ok:
		return bot.Aside(joinFirst()), nil
	case in:
		return bot.Aside(takesPartAlready(next(s))), nil
	}
	return bot.Aside(takesPartNow(next(s))), nil
}

func takesPart(s *bot.Shared, who bot.Account) (bool, error) {
	key, err := s.Key(who)
	if err != nil {
		return false, err
	}
	_, err = takers.Get(s.Data, key)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// set lets whose doing this is take part, or not; twice is as good as once. ok is false
// if she would, and shows no listing. The alarm is touched by the first and the last
// alone: it may be due just now.
func set(s *bot.Shared, on bool) (ok bool, err error) {
	key, err := s.Key(s.Who)
	if err != nil {
		return false, err
	}
	if !on {
		return true, leave(s, key)
	}
	if _, listed, err := listing.Of(s, s.Who); err != nil || !listed {
		return false, err
	}
	if in, err := takesPart(s, s.Who); err != nil || in {
		return true, err
	}
	others, err := anybody(s)
	if err == nil && !others {
		err = s.Remind(monthAlarm, theRound, next(s))
	}
	return true, errors.Join(err, takers.Put(s.Data, key, taker{Account: s.Who, Since: s.Now.UTC()}))
}

// leave lets somebody take part no more.
func leave(s *bot.Shared, key string) error {
	if err := takers.Delete(s.Data, key); err != nil {
		return err
	}
	others, err := anybody(s)
	if err == nil && !others {
		err = s.Hush(monthAlarm, theRound)
	}
	return err
}

// heard takes in what somebody tapped in her private chat.
func heard(on bool) func(context.Context, *bot.Shared, bot.Mail) (bot.Public, error) {
	return func(_ context.Context, s *bot.Shared, _ bot.Mail) (bot.Public, error) {
		ok, err := set(s, on)
		if err == nil && !ok {
			_, err = s.Tell(s.Who, newsMail, noListing, nil)
		}
		return bot.Public{}, err
	}
}

// privately answers /pairs in the private chat.
func privately(_ context.Context, p *bot.Personal) (bot.Private, error) {
	c, ask, err := listing.Which(p, inAction)
	if err != nil {
		return bot.Private{}, err
	}
	if ask != nil {
		return *ask, nil
	}
	return offer(p, c.ID)
}

func inCircle(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return offer(p, p.Args.Part(0))
}

// offer says whether she takes part in a circle, and offers the contrary: what leaves
// the book is that she does, or does not.
func offer(p *bot.Personal, id string) (bot.Private, error) {
	c, space, err := p.Circle(id)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(notInIt()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	_, listed, err := listing.In(p, id)
	if err != nil {
		return bot.Private{}, err
	}
	key, err := p.Key(c.Mine)
	if err != nil {
		return bot.Private{}, err
	}
	_, err = takers.Get(space, key)
	switch {
	case err == nil:
		return bot.Whisper(youTakePart(c.Name)).Offering(bot.Offer{
			Label: stopLabel, Circle: id, Kind: offMail, After: saidAction, Parts: []string{id, saidOff}}), nil
	case !errors.Is(err, store.ErrNotFound):
		return bot.Private{}, err
	case !listed:
		return bot.Whisper(joinThere(c.Name)), nil
	}
	return bot.Whisper(whatItIs(c.Name)).Offering(bot.Offer{
		Label: partLabel, Style: bot.Primary, Circle: id, Kind: onMail, After: saidAction, Parts: []string{id, saidOn}}), nil
}

// What was said by a tap. Stored in offers.
const (
	saidOn  = "on"
	saidOff = "off"
)

func said(_ context.Context, p *bot.Personal) (bot.Private, error) {
	name, err := p.CircleName(p.Args.Part(0), theGroup)
	if err != nil {
		return bot.Private{}, err
	}
	if p.Args.Part(1) == saidOff {
		return bot.Whisper(stoppedIn(name)), nil
	}
	return bot.Whisper(takesPartIn(name)), nil
}

// Gone forgets somebody who is in the circle no more: that she took part, and with whom
// she was paired. It may be asked again about the same person.
func Gone(_ context.Context, s *bot.Shared, who bot.Account) error {
	key, err := s.Key(who)
	if err != nil {
		return err
	}
	return errors.Join(leave(s, key),
		eachPaired(s, func(a, b string) bool { return a == key || b == key }, func(id string) error { return paired.Delete(s.Data, id) }))
}
