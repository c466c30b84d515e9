package bot

import (
	"context"
	"errors"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"referout/store"
)

// A Mailbox is what a feature does with letters of one kind: what crosses from one
// book or circle to another is a letter, handled where it arrives, under the key and in
// the turn of that space.
type Mailbox struct {
	Kind string // stored: must never change; a-z
	// Personal handles one that came to a person. It cannot ask a question: what she
	// types next may be about something else.
	Personal func(context.Context, *Personal, Mail) (Private, error)
	// Shared handles one that came to a circle. Who is whose tap sent it.
	Shared func(context.Context, *Shared, Mail) (Public, error)
}

// LeftMail is the kind of letter that tells a circle that somebody is not in it any
// more.
const LeftMail = "left"

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
	id := to.Circle
	if id == "" {
		place, found, err := d.tx.Find(to.Person.subject())
		if err != nil || !found {
			return false, err
		}
		id, l.To = place.Space, to.Person
	}
	s, err := d.tx.Space(id)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	_, err = mailbag.Push(s, d.now, l)
	return err == nil, err
}

const (
	mailSize    = 256 // letters looked at in one go
	mailAbreast = 16  // spaces whose letters are opened side by side
)

// runMail opens letters until ctx ends: all that wait at the start, and then what
// comes.
func (r *Router) runMail(ctx context.Context) error {
	for {
		timer := time.NewTimer(r.openMail(ctx))
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-r.mailed:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// openMail opens every letter that may be opened now and says when to look again.
func (r *Router) openMail(ctx context.Context) time.Duration {
	for behind, next := "", longest; ; {
		var waiting []store.Waiting
		err := r.store.View(ctx, func(tx *store.Tx) (err error) {
			waiting, err = mailbag.Waiting(tx, behind, mailSize)
			return err
		})
		if err != nil && ctx.Err() == nil {
			r.log.Error("letters cannot be read", "error", err)
			return time.Minute
		}
		if len(waiting) == 0 || ctx.Err() != nil {
			return next
		}
		behind = waiting[len(waiting)-1].ID
		ready, later := due(waiting, r.now())
		next = min(next, later)
		if r.openAll(ctx, ready) > 0 {
			next = min(next, time.Second)
		}
	}
}

// due takes those apart that wait for another try.
func due(waiting []store.Waiting, now time.Time) (ready []store.Waiting, next time.Duration) {
	next = longest
	for _, w := range waiting {
		if wait := w.Mark.Until.Sub(now); wait > 0 && wait <= mostWait {
			next = min(next, wait)
			continue
		}
		ready = append(ready, w)
	}
	return ready, next
}

// openAll opens the letters of several spaces side by side, those of one in order, and
// says how many could not be.
func (r *Router) openAll(ctx context.Context, ready []store.Waiting) (failed int) {
	bySpace := map[store.SpaceID][]store.Waiting{}
	for _, w := range ready {
		bySpace[w.Space] = append(bySpace[w.Space], w)
	}
	var all errgroup.Group
	all.SetLimit(mailAbreast)
	troubled := make(chan struct{}, len(ready))
	for _, letters := range bySpace {
		all.Go(func() error {
			for _, w := range letters {
				if ctx.Err() == nil && r.openLetter(ctx, w) != nil {
					troubled <- struct{}{}
				}
			}
			return nil
		})
	}
	_ = all.Wait() // it has no error: each was noted
	kick(r.outbox.kicked)
	kick(r.ring)
	return len(troubled)
}

// openLetter handles one letter in the turn of its space. One that fails stays, and is
// tried again, later each time.
func (r *Router) openLetter(ctx context.Context, w store.Waiting) error {
	done := r.turns.Turn(string(w.Space))
	defer done()
	d, err := r.newDesk(Account{}, r.now())
	if err != nil {
		return err
	}
	err = d.update(ctx, func() error { return safely(func() error { return d.takeLetter(ctx, w) }) })
	if err == nil || ctx.Err() != nil {
		return err
	}
	r.log.Error("a letter cannot be handled, tried again later", "attempt", w.Mark.Attempts+1, "error", err)
	return errors.Join(err, r.postponeLetter(ctx, w, d.now))
}

func (r *Router) postponeLetter(ctx context.Context, w store.Waiting, now time.Time) error {
	attempts := w.Mark.Attempts + 1
	wait := min(time.Second<<min(attempts, 12), mostWait)
	return r.store.Update(ctx, func(tx *store.Tx) error {
		s, err := tx.Space(w.Space)
		if err != nil {
			return store.IgnoreMissing(err)
		}
		return store.IgnoreMissing(mailbag.Note(s, w.ID, store.Mark{Attempts: attempts, Until: now.Add(wait)}))
	})
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
			return d.notHeard(l.From, v)
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
