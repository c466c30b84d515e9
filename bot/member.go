package bot

import (
	"slices"
	"time"

	"referout/store"
)

// A Member is a human of a book.
type Member struct {
	ID   string `cbor:"1,keyasint,omitempty" json:"id"`
	Role Role   `cbor:"2,keyasint,omitempty" json:"role"`
	Zone string `cbor:"3,keyasint,omitempty" json:"zone"`        // IANA
	Set  bool   `cbor:"4,keyasint,omitempty" json:"zone_chosen"` // she chose the zone herself
}

// Role says what a member may do. Stored: the numbers must never change.
type Role uint8

// The roles.
const (
	Owner Role = iota + 1
	Assistant
)

// routes is how a member is reached. The account used last gets the pings.
type routes struct {
	Accounts  []Account `cbor:"1,keyasint,omitempty"`
	Last      int       `cbor:"2,keyasint,omitempty"`
	Pinned    bool      `cbor:"3,keyasint,omitempty"` // pings stay where they are
	Suspended []bool    `cbor:"4,keyasint,omitempty"` // the platform said the way is shut
}

var (
	members  = store.Table[Member]{Name: "member"}
	pathways = store.Table[routes]{Name: "route", Volatile: true}
)

// firstMember is the owner's id in every book.
const firstMember = "1"

// Location is the member's zone.
func (m Member) Location() *time.Location {
	if loc, err := time.LoadLocation(m.Zone); err == nil {
		return loc
	}
	return time.UTC
}

// index is the number of an account; -1: it is not hers.
func (w routes) index(a Account) int {
	return slices.Index(w.Accounts, a)
}

func (w routes) shut(i int) bool { return i < len(w.Suspended) && w.Suspended[i] }

func (w *routes) setShut(i int, shut bool) {
	for len(w.Suspended) <= i {
		w.Suspended = append(w.Suspended, false)
	}
	w.Suspended[i] = shut
}

// target is the account that pings go to: the last one used, or another open one, on
// a platform that runs. One whose platform does not run is better than none: what is
// for it waits. false: every way is shut.
func (w routes) target(runs func(Account) bool) (Account, bool) {
	if len(w.Accounts) == 0 {
		return Account{}, false
	}
	order := append([]Account{w.Accounts[w.Last]}, w.Accounts...)
	for _, fit := range []func(Account) bool{runs, func(Account) bool { return true }} {
		for n, a := range order {
			i := n - 1
			if n == 0 {
				i = w.Last
			}
			if !w.shut(i) && fit(a) {
				return a, true
			}
		}
	}
	return w.Accounts[w.Last], false
}

// subject is the identity row's name of an account; the store keeps only its hash.
func (a Account) subject() string { return "account/" + a.Platform + "/" + a.ID }

func (c Chat) subject() string { return "chat/" + c.Platform + "/" + c.ID }
