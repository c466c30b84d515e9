package duty

import (
	"context"
	"errors"

	"referout/bot"
	"referout/store"
)

// ResumeChoice is the button under the card of an office whose visits were ended;
// ok is false where there is nothing to resume.
func ResumeChoice(p *bot.Personal, office string) (c bot.Choice, ok bool, err error) {
	d, err := Duties.Get(p.Data, visitID(office))
	if err != nil || d.State != Ended {
		return bot.Choice{}, false, store.IgnoreMissing(err)
	}
	return bot.Do(visitAgainLabel, "visitagain", office), true, nil
}

// resume takes back [No visits here], however long ago it was: the rhythm goes on
// from the last touch in person, or waits for the first referral.
func resume(_ context.Context, p *bot.Personal) (bot.Private, error) {
	k, err := at(p)
	if err != nil {
		return bot.Private{}, err
	}
	office := p.Args.Part(0)
	d, err := k.get(visitID(office))
	if errors.Is(err, store.ErrNotFound) || (err == nil && d.State != Ended) {
		return bot.Whisper(goneDuty()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	if err := Duties.Delete(p.Data, visitID(office)); err != nil {
		return bot.Private{}, err
	}
	if err := Reckon(p, office); err != nil {
		return bot.Private{}, err
	}
	name, err := k.name(office)
	if err != nil {
		return bot.Private{}, err
	}
	due, known, err := VisitBy(p, office)
	if err != nil {
		return bot.Private{}, err
	}
	return k.undoable(bot.Whisper(visitsResumed(name, due, known, k.today())), didResume(name)), nil
}
