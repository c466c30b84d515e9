package circle

import (
	"context"
	"errors"
	"slices"

	"referout/bot"
	"referout/handlers/listing"
	"referout/store"
)

// leaver is somebody who shows nothing any more: what she showed, if she did, and its key.
type leaver struct {
	key    string
	was    listing.Listing
	listed bool
}

// forget forgets somebody who is in the circle no more.
func (m members) forget(ctx context.Context, s *bot.Shared, a bot.Account) (l leaver, err error) {
	if l.key, err = s.Key(a); err != nil {
		return l, err
	}
	if l.was, l.listed, err = listing.Forget(s, a); err != nil {
		return l, err
	}
	err = s.Hush(askAlarm, l.key)
	for _, gone := range m.gone {
		err = errors.Join(err, gone(ctx, s, a))
	}
	return l, err
}

// forgetIn is forget; room is what that changes in the chat.
func (m members) forgetIn(ctx context.Context, s *bot.Shared, a bot.Account) (room bot.Public, listed bool, err error) {
	l, err := m.forget(ctx, s, a)
	if err != nil {
		return room, false, err
	}
	room, err = without(s, l)
	return room, l.listed, err
}

// absent forgets those of some entries whose people are known to have left the chat.
func (m members) absent(ctx context.Context, s *bot.Shared, some []listing.Entry) (gone []leaver, err error) {
	here, err := s.Present(accounts(some))
	if err != nil {
		return nil, err
	}
	for i, e := range some {
		if here[i] {
			continue
		}
		l, err := m.forget(ctx, s, e.Account)
		if err != nil {
			return nil, err
		}
		gone = append(gone, l)
	}
	return gone, nil
}

// without is what becomes of all that the room shows of some who show nothing any more:
// the lines that named them, and the lists on which they stand.
func without(s *bot.Shared, gone ...leaver) (room bot.Public, err error) {
	var days, keys []string
	for _, l := range gone {
		if !l.listed {
			continue
		}
		keys = append(keys, l.key)
		if day := dayOf(s, l.was); !slices.Contains(days, day) {
			days = append(days, day)
		}
	}
	for _, day := range days {
		line, err := withoutThem(s, day)
		if err != nil {
			return room, err
		}
		room = room.And(line)
	}
	lists, err := follow(s, keys...)
	return room.And(lists), err
}

// withoutThem is the line of a day once some that it named show nothing any more, or
// something else, if it can still be changed.
func withoutThem(s *bot.Shared, day string) (bot.Public, error) {
	where, err := dens.Get(s.Data, theDen)
	if err != nil || !slices.Contains(where.Days, day) {
		return bot.Public{}, store.IgnoreMissing(err)
	}
	line, err := newcomersOf(s, day)
	return line.InPlace(), err
}
