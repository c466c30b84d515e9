package ask

import (
	"context"
	"errors"
	"strings"

	"referout/bot"
	"referout/handlers/add"
	"referout/handlers/people"
	"referout/store"
)

// Answers in the book of who asked.

// answered keeps an answer and tells of it.
func answered(_ context.Context, p *bot.Personal, l bot.Mail) (bot.Private, error) {
	get := l.What.Get
	a := Answer{
		Circle: l.Circle, Ask: l.Ref, For: get(forLine), Self: get(kindLine) == selfKind, From: get(fromLine),
		Name: get(nameLine), Trade: get(tradeLine), Office: get(officeLine), Area: get(areaLine), Payers: get(payersLine),
		Taking: get(takingLine), GoTo: get(goToLine), Vouches: get(vouchesLine), Contact: get(contactLine), Words: get(wordsLine), At: p.Now.UTC(),
	}
	id := p.Handling()
	if err := Answers.Put(p.Data, id, a); err != nil {
		return bot.Private{}, err
	}
	return bot.Whisper(answerText(a).With(bot.Do("Save to my book", saveAction, id))).Offering(found(a.Circle, a.Ask, id)), nil
}

// found is [Found, thanks] in the private chat of who asked.
func found(circle, ask, answer string) bot.Offer {
	return bot.Offer{Label: "Found, thanks", Circle: circle, Kind: closeMail, Ref: ask, After: closedAction, Parts: []string{circle, answer}}
}

// takenBack is [Take it back], for an ask that was a mistake.
func takenBack(circle, ask string) bot.Offer {
	return bot.Offer{Label: "Take it back", Circle: circle, Kind: backMail, Ref: ask, After: backAction, Parts: []string{circle}}
}

// backNow answers [Take it back].
func backNow(_ context.Context, p *bot.Personal) (bot.Private, error) {
	name, err := p.CircleName(p.Args.Part(0), theGroup)
	return bot.Whisper(askedNoMore(name)), err
}

// closedNow answers [Found, thanks]: the answer above stays to be read.
func closedNow(_ context.Context, p *bot.Personal) (bot.Private, error) {
	name, err := p.CircleName(p.Args.Part(0), theGroup)
	if err != nil {
		return bot.Private{}, err
	}
	id := p.Args.Part(1)
	a, err := Answers.Get(p.Data, id)
	if id == "" || errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(closedIn(name)), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	m := answerText(a).Add(closedIn(name).Blocks...)
	return bot.Whisper(m.With(bot.Do("Save to my book", saveAction, id))), nil
}

// save adds who was recommended to her book, asking as /add does.
func save(_ context.Context, p *bot.Personal) (bot.Private, error) {
	a, err := Answers.Get(p.Data, p.Args.Part(0))
	if errors.Is(err, store.ErrNotFound) {
		return bot.Whisper(answerGone()).Anew(), nil
	}
	if err != nil {
		return bot.Private{}, err
	}
	l, err := a.line(p)
	if err != nil {
		return bot.Private{}, err
	}
	if _, err := people.ReadName(l.Name); err != nil {
		return bot.Whisper(noName()), nil
	}
	return add.Begin(p, l)
}

// line is an answer as /add reads it.
func (a Answer) line(p *bot.Personal) (l people.Line, err error) {
	if a.Name == "" {
		known, err := people.KnownIn(p.Data)
		return known.ReadLine(a.Words), err
	}
	l = people.Line{Name: a.Name, OfficeName: a.Office, City: a.Area}
	if a.Trade != "" {
		if l.Specialty, err = people.ReadSpecialty(a.Trade); err != nil {
			l.Specialty = ""
		}
	}
	if l.Phone, err = people.ReadPhone(a.Contact); err != nil {
		l.Phone = people.ReadLine(a.Contact).Phone
	}
	if l.Phone == "" {
		l.Contact = a.Contact
	}
	l.Rest = a.Words
	if a.Payers != "" {
		l.Payers = strings.Split(a.Payers, ", ")
	}
	return l, nil
}
