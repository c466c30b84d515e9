package circle

import (
	"context"
	"errors"

	"referout/bot"
	"referout/store"
)

// below is what a member typed below her listing, until she says which line of it is meant.
type below struct {
	Words string `cbor:"1,keyasint,omitempty" json:"words"`
	At    string `cbor:"2,keyasint,omitempty" json:"at"` // the handling that asks
}

// typed has a row a member.
var typed = store.Table[below]{Name: "lsttyped", Volatile: true}

// typedBelow takes what was typed below a listing, and asks which line it is.
func typedBelow(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id := p.Args.Part(0)
	_, _, out, err := reading(p, id)
	if err == nil && out != nil && !p.Args.Tapped {
		return bot.Private{}, bot.ErrNoMatch
	}
	if err != nil || out != nil {
		return given(out), err
	}
	words := bot.OneLine(p.Args.Words)
	m := whichLine(words)
	for _, d := range details() {
		m = m.With(bot.Do(d.label, takeAction, id, d.code, p.Handling()))
	}
	m = m.With(bot.Do(noneLabel, laterAction))
	return bot.Whisper(m).Corrects(typedAction, id), typed.Put(p.Data, p.Who.ID, below{words, p.Handling()})
}

// takeTyped takes what was typed as the field that she taps.
func takeTyped(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id := p.Args.Part(0)
	d, known := detailOf(p.Args.Part(1))
	l, have, err := mine(p)
	if err != nil {
		return bot.Private{}, err
	}
	words, err := typed.Get(p.Data, p.Who.ID)
	if !known || !have || errors.Is(err, store.ErrNotFound) || (err == nil && words.At != p.Args.Part(2)) {
		return bot.Whisper(tooOld()).Anew(), nil
	}
	if err == nil {
		err = typed.Delete(p.Data, p.Who.ID)
	}
	if err != nil {
		return bot.Private{}, err
	}
	return read(p, id, d, l, words.Words)
}
