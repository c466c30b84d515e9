package simtest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"referout/bot"
	"referout/bot/bottest"
	"referout/bot/discord/discordtest"
	"referout/bot/telegram/telegramtest"
	"referout/handlers/ask"
	"referout/handlers/listing"
	"referout/handlers/reading"
	"referout/store"
)

// room is a group of a network, who is in it, and its circle as the store's own tables
// say.
type room struct {
	network bottest.Network
	name    string
	screen  *screen          // what everybody there sees
	in      map[*person]bool // who is in it, as the network knows
	left    map[*person]bool // who was in it
	runs    map[*person]bool // who may administer it

	id       store.SpaceID // of its circle; empty: there is none yet
	listings map[string]listing.Listing
	vouches  map[string]listing.Vouch
	asks     map[string]ask.Ask
	meetings map[string]meetingRow
	series   map[string]seriesRow
	replies  map[string]replyRow // by meeting and key
	takers   map[string]takerRow // who takes part in the pairs, by key
	pairs    map[string]pairRow  // by both keys
	rounds   map[string]reading.Round
	ticks    map[string]struct{} // who has read it, by round and key
	cards    map[string]cardRow
	alarms   map[string]store.Alarm

	zone *time.Location

	changed  map[string]bool          // tables read anew since the last check
	opened   []*mail                  // letters that were opened since the last check
	was      circleState              // as the last check saw it
	names    map[string]string        // what a listing called somebody last, by key
	shows    map[bot.Account]*mail    // who shows a listing, by the letters that were opened
	answered map[string]bool          // asks and accounts that said “That's me”
	reminded map[string]bool          // whom of what
	went     map[string]string        // how many were going when a meeting ended: a pattern
	late     map[string]time.Duration // what should have happened, and for how long of the process's life it has not
	found    map[string]*bottest.Line // the newest message of each card, by what it is about
	told     map[string]toldReply     // since the last check, by meeting and account
	moved    bool                     // it has another id now
	isCard   map[string]string        // messages that are cards, and what about
}

// planned are the meetings to come.
func (r *room) planned() (ids []string) {
	for id, m := range r.meetings {
		if m.State == isPlanned {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// The groups of every network: one in which most things happen, and one from which
// payloads of the other are sent.
const (
	groupName = "meetup"
	otherName = "annex"
)

func (w *world) newRoom(n bottest.Network, name string) *room {
	return &room{network: n, name: name, screen: newScreen(), in: map[*person]bool{}, left: map[*person]bool{}, runs: map[*person]bool{}, changed: map[string]bool{}, names: map[string]string{}, shows: map[bot.Account]*mail{},
		answered: map[string]bool{}, reminded: map[string]bool{}, told: map[string]toldReply{}, went: map[string]string{}, late: map[string]time.Duration{}, found: map[string]*bottest.Line{}, isCard: map[string]string{}, zone: chicago()}
}

func (r *room) String() string { return "#" + r.name + " on " + r.network.Name() }

// crowd is the network's own side of who is in a group.
func (r *room) crowd() bottest.Crowded { return r.network.(bottest.Crowded) } //nolint:forcetypeassert // both have crowds

// room is the group of a network that a name or a line means.
func (w *world) room(network, name string) *room {
	name, _, _ = strings.Cut(name, "/")
	for _, r := range w.rooms {
		if r.network.Name() == network && r.name == name {
			return r
		}
	}
	return nil
}

// chats are the ids that a group had or has, the newest first.
func (r *room) chats() []string {
	switch n := r.network.(type) {
	case *telegramtest.Network:
		return []string{fmt.Sprint(telegramtest.SupergroupID(r.name)), fmt.Sprint(telegramtest.GroupID(r.name))}
	case *discordtest.Network:
		return []string{n.ChannelID(r.name)}
	}
	return nil
}

// readRooms finds out which space is the circle of which group.
func (w *world) readRooms(tx *store.Tx) error {
	for _, r := range w.rooms {
		for _, chat := range r.chats() {
			place, found, err := tx.Find("chat/" + r.network.Name() + "/" + chat)
			if err != nil {
				return err
			}
			if found {
				r.id = place.Space
				break
			}
		}
	}
	return nil
}

// readCircles reads what was written in circles.
func (w *world) readCircles(tx *store.Tx, dirty map[string]map[string]bool) error {
	for _, r := range w.rooms {
		if r.id == "" || len(dirty[string(r.id)]) == 0 {
			continue
		}
		in, err := tx.Circle(r.id)
		if err != nil {
			return fmt.Errorf("circle: %w", err)
		}
		if err := r.read(in, dirty[string(r.id)]); err != nil {
			return err
		}
	}
	return nil
}

// roomOf is the group whose circle a space is.
func (w *world) roomOf(id store.SpaceID) *room {
	for _, r := range w.rooms {
		if r.id == id {
			return r
		}
	}
	return nil
}

// houseZone is the zone of circles of which nobody has said.
const houseZone = "America/Chicago"

func chicago() *time.Location {
	zone, err := time.LoadLocation(houseZone)
	if err != nil {
		panic(err) // it is embedded
	}
	return zone
}

func (r *room) readZone(in store.Space) error {
	row, err := roomTable.Get(in, "1")
	if err != nil || row.Zone == "" {
		return store.IgnoreMissing(err)
	}
	r.zone, err = time.LoadLocation(row.Zone)
	return err
}

func (r *room) read(in store.CircleTx, dirty map[string]bool) (err error) {
	for table := range dirty {
		r.changed[table] = true
	}
	readTable(dirty, in, "listing", listing.Listings, &r.listings, &err)
	readTable(dirty, in, "vouch", listing.Vouches, &r.vouches, &err)
	readTable(dirty, in, "ask", ask.Asks, &r.asks, &err)
	readTable(dirty, in, "meetup", meetingTable, &r.meetings, &err)
	readTable(dirty, in, "meetupseries", seriesTable, &r.series, &err)
	readTable(dirty, in, "rsvp", replyTable, &r.replies, &err)
	readTable(dirty, in, "pairtaker", takerTable, &r.takers, &err)
	readTable(dirty, in, "pair", pairTable, &r.pairs, &err)
	readTable(dirty, in, "reading", reading.Rounds, &r.rounds, &err)
	readTable(dirty, in, "readtick", tickTable, &r.ticks, &err)
	if dirty["room"] && err == nil {
		err = r.readZone(in)
	}
	readTable(dirty, in, "card", cardTable, &r.cards, &err)
	if err != nil || !dirty[".alarm"] {
		return err
	}
	r.alarms, err = readAlarms(in)
	return err
}

func readAlarms(in store.Space) (map[string]store.Alarm, error) {
	out := map[string]store.Alarm{}
	for a, err := range store.Alarms(in) {
		if err != nil {
			return nil, err
		}
		out[a.Kind+"/"+a.ID] = a
	}
	return out, nil
}

// ofAccount finds whose account it is.
func (w *world) ofAccount(platform, id string) *seat {
	for _, p := range w.people {
		for _, s := range p.seats {
			if s.account == id && s.network.Name() == platform {
				return s
			}
		}
	}
	return nil
}
