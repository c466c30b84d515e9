package people

import (
	"context"
	"errors"

	"referout/bot"
	"referout/handlers/events"
	"referout/store"
)

// Told is the event that a button under its echo names; gone says it when there is
// none any more.
func Told(p *bot.Personal) (e events.Event, gone *bot.Message, err error) {
	e, err = events.Events.Get(p.Data, p.Args.Part(0))
	if errors.Is(err, store.ErrNotFound) {
		m := EventGone()
		return e, &m, nil
	}
	return e, nil, err
}

// Another answers [Another day] and [Another person] under the echo of an event,
// which the intent had kept.
func Another(kept func(events.Event) Intent, day bool) func(context.Context, *bot.Personal) (bot.Private, error) {
	return func(_ context.Context, p *bot.Personal) (bot.Private, error) {
		e, gone, err := Told(p)
		if err != nil {
			return bot.Private{}, err
		}
		if gone != nil {
			return bot.Whisper(*gone), nil
		}
		return kept(e).Redo(p, p.Args.Part(0), e, day)
	}
}
