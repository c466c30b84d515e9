package circle

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"referout/bot"
	"referout/handlers/listing"
	"referout/store"
)

// tapped is the listing that a button in the room is about; out is the answer instead
// if it is not there, is her own, or is of somebody who has left.
func (m members) tapped(ctx context.Context, s *bot.Shared) (l listing.Listing, key string, out *bot.Public, err error) {
	key = s.Args.Part(0)
	l, err = listing.Listings.Get(s.Data, key)
	if errors.Is(err, store.ErrNotFound) {
		return l, key, aside(otherRoom()), nil
	}
	if err != nil {
		return l, key, nil, err
	}
	if l.Account == s.Who {
		return l, key, aside(ownListing()), nil
	}
	here, err := s.Present([]bot.Account{l.Account})
	if err != nil || here[0] {
		return l, key, nil, err
	}
	room, _, err := m.forgetIn(ctx, s, l.Account)
	answer := bot.Aside(hasLeft()).And(room)
	return l, key, &answer, err
}

func aside(m bot.Message) *bot.Public {
	out := bot.Aside(m)
	return &out
}

// vouch answers [Vouch]: by which kind is asked privately.
func (m members) vouch(ctx context.Context, s *bot.Shared) (bot.Public, error) {
	_, key, out, err := m.tapped(ctx, s)
	if err != nil || out != nil {
		return said(out), err
	}
	return privately(s, vouchMail, key, nil)
}

func said(p *bot.Public) bot.Public {
	if p == nil {
		return bot.Public{}
	}
	return *p
}

// askVouch asks by which kinds she vouches for a listing.
func askVouch(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	c, circle, out, err := reading(p, l.Circle)
	if err != nil || out != nil {
		return given(out), err
	}
	me, err := p.Key(c.Mine)
	if err != nil {
		return bot.Private{}, err
	}
	kinds, err := listing.Vouched(circle, l.Ref, me)
	if err != nil {
		return bot.Private{}, err
	}
	mask := 0
	for _, k := range kinds {
		mask |= 1 << k
	}
	return vouchBy(circle, l.Circle, l.Ref, mask)
}

// vouched shows the kinds as they are after a tap: the circle has not opened the letter
// yet.
func vouched(_ context.Context, p *bot.Personal) (bot.Private, error) {
	_, circle, out, err := reading(p, p.Args.Part(0))
	if err != nil || out != nil {
		return given(out), err
	}
	mask, err := strconv.Atoi(p.Args.Part(2))
	if err != nil {
		return bot.Whisper(tooOld()).Anew(), nil
	}
	return vouchBy(circle, p.Args.Part(0), p.Args.Part(1), mask)
}

// vouchBy offers the kinds of vouch, with a mark at those given; each tap gives one or
// takes it back.
func vouchBy(circle store.CircleTx, id, key string, mask int) (bot.Private, error) {
	l, err := listing.Listings.Get(circle, key)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(hasLeft()).Anew(), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	var offers []bot.Offer
	for _, k := range listing.VouchKinds() {
		on := mask&(1<<k) != 0
		offers = append(offers, bot.Offer{
			Label: vouchLabel(k, on), Circle: id, Kind: vouchMail, Ref: vouchRef(key, k, !on),
			After: vouchedInfo, Parts: []string{id, key, strconv.Itoa(mask ^ 1<<k)},
		})
	}
	return bot.Whisper(howVouch(l.Name)).Offering(offers...), nil
}

func vouchRef(key string, k listing.VouchKind, on bool) string {
	state := "0"
	if on {
		state = "1"
	}
	return key + ":" + strconv.Itoa(int(k)) + ":" + state
}

// takeVouch notes a vouch, or that it is taken back. Nobody vouches for herself.
func takeVouch(_ context.Context, s *bot.Shared, l bot.Mail) (bot.Public, error) {
	parts := strings.Split(l.Ref, ":")
	if len(parts) != 3 {
		return bot.Public{}, nil
	}
	shown, err := listing.Listings.Get(s.Data, parts[0])
	if err != nil || shown.Account == s.Who {
		return bot.Public{}, store.IgnoreMissing(err)
	}
	me, err := s.Key(s.Who)
	if err != nil {
		return bot.Public{}, err
	}
	for _, k := range listing.VouchKinds() {
		if strconv.Itoa(int(k)) == parts[1] {
			v := listing.Vouch{For: parts[0], By: me, Kind: k, At: s.Now.UTC()}
			return bot.Public{}, listing.SetVouch(s.Data, v, parts[2] == "1")
		}
	}
	return bot.Public{}, nil
}
