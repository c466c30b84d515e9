package meetup

import (
	"context"
	"errors"

	"referout/bot"
	"referout/store"
)

// page shows one meeting privately.
func page(_ context.Context, p *bot.Personal) (bot.Private, error) {
	v, err := look(p, p.Args.Part(0), p.Args.Part(1))
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(meetingGone()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	return v.page(p)
}

// page is a meeting with her answer and what she can do about it.
func (v view) page(p *bot.Personal) (bot.Private, error) {
	t, err := count(v.space, v.id)
	if err != nil {
		return bot.Private{}, err
	}
	m := bot.Compose(bot.Title("%s", v.Facts.Topic), v.rows(p)).Add(countsLine(v.Meeting, t))
	if v.State == Planned || v.answer.Answer != 0 {
		m = m.Add(myAnswer(v.answer.Answer))
	}
	if v.State != Planned || !p.Now.Before(v.Facts.when(End, v.instant)) {
		return bot.Whisper(m.With(bot.Do(calendarLabel, calendarAction, v.circle.ID, v.id))), nil
	}
	if v.mine() && p.Now.Before(v.begins()) {
		m = m.With(bot.Do(changeLabel, editAction, v.circle.ID, v.id))
	}
	return v.withButtons(m), nil
}

// listed shows the meetings to come in a circle of hers: one at once, several as a list.
func listed(p *bot.Personal, circle string) (bot.Private, error) {
	c, space, err := p.Circle(circle)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(notInIt()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	all, err := planned(space)
	if err != nil {
		return bot.Private{}, err
	}
	switch len(all) {
	case 0:
		return bot.Whisper(nothingPlanned(c.Name)), nil
	case 1:
		v, err := look(p, circle, all[0].ID)
		if err != nil {
			return bot.Private{}, err
		}
		return v.page(p)
	}
	m := whatIsPlanned(c.Name, len(all))
	for i, e := range all {
		v, err := look(p, circle, e.ID)
		if err != nil {
			return bot.Private{}, err
		}
		line := append(v.span(p), bot.Text(": %s%s", v.Facts.Topic, answerMarkText(v.answer.Answer)))
		if i < bot.MostItems {
			m = m.Add(bot.Item(line, bot.Do("Open", pageAction, circle, e.ID)))
		} else {
			m = m.Add(bot.Para(line...))
		}
	}
	return bot.Whisper(m), nil
}

// sent answers an offer that has left: what the circle does about it comes from there.
func sent(_ context.Context, p *bot.Personal) (bot.Private, error) {
	kind, circle, id := p.Args.Part(0), p.Args.Part(1), p.Args.Part(2)
	name, err := p.CircleName(circle, theGroup)
	if err != nil {
		return bot.Private{}, err
	}
	switch kind {
	case postMail:
		return bot.Whisper(postedTo(name)), dropDraft(p, id)
	case changeMail:
		d, err := drafts.Get(p.Data, p.Args.Part(3))
		if store.IgnoreMissing(err) != nil {
			return bot.Private{}, err
		}
		_, seats := d.Plan[seatsField]
		return bot.Whisper(changedIn(name, seats && len(d.Plan) == 1)), dropDraft(p, p.Args.Part(3))
	case stopMail:
		told, err := toldOf(p, circle, id)
		return bot.Whisper(calledOffIn(name, told)), err
	}
	v, err := look(p, circle, id)
	if err != nil {
		return bot.Whisper(passedOn()), store.IgnoreMissing(err)
	}
	v.answer.Answer = NotGoing
	if kind == goMail {
		v.answer.Answer = Going
	}
	return v.withButtons(saidSo(kind == goMail, v.Facts.Topic)), nil
}

// toldOf counts who is told that a meeting is called off; nobody of one that she can't see.
func toldOf(p *bot.Personal, circle, id string) (int, error) {
	v, err := look(p, circle, id)
	if err != nil {
		return 0, store.IgnoreMissing(err)
	}
	return v.told()
}

// told counts who is going or waits for a seat but for her: they are told if she calls it
// off.
func (v view) told() (int, error) {
	t, err := count(v.space, v.id)
	n := t.going + t.waiting
	if v.answer.Answer == Going || v.answer.Answer == Waiting {
		n--
	}
	return n, err
}
