package add

import (
	"context"
	"errors"

	"referout/bot"
	"referout/handlers/people"
	"referout/handlers/prefs"
	"referout/store"
)

// menu answers [Change]: a button for each field.
func menu(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id := p.Args.Part(0)
	name, err := people.Name(p.Data, id)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(gone()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	m := changeWhat(name)
	for _, d := range details() {
		if !people.IsOffice(id) || ofOffice(d.code) {
			m = m.With(bot.Do(d.label, fieldAction, id, d.code))
		}
	}
	return bot.Whisper(m), nil
}

// ofOffice says which fields an office's own card has.
func ofOffice(code string) bool {
	switch code {
	case "name", "city", "address", "phone":
		return true
	}
	return false
}

func detailOf(code string) (detail, bool) {
	for _, d := range details() {
		if d.code == code {
			return d, true
		}
	}
	return detail{}, false
}

// setField asks for a field's new value, and takes it.
func setField(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id := p.Args.Part(0)
	d, ok := detailOf(p.Args.Part(1))
	name, err := people.Name(p.Data, id)
	if errors.Is(err, store.ErrNotFound) || !ok {
		return bot.Whisper(gone()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	if p.Args.Tapped {
		return askValue(id, name, d, ""), nil
	}
	var l people.Line
	if err := d.read(p.Args.Words, &l); err != nil {
		return askAgain(id, name, d, err)
	}
	if err := apply(p, id, d.code, l); err != nil {
		return bot.Private{}, err
	}
	return changed(p, id)
}

// askValue asks for a field; what is known of it can be cleared, but for what
// nobody can be without.
func askValue(id, name string, d detail, trouble string) bot.Private {
	m := newValue(name, d.label, d.ask, trouble)
	if d.code != "name" && d.code != "office" {
		m = m.With(bot.Do("Clear", clearAction, id, d.code))
	}
	return bot.Whisper(m).Asks(fieldAction, id, d.code)
}

// askAgain says what is wrong with an answer and asks once more.
func askAgain(id, name string, d detail, trouble error) (bot.Private, error) {
	said := (*bot.Error)(nil)
	if !errors.As(trouble, &said) {
		return bot.Private{}, trouble
	}
	return askValue(id, name, d, said.Error()), nil
}

// clearField answers [Clear].
func clearField(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id := p.Args.Part(0)
	if _, err := people.Name(p.Data, id); errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(gone()), nil
	} else if err != nil {
		return bot.Private{}, err
	}
	if err := people.Clear(p.Data, id, p.Args.Part(1)); err != nil {
		return bot.Private{}, err
	}
	return changed(p, id)
}

// apply writes one field. A person's city and address are their office's.
func apply(p *bot.Personal, id, code string, l people.Line) error {
	switch {
	case people.IsOffice(id):
		return people.SetOffice(p.Data, id, l)
	case code == "role":
		return people.SetRole(p.Data, id, l.Role)
	}
	return merge(p, id, l)
}

// changed shows the card as it is now.
func changed(p *bot.Personal, id string) (bot.Private, error) {
	m, _, err := card(p, id)
	if err != nil {
		return bot.Private{}, err
	}
	name, err := people.Name(p.Data, id)
	if err != nil {
		return bot.Private{}, err
	}
	m = m.With(changeChoice(id), bot.UndoChoice())
	return prefs.Undoable(p, bot.Whisper(m), didChange(name))
}
