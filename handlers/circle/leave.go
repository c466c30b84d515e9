package circle

import (
	"context"

	"referout/bot"
	"referout/handlers/listing"
)

// leave takes everything of hers out of the circle, at once.
func (m members) leave(ctx context.Context, s *bot.Shared) (bot.Public, error) {
	room, _, err := m.forgetIn(ctx, s, s.Who)
	if err != nil {
		return bot.Public{}, err
	}
	return bot.Aside(leftInRoom()).And(room), nil
}

func leavePrivately(_ context.Context, p *bot.Personal) (bot.Private, error) {
	c, ask, err := listing.Which(p, leaveAction)
	if err != nil || ask != nil {
		return given(ask), err
	}
	return leaving(p, c.ID)
}

func askLeave(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return leaving(p, p.Args.Part(0))
}

// leaving asks once more: what leaves the book is that she goes.
func leaving(p *bot.Personal, id string) (bot.Private, error) {
	c, _, out, err := reading(p, id)
	if err != nil || out != nil {
		return given(out), err
	}
	return bot.Whisper(reallyLeave(c.Name).With(bot.Do("Stay", laterAction))).Offering(bot.Offer{
		Label: "Leave the circle", Style: bot.Danger, Circle: id, Kind: leaveMail, After: leftAction, Parts: []string{id},
	}), nil
}

func (m members) leaveByLetter(ctx context.Context, s *bot.Shared, _ bot.Mail) (bot.Public, error) {
	room, _, err := m.forgetIn(ctx, s, s.Who)
	return room, err
}

// hadListing is the ref of a letter to who has left the chat: she showed something.
const hadListing = "listing"

// left forgets who has left the chat, was removed from it or has ended her book.
func (m members) left(ctx context.Context, s *bot.Shared, _ bot.Mail) (bot.Public, error) {
	room, listed, err := m.forgetIn(ctx, s, s.Who)
	if err != nil {
		return bot.Public{}, err
	}
	ref := ""
	if listed {
		ref = hadListing
	}
	_, err = s.Tell(s.Who, bot.LeftMail, ref, nil)
	return room, err
}

// departed ends what her book has to do with a circle that she is not in any more.
func departed(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	name, err := nameOf(p, l.Circle)
	if err != nil {
		return bot.Private{}, err
	}
	if err := p.Depart(l.Circle); err != nil || l.Ref != hadListing {
		return bot.Private{}, err
	}
	return bot.Whisper(outOf(name)), nil
}

// takeDown takes a listing down; the rest of what she has in the circle stays.
func (m members) takeDown(_ context.Context, s *bot.Shared, _ bot.Mail) (bot.Public, error) {
	key, err := s.Key(s.Who)
	if err != nil {
		return bot.Public{}, err
	}
	_, _, room, err := takeDown(s, key)
	return room, err
}

// takeDown takes the listing of a key down, if there is one; room is what that changes in
// the chat.
func takeDown(s *bot.Shared, key string) (was listing.Listing, listed bool, room bot.Public, err error) {
	was, listed, err = listing.TakeDown(s.Data, key)
	if err != nil || !listed {
		return was, false, room, err
	}
	if err := s.Hush(askAlarm, key); err != nil {
		return was, true, room, err
	}
	room, err = without(s, leaver{key, was, true})
	return was, true, room, err
}
