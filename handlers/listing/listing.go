// Package listing holds what members of a circle chose to show to it and what their
// colleagues say of them in counts, finds them by words, and finds which circle is
// meant.
//
// # Privacy
//
// A listing consists of what its member has seen and shown by a tap, and of nothing
// else. It is keyed by a keyed hash of her account. Who vouches for whom is kept so
// that nobody counts twice, and only counts are told.
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
	Specialty string      `cbor:"3,keyasint,omitempty" json:"specialty"` // guide's code, or as typed
	Area      string      `cbor:"4,keyasint,omitempty" json:"area,omitempty"`
	Payers    []string    `cbor:"5,keyasint,omitempty" json:"payers,omitempty"` // guide's codes, or as typed
	Accepting bool        `cbor:"6,keyasint,omitempty" json:"accepting"`
	GoTo      []string    `cbor:"7,keyasint,omitempty" json:"go_to,omitempty"` // at most three
	Contact   string      `cbor:"8,keyasint,omitempty" json:"contact,omitempty"`
	Shown     time.Time   `cbor:"9,keyasint,omitempty" json:"shown"`            // or said to be still true
	Since     time.Time   `cbor:"10,keyasint,omitempty" json:"since,omitzero"`  // in this circle, without a break
	Asked     int         `cbor:"11,keyasint,omitempty" json:"asked,omitempty"` // in vain whether it is still true
}

// Stale says that nobody has said for long that the listing is true, though she was
// asked.
func (l Listing) Stale() bool { return l.Asked > MostAsked }

// MostAsked is how often a member is asked whether her listing is still true before it
// is shown with the month in which it was.
const MostAsked = 2

// Listings has a row a member who shows one; its ids are bot.Shared.Key.
var Listings = store.Table[Listing]{Name: "listing"}

// Of is the listing of an account; ok is false if she shows none.
func Of(s *bot.Shared, a bot.Account) (l Listing, ok bool, err error) {
	key, err := s.Key(a)
	if err != nil {
		return Listing{}, false, err
	}
	return get(s.Data, key)
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
	return get(space, key)
}

func get(circle store.CircleTx, key string) (l Listing, ok bool, err error) {
	l, err = Listings.Get(circle, key)
	if errors.Is(err, store.ErrNotFound) {
		return Listing{}, false, nil
	}
	return l, err == nil, err
}
