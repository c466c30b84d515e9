package pairs

import (
	"errors"
	"strings"
	"time"

	"referout/bot"
	"referout/handlers/listing"
	"referout/store"
)

// taker is a member who takes part.
type taker struct {
	Account bot.Account `cbor:"1,keyasint,omitempty" json:"-"`
	Since   time.Time   `cbor:"2,keyasint" json:"since"`
	Waits   int         `cbor:"3,keyasint,omitempty" json:"waits,omitempty"` // months in a row without anybody
}

// takers has a row a member who takes part; its ids are bot.Shared.Key.
var takers = store.Table[taker]{Name: "pairtaker"}

// pair is two who were paired, until it begins anew.
type pair struct {
	Month string    `cbor:"1,keyasint" json:"month"` // on the circle's clock: "2026-03"
	Until time.Time `cbor:"2,keyasint" json:"until"` // the pairs of the next month
	Met   bool      `cbor:"3,keyasint,omitempty" json:"met,omitempty"`
	Off   bool      `cbor:"4,keyasint,omitempty" json:"off,omitempty"` // one of them could not that month
}

// paired has a row a pair: its ids are both keys, the smaller first.
var paired = store.Table[pair]{Name: "pair"}

// round is how far the pairs of a circle are.
type round struct {
	Month  string    `cbor:"1,keyasint,omitempty" json:"month,omitempty"`  // whose pairs are made
	Asking string    `cbor:"2,keyasint,omitempty" json:"asking,omitempty"` // the month for which is asked who is there
	Asked  string    `cbor:"3,keyasint,omitempty" json:"asked,omitempty"`  // key of the last who was asked about
	Anew   time.Time `cbor:"4,keyasint,omitempty" json:"anew,omitzero"`    // when it began anew: what was known before does not count
	Thread string    `cbor:"5,keyasint,omitempty" json:"thread,omitempty"` // where /pairs was typed last
}

var rounds = store.Table[round]{Name: "pairround"}

// theRound is the only row of its table, and the id of its alarm.
const theRound = "1"

func roundOf(s *bot.Shared) (round, error) {
	r, err := rounds.Get(s.Data, theRound)
	return r, store.IgnoreMissing(err)
}

// mate is whom somebody was paired with, in her own book.
type mate struct {
	Who    listing.Listing `cbor:"1,keyasint" json:"who"` // as she was told
	At     time.Time       `cbor:"2,keyasint" json:"at"`
	Until  time.Time       `cbor:"3,keyasint" json:"until"`
	Closed bool            `cbor:"4,keyasint,omitempty" json:"closed,omitempty"` // she has answered
}

var mates = store.Table[mate]{Name: "pairmate"}

const idMark = "."

// idOf names a pair.
func idOf(a, b string) string { return min(a, b) + idMark + max(a, b) }

// otherOf is the other key of a pair; ok is false if somebody is none of the two.
func otherOf(id, key string) (other string, ok bool) {
	a, b, _ := strings.Cut(id, idMark)
	switch key {
	case a:
		return b, true
	case b:
		return a, true
	}
	return "", false
}

// eachPaired does something about every pair that a test holds for.
func eachPaired(s *bot.Shared, test func(a, b string) bool, do func(id string) error) error {
	all, err := store.Collect(paired.All(s.Data))
	if err != nil {
		return err
	}
	for _, e := range all {
		if a, b, _ := strings.Cut(e.ID, idMark); test(a, b) {
			err = errors.Join(err, do(e.ID))
		}
	}
	return err
}
