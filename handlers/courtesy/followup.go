package courtesy

import "time"

// Days from an outbound referral to the question how they got on. A physician's
// first free appointment is usually weeks away.
const (
	FollowUpDays          = 14
	PhysicianFollowUpDays = 28
)

// FollowUpAt is when to ask how the person got on with the specialist she was
// sent to: at desk time FollowUpDays after the referral, PhysicianFollowUpDays
// after one to a physician, and never before the next desk time. A specialist
// in mental health has no follow-up; see MentalHealthNoteAt.
func FollowUpAt(now, referred time.Time, physician bool, r Rhythm) time.Time {
	days := FollowUpDays
	if physician {
		days = PhysicianFollowUpDays
	}
	return deskInDays(now, referred, days, r)
}

// MentalHealthNoteAt is when to ask for the note of thanks that a referral to a
// specialist in mental health owes: at desk time FollowUpDays after it, never
// before the next desk time. Nothing is ever asked about the person. A referral
// dated more than NoteWithin days before today owes no note.
func MentalHealthNoteAt(now, referred time.Time, r Rhythm) (at time.Time, owed bool) {
	if old(now, referred) {
		return time.Time{}, false
	}
	return deskInDays(now, referred, FollowUpDays, r), true
}

// FollowUpChoices are the times at which to ask again after [Not yet]: in two
// weeks and in a month, at desk time. A date of her own is LaterOn.
func FollowUpChoices(now time.Time, r Rhythm) []Choice {
	return []Choice{
		{Kind: TwoWeeks, At: r.DeskOn(now.AddDate(0, 0, 14))},
		{Kind: AMonth, At: r.DeskOn(AddMonths(now, 1))},
	}
}

func deskInDays(now, from time.Time, days int, r Rhythm) time.Time {
	return later(r.DeskOn(from.AddDate(0, 0, days)), r.NextDesk(now))
}
