package show

import (
	"context"
	"errors"

	"referout/bot"
	"referout/handlers/duty"
	"referout/handlers/events"
	"referout/handlers/people"
	"referout/handlers/prefs"
	"referout/store"
)

// erase removes a person, or an office with everybody in it, and all that was
// kept about them. It can be taken back like everything else.
func erase(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id := p.Args.Part(0)
	name, err := people.Name(p.Data, id)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(gone()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	if people.IsOffice(id) {
		err = removeOffice(p, id)
	} else {
		err = removePerson(p, id)
	}
	if err != nil {
		return bot.Private{}, err
	}
	return prefs.Undoable(p, bot.Whisper(removed(name).With(bot.UndoChoice())), didRemove(name))
}

func removePerson(p *bot.Personal, id string) error {
	who, err := people.Persons.Get(p.Data, id)
	if err != nil {
		return err
	}
	if err := forgetPerson(p, id); err != nil {
		return err
	}
	o, err := people.Offices.Get(p.Data, who.Office)
	if err != nil || o.Name != "" {
		return err
	}
	left, err := people.ByOffice(p.Data, who.Office)
	if err != nil || len(left) > 0 {
		return err
	}
	return removeOffice(p, who.Office)
}

func forgetPerson(p *bot.Personal, id string) error {
	return errors.Join(duty.Forget(p, id), forgetEvents(p, id), people.Persons.Delete(p.Data, id))
}

// forgetEvents removes what happened with a person, but keeps that somebody was
// at the office: its visit rhythm does not depend on who was met.
func forgetEvents(p *bot.Personal, id string) error {
	theirs, err := store.Collect(events.Events.By(p.Data, "person", id))
	if err != nil {
		return err
	}
	for _, e := range theirs {
		was := e.Value
		was.Person, was.Tag = "", ""
		if err := events.Events.Put(p.Data, e.ID, was); err != nil {
			return err
		}
	}
	return nil
}

func removeOffice(p *bot.Personal, id string) error {
	team, err := store.Collect(people.Persons.IDs(p.Data, "office", id))
	if err != nil {
		return err
	}
	for _, person := range team {
		if err := forgetPerson(p, person); err != nil {
			return err
		}
	}
	return errors.Join(duty.Forget(p, id), events.Forget(p.Data, "office", id), people.Offices.Delete(p.Data, id))
}
