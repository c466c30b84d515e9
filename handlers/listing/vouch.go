package listing

import (
	"errors"
	"slices"
	"time"

	"referout/bot"
	"referout/store"
)

// Vouch is one word of a colleague for a listing.
type Vouch struct {
	For  string    `cbor:"1,keyasint" json:"for"` // key of the listing
	By   string    `cbor:"2,keyasint" json:"by"`  // key of who vouches
	Kind VouchKind `cbor:"3,keyasint" json:"kind"`
	At   time.Time `cbor:"4,keyasint" json:"at"`
}

// VouchKind is how one came to know somebody's work. Stored: the numbers must never
// change.
type VouchKind uint8

// The kinds of vouch.
const (
	SentPeople VouchKind = iota + 1
	SeenWork
	WorkedWith
)

// VouchKinds are all kinds.
func VouchKinds() []VouchKind { return []VouchKind{SentPeople, SeenWork, WorkedWith} }

// Vouches has a row a kind that somebody vouches by.
var Vouches = store.Table[Vouch]{Name: "vouch", Indexes: []store.Index[Vouch]{
	{Name: "for", Of: func(v Vouch) []string { return []string{v.For} }},
	{Name: "by", Of: func(v Vouch) []string { return []string{v.By} }},
}}

// Tables lists what a circle keeps here.
func Tables() []store.Keeper { return []store.Keeper{Listings, Vouches} }

// SetVouch notes a vouch or takes it back; either twice is as good as once.
func SetVouch(circle store.CircleTx, v Vouch, on bool) error {
	id := v.For + "." + string('0'+rune(v.Kind)) + "." + v.By
	if !on {
		return Vouches.Delete(circle, id)
	}
	return Vouches.Put(circle, id, v)
}

// Vouched are the kinds by which somebody vouches for a listing.
func Vouched(circle store.CircleTx, key, by string) (kinds []VouchKind, err error) {
	for e, err := range Vouches.By(circle, "for", key) {
		if err != nil {
			return nil, err
		}
		if e.Value.By == by {
			kinds = append(kinds, e.Value.Kind)
		}
	}
	slices.Sort(kinds)
	return kinds, nil
}

// TakeDown removes a listing and the vouches for it. was is what stood there; ok is
// false if there was nothing.
func TakeDown(circle store.CircleTx, key string) (was Listing, ok bool, err error) {
	was, ok, err = get(circle, key)
	if err != nil || !ok {
		return was, ok, err
	}
	return was, true, errors.Join(Listings.Delete(circle, key), dropVouches(circle, "for", key))
}

// Forget removes all that a circle keeps here of somebody: her listing, the vouches
// for it, and those that she gave.
func Forget(s *bot.Shared, a bot.Account) (was Listing, ok bool, err error) {
	key, err := s.Key(a)
	if err != nil {
		return Listing{}, false, err
	}
	was, ok, err = TakeDown(s.Data, key)
	if err != nil {
		return was, ok, err
	}
	return was, ok, dropVouches(s.Data, "by", key)
}

func dropVouches(circle store.CircleTx, index, key string) error {
	var ids []string
	for id, err := range Vouches.IDs(circle, index, key) {
		if err != nil {
			return err
		}
		ids = append(ids, id)
	}
	for _, id := range ids {
		if err := Vouches.Delete(circle, id); err != nil {
			return err
		}
	}
	return nil
}
