package bot

import (
	"context"
	"errors"
	"slices"
	"time"

	"referout/store"
)

// A Mailbox is what a feature does with letters of one kind: what crosses from one
// book or circle to another is a letter, handled where it arrives, under the key and in
// the turn of that space.
type Mailbox struct {
	Kind string // stored: must never change; a-z
	// Personal handles one that came to a person. It cannot ask a question: what she
	// types next may be about something else. See Private.Corrects.
	Personal func(context.Context, *Personal, Mail) (Private, error)
	// Shared handles one that came to a circle. Who is whose tap sent it.
	Shared func(context.Context, *Shared, Mail) (Public, error)
}

// LeftMail is the kind of letter that tells a circle that somebody is not in it any
// more.
const LeftMail = "left"

// MovedMail is the kind of letter that tells a circle that its chat has another id: what
// stood there can be tapped no more.
const MovedMail = "moved"

// Mail is a letter that has arrived.
type Mail struct {
	Ref    string    // the record that it is about
	What   Enclosure // nothing but what was shown before it was sent
	From   Account   // whose tap sent it; zero: a circle's own doing
	Circle string    // in a book: the id of the circle that it came from; empty: a person
}

// An Enclosure is exactly what leaves a book.
type Enclosure []Written

// Written is one line of an enclosure.
type Written struct {
	Name  string `cbor:"1,keyasint,omitempty"` // stored: must never change
	Label string `cbor:"2,keyasint,omitempty"` // for people
	Value string `cbor:"3,keyasint,omitempty"`
}

// Get is the value of a name, or "".
func (e Enclosure) Get(name string) string {
	for _, w := range e {
		if w.Name == name {
			return w.Value
		}
	}
	return ""
}

// Write adds a line, unless there is nothing in it.
func (e Enclosure) Write(name, label, value string) Enclosure {
	if value == "" {
		return e
	}
	return slices.Concat(e, Enclosure{{name, label, value}})
}

// Facts shows an enclosure as it stands.
func (e Enclosure) Facts() Block {
	var rows []Row
	for _, w := range e {
		rows = append(rows, Fact(w.Label, w.Value))
	}
	return Facts(rows...)
}

// letter is a letter on its way.
type letter struct {
	Kind   string        `cbor:"1,keyasint,omitempty"`
	Ref    string        `cbor:"2,keyasint,omitempty"`
	What   Enclosure     `cbor:"3,keyasint,omitempty"`
	From   Account       `cbor:"4,keyasint,omitempty"`
	Circle store.SpaceID `cbor:"5,keyasint,omitempty"` // that it came from; empty: a book
	To     Account       `cbor:"6,keyasint,omitempty"` // of one to a person
}

// mailbag is the inbox of every space.
var mailbag = store.Queue[letter]{Name: "mail"}

// address is where a letter goes: to a circle, or to a person.
type address struct {
	Circle store.SpaceID `cbor:"1,keyasint,omitempty"`
	Person Account       `cbor:"2,keyasint,omitempty"`
}

// publish puts a letter into another space: nothing else crosses. false: there is
// nobody to take it.
func (d *desk) publish(to address, l letter) (bool, error) {
	s, l, found, err := d.addressed(to, l)
	if err != nil || !found {
		return false, err
	}
	_, err = mailbag.Push(s, d.now, l)
	return err == nil, err
}

// addressed is the space that a letter goes to; false: there is nobody to take it.
func (d *desk) addressed(to address, l letter) (store.Space, letter, bool, error) {
	id := to.Circle
	if id == "" {
		place, found, err := d.tx.Find(to.Person.subject())
		if err != nil || !found {
			return nil, l, false, err
		}
		id, l.To = place.Space, to.Person
	}
	s, err := d.tx.Space(id)
	if errors.Is(err, store.ErrNotFound) {
		return nil, l, false, nil
	}
	return s, l, err == nil, err
}

// takeLetter takes a letter out of its bag and handles it.
func (d *desk) takeLetter(ctx context.Context, w store.Waiting) error {
	s, err := d.tx.Space(w.Space)
	if err != nil {
		return store.IgnoreMissing(err)
	}
	l, err := mailbag.Get(s, w.ID)
	if err != nil {
		return store.IgnoreMissing(err)
	}
	if err := mailbag.Remove(s, w.ID); err != nil {
		return err
	}
	box := d.router.mailboxes[l.Kind]
	d.from = l.From
	switch s := s.(type) {
	case store.CircleTx:
		if box.Shared != nil {
			return d.mailToCircle(ctx, s, box, l)
		}
	case store.BookTx:
		if box.Personal != nil {
			return d.mailToBook(ctx, s, box, l)
		}
	}
	return nil
}

// mailToCircle lets a circle take a letter in. Who has left it is not heard.
func (d *desk) mailToCircle(ctx context.Context, circle store.CircleTx, box Mailbox, l letter) error {
	v, err := roomOf(circle)
	if err != nil {
		return err
	}
	if box.Kind != LeftMail {
		standing, err := d.standing(v.Chat, l.From)
		if err != nil {
			return err
		}
		if standing == Outside {
			return errors.Join(d.notHeard(l.From, v), d.foundOutside(circle.ID(), l.From))
		}
	}
	if box.Kind == LeftMail {
		if err := d.forgetGuest(circle, l.From); err != nil {
			return err
		}
	}
	in := Incoming{From: l.From, Chat: &v.Chat}
	out, err := box.Shared(ctx, d.shared(circle, v, in), Mail{Ref: l.Ref, What: l.What, From: l.From})
	if err != nil {
		return err
	}
	return d.pushPublic(circle, in, out)
}

// notHeard tells somebody that she is not in the room any more.
func (d *desk) notHeard(a Account, v room) error {
	place, found, err := d.tx.Find(a.subject())
	if err != nil || !found {
		return err
	}
	book, err := d.tx.Book(place.Space)
	if err != nil {
		return err
	}
	return d.news(book, place.Member, outsideNow(v.Name))
}

// mailToBook lets a person's book take a letter in, and tells her. A letter follows her
// account into another book.
func (d *desk) mailToBook(ctx context.Context, book store.BookTx, box Mailbox, l letter) error {
	place, found, err := d.tx.Find(l.To.subject())
	if err != nil || !found {
		return err
	}
	if place.Space != book.ID() {
		_, err := d.publish(address{Person: l.To}, l)
		return err
	}
	who, err := members.Get(book, place.Member)
	if err != nil {
		return err
	}
	m := Mail{Ref: l.Ref, What: l.What, From: l.From}
	if l.Circle != "" {
		if m.Circle, err = d.belong(book, l); err != nil {
			return err
		}
	}
	w, err := pathways.Get(book, place.Member)
	if err != nil {
		return err
	}
	d.seatAt(place.Member, w.index(l.To))
	d.from = l.To
	store.Journal(book)
	p := &Personal{Who: who, Now: d.now.In(d.router.zoneOf(who)), Rand: d.random(), Data: book, desk: d}
	said, err := box.Personal(ctx, p, m)
	if err != nil {
		return err
	}
	out := said.opened()
	kept, err := d.keepUndo(book, out)
	if err != nil {
		return err
	}
	text, err := d.layOffers(book, d.stamp(out.Message, kept), out.offers)
	if err != nil {
		return err
	}
	if l.From == l.To && out.wait != nil && out.wait.loose {
		if err := d.keepLoose(book, *out.wait); err != nil {
			return err
		}
	}
	if l.From == l.To { // she asked for it in the room just now, on this account
		if i := w.index(l.To); i >= 0 && !w.shut(i) && d.router.outbox.runs(l.To.Platform) {
			return d.newsTo(book, who.ID, l.To, text, out.ends)
		}
	}
	return d.newsUntil(book, who.ID, text, out.ends)
}

// news tells a member something that she did not ask for now. It reaches her as a ping
// does: through another account, or when she is heard of again.
func (d *desk) news(book store.BookTx, member string, m Message) error {
	return d.newsUntil(book, member, m, time.Time{})
}

// newsUntil is news that is of no use from an instant on, unless that is zero.
func (d *desk) newsUntil(book store.BookTx, member string, m Message, ends time.Time) error {
	if m.silent() {
		return nil
	}
	w, err := pathways.Get(book, member)
	if err != nil {
		return store.IgnoreMissing(err)
	}
	to, open := d.target(w)
	if !open {
		return d.hold(book, parcel{To: &to, Message: m, Ping: true, Member: member, Ends: ends})
	}
	return d.newsTo(book, member, to, m, ends)
}

// newsTo is news for one of a member's accounts.
func (d *desk) newsTo(book store.BookTx, member string, to Account, m Message, ends time.Time) error {
	if m.silent() {
		return nil
	}
	return d.push(book, parcel{To: &to, Message: m, Ping: true, Member: member, Ends: ends})
}

// Tell sends a letter from this circle to a person. false: she has no private chat with
// the bot yet.
func (s *Shared) Tell(to Account, kind, ref string, what Enclosure) (bool, error) {
	return s.desk.publish(address{Person: to}, letter{Kind: kind, Ref: ref, What: what, From: s.Who, Circle: s.Data.ID()})
}

// Knows says whether somebody has a private chat with the bot.
func (s *Shared) Knows(a Account) (bool, error) {
	_, found, err := s.desk.tx.Find(a.subject())
	return found, err
}
