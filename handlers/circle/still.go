package circle

import (
	"context"
	"errors"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/listing"
	"referout/store"
)

// Whether a listing is still true is asked a quarter after it was last said to be, and
// two weeks later once more; two weeks after that it is shown with the month in which
// it was true, and asked about once a quarter.
const (
	quarter    = 3 // months
	patience   = 14
	askingHour = 10
)

// confirm keeps a listing that is true now, and sets when to ask again.
func confirm(s *bot.Shared, l listing.Listing) error {
	key, err := s.Key(l.Account)
	if err != nil {
		return err
	}
	l.Asked = 0
	return errors.Join(listing.Listings.Put(s.Data, key, l), askNext(s, key, quarter, 0))
}

// askNext sets the alarm of a listing, in the forenoon.
func askNext(s *bot.Shared, key string, months, days int) error {
	today := when.Wall(s.Now)
	day := when.AddMonths(today, months, today.Day()).AddDate(0, 0, days)
	return s.Remind(askAlarm, key, time.Date(day.Year(), day.Month(), day.Day(), askingHour, 0, 0, 0, time.UTC))
}

// ask asks a member whether her listing is still true, or notes that she did not say.
func (m members) ask(ctx context.Context, s *bot.Shared, key string) (bot.Public, error) {
	l, err := listing.Listings.Get(s.Data, key)
	if err != nil {
		return bot.Public{}, err
	}
	here, err := s.Present([]bot.Account{l.Account})
	if err != nil {
		return bot.Public{}, err
	}
	if !here[0] {
		room, _, err := m.forgetIn(ctx, s, l.Account)
		return room, err
	}
	if l.Stale() {
		return bot.Public{}, errors.Join(tellStill(s, l.Account), askNext(s, key, quarter, 0))
	}
	if l.Asked++; l.Stale() {
		return bot.Public{}, errors.Join(listing.Listings.Put(s.Data, key, l), askNext(s, key, quarter, 0))
	}
	return bot.Public{}, errors.Join(listing.Listings.Put(s.Data, key, l), tellStill(s, l.Account), askNext(s, key, 0, patience))
}

func tellStill(s *bot.Shared, to bot.Account) error {
	_, err := s.Tell(to, stillMail, "", nil)
	return err
}

// askedStill shows a member what she shows, and asks. If she shows nothing any more,
// there is nothing to ask.
func askedStill(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	shown, listed, err := listing.In(p, l.Circle)
	if err != nil || !listed {
		return bot.Private{}, store.IgnoreMissing(err)
	}
	name, err := p.CircleName(l.Circle, theGroup)
	return standing(l.Circle, isItTrue(name), shown), err
}

// still notes that a listing is true now.
func (m members) still(_ context.Context, s *bot.Shared, _ bot.Mail) (bot.Public, error) {
	l, listed, err := listing.Of(s, s.Who)
	if err != nil || !listed {
		return bot.Public{}, err
	}
	l.Shown = s.Now.UTC()
	return bot.Public{}, confirm(s, l)
}
