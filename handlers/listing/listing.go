// Package listing holds what members of a circle chose to show to it, and finds which
// circle is meant.
//
// # Privacy
//
// A listing consists of what its member has seen and shown by a tap, and of nothing
// else. It is keyed by a keyed hash of her account.
package listing

import (
	"errors"
	"time"

	"referout/bot"
	"referout/store"
)

// Listing is what a member chose to show to a circle.
type Listing struct {
	Account   bot.Account `cbor:"1,keyasint" json:"-"`
	Name      string      `cbor:"2,keyasint,omitempty" json:"name"`
	Specialty string      `cbor:"3,keyasint,omitempty" json:"specialty"` // guide's code
	Area      string      `cbor:"4,keyasint,omitempty" json:"area,omitempty"`
	Payers    []string    `cbor:"5,keyasint,omitempty" json:"payers,omitempty"` // guide's codes
	Accepting bool        `cbor:"6,keyasint,omitempty" json:"accepting"`
	GoTo      []string    `cbor:"7,keyasint,omitempty" json:"go_to,omitempty"` // at most three
	Contact   string      `cbor:"8,keyasint,omitempty" json:"contact,omitempty"`
	Shown     time.Time   `cbor:"9,keyasint,omitempty" json:"shown"` // or said to be still true
}

// Listings has a row a member who shows one; its ids are bot.Shared.Key.
var Listings = store.Table[Listing]{Name: "listing"}

// Of is the listing of an account; ok is false if she shows none.
func Of(s *bot.Shared, a bot.Account) (l Listing, ok bool, err error) {
	key, err := s.Key(a)
	if err != nil {
		return Listing{}, false, err
	}
	l, err = Listings.Get(s.Data, key)
	if errors.Is(err, store.ErrNotFound) {
		return Listing{}, false, nil
	}
	return l, err == nil, err
}

// Name is what an account's listing calls her; "" if she shows none.
func Name(s *bot.Shared, a bot.Account) (string, error) {
	l, _, err := Of(s, a)
	return l.Name, err
}

// In is a member's own listing in a circle of hers, read from her book; ok is false if
// she shows none there. store.ErrNotFound if the circle is none of hers any more.
func In(p *bot.Personal, circle string) (l Listing, ok bool, err error) {
	c, space, err := p.Circle(circle)
	if err != nil {
		return Listing{}, false, err
	}
	key, err := p.Key(c.Mine)
	if err != nil {
		return Listing{}, false, err
	}
	l, err = Listings.Get(space, key)
	if errors.Is(err, store.ErrNotFound) {
		return Listing{}, false, nil
	}
	return l, err == nil, err
}
