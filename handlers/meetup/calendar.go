package meetup

import (
	"context"
	"errors"

	"referout/bot"
	"referout/handlers/ical"
	"referout/store"
)

// calendarTapped answers [Calendar] on a card: the file comes privately.
func calendarTapped(_ context.Context, s *bot.Shared) (bot.Public, error) {
	id := s.Args.Part(0)
	if _, err := Meetings.Get(s.Data, id); errors.Is(err, store.ErrNotFound) {
		return aside(elsewhere()), nil
	} else if err != nil {
		return bot.Public{}, err
	}
	return privatelyOr(s, fileMail, id, nil, fileIsThere())
}

// calendarSent brings the file that was asked for in the room.
func calendarSent(_ context.Context, p *bot.Personal, mail bot.Mail) (bot.Private, error) {
	return calendarOf(p, mail.Circle, mail.Ref)
}

// calendarHere answers [Calendar] in the private chat.
func calendarHere(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return calendarOf(p, p.Args.Part(0), p.Args.Part(1))
}

// calendarOf is one meeting as a file. A later version takes the place of an earlier
// one in the calendar; a meeting that was called off is struck out there.
func calendarOf(p *bot.Personal, circle, id string) (bot.Private, error) {
	v, err := look(p, circle, id)
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(meetingGone()), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	begin := v.begins()
	file := ical.File(v.circle.Name, ical.Event{
		UID: v.UID, Begin: begin, End: begin.Add(v.Facts.length()), Title: v.Facts.Topic, Place: v.Facts.Place,
		Text: calendarText(v.circle.Name, v.Facts.Speaker), Sequence: v.Version, Cancelled: v.State == Cancelled, Stamp: v.Changed,
	})
	m := calendarFile(v.Facts.Topic, v.State == Cancelled)
	m.Files = []bot.File{{Name: fileName, MIME: "text/calendar", Bytes: file}}
	return bot.Whisper(m), nil
}
