package circle

import (
	"context"

	"referout/bot"
	"referout/handlers/listing"
	"referout/store"
)

// leave takes everything of hers out of the circle, at once.
func (m members) leave(ctx context.Context, s *bot.Shared) (bot.Public, error) {
	stay, err := m.staying(s.Data, s.Who)
	if err != nil {
		return bot.Public{}, err
	}
	room, listed, err := m.forgetIn(ctx, s, s.Who)
	if err != nil {
		return bot.Public{}, err
	}
	return bot.Aside(leftInRoom(listed, stay)).And(room), nil
}

// staying counts what somebody has in a circle that stays when she goes.
func (m members) staying(circle store.CircleTx, who bot.Account) (int, error) {
	if m.stays == nil {
		return 0, nil
	}
	return m.stays(circle, who)
}

func (m members) leavePrivately(_ context.Context, p *bot.Personal) (bot.Private, error) {
	c, ask, err := listing.Which(p, leaveAction)
	if err != nil || ask != nil {
		return given(ask), err
	}
	return m.leaving(p, c.ID)
}

func (m members) askLeave(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return m.leaving(p, p.Args.Part(0))
}

// leaving asks once more: what leaves the book is that she goes.
func (m members) leaving(p *bot.Personal, id string) (bot.Private, error) {
	c, circle, out, err := reading(p, id)
	if err != nil || out != nil {
		return given(out), err
	}
	stay, err := m.staying(circle, c.Mine)
	if err != nil {
		return bot.Private{}, err
	}
	return bot.Whisper(reallyLeave(c.Name, stay).With(bot.Do("Stay", laterAction))).Offering(bot.Offer{
		Label: "Leave the circle", Style: bot.Danger, Circle: id, Kind: leaveMail, After: leftAction, Parts: []string{id},
	}), nil
}

// leftNow answers [Leave the circle]; what stays is counted before the letter arrives.
func (m members) leftNow(_ context.Context, p *bot.Personal) (bot.Private, error) {
	c, circle, out, err := reading(p, p.Args.Part(0))
	if err != nil || out != nil {
		return given(out).Withheld(), err
	}
	stay, err := m.staying(circle, c.Mine)
	return bot.Whisper(leftNow(c.Name, stay)), err
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
	name, err := p.CircleName(l.Circle, theGroup)
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
