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

// household is who a book's members are, and their ways.
type household struct {
	members map[string]Member
	ways    map[string]routes
}

// households keeps those of the books used lately: both are needed for each input, and
// hardly ever change.
var households = store.Projection[household]{
	Name:   "household",
	Tables: []string{members.Name, pathways.Name},
	Build:  buildHousehold,
}

// buildHousehold passes over what cannot be read: whoever it is about gets the error.
func buildHousehold(s store.Space) (household, int, error) {
	h, bytes := household{map[string]Member{}, map[string]routes{}}, 200
	for e, err := range members.All(s) {
		if err != nil {
			continue
		}
		h.members[e.ID] = e.Value
		bytes += 150
	}
	for e, err := range pathways.All(s) {
		if err != nil {
			continue
		}
		h.ways[e.ID] = e.Value
		bytes += 150 + 80*len(e.Value.Accounts)
	}
	return h, bytes, nil
}

// membership is a member of a book and her ways, which the caller may change;
// store.ErrNotFound if there is none.
func membership(book store.BookTx, id string) (who Member, w routes, err error) {
	h, err := households.Of(book)
	if err != nil {
		return who, w, err
	}
	var known bool
	if who, known = h.members[id]; !known {
		if who, err = members.Get(book, id); err != nil {
			return who, w, err
		}
	}
	if w, known = h.ways[id]; !known {
		w, err = pathways.Get(book, id)
		return who, w, err
	}
	w.Accounts, w.Suspended = slices.Clone(w.Accounts), slices.Clone(w.Suspended)
	return who, w, nil
}
