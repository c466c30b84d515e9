// Package meetup lets a circle meet: dates with a card in the room, seats, reminders,
// a calendar file, and afterwards the question whom one met.
//
// # Privacy
//
// What is said of a meeting was typed for the circle, and shown as it would stand there
// before it was posted. What the scrubber finds is refused, but in the place, which may
// have an address, a telephone or a link, and the name of the speaker, who is a colleague:
// that name stands alone. The room sees counts, never who is coming. Whom somebody met
// stays in her own book.
//
// # Time
//
// A meeting keeps the reading of the circle's own clock. A week and a day ahead are
// counted on that clock, two hours ahead are two hours; a person is told in her zone,
// and in the circle's if that is another.
package meetup

import (
	"context"

	"referout/bot"
	"referout/handlers/circle"
	"referout/store"
)

// The actions of this package. Stored in buttons: never to change.
const (
	goAction       = "mtgo"    // on the card: I am going
	cantAction     = "mtcant"  // on the card: I can't
	calendarAction = "mtcal"   // on the card, and privately: the calendar file
	changeAction   = "mtchg"   // on the card: change it, privately
	whichAction    = "mtwhich" // a circle for what was typed
	askAction      = "mtask"   // goes on with what a draft lacks
	fieldAction    = "mtfield" // one field of a draft
	zoneAction     = "mtzone"  // the circle's clock
	otherAction    = "mtother" // everything of a draft that can be changed
	elseAction     = "mtelse"  // what was typed below a draft
	dropAction     = "mtdrop"  // a draft is given up
	pageAction     = "mtpage"  // one meeting, privately
	editAction     = "mtedit"  // begins to change one field of a meeting
	stopAction     = "mtstop"  // asks once more before a meeting is called off
	sentAction     = "mtsent"  // what was offered has left
	listAction     = "metlist" // the people one may have met
	pageMetAction  = "metpage" // another page of them
	tickAction     = "mettick"
	doneAction     = "metdone"
	nobodyAction   = "metnone"
)

// The kinds of letters. Stored: never to change.
const (
	draftMail  = "mtdraft"  // to a person: what she typed in the room
	pageMail   = "mtpage"   // to a person: the meeting that she wants to change
	newsMail   = "mtnews"   // to a person: something about a meeting
	fileMail   = "mtfile"   // to a person: the calendar file
	overMail   = "mtover"   // to a person: a meeting that she went to is over
	postMail   = "mtpost"   // to the circle: a meeting
	changeMail = "mtchange" // to the circle: what changes about one
	stopMail   = "mtstop"   // to the circle: it does not take place
	goMail     = "mtgo"     // to the circle: going
	cantMail   = "mtcant"   // to the circle: not going
)

// The kinds of alarms. Stored: never to change.
const (
	stepAlarm = "meetup"  // a meeting's next reminder, or its end
	tellAlarm = "mttell"  // nothing has been changed about a meeting for a while
	nextAlarm = "mtnext"  // the next date of a series is to be shown
	cardAlarm = "mtcard"  // a card is to be shown as it is now
	metAlarm  = "metwhom" // in a book: whom did you meet?
)

// Feature is /meetup and what follows from it.
func Feature() bot.Feature {
	return bot.Feature{
		Commands: []bot.Command{{
			Name: "meetup", Summary: "Meetings: what is planned, or propose one", Quiet: true,
			Params:   []bot.Param{{Name: "what", Summary: "Such as: Tue 18:30 Cafe Luz: jaw pain with Dr Lee, 12 seats"}},
			Personal: privately, Shared: inRoom,
		}},
		Actions: []bot.Action{
			{Name: goAction, Shared: tapped(Going)},
			{Name: cantAction, Shared: tapped(NotGoing)},
			{Name: calendarAction, Shared: calendarTapped, Personal: calendarHere},
			{Name: changeAction, Shared: changeTapped},
			{Name: whichAction, Edits: true, Personal: which},
			{Name: askAction, Personal: withDraft(askNext)},
			{Name: fieldAction, Personal: withDraft(fieldAsked)},
			{Name: zoneAction, Edits: true, Personal: withDraft(zoneChosen)},
			{Name: otherAction, Edits: true, Personal: withDraft(others)},
			{Name: elseAction, Personal: orBook(withDraft(typedBelow))},
			{Name: dropAction, Edits: true, Personal: dropped},
			{Name: pageAction, Personal: page},
			{Name: editAction, Personal: edit},
			{Name: stopAction, Personal: stop},
			{Name: sentAction, Edits: true, Personal: sent},
			{Name: listAction, Personal: withRow(listMet)},
			{Name: pageMetAction, Edits: true, Personal: withRow(listMet)},
			{Name: tickAction, Edits: true, Personal: withRow(tick)},
			{Name: doneAction, Edits: true, Once: true, Personal: withRow(doneMet)},
			{Name: nobodyAction, Edits: true, Personal: withRow(nobodyMet)},
		},
		Alarms: []bot.Alarm{
			{Kind: stepAlarm, Shared: step},
			{Kind: tellAlarm, Shared: tellChanges},
			{Kind: nextAlarm, Shared: nextDate},
			{Kind: cardAlarm, Shared: refresh},
			{Kind: metAlarm, Personal: whomMet},
			{Kind: circle.ZonedAlarm, Shared: zoned},
		},
		Mail: []bot.Mailbox{
			{Kind: draftMail, Personal: drafted},
			{Kind: pageMail, Personal: opened},
			{Kind: newsMail, Personal: news},
			{Kind: fileMail, Personal: calendarSent},
			{Kind: overMail, Personal: over},
			{Kind: postMail, Shared: post},
			{Kind: changeMail, Shared: change},
			{Kind: stopMail, Shared: callOff},
			{Kind: goMail, Shared: written(Going)},
			{Kind: cantMail, Shared: written(NotGoing)},
		},
		Tables: []store.Keeper{Meetings, answers, series, hinted, drafts, asked},
	}
}

// aside answers for one pair of eyes.
func aside(m bot.Message) bot.Public { return bot.Aside(m) }

// tell writes to a person, if she has a private chat.
func tell(s *bot.Shared, to bot.Account, kind, id string, what bot.Enclosure) error {
	_, err := s.Tell(to, kind, id, what)
	return err
}

// privatelyOr writes to who asked in the room and says so, or shows her the way to her
// private chat.
func privatelyOr(s *bot.Shared, kind, id string, what bot.Enclosure, said bot.Message) (bot.Public, error) {
	told, err := s.Tell(s.Who, kind, id, what)
	if err != nil || told {
		return aside(said), err
	}
	m, err := s.Entrance()
	return aside(m), err
}

type handler = func(context.Context, *bot.Shared) (bot.Public, error)
