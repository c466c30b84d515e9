// Package pairs brings members of a circle together, two by two: once a month those who
// want to are paired with a colleague of another discipline whom they have not met.
//
// # Privacy
//
// The room hears how many pairs were made, and of nobody. Each of a pair is told
// privately what the listing of the other says. That two have met is known to the
// circle when one of them says so by a tap; what she keeps of it stands in her own book.
//
// # Who meets whom
//
// No pair is made twice before every two of those who take part have been paired, or are
// known to have met; then it begins anew. Who is left out, though there is somebody whom
// she has not met, comes first the month after.
//
// # Time
//
// The first Monday of a month, at nine on the circle's clock. Late is fine within the
// month, up to a week before the next pairs; a month that was missed is left out.
package pairs

import (
	"referout/bot"
	"referout/store"
)

// The actions of this package. Stored in buttons and offers: never to change.
const (
	inAction   = "pairin"   // the circle is chosen
	saidAction = "pairsaid" // answers: takes part, or no more
	metAction  = "pairmet"  // answers: they met
	notAction  = "pairnot"  // answers: not this month
)

// The kinds of letters. Stored: never to change.
const (
	onMail   = "pairon"   // to the circle: takes part
	offMail  = "pairoff"  // to the circle: no more
	toldMail = "pair"     // to a person: whom she is paired with
	newsMail = "pairnews" // to a person: why there is nobody
	metMail  = "pairmet"  // to the circle: the two have met
	notMail  = "pairnot"  // to the circle: not this month; to the other: the same
)

// monthAlarm makes the pairs of a month. Stored: never to change.
const monthAlarm = "pairs"

// Feature is /pairs and what follows from it every month.
func Feature() bot.Feature {
	return bot.Feature{
		Commands: []bot.Command{{Name: "pairs", Summary: "Once a month, meet a colleague you don't know yet: take part, or stop", Quiet: true,
			Params:   []bot.Param{{Name: "stop", Summary: "stop, to take part no more", Choices: []string{stopWord}}},
			Personal: privately, Shared: inRoom}},
		Actions: []bot.Action{
			{Name: inAction, Edits: true, Personal: inCircle},
			{Name: saidAction, Edits: true, Personal: said},
			{Name: metAction, Edits: true, Once: true, Personal: weMet},
			{Name: notAction, Edits: true, Personal: notThisMonth},
		},
		Alarms: []bot.Alarm{{Kind: monthAlarm, Shared: month}},
		Mail: []bot.Mailbox{
			{Kind: onMail, Shared: heard(true)},
			{Kind: offMail, Shared: heard(false)},
			{Kind: toldMail, Personal: told},
			{Kind: newsMail, Personal: news},
			{Kind: metMail, Shared: haveMet},
			{Kind: notMail, Personal: called, Shared: callOff},
		},
		Tables: []store.Keeper{takers, paired, rounds, mates},
	}
}
