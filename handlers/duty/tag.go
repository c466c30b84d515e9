package duty

import (
	"context"

	"referout/bot"
	"referout/handlers/events"
	"referout/handlers/guide"
	"referout/handlers/people"
)

func isTag(text string) bool {
	_, ok := guide.ReadTag(text)
	return ok
}

// tagged shows the referral whose tag was typed alone, with hyphen or space.
func tagged(_ context.Context, p *bot.Personal) (bot.Private, error) {
	out, found, err := ByTag(p, p.Args.Words)
	if err == nil && !found {
		err = bot.ErrNoMatch
	}
	return out, err
}

// ByTag shows the referral that a text is the tag of, with its question or how that
// was answered. found is false for any other text.
func ByTag(p *bot.Personal, text string) (out bot.Private, found bool, err error) {
	tag, ok := guide.ReadTag(text)
	if !ok {
		return bot.Private{}, false, nil
	}
	for e, err := range events.Events.All(p.Data) {
		if err != nil {
			return bot.Private{}, false, err
		}
		if e.Value.Tag == tag && e.Value.Kind == events.Referred {
			out, err := referralPage(p, e.ID, e.Value)
			return out, true, err
		}
	}
	return bot.Private{}, false, nil
}

// referralPage shows the question about a referral.
func referralPage(p *bot.Personal, event string, e events.Event) (bot.Private, error) {
	k, err := at(p)
	if err != nil {
		return bot.Private{}, err
	}
	for d, err := range Duties.By(k.Data, "whom", e.Person) {
		if err != nil {
			return bot.Private{}, err
		}
		if d.Value.Kind != FollowUp || !d.Value.thanksFor(event) {
			continue
		}
		if d.Value.Live() {
			return k.page(d.ID)
		}
		return k.answeredPage(d.ID, d.Value)
	}
	name, err := k.name(e.Person)
	line := Line{Day: e.Day, Tag: e.Tag}
	return bot.Whisper(sentPage(Duty{Lines: []Line{line}}, name, k.today())), err
}

// answeredPage is a referral whose question is closed, with the way to the card.
func (k desk) answeredPage(id string, d Duty) (bot.Private, error) {
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	how, err := k.closedPage(id, d, name)
	said := sentPage(d, name, k.today()).Add(how.Blocks...).With(how.Choices...)
	return bot.Whisper(said.With(bot.Do(cardLabel, people.CardAction, d.Whom))), err
}
