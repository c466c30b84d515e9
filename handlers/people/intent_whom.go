package people

import (
	"context"

	"referout/bot"
	"referout/handlers/prefs"
)

// offer shows up to six people, most recent first.
func (in Intent) offer(p *bot.Personal, a aside) (bot.Private, error) {
	ids, err := Recent(p, in.Who, Most)
	if err != nil {
		return bot.Private{}, err
	}
	if len(ids) == 0 {
		return bot.Whisper(nobodyYet(in.Question)).Asks(in.Name+"who", a.parts()...), nil
	}
	return in.among(p, bot.Compose(bot.Say("%s", in.Question)), ids, a)
}

// among offers some people, and [Someone else].
func (in Intent) among(p *bot.Personal, m bot.Message, ids []string, a aside) (bot.Private, error) {
	labels, err := Labels(p.Data, ids)
	if err != nil {
		return bot.Private{}, err
	}
	for i, id := range ids {
		m = m.With(bot.Do(labels[i], in.Name, id, a.day, a.extra))
	}
	m = m.With(bot.Do(someoneElse, in.Name+"who", a.parts()...))
	return bot.Whisper(m).Asks(in.Name+"who", a.parts()...), nil
}

// typed answers [Someone else], and the name typed then.
func (in Intent) typed(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	a := aside{day: p.Args.Part(0), extra: p.Args.Part(1)}
	if p.Args.Tapped || p.Args.Words == "" {
		return bot.Whisper(typeName()).Asks(in.Name+"who", a.parts()...), nil
	}
	return in.begin(ctx, p, p.Args.Words, a)
}

// confirm echoes what a sentence was understood as.
func (in Intent) confirm(p *bot.Personal, h Hit, a aside) (bot.Private, error) {
	today := prefs.Today(p)
	on, ok := a.on(today)
	if !ok {
		return in.askDay(p, h.ID, a, nil)
	}
	m := bot.Compose(bot.Say("%s", in.Sure(h.Name, on, a.extra, today)))
	if a.left {
		m = m.Add(NotKept())
	}
	return bot.Whisper(m.With(bot.Do(yesLabel, in.Name, h.ID, a.day, a.extra),
		bot.Do(changeLabel, in.Name+"chg", h.ID, a.day, a.extra), bot.Do(forgetIt, in.Name+"no"))).Add(in.offerOthers("", a)), nil
}

// differently answers [Change] where a sentence was understood: nothing is kept yet.
func (in Intent) differently(_ context.Context, p *bot.Personal) (bot.Private, error) {
	id, a := p.Args.Part(0), aside{day: p.Args.Part(1), extra: p.Args.Part(2)}
	return bot.Whisper(whatElse().With(bot.Do(anotherDay, in.Name+"day", id, a.extra),
		bot.Do(someoneElse, in.Name+"who", a.parts()...), bot.Do(forgetIt, in.Name+"no"))), nil
}

// which asks with buttons where a name matches several, or only nearly.
func (in Intent) which(p *bot.Personal, hits []Hit, words string, a aside) (bot.Private, error) {
	hits = hits[:min(len(hits), Most)]
	m := whichOne(hits)
	if a.left {
		m = m.Add(NotKept())
	}
	asked, err := in.orNew(p, words, a)
	if err != nil {
		return bot.Private{}, err
	}
	for _, h := range hits {
		m = m.With(bot.Do(h.Label(hits), in.Name, h.ID, a.day, a.extra, asked))
	}
	switch {
	case in.Add == nil:
		return bot.Whisper(m.With(bot.Do(someoneElse, in.Name+"who", a.parts()...))).Add(in.offerOthers("", a)), nil
	case asked != "":
		m = m.With(bot.Do(someoneNew, in.Name+"yes", asked))
	}
	return bot.Whisper(m.With(bot.Do(forgetIt, in.Name+"no", asked))).Add(in.offerOthers("", a)), nil
}

// orNew keeps a line that may be about somebody new; asked is empty if it cannot.
func (in Intent) orNew(p *bot.Personal, words string, a aside) (asked string, err error) {
	if in.Add == nil {
		return "", nil
	}
	l, err := read(p, words)
	if err != nil || in.canAdd(l) != nil {
		return "", err
	}
	return p.Handling(), ask(p, l, a)
}

// nobody answers a name that nobody has who can be meant.
func (in Intent) nobody(p *bot.Personal, words string, a aside) (bot.Private, error) {
	if out, found, err := in.placeInstead(p, words, a); found || err != nil {
		return out, err
	}
	if in.Add == nil {
		return bot.Whisper(in.Nobody()), nil
	}
	l, err := read(p, words)
	if err != nil {
		return bot.Private{}, err
	}
	if err := in.canAdd(l); err != nil {
		return bot.Private{}, err
	}
	if err := ask(p, l, a); err != nil {
		return bot.Private{}, err
	}
	m := isProfessional(l, a.left)
	return bot.Whisper(m.With(bot.Do(yesAdd, in.Name+"yes", p.Handling()), bot.Do(forgetIt, in.Name+"no", p.Handling()))), nil
}

// canAdd checks that a line names somebody who can be meant: a person, or an
// office where those can be. The error is a sentence.
func (in Intent) canAdd(l Line) error {
	if err := NotClient(l); err != nil {
		return err
	}
	switch {
	case l.Name != "":
		_, err := ReadName(l.Name)
		return err
	case in.Who.Offices && l.OfficeName != "":
		_, err := ReadPlace(l.OfficeName, "office")
		return err
	}
	return bot.Errorf("%s", noName)
}

// placeInstead answers the name of an office, or of somebody on its staff, where
// only a specialist can be meant: it offers the specialists there.
func (in Intent) placeInstead(p *bot.Personal, words string, a aside) (out bot.Private, found bool, err error) {
	hits, left, err := Match(p, words, Filter{Specialists: true, Staff: true, Offices: true})
	if err != nil || len(hits) != 1 || hits[0].Guess || left != "" {
		return bot.Private{}, false, err
	}
	office, err := OfficeOf(p.Data, hits[0].ID)
	if err != nil {
		return bot.Private{}, false, err
	}
	team, err := ByOffice(p.Data, office)
	if err != nil {
		return bot.Private{}, false, err
	}
	place, err := Name(p.Data, office)
	if err != nil {
		return bot.Private{}, false, err
	}
	var ids []string
	for _, e := range team {
		if !e.Value.Staff() && len(ids) < Most {
			ids = append(ids, e.ID)
		}
	}
	out, err = in.among(p, notForReferral(hits[0].Name, place, in.Question, IsOffice(hits[0].ID)), ids, a)
	return out, true, err
}
