package courtesy

import "time"

// NoteWithin is the age in days up to which an event still owes a note. For
// anything older a note is offered, never owed.
const NoteWithin = 14

// notePings is how often an open note is asked for before it rests in the
// digest until it is answered.
const notePings = 2

// NoteAfter tells whether an inbound referral or a touch that owes a note still
// does, and when to ask for it: at the next desk time, which is as immediate as
// "Referring Out" asks and still lets her write at her desk. A note for an
// event that lies ahead is asked for at the first desk time after it. An event
// dated more than NoteWithin days before today owes none.
func NoteAfter(now, event time.Time, r Rhythm) (ping time.Time, owed bool) {
	if old(now, event) {
		return time.Time{}, false
	}
	return r.NextDesk(later(now, event)), true
}

// NoteAgain tells when a note that was pinged and not answered is asked for
// again, given how often it has been pinged: once more, at the next desk time.
// After that it stands in the digest only, and ok is false.
func NoteAgain(r Rhythm, pinged time.Time, pings int) (at time.Time, ok bool) {
	if pings >= notePings {
		return time.Time{}, false
	}
	return r.NextDesk(pinged), true
}

// NoteNow is when a note that she asked for herself is due: at the next desk
// time, whatever the date of the event. It serves [Write one], [They went] and
// [Thank them anyway].
func NoteNow(now time.Time, r Rhythm) time.Time {
	return r.NextDesk(now)
}

func old(now, event time.Time) bool {
	return Day(event).AddDate(0, 0, NoteWithin).Before(Day(now))
}
