package reading

import (
	"time"

	"referout/bot"
	"referout/handlers/scrub"
	"referout/store"
)

// State says where a round stands. Stored: the numbers must never change.
type State uint8

// The states. All but Open are the end.
const (
	Open    State = iota + 1
	Over          // its weeks are over
	Closed        // by who proposed it, or a moderator
	Removed       // a moderator took it down: nothing of it is shown any more
)

// Text is what is read together.
type Text struct {
	Title     string    `cbor:"1,keyasint,omitempty" json:"title,omitempty"`
	Link      string    `cbor:"2,keyasint,omitempty" json:"link,omitempty"`
	Abstract  string    `cbor:"3,keyasint,omitempty" json:"abstract,omitempty"`
	Questions [3]string `cbor:"4,keyasint" json:"questions"`
}

// Round is a text that a circle reads.
type Round struct {
	Text
	By     bot.Account `cbor:"5,keyasint,omitempty" json:"-"`                // who proposed it; zero: she has left
	Thread string      `cbor:"6,keyasint,omitempty" json:"thread,omitempty"` // of the chat, where /read was typed
	Posted time.Time   `cbor:"7,keyasint" json:"posted"`
	Until  time.Time   `cbor:"8,keyasint" json:"until"`
	State  State       `cbor:"9,keyasint" json:"state"`
	Read   int         `cbor:"10,keyasint,omitempty" json:"read,omitempty"` // how many had read it when it ended
}

// Rounds has a row a round of a circle; the ids sort by time.
var Rounds = store.Table[Round]{Name: "reading", Indexes: []store.Index[Round]{
	{Name: "open", Of: func(r Round) []string {
		if r.State != Open {
			return nil
		}
		return []string{"1"}
	}},
}}

// readIt is that somebody has read the text of a round, so that nobody counts twice.
type readIt struct {
	At time.Time `cbor:"1,keyasint" json:"at"`
}

// ticks has a row a round and member, "round.key", until the round ends.
var ticks = store.Table[readIt]{Name: "readtick"}

const tickMark = "."

// draft is a round before it is posted, in the book of who proposes it.
type draft struct {
	Circle string      `cbor:"1,keyasint,omitempty"`
	Thread string      `cbor:"2,keyasint,omitempty"`
	Text   Text        `cbor:"3,keyasint"`
	Out    scrub.Kinds `cbor:"4,keyasint,omitempty"` // not told yet
	At     time.Time   `cbor:"5,keyasint"`
	Sent   bool        `cbor:"6,keyasint,omitempty"` // it went to the room, and nothing came back
	Names  scrub.Names `cbor:"7,keyasint,omitempty"` // marks of those who were left out of a line
}

var drafts = store.Table[draft]{Name: "readdraft", Volatile: true}

// openIn is the open round of a circle; ok is false if there is none.
func openIn(circle store.CircleTx) (id string, r Round, ok bool, err error) {
	for e, err := range Rounds.By(circle, "open", "1") {
		return e.ID, e.Value, err == nil, err
	}
	return "", Round{}, false, nil
}

// count is how many have read the text of a round.
func count(circle store.Space, id string) (n int, err error) {
	for _, err := range ticks.Range(circle, id+tickMark, id+"/") {
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// forgetTicks forgets who has read the text of a round.
func forgetTicks(circle store.Space, id string) error {
	var old []string
	for e, err := range ticks.Range(circle, id+tickMark, id+"/") {
		if err != nil {
			return err
		}
		old = append(old, e.ID)
	}
	for _, id := range old {
		if err := ticks.Delete(circle, id); err != nil {
			return err
		}
	}
	return nil
}
