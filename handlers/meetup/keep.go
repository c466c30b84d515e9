package meetup

import (
	"time"

	"referout/bot"
	"referout/handlers/courtesy"
	"referout/handlers/duty"
	"referout/handlers/events"
	"referout/handlers/guide"
	"referout/handlers/listing"
	"referout/handlers/people"
	"referout/handlers/prefs"
)

// Encounter is somebody of a circle whom a member met.
type Encounter struct {
	Who  listing.Listing
	Note bool // she wants to write
}

// atMeetup is how those who went to the same meeting met.
const atMeetup = courtesy.Meetup

// Keep writes encounters of a wall day into a member's own book: a touch each, a note
// where she wants one. Who is not in the book yet is added from the listing. All of it
// is one handling, which one [Undo] takes back.
func Keep(p *bot.Personal, day time.Time, how courtesy.TouchKind, all []Encounter) (bot.Private, error) {
	var k kept
	for _, e := range all {
		if err := k.one(p, day, how, e); err != nil {
			return bot.Private{}, err
		}
	}
	m := keptText(k, day, prefs.Today(p)).With(bot.UndoChoice())
	return prefs.Undoable(p, bot.Whisper(m), didMeet(len(all)))
}

// kept is what was written, for the echo.
type kept struct {
	names, added, notes []string
	from                time.Time // when the notes will be asked for
}

func (k *kept) one(p *bot.Personal, day time.Time, how courtesy.TouchKind, e Encounter) error {
	id, added, err := personOf(p, e.Who)
	if err != nil {
		return err
	}
	who, err := people.Persons.Get(p.Data, id)
	if err != nil {
		return err
	}
	touch := events.Event{Kind: events.Touched, Person: id, Office: who.Office, Day: day, How: how}
	event, err := events.Add(p, touch)
	if err != nil {
		return err
	}
	k.names = append(k.names, who.Name)
	if added {
		k.added = append(k.added, who.Name)
	}
	if e.Note {
		if err := k.note(p, id, who.Name, duty.Line{Occasion: duty.OccasionOf(touch), Day: day, Event: event}); err != nil {
			return err
		}
	}
	return duty.Reckon(p, who.Office)
}

// note owes a note, also for what is too long ago to owe one by itself: she asked.
func (k *kept) note(p *bot.Personal, id, name string, line duty.Line) error {
	from, owed, err := duty.NoteFor(p, id, line)
	if err == nil && !owed {
		from, err = duty.ThankNow(p, id, line)
	}
	k.notes, k.from = append(k.notes, name), from
	return err
}

// personOf is who of her book a listing is, added if nobody is. Of several of the same
// name the one of the same specialty is meant.
func personOf(p *bot.Personal, l listing.Listing) (id string, added bool, err error) {
	line := lineOf(l)
	same, err := people.Same(p.Data, line)
	if err != nil {
		return "", false, err
	}
	for _, e := range same {
		if e.Value.Specialty == l.Specialty || (len(same) == 1 && (e.Value.Specialty == "" || l.Specialty == "")) {
			return e.ID, false, nil
		}
	}
	id, err = people.Save(p, line)
	return id, true, err
}

// lineOf is what a listing says, as the book keeps it.
func lineOf(l listing.Listing) people.Line {
	line := people.Line{Name: l.Name, Specialty: l.Specialty, City: l.Area}
	line.Reach(l.Contact)
	for _, code := range l.Payers {
		line.Payers = append(line.Payers, guide.PayerName(code))
	}
	return line
}
