package duty

import (
	"errors"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/courtesy"
	"referout/handlers/events"
	"referout/handlers/guide"
	"referout/handlers/people"
	"referout/store"
)

// been logs the visit that a duty asked for: the office is thanked as an office,
// and its next visit is due six months on.
func been(k desk, id string, d Duty) (bot.Private, error) {
	if d.Kind != Visit {
		return k.page(id)
	}
	day := k.today()
	if !d.Booked.IsZero() && courtesy.Day(d.Booked).Before(day) {
		day = courtesy.Day(d.Booked)
	}
	event, err := events.Add(k.Personal, events.Event{Kind: events.Touched, Office: d.Whom, Day: day, How: courtesy.Visit})
	if err != nil {
		return bot.Private{}, err
	}
	from, owed, err := NoteFor(k.Personal, d.Whom, Line{Occasion: guide.OfficeMet, Day: day, Event: event})
	if err != nil {
		return bot.Private{}, err
	}
	if err := Reckon(k.Personal, d.Whom); err != nil {
		return bot.Private{}, err
	}
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	due, _, err := VisitBy(k.Personal, d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	return k.settled(didVisit(name), beenThere(name, day, due, from, owed, k.today()))
}

// booked asks when the visit is, and takes the date.
func booked(k desk, id string, d Duty) (bot.Private, error) {
	if d.Kind != Visit {
		return k.page(id)
	}
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	if k.Args.Tapped {
		return k.ask("booked", id, d, askBooked(name))
	}
	found, sorry, err := k.appointment(k.Args.Words)
	if err != nil {
		return bot.Private{}, err
	}
	if sorry != nil {
		return k.ask("booked", id, d, *sorry)
	}
	d.Booked = found.Wall
	ask := courtesy.BookedAsk(k.now, found.Wall, k.prefs.Rhythm)
	if err := errors.Join(k.fresh(id), k.save(id, d, Open), k.remind(id, ask)); err != nil {
		return bot.Private{}, err
	}
	return k.settled(didBook(name), visitBooked(name, found, k.spoken(ask), k.today()))
}

// appointment reads a day for a visit: today or later.
func (k desk) appointment(words string) (found when.Found, sorry *bot.Message, err error) {
	found, err = when.Parse(words, k.Now, when.Future)
	unclear := (*when.Unclear)(nil)
	var m bot.Message
	switch {
	case errors.As(err, &unclear):
		m = dateUnclear(unclear)
	case errors.Is(err, when.ErrNone):
		m = dateUnread()
	case err != nil:
		return found, nil, err
	case courtesy.Day(found.Wall).Before(k.today()):
		m = datePast(found.Wall, k.today())
	default:
		return found, nil, nil
	}
	return found, &m, nil
}

// whoRunsIt asks who runs an office's desk, and keeps the answer as staff.
func whoRunsIt(k desk, id string, d Duty) (bot.Private, error) {
	if d.Kind != Visit {
		return k.page(id)
	}
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	if k.Args.Tapped {
		return k.ask("desk", id, d, askManager(name))
	}
	line := people.ReadLine(k.Args.Words)
	if line.Name == "" {
		return k.ask("desk", id, d, managerUnread())
	}
	if err := people.NotClient(line); err != nil {
		return bot.Private{}, err
	}
	who := people.Line{Role: line.Role, Phone: line.Phone}
	if who.Name, err = people.ReadName(line.Name); err != nil {
		return bot.Private{}, err
	}
	if who.Role == "" {
		who.Role = guide.PracticeManager
	}
	if _, err := people.SaveAt(k.Personal, who, d.Whom); err != nil {
		return bot.Private{}, err
	}
	return k.again(id, didName(who.Name))
}

// again shows a duty's page after something about it was filled in.
func (k desk) again(id, label string) (bot.Private, error) {
	out, err := k.page(id)
	return k.undoable(out, label), err
}

// giveAddress asks for the postal address of a note's office, and keeps it.
func giveAddress(k desk, id string, d Duty) (bot.Private, error) {
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	if k.Args.Tapped {
		return k.ask("addr", id, d, askAddress(name))
	}
	office, err := people.OfficeOf(k.Data, d.Whom)
	if err != nil {
		return bot.Private{}, err
	}
	o, err := people.Offices.Get(k.Data, office)
	if err != nil {
		return bot.Private{}, err
	}
	if o.Address, err = people.ReadAddress(k.Args.Words); err != nil {
		return bot.Private{}, err
	}
	if err := people.Offices.Put(k.Data, office, o); err != nil {
		return bot.Private{}, err
	}
	return k.again(id, didAddress(name))
}

// lastThere is the last touch in person at an office.
func lastThere(s store.Space, office string) (time.Time, error) {
	return events.LastInPerson(s, office)
}
