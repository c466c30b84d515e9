package ask

import (
	"errors"
	"time"

	"referout/bot"
	"referout/handlers/scrub"
	"referout/store"
)

// State says where an ask stands. Stored: the numbers must never change.
type State uint8

// The states. All but Open are the end.
const (
	Open      State = iota + 1
	Found           // who asked has found somebody
	Over            // its days are over
	Closed          // by a moderator, or because who asked cannot be told any more
	Removed         // a moderator took it down: nothing of it is shown any more
	TakenBack       // by who asked, or she has left: nor then
)

// hidden says whether nothing of an ask is shown any more.
func (s State) hidden() bool { return s == Removed || s == TakenBack }

// Ask is what somebody of a circle looks for.
type Ask struct {
	Account bot.Account `cbor:"1,keyasint,omitempty" json:"-"`  // who asks
	Key     string      `cbor:"2,keyasint,omitempty" json:"by"` // bot.Shared.Key of hers
	Need    Need        `cbor:"3,keyasint" json:"need"`
	Thread  string      `cbor:"4,keyasint,omitempty" json:"thread,omitempty"` // of the chat, where it was typed
	Posted  time.Time   `cbor:"5,keyasint" json:"posted"`
	Until   time.Time   `cbor:"6,keyasint" json:"until"`
	State   State       `cbor:"7,keyasint" json:"state"`
	Answers int         `cbor:"8,keyasint,omitempty" json:"answers,omitempty"`
}

// Asks has a row an ask of a circle; the ids sort by time.
var Asks = store.Table[Ask]{Name: "ask", Indexes: []store.Index[Ask]{
	{Name: "open", Of: func(a Ask) []string {
		if a.State != Open {
			return nil
		}
		return []string{a.Key}
	}},
}}

// counted is that somebody has answered an ask, by kind, so that nobody counts twice.
// Its id is the ask's and the key of hers. It goes when the ask closes.
type counted struct {
	Self bool `cbor:"1,keyasint,omitempty" json:"self,omitempty"`
	Know bool `cbor:"2,keyasint,omitempty" json:"know,omitempty"`
}

var countings = store.Table[counted]{Name: "askcount"}

// Answer is what somebody answered, in the book of who asked.
type Answer struct {
	Circle  string    `cbor:"1,keyasint,omitempty" json:"circle,omitempty"` // its id in the book
	Ask     string    `cbor:"2,keyasint" json:"ask"`
	For     string    `cbor:"3,keyasint,omitempty" json:"for,omitempty"` // what was looked for
	Self    bool      `cbor:"4,keyasint,omitempty" json:"self,omitempty"`
	From    string    `cbor:"5,keyasint,omitempty" json:"from,omitempty"` // who recommends them, as listed
	Name    string    `cbor:"6,keyasint,omitempty" json:"name,omitempty"`
	Trade   string    `cbor:"7,keyasint,omitempty" json:"trade,omitempty"`
	Office  string    `cbor:"8,keyasint,omitempty" json:"office,omitempty"`
	Area    string    `cbor:"9,keyasint,omitempty" json:"area,omitempty"`
	Payers  string    `cbor:"10,keyasint,omitempty" json:"payers,omitempty"`
	Taking  string    `cbor:"11,keyasint,omitempty" json:"taking,omitempty"` // new people
	Contact string    `cbor:"12,keyasint,omitempty" json:"contact,omitempty"`
	Words   string    `cbor:"13,keyasint,omitempty" json:"words,omitempty"`
	At      time.Time `cbor:"14,keyasint" json:"at"`
	GoTo    string    `cbor:"15,keyasint,omitempty" json:"go_to,omitempty"`
	Vouches string    `cbor:"16,keyasint,omitempty" json:"vouches,omitempty"` // how many, by kind
}

// Answers has a row an answer; the ids sort by time.
var Answers = store.Table[Answer]{Name: "answer", Indexes: []store.Index[Answer]{
	{Name: "ask", Of: func(a Answer) []string { return []string{a.Ask} }},
}}

// draft is an ask before it is posted, in the book of who asks.
type draft struct {
	Circle string      `cbor:"1,keyasint,omitempty"` // empty: not chosen yet
	Thread string      `cbor:"2,keyasint,omitempty"`
	Need   Need        `cbor:"3,keyasint,omitempty"`
	Out    scrub.Kinds `cbor:"4,keyasint,omitempty"`
	At     time.Time   `cbor:"5,keyasint,omitempty"`
	Posted bool        `cbor:"6,keyasint,omitempty"` // and kept only to say so
	Names  scrub.Names `cbor:"7,keyasint,omitempty"` // marks of those who were left out of a field
}

var drafts = store.Table[draft]{Name: "askdraft", Volatile: true}

// tip is what somebody typed of a practitioner whom she knows, until she has sent it.
type tip struct {
	Circle string      `cbor:"1,keyasint,omitempty"`
	Ask    string      `cbor:"2,keyasint,omitempty"`
	Words  string      `cbor:"3,keyasint,omitempty"`
	Out    scrub.Kinds `cbor:"4,keyasint,omitempty"`
	At     time.Time   `cbor:"5,keyasint,omitempty"`
}

var tips = store.Table[tip]{Name: "asktip", Volatile: true}

// kept is how long what was begun can be gone on with.
const kept = 7 * 24 * time.Hour

// prune forgets what was begun and never ended.
func prune[T any](t store.Table[T], s store.Space, before time.Time, at func(T) time.Time) error {
	var old []string
	for e, err := range t.All(s) {
		if err != nil {
			return err
		}
		if at(e.Value).Before(before) {
			old = append(old, e.ID)
		}
	}
	for _, id := range old {
		if err := t.Delete(s, id); err != nil {
			return err
		}
	}
	return nil
}

// openOf is an ask of a circle that is still open; ok is false if it is not, or is
// another circle's.
func openOf(s store.Space, id string) (a Ask, ok bool, err error) {
	a, err = Asks.Get(s, id)
	if errors.Is(err, store.ErrNotFound) {
		return Ask{}, false, nil
	}
	return a, err == nil && a.State == Open, err
}
