package ask

import (
	"context"

	"referout/bot"
	"referout/handlers/people"
	"referout/store"
)

// The actions of this package. Stored in buttons: never to change.
const (
	circleAction = "askin"    // the circle is chosen
	beginAction  = "askbegin" // the form opens
	changeAction = "askchange"
	fieldAction  = "askfield"
	wordsAction  = "askwords" // what was typed below what would be posted
	notNowAction = "asknot"
	noTipAction  = "asknotip"
	postedAction = "askposted"

	selfAction  = "askme" // on the card
	knowAction  = "askknow"
	foundAction = "askfound"

	introAction     = "askintro" // the form of who has no listing
	introSentAction = "asksent"
	introElseAction = "askelse" // what was typed below what would be told
	whoAction       = "askwho"  // whom somebody knows
	pickAction      = "askpick"
	typedAction     = "asktyped"
	tipSentAction   = "asktold"

	showAction   = "askshow" // answers
	saveAction   = "asksave"
	closedAction = "askclosed"
	backAction   = "askback"
	dropAction   = "askdrop"
)

// The kinds of letters. Stored: never to change.
const (
	openMail   = "askopen"   // to who typed /ask in the group: the form
	postMail   = "askpost"   // to the circle: the ask
	refuseMail = "askrefuse" // to a person: what became of nothing, and why
	introMail  = "askintro"  // to who has no listing: who are you?
	selfMail   = "askself"   // to the circle: that is me
	helpMail   = "askhelp"   // to who knows somebody: whom?
	tipMail    = "asktip"    // to the circle: I know someone
	answerMail = "askanswer" // to who asks
	closeMail  = "askclose"  // to the circle: found
	backMail   = "askback"   // to the circle: asked by mistake
)

// endAlarm closes an ask, or shows that it is closed. Stored: never to change.
const endAlarm = "askend"

// Feature is /ask and /asks, the card in the room, and what answers to it.
func Feature() bot.Feature {
	return bot.Feature{
		Commands: []bot.Command{
			{Name: "ask", Summary: "Ask the group for a practitioner", Quiet: true, Personal: ask, Shared: askHere,
				Params: []bot.Param{{Name: "who", Summary: "Such as: PT Northside pelvic floor Aetna within two weeks"}}},
			{Name: "asks", Summary: "Your open asks, and the answers", Personal: list},
		},
		Actions: append(askerActions(), answererActions()...),
		Forms:   []bot.Form{needForm(), introForm()},
		Alarms:  []bot.Alarm{{Kind: endAlarm, Shared: end}},
		Mail: []bot.Mailbox{
			{Kind: openMail, Personal: openByLetter},
			{Kind: postMail, Shared: post},
			{Kind: refuseMail, Personal: refused},
			{Kind: introMail, Personal: introduce},
			{Kind: selfMail, Shared: heardSelf},
			{Kind: helpMail, Personal: whomYouKnow},
			{Kind: tipMail, Shared: heardTip},
			{Kind: answerMail, Personal: answered},
			{Kind: closeMail, Shared: closeByLetter},
			{Kind: backMail, Shared: backByLetter},
		},
		Tables: []store.Keeper{Asks, countings, Answers, drafts, tips},
	}
}

func askerActions() []bot.Action {
	return []bot.Action{
		{Name: circleAction, Edits: true, Personal: inCircle},
		{Name: beginAction, Edits: true, Personal: begin},
		{Name: changeAction, Edits: true, Personal: change},
		{Name: fieldAction, Edits: true, Personal: people.OrBare(changeField)},
		{Name: wordsAction, Personal: people.OrBare(corrected)},
		{Name: notNowAction, Edits: true, Personal: notNow},
		{Name: noTipAction, Edits: true, Personal: noTip},
		{Name: postedAction, Edits: true, Personal: posted},
		{Name: showAction, Personal: showAsk},
		{Name: saveAction, Personal: save},
		{Name: closedAction, Edits: true, Personal: closedNow},
		{Name: backAction, Edits: true, Personal: backNow},
		{Name: dropAction, Edits: true, Personal: dropAnswers},
	}
}

func answererActions() []bot.Action {
	return []bot.Action{
		{Name: selfAction, Shared: thatIsMe},
		{Name: knowAction, Shared: knowSomeone},
		{Name: foundAction, Shared: foundInRoom},
		{Name: introAction, Edits: true, Personal: beginIntro},
		{Name: introSentAction, Edits: true, Personal: introSent},
		{Name: introElseAction, Personal: people.OrBare(introElse)},
		{Name: whoAction, Personal: people.OrBare(whom)},
		{Name: pickAction, Edits: true, Personal: picked},
		{Name: typedAction, Edits: true, Personal: asTyped},
		{Name: tipSentAction, Edits: true, Personal: tipSent},
	}
}

// mostWords is how many characters behind /ask are read.
const mostWords = 300

// askHere answers /ask in a group: everything else happens privately.
func askHere(_ context.Context, s *bot.Shared) (bot.Public, error) {
	words := []rune(s.Args.Words)
	what := bot.Enclosure{}.Write("words", askLabel, string(words[:min(len(words), mostWords)]))
	return privately(s, openMail, s.Chat.Thread, what, lookPrivately())
}

// privately writes to who asked in the group, or shows her the way to her private chat.
func privately(s *bot.Shared, kind, ref string, what bot.Enclosure, said bot.Message) (bot.Public, error) {
	told, err := s.Tell(s.Who, kind, ref, what)
	if err != nil || told {
		return bot.Aside(said), err
	}
	m, err := s.Entrance()
	return bot.Aside(m), err
}
