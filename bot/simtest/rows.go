package simtest

import (
	"time"

	"referout/bot"
	"referout/handlers/ask"
	"referout/handlers/listing"
	"referout/handlers/reading"
	"referout/store"
)

// circleState is what of a circle has to be explained when it changes.
type circleState struct {
	vouches  map[string]listing.Vouch
	listings map[string]listing.Listing
	asks     map[string]ask.Ask
	meetings map[string]meetingRow
	replies  map[string]replyRow
	takers   map[string]takerRow
	pairs    map[string]pairRow
	rounds   map[string]reading.Round
	ticks    map[string]struct{}
}

// cardRow is the router's row of a card, read by its numbers.
type cardRow struct {
	Message string `cbor:"1,keyasint,omitempty"`
	Waiting string `cbor:"3,keyasint,omitempty"`
}

// meetingRow is a meeting, read by its numbers.
type meetingRow struct {
	Facts struct {
		Topic  string        `cbor:"1,keyasint,omitempty"`
		Wall   time.Time     `cbor:"2,keyasint"`
		Seats  int           `cbor:"5,keyasint,omitempty"`
		Length time.Duration `cbor:"6,keyasint,omitempty"`
	} `cbor:"1,keyasint"`
	State  int         `cbor:"2,keyasint"`
	By     bot.Account `cbor:"3,keyasint"`
	Thread string      `cbor:"4,keyasint,omitempty"`
	Series string      `cbor:"5,keyasint,omitempty"`
	Step   int         `cbor:"11,keyasint,omitempty"`
}

// seriesRow is a meeting that repeats, read by its numbers.
type seriesRow struct {
	Ended bool `cbor:"7,keyasint,omitempty"`
}

// replyRow is what somebody said about coming, read by its numbers.
type replyRow struct {
	Account bot.Account `cbor:"1,keyasint"`
	Answer  int         `cbor:"2,keyasint"`
	At      string      `cbor:"3,keyasint"`
}

// takerRow is a member who takes part in the pairs of a circle, read by its numbers.
type takerRow struct {
	Account bot.Account `cbor:"1,keyasint,omitempty"`
}

// pairRow is two who were paired, read by its numbers.
type pairRow struct {
	Month string `cbor:"1,keyasint"`
	Met   bool   `cbor:"3,keyasint,omitempty"`
	Off   bool   `cbor:"4,keyasint,omitempty"`
}

var (
	takerTable   = store.Table[takerRow]{Name: "pairtaker"}
	pairTable    = store.Table[pairRow]{Name: "pair"}
	tickTable    = store.Table[struct{}]{Name: "readtick"}
	cardTable    = store.Table[cardRow]{Name: "card", Volatile: true}
	seriesTable  = store.Table[seriesRow]{Name: "meetupseries"}
	meetingTable = store.Table[meetingRow]{Name: "meetup"}
	replyTable   = store.Table[replyRow]{Name: "rsvp"}
)

// The states of meetings and of replies, as they are stored.
const (
	isPlanned  = 1
	isOver     = 3
	isGoing    = 1
	isNotGoing = 2
	isWaiting  = 3
)

// roomRow is what the router knows of a group, read by its numbers.
type roomRow struct {
	Zone string `cbor:"3,keyasint,omitempty"`
}

var roomTable = store.Table[roomRow]{Name: "room", Volatile: true}
