package circle

import (
	"context"
	"errors"

	"referout/bot"
	"referout/handlers/listing"
)

// menu answers [Change]: a button for each field. Behind what stands in the circle, that
// is what is changed; before it was shown, what she last wrote.
func menu(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id := p.Args.Part(0)
	if _, _, out, err := reading(p, id); err != nil || out != nil {
		return given(out), err
	}
	if p.Args.Part(1) != "" {
		shown, listed, err := listing.In(p, id)
		if err != nil {
			return bot.Private{}, err
		}
		if listed {
			if err := drafts.Put(p.Data, p.Who.ID, listing.Read(shown.Enclose())); err != nil {
				return bot.Private{}, err
			}
		}
	}
	m := changeWhat()
	for _, d := range details() {
		m = m.With(bot.Do(d.label, setAction, id, d.code))
	}
	return bot.Whisper(m).Corrects(typedAction, id), nil
}

// set asks for a field's new value, and takes it.
func set(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id := p.Args.Part(0)
	d, known := detailOf(p.Args.Part(1))
	l, have, err := mine(p)
	if err != nil {
		return bot.Private{}, err
	}
	answer := p.Args.Words
	if p.Args.Tapped {
		answer = p.Args.Part(2)
	}
	switch {
	case !known || !have:
		return bot.Whisper(tooOld()).Anew(), nil
	case answer == "":
		return askField(id, d, ""), nil
	}
	return read(p, id, d, l, answer)
}

// read takes an answer into a field of what she wrote, or says what is wrong with it.
func read(p *bot.Personal, id string, d detail, l listing.Listing, answer string) (bot.Private, error) {
	var trouble *bot.Error
	switch err := d.read(answer, &l); {
	case errors.As(err, &trouble):
		return askField(id, d, trouble.Error()), nil
	case err != nil:
		return bot.Private{}, err
	}
	return keepDraft(p, id, l)
}

// askField asks for a field; what can be left out can be cleared.
func askField(id string, d detail, trouble string) bot.Private {
	m := newValue(d, trouble)
	for _, o := range d.options {
		m = m.With(bot.Do(o, setAction, id, d.code, o))
	}
	if d.clear != nil {
		m = m.With(bot.Do("Leave it out", clearAction, id, d.code))
	}
	return bot.Whisper(m).Asks(setAction, id, d.code)
}

func clearField(_ context.Context, p *bot.Personal) (bot.Private, error) {
	d, known := detailOf(p.Args.Part(1))
	l, have, err := mine(p)
	if err != nil {
		return bot.Private{}, err
	}
	if !known || !have || d.clear == nil {
		return bot.Whisper(tooOld()).Anew(), nil
	}
	d.clear(&l)
	return keepDraft(p, p.Args.Part(0), l)
}
