// Package reading lets a circle read something together: one abstract and three
// questions stand in the room for four weeks, and are talked about there.
//
// # Privacy
//
// What is posted was typed for the circle, has passed the scrubber, and was shown as it
// would stand there. The room sees how many have read it, never who; what people answer
// to the questions is not collected. When a round ends, who has read it is forgotten.
//
// # Time
//
// A round stays open for four weeks, to the same reading of the circle's clock.
package reading

import (
	"context"

	"referout/bot"
	"referout/handlers/people"
	"referout/store"
)

// The actions of this package. Stored in buttons and offers: never to change.
const (
	circleAction  = "readin"    // the circle is chosen
	beginAction   = "readbegin" // the form opens
	changeAction  = "readchange"
	fieldAction   = "readfield"
	previewAction = "readback" // back to what would be posted
	notNowAction  = "readnot"
	postedAction  = "readposted"
	closedAction  = "readclosed"

	tickAction  = "readtick"  // on the card
	closeAction = "readclose" // on the card
)

// The kinds of letters. Stored: never to change.
const (
	openMail  = "readopen"  // to who typed /read in the room
	postMail  = "readpost"  // to the circle: a round
	closeMail = "readclose" // to the circle: it is over
	newsMail  = "readnews"  // to a person: why nothing came of it
)

// The kinds of alarms. Stored: never to change.
const (
	endAlarm  = "readend"  // the four weeks are over
	cardAlarm = "readcard" // a card is to be shown as it is now
)

// Feature is /read and the card in the room.
func Feature() bot.Feature {
	return bot.Feature{
		Commands: []bot.Command{{Name: "read", Summary: "Propose a paper to read together: an abstract and three questions", Quiet: true, Personal: privately, Shared: inRoom}},
		Actions: []bot.Action{
			{Name: circleAction, Edits: true, Personal: inCircle},
			{Name: beginAction, Edits: true, Personal: begin},
			{Name: changeAction, Edits: true, Personal: people.OrBare(change)},
			{Name: fieldAction, Edits: true, Personal: people.OrBare(changeField)},
			{Name: previewAction, Edits: true, Personal: again},
			{Name: notNowAction, Edits: true, Personal: notNow},
			{Name: postedAction, Edits: true, Personal: posted},
			{Name: closedAction, Edits: true, Personal: closedNow},
			{Name: tickAction, Shared: tick},
			{Name: closeAction, Shared: closeTapped},
		},
		Forms: []bot.Form{form()},
		Alarms: []bot.Alarm{
			{Kind: endAlarm, Shared: end},
			{Kind: cardAlarm, Shared: refresh},
		},
		Mail: []bot.Mailbox{
			{Kind: openMail, Personal: opened},
			{Kind: postMail, Shared: post},
			{Kind: closeMail, Shared: closeByLetter},
			{Kind: newsMail, Personal: news},
		},
		Tables: []store.Keeper{Rounds, ticks, drafts},
	}
}

// inRoom answers /read in the group: everything else happens privately.
func inRoom(_ context.Context, s *bot.Shared) (bot.Public, error) {
	_, r, open, err := openIn(s.Data)
	if err != nil {
		return bot.Public{}, err
	}
	if open {
		return bot.Aside(oneIsOpen(r.Title, r.Until.In(s.Now.Location()))), nil
	}
	told, err := s.Tell(s.Who, openMail, s.Chat.Thread, nil)
	if err != nil || told {
		return bot.Aside(lookPrivately()), err
	}
	m, err := s.Entrance()
	return bot.Aside(m), err
}
