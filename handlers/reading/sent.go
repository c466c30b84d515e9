package reading

import (
	"context"
	"errors"

	"referout/bot"
	"referout/store"
)

// What becomes of what was sent.

// posted answers [Post it]: the text is on its way to the room. The draft stays for the
// case that somebody else was quicker.
func posted(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id, d, gone, err := draftOf(p)
	if err != nil || gone != nil {
		return given(gone).Withheld(), err
	}
	c, _, err := p.Circle(d.Circle)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(notInIt()).Withheld(), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	d.Sent = true
	return bot.Whisper(onItsWay(c.Name, d.Text.Title)), drafts.Put(p.Data, id, d)
}

// unsent notes that nothing was posted of a draft.
func unsent(p *bot.Personal, id string) error {
	d, err := drafts.Get(p.Data, id)
	if err != nil {
		return store.IgnoreMissing(err)
	}
	d.Sent = false
	return drafts.Put(p.Data, id, d)
}

func closedNow(_ context.Context, p *bot.Personal) (bot.Private, error) {
	name, err := p.CircleName(p.Args.Part(0), theGroup)
	return bot.Whisper(closedThere(name)), err
}

// news tells why nothing came of what was sent.
func news(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	name, err := p.CircleName(l.Circle, theGroup)
	if err != nil {
		return bot.Private{}, err
	}
	id := l.What.Get(draftKey)
	switch l.Ref {
	case mayNot:
		return bot.Whisper(notYoursThere(name)), nil
	case taken:
		return bot.Whisper(anotherWasFirst(name).With(bot.Do(lookLabel, previewAction, id))), unsent(p, id)
	}
	return bot.Whisper(notUnderstood()), unsent(p, id)
}
