package meetup

import (
	"context"
	"errors"
	"time"

	"referout/bot"
	"referout/store"
)

// changeTapped answers [Change] on a card, for who proposed the meeting or administers
// the chat: what changes is described privately.
func changeTapped(_ context.Context, s *bot.Shared) (bot.Public, error) {
	id := s.Args.Part(0)
	m, closed, err := open(s, id)
	if err != nil {
		return bot.Public{}, err
	}
	if closed != nil {
		return aside(*closed), nil
	}
	if !s.Now.Before(begins(s, m.Facts)) {
		return aside(hasBegun()), nil
	}
	if may, err := mayChange(s, m.By); err != nil || !may {
		return aside(notYoursHere()), err
	}
	return privatelyOr(s, pageMail, id, nil, changeIsThere())
}

// opened shows what can be changed about a meeting to who asked for it in the room.
func opened(_ context.Context, p *bot.Personal, mail bot.Mail) (bot.Private, error) {
	return beginEdit(p, mail.Circle, mail.Ref)
}

// edit answers [Change] in the private chat.
func edit(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return beginEdit(p, p.Args.Part(0), p.Args.Part(1))
}

// beginEdit opens the draft of what changes about a meeting. What was begun before is
// gone on with.
func beginEdit(p *bot.Personal, circle, id string) (bot.Private, error) {
	v, err := look(p, circle, id)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(meetingGone()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	if v.State != Planned || !p.Now.Before(v.begins()) {
		return v.page(p)
	}
	for e, err := range drafts.All(p.Data) {
		if err != nil {
			return bot.Private{}, err
		}
		if e.Value.Circle == circle && e.Value.Meeting == id {
			t, err := taking(p, e.ID, e.Value)
			if err != nil {
				return bot.Private{}, err
			}
			return t.editing(p)
		}
	}
	d := draft{Circle: circle, Meeting: id}
	draftID, err := keepDraft(p, d)
	if err != nil {
		return bot.Private{}, err
	}
	d.At = p.Now.UTC()
	t, err := taking(p, draftID, d)
	if err != nil {
		return bot.Private{}, err
	}
	return t.editing(p)
}

// orBook lets a text below a draft that is gone be about the book.
func orBook(below func(context.Context, *bot.Personal) (bot.Private, error)) func(context.Context, *bot.Personal) (bot.Private, error) {
	return func(ctx context.Context, p *bot.Personal) (bot.Private, error) {
		_, gone, err := take(p, p.Args.Part(0))
		if err == nil && gone != nil && !p.Args.Tapped {
			return bot.Private{}, bot.ErrNoMatch
		}
		if err != nil {
			return bot.Private{}, err
		}
		return below(ctx, p)
	}
}

// editing shows what is changed so far; only that leaves the book, all at once.
func (t taken) editing(p *bot.Personal) (bot.Private, error) {
	if t.m.State != Planned {
		return bot.Whisper(meetingGone()), dropDraft(p, t.id)
	}
	buttons := append(t.fieldButtons(), bot.Do(stopLabel, stopAction, t.Circle, t.Meeting))
	if len(t.Plan) == 0 {
		m := whatChanges(t.m.Facts.Topic).Add(bot.Facts(planRows(factsPlan(t.m.Facts))...))
		return bot.Whisper(m.With(buttons...)).Corrects(elseAction, t.id), nil
	}
	offers := []bot.Offer{t.offer(t.Meeting, postChangeLabel)}
	again, err := t.repeats()
	if err != nil {
		return bot.Private{}, err
	}
	if again {
		offers[0].Label = onlyThisLabel
		offers = append(offers, t.offer(t.Meeting+allMark, fromHereLabel))
	}
	m := changesSoFar(t.m.Facts.Topic, again).With(buttons...).With(bot.Do(notNowLabel, dropAction, t.id))
	return bot.Whisper(m).Corrects(elseAction, t.id).Offering(offers...), nil
}

func (t taken) offer(ref, label string) bot.Offer {
	return bot.Offer{Label: label, Style: bot.Primary, Circle: t.Circle, Kind: changeMail, Ref: ref, What: t.Plan.written(),
		After: sentAction, Parts: []string{changeMail, t.Circle, t.Meeting, t.id}}
}

// repeats says whether what changes may be meant for the days to come as well: not if
// the day itself is another.
func (t taken) repeats() (bool, error) {
	if t.m.Series == "" {
		return false, nil
	}
	sr, err := series.Get(t.space, t.m.Series)
	if err != nil || sr.Ended {
		return false, store.IgnoreMissing(err)
	}
	next, err := t.Plan.over(t.m.Facts, t.now)
	return err == nil && day(next.Wall).Equal(day(t.m.Facts.Wall)), nil
}

// stop asks once more before a meeting is called off.
func stop(_ context.Context, p *bot.Personal) (bot.Private, error) {
	v, err := look(p, p.Args.Part(0), p.Args.Part(1))
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(meetingGone()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	if v.State != Planned {
		return v.page(p)
	}
	told, err := v.told()
	if err != nil {
		return bot.Private{}, err
	}
	offers := []bot.Offer{v.stopOffer(v.id, yesStopLabel)}
	if sr, err := series.Get(v.space, v.Series); err == nil && !sr.Ended {
		offers[0].Label = skipLabel
		offers = append(offers, v.stopOffer(v.id+allMark, endSeriesLabel))
	} else if store.IgnoreMissing(err) != nil {
		return bot.Private{}, err
	}
	m := reallyStop(v.Facts.Topic, v.span(p), told).With(bot.Do(keepLabel, pageAction, v.circle.ID, v.id))
	return bot.Whisper(m).Offering(offers...), nil
}

func (v view) stopOffer(ref, label string) bot.Offer {
	return bot.Offer{Label: label, Style: bot.Danger, Circle: v.circle.ID, Kind: stopMail, Ref: ref, After: sentAction, Parts: []string{stopMail, v.circle.ID, v.id}}
}

// planRows are the facts of a plan as they stand.
func planRows(p plan) (rows []bot.Row) {
	for _, f := range fields() {
		if p[f.name] != "" {
			rows = append(rows, bot.Fact(f.label, p[f.name]))
		}
	}
	return rows
}

// factRows are the facts of a meeting; span is when it is.
func factRows(f Facts, span bot.Line) (rows []bot.Row) {
	rows = append(rows, bot.Row{Label: whenLabel, Value: append(span, bot.Text("%s", lastingText(f.Length)))}, bot.Fact(placeLabel, f.Place))
	if f.Speaker != "" {
		rows = append(rows, bot.Fact(speakerLabel, f.Speaker))
	}
	return rows
}

// roomSpan is when a meeting is, for everybody in the room.
func roomSpan(f Facts, at, now time.Time) bot.Line {
	return bot.Line{{Kind: bot.TimeSpan, Text: roomTime(f.Wall, now), At: at}}
}
