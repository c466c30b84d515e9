package duty

import (
	"context"
	"errors"

	"referout/bot"
	"referout/handlers/courtesy"
	"referout/handlers/events"
	"referout/handlers/guide"
	"referout/store"
)

// thank answers [Thank them anyway], on a follow-up that is closed.
func thank(_ context.Context, p *bot.Personal) (bot.Private, error) {
	k, err := at(p)
	if err != nil {
		return bot.Private{}, err
	}
	d, err := k.get(p.Args.Part(0))
	if errors.Is(err, store.ErrNotFound) || (err == nil && (d.Kind != FollowUp || len(d.Lines) == 0)) {
		return k.gone()
	}
	if err != nil {
		return bot.Private{}, err
	}
	return k.thankOnce(d.Whom, d.Lines[0])
}

// writeOne answers [Write one]: a note for an event that owes none.
func writeOne(_ context.Context, p *bot.Personal) (bot.Private, error) {
	k, err := at(p)
	if err != nil {
		return bot.Private{}, err
	}
	e, err := events.Events.Get(k.Data, p.Args.Part(0))
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(goneDuty()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	return k.thankOnce(e.Whom(), Line{Occasion: OccasionOf(e), Day: e.Day, Event: p.Args.Part(0)})
}

// thankOnce owes a note that was asked for, unless one for the same event is open
// or was delivered.
func (k desk) thankOnce(whom string, line Line) (bot.Private, error) {
	id, d, found, err := k.noteAbout(whom, line.Event)
	if err != nil {
		return bot.Private{}, err
	}
	if !found {
		return k.thankFor(whom, line)
	}
	name, err := k.name(whom)
	if err != nil {
		return bot.Private{}, err
	}
	if !d.Live() {
		return k.answered(thankedBefore(name), didAskNote(name))
	}
	next, waits, err := k.next(id)
	if err != nil {
		return bot.Private{}, err
	}
	if !waits || d.State == Written {
		return k.answered(noteListed(name), didAskNote(name))
	}
	return k.answered(noteOwed(name, k.spoken(next), k.today()), didAskNote(name))
}

// thankFor owes a note at the next desk time and says so.
func (k desk) thankFor(whom string, line Line) (bot.Private, error) {
	from, err := ThankNow(k.Personal, whom, line)
	if err != nil {
		return bot.Private{}, err
	}
	name, err := k.name(whom)
	if err != nil {
		return bot.Private{}, err
	}
	return k.settled(didAskNote(name), noteOwed(name, from, k.today()))
}

// noteAbout is the note that thanks for an event, open or delivered; one that was
// skipped does not count.
func (k desk) noteAbout(whom, event string) (id string, d Duty, found bool, err error) {
	for e, err := range Duties.By(k.Data, "whom", whom) {
		if err != nil {
			return "", Duty{}, false, err
		}
		if e.Value.Kind == Note && e.Value.State != Skipped && e.Value.thanksFor(event) {
			return e.ID, e.Value, true, nil
		}
	}
	return "", Duty{}, false, nil
}

func (d Duty) thanksFor(event string) bool {
	for _, l := range d.Lines {
		if l.Event == event {
			return event != ""
		}
	}
	return false
}

// thanks is [Thank them anyway], under a question that was closed without a note.
func (k desk) thanks(id string, d Duty) ([]bot.Choice, error) {
	if d.Kind != FollowUp || d.State != Done || len(d.Lines) == 0 {
		return nil, nil
	}
	_, _, found, err := k.noteAbout(d.Whom, d.Lines[0].Event)
	if err != nil || found {
		return nil, err
	}
	return []bot.Choice{thankAnyway(id)}, nil
}

// OccasionOf is what a note for an event thanks for.
func OccasionOf(e events.Event) guide.Occasion {
	switch e.Kind {
	case events.Received:
		return guide.InboundReferral
	case events.Referred:
		return guide.OutboundReferral
	}
	return touched(e)
}

func touched(e events.Event) guide.Occasion {
	if e.Person == "" && e.How == courtesy.Visit {
		return guide.OfficeMet
	}
	switch e.How {
	case courtesy.Lunch:
		return guide.MetLunch
	case courtesy.Elsewhere:
		return guide.MetElsewhere
	case courtesy.Meetup:
		return guide.MetMeetup
	case courtesy.Call:
		return guide.Called
	}
	return guide.MetVisit
}
