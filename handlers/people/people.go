// Package people holds whom a book knows: specialists, the staff of offices, and
// the offices themselves. It reads lines people type about them, finds them by
// what was typed, and asks when a name is unknown or matches several.
//
// # Privacy
//
// There is no field for a client here and no field for notes. Whatever a line
// holds beyond the fields below is not kept.
package people

import (
	"errors"
	"slices"
	"strings"
	"time"

	"referout/bot"
	"referout/handlers/guide"
	"referout/store"
)

// Person is a specialist, or a member of an office's staff.
type Person struct {
	Name      string         `cbor:"1,keyasint,omitempty" json:"name"`
	Specialty string         `cbor:"2,keyasint,omitempty" json:"specialty,omitempty"` // guide's code
	Role      guide.RoleCode `cbor:"3,keyasint,omitempty" json:"role,omitempty"`      // staff only
	Office    string         `cbor:"4,keyasint,omitempty" json:"office"`              // always set
	Phone     string         `cbor:"5,keyasint,omitempty" json:"phone,omitempty"`
	Payers    []string       `cbor:"6,keyasint,omitempty" json:"payers,omitempty"`
	Added     time.Time      `cbor:"7,keyasint,omitempty" json:"added"`
	By        string         `cbor:"8,keyasint,omitempty" json:"by,omitempty"` // the member who made the record
	// Contact is what a colleague showed of how to reach her, where that is no telephone.
	Contact string `cbor:"9,keyasint,omitempty" json:"contact,omitempty"`
}

// Office is a place with an address and people. An office without a name is the
// practice of its one specialist and is called after that person.
type Office struct {
	Name    string    `cbor:"1,keyasint,omitempty" json:"name,omitempty"`
	City    string    `cbor:"2,keyasint,omitempty" json:"city,omitempty"`
	Address string    `cbor:"3,keyasint,omitempty" json:"address,omitempty"`
	Phone   string    `cbor:"4,keyasint,omitempty" json:"phone,omitempty"`
	Added   time.Time `cbor:"5,keyasint,omitempty" json:"added"`
	By      string    `cbor:"6,keyasint,omitempty" json:"by,omitempty"`
}

// Tables.
var (
	Persons = store.Table[Person]{Name: "person", Indexes: []store.Index[Person]{
		{Name: "office", Of: func(p Person) []string { return []string{p.Office} }},
	}}
	Offices = store.Table[Office]{Name: "office"}
	// recents remembers when somebody was last spoken of, for the order of lists.
	recents = store.Table[recent]{Name: "recent", Volatile: true}
)

// Tables lists everything kept here, for export.
func Tables() []store.Keeper { return []store.Keeper{Persons, Offices, recents, pendings} }

type recent struct {
	At time.Time `cbor:"1,keyasint,omitempty"`
}

// Staff says whether the person belongs to an office's staff: can be met and
// thanked, is never offered for a referral.
func (p Person) Staff() bool { return p.Role != "" }

// Ids of persons begin with personMark, of offices with officeMark. Stored.
const (
	personMark = "p"
	officeMark = "o"
)

// IsOffice says whether an id is an office's.
func IsOffice(id string) bool { return strings.HasPrefix(id, officeMark) }

// newPersonID draws a person's id.
func newPersonID(p *bot.Personal) (string, error) {
	return newID(p, personMark, func(id string) error { _, err := Persons.Get(p.Data, id); return err })
}

// newOfficeID draws an office's id.
func newOfficeID(p *bot.Personal) (string, error) {
	return newID(p, officeMark, func(id string) error { _, err := Offices.Get(p.Data, id); return err })
}

const idLetters = "abcdefghjkmnpqrstuvwxyz23456789"

// newID draws an id that no other record of the book has.
func newID(p *bot.Personal, mark string, taken func(string) error) (string, error) {
	for {
		id := []byte(mark)
		for range 7 {
			id = append(id, idLetters[p.Rand.IntN(len(idLetters))])
		}
		if err := taken(string(id)); errors.Is(err, store.ErrNotFound) {
			return string(id), nil
		} else if err != nil {
			return "", err
		}
	}
}

// Name is what a person or an office is called; store.ErrNotFound if it is gone.
func Name(s store.Space, id string) (string, error) {
	if !IsOffice(id) {
		who, err := Persons.Get(s, id)
		return who.Name, err
	}
	o, err := Offices.Get(s, id)
	if err != nil || o.Name != "" {
		return o.Name, err
	}
	for e, err := range Persons.By(s, "office", id) {
		if err != nil {
			return "", err
		}
		if !e.Value.Staff() {
			return possessive(e.Value.Name) + " office", nil
		}
	}
	return "this office", nil
}

func possessive(name string) string {
	if strings.HasSuffix(name, "s") {
		return name + "'"
	}
	return name + "'s"
}

// OfficeOf is the office of a person, or the office itself.
func OfficeOf(s store.Space, id string) (string, error) {
	if IsOffice(id) {
		return id, nil
	}
	who, err := Persons.Get(s, id)
	return who.Office, err
}

// Manager is who runs the desk of an office: the practice manager, else the front
// desk, else anybody of the staff; ok is false if nobody is known.
func Manager(s store.Space, office string) (id string, who Person, ok bool, err error) {
	best := len(deskOrder) + 1
	for e, err := range Persons.By(s, "office", office) {
		if err != nil {
			return "", Person{}, false, err
		}
		if rank := deskRank(e.Value); e.Value.Staff() && rank < best {
			best, id, who, ok = rank, e.ID, e.Value, true
		}
	}
	return id, who, ok, nil
}

// deskOrder is who is asked for a time, first first.
var deskOrder = [...]guide.RoleCode{guide.PracticeManager, guide.OfficeManager, guide.FrontDesk}

func deskRank(p Person) int {
	if at := slices.Index(deskOrder[:], p.Role); at >= 0 {
		return at
	}
	return len(deskOrder)
}

// mention notes that somebody was spoken of now.
func mention(p *bot.Personal, id string) error {
	return recents.Put(p.Data, id, recent{At: p.Now.UTC()})
}
