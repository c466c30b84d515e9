package bot

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"referout/store"
)

// An Offer is a button by which something leaves the book: its enclosure is shown above
// the button, and precisely that is sent when she taps.
type Offer struct {
	Label  string
	Style  Style
	Circle string  // to a circle of hers, by its id,
	Person Account // or to a person
	Kind   string  // of letter
	Ref    string  // the record there that it is about
	What   Enclosure
	// After is the action of her own book that answers the tap, with these parts. It may
	// find that nothing is to leave: see Private.Withheld.
	After string
	Parts []string
}

// Offering adds buttons by which something leaves the book. Of several one is used. The
// enclosure of the first is shown below the text.
func (p Private) Offering(offers ...Offer) Private {
	a := p.opened()
	a.offers = slices.Concat(a.offers, offers)
	return Private{a}
}

// offered is an offer that was shown. Those shown together end together.
type offered struct {
	To     address   `cbor:"1,keyasint,omitempty"`
	Letter letter    `cbor:"2,keyasint,omitempty"`
	After  string    `cbor:"3,keyasint,omitempty"`
	Parts  []string  `cbor:"4,keyasint,omitempty"`
	At     time.Time `cbor:"5,keyasint,omitempty"`
}

// offers are named by the handling that showed them and a number.
var offers = store.Table[offered]{Name: "offer", Volatile: true}

const (
	// publishAction is the button that lets an offer go.
	publishAction = "pub"
	// offerDays is how long an offer stands.
	offerDays = 60
)

// layOffers stores what is offered and puts the buttons first.
func (d *desk) layOffers(book store.BookTx, m Message, all []Offer) (Message, error) {
	if len(all) == 0 {
		return m, nil
	}
	if err := pruneOffers(book, d.now.AddDate(0, 0, -offerDays)); err != nil {
		return m, err
	}
	choices := make([]Choice, len(all))
	for i, o := range all {
		to, from := address{Person: o.Person}, d.from
		if o.Circle != "" {
			b, err := belongings.Get(book, o.Circle)
			if err != nil {
				return m, err
			}
			to, from = address{Circle: b.Space}, b.Account
		}
		id := d.at + strconv.FormatInt(int64(i), 36)
		row := offered{To: to, Letter: letter{Kind: o.Kind, Ref: o.Ref, What: o.What, From: from}, After: o.After, Parts: o.Parts, At: d.now}
		if err := offers.Put(book, id, row); err != nil {
			return m, err
		}
		choices[i] = Do(o.Label, publishAction, id)
		choices[i].Style = o.Style
	}
	if len(all[0].What) > 0 {
		m = m.Add(all[0].What.Facts())
	}
	m.Choices = append(choices, m.Choices...)
	return m, nil
}

func pruneOffers(book store.BookTx, before time.Time) error {
	old, err := store.Collect(offers.All(book))
	if err != nil {
		return err
	}
	for _, e := range old {
		if !e.Value.At.Before(before) {
			break
		}
		if err := offers.Delete(book, e.ID); err != nil {
			return err
		}
	}
	return nil
}

// letGo answers the tap on an offer: the letter leaves, and the offer is over.
func letGo(ctx context.Context, p *Personal) (Private, error) {
	id := p.Args.Part(0)
	o, err := offers.Get(p.Data, id)
	if errors.Is(err, store.ErrNotFound) {
		return Whisper(offerOver()).Anew(), nil
	}
	if err != nil {
		return Private{}, err
	}
	switch _, _, found, err := p.desk.addressed(o.To, o.Letter); {
	case err != nil:
		return Private{}, err
	case !found: // what was offered stays to be read, and can be tried again
		return Private{}, Errorf("%s", nobodyThere)
	}
	out := Whisper(offerSent())
	if after, found := p.desk.router.actions[o.After]; found {
		p.Args.Parts = o.Parts
		if out, err = after.Personal(ctx, p); err != nil || out.opened().withheld {
			return out, err
		}
	}
	if _, err := p.desk.publish(o.To, o.Letter); err != nil {
		return Private{}, err
	}
	if o.To.Circle != "" {
		if err := departures.Put(p.Data, p.Who.ID, departure{p.desk.at}); err != nil {
			return Private{}, err
		}
	}
	a := out.opened()
	a.sent = true
	return Private{a}, endOffers(p.Data, id)
}

// departure is when something last left the book for a circle by a member's tap: the
// handling.
type departure struct {
	At string `cbor:"1,keyasint,omitempty"`
}

// departures has a row a member.
var departures = store.Table[departure]{Name: "departure", Volatile: true}

// LastSent is the handling in which she last let something go to a circle, which no undo
// brings back; "" if she never did. Ids of handlings sort by time.
func (p *Personal) LastSent() (id string, err error) {
	d, err := departures.Get(p.Data, p.Who.ID)
	return d.At, store.IgnoreMissing(err)
}

// endOffers ends those that were shown together.
func endOffers(book store.BookTx, id string) error {
	if len(id) == 0 {
		return nil
	}
	shown := id[:len(id)-1]
	var ids []string
	for e, err := range offers.Range(book, shown, shown+"~") {
		if err != nil {
			return err
		}
		ids = append(ids, e.ID)
	}
	for _, id := range ids {
		if err := offers.Delete(book, id); err != nil {
			return err
		}
	}
	return nil
}
