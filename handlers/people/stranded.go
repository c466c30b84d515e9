package people

import (
	"errors"

	"referout/bot"
	"referout/handlers/events"
	"referout/store"
)

// takeBack undoes what kept an event, but for the person whom the answer is
// about, who may have been added with it; false: newer things build on it.
func takeBack(p *bot.Personal, id, event string) (bool, error) {
	office, err := OfficeOf(p.Data, id)
	if err != nil {
		return false, err
	}
	place, err := Offices.Get(p.Data, office)
	if err != nil {
		return false, err
	}
	var who Person
	if !IsOffice(id) {
		if who, err = Persons.Get(p.Data, id); err != nil {
			return false, err
		}
	}
	if back, err := events.TakeBack(p, event); err != nil || !back {
		return false, err
	}
	if err := Offices.Put(p.Data, office, place); err != nil {
		return false, err
	}
	if !IsOffice(id) {
		err = Persons.Put(p.Data, id, who)
	}
	stranded, bad := Stranded(p)
	if stranded {
		return false, bot.Errorf("%s", tooLateText) // which takes the undo back
	}
	return true, errors.Join(err, bad)
}

// Stranded says whether a person is without an office, or an event without whom it
// is about. No undo may leave a book like that.
func Stranded(p *bot.Personal) (bool, error) {
	for e, err := range Persons.All(p.Data) {
		if err != nil {
			return false, err
		}
		if gone, err := Missing(p, e.Value.Office); err != nil || gone {
			return gone, err
		}
	}
	for e, err := range events.Events.All(p.Data) {
		if err != nil {
			return false, err
		}
		if gone, err := Missing(p, e.Value.Whom()); err != nil || gone {
			return gone, err
		}
	}
	return false, nil
}

// Missing says whether neither a person nor an office has an id.
func Missing(p *bot.Personal, id string) (bool, error) {
	var err error
	if IsOffice(id) {
		_, err = Offices.Get(p.Data, id)
	} else {
		_, err = Persons.Get(p.Data, id)
	}
	if errors.Is(err, store.ErrNotFound) {
		return true, nil
	}
	return false, err
}
