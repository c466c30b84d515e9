package duty

import (
	"errors"
	"fmt"
	"time"

	"referout/bot"
	"referout/handlers/courtesy"
	"referout/store"
)

// Thank owes a note to a person or an office from a wall time on. Open notes to
// one person are one duty with a line per event; one that lies written is not
// reopened.
func Thank(p *bot.Personal, whom string, line Line, from time.Time) (id string, err error) {
	k, err := at(p)
	if err != nil {
		return "", err
	}
	id, d, found, err := k.openNote(whom)
	if err != nil {
		return "", err
	}
	if !found {
		if id, err = k.newNote(); err != nil {
			return "", err
		}
		d = Duty{Kind: Note, State: Open, Whom: whom, From: from, Due: from, By: p.Who.ID}
	}
	d.Lines = append(d.Lines, line)
	if from, err = k.sooner(id, from); err != nil {
		return "", err
	}
	if d.From.After(from) {
		d.From, d.Due = from, from
	}
	if err := errors.Join(k.fresh(id), k.save(id, d, Open)); err != nil {
		return "", err
	}
	return id, k.remind(id, from)
}

// newNote names a note: one handling may owe several.
func (k desk) newNote() (string, error) {
	id := "n" + k.Handling()
	for n := 1; ; n++ {
		if _, err := k.get(id); errors.Is(err, store.ErrNotFound) {
			return id, nil
		} else if err != nil {
			return "", err
		}
		id = "n" + k.Handling() + fmt.Sprintf("%03d", n)
	}
}

// sooner keeps an earlier ping that a note already has, also one that is due and has
// not gone off yet.
func (k desk) sooner(id string, from time.Time) (time.Time, error) {
	next, ok, err := k.next(id)
	if err == nil && ok && next.Before(from) {
		return next, nil
	}
	return from, err
}

// openNote is the note to somebody that is still to be written.
func (k desk) openNote(whom string) (id string, d Duty, found bool, err error) {
	for e, err := range Duties.By(k.Data, "whom", whom) {
		if err != nil {
			return "", Duty{}, false, err
		}
		if e.Value.Kind == Note && e.Value.State == Open {
			return e.ID, e.Value, true, nil
		}
	}
	return "", Duty{}, false, nil
}

// NoteFor decides whether an event of a wall day owes a note, and opens it. The
// time is when it will be asked for.
func NoteFor(p *bot.Personal, whom string, line Line) (from time.Time, owed bool, err error) {
	k, err := at(p)
	if err != nil {
		return time.Time{}, false, err
	}
	from, owed = courtesy.NoteAfter(k.now, line.Day, k.prefs.Rhythm)
	if !owed {
		return time.Time{}, false, nil
	}
	_, err = Thank(p, whom, line, from)
	return k.spoken(from), true, err
}

// ThankNow owes a note that the member asked for herself, at the next desk time.
func ThankNow(p *bot.Personal, whom string, line Line) (from time.Time, err error) {
	k, err := at(p)
	if err != nil {
		return time.Time{}, err
	}
	from = courtesy.NoteNow(k.now, k.prefs.Rhythm)
	_, err = Thank(p, whom, line, from)
	return k.spoken(from), err
}

// MentalHealthNote owes only the thank-you for someone sent to a mental-health
// professional, two weeks later: nothing about the person is asked or kept.
func MentalHealthNote(p *bot.Personal, whom string, line Line) (from time.Time, owed bool, err error) {
	k, err := at(p)
	if err != nil {
		return time.Time{}, false, err
	}
	from, owed = courtesy.MentalHealthNoteAt(k.now, line.Day, k.prefs.Rhythm)
	if !owed {
		return time.Time{}, false, nil
	}
	_, err = Thank(p, whom, line, from)
	return k.spoken(from), true, err
}

// MoveNotes owes to one office what was owed to another that is given up; its visit
// is the rhythm's business.
func MoveNotes(p *bot.Personal, from, to string) error {
	k, err := at(p)
	if err != nil {
		return err
	}
	owed, err := store.Collect(Duties.By(p.Data, "whom", from))
	if err != nil {
		return err
	}
	for _, e := range owed {
		if e.Value.Kind != Note {
			continue
		}
		e.Value.Whom = to
		if err := k.save(e.ID, e.Value, e.Value.State); err != nil {
			return err
		}
	}
	return nil
}
