package bot

import (
	"time"

	"referout/store"
)

// room is what the router knows of a circle's chat.
type room struct {
	Chat  Chat      `cbor:"1,keyasint,omitempty"` // without a thread
	Name  string    `cbor:"2,keyasint,omitempty"` // what its people call it
	Zone  string    `cbor:"3,keyasint,omitempty"` // IANA; empty: nobody has said
	Open  bool      `cbor:"4,keyasint,omitempty"` // somebody with a book has used it
	Code  string    `cbor:"5,keyasint,omitempty"` // opens a private chat for its people
	Until time.Time `cbor:"6,keyasint,omitempty"` // of the code
}

var rooms = store.Table[room]{Name: "room", Volatile: true}

// theRoom is the only row of its table.
const theRoom = "1"

// roomOf is the room of a circle.
func roomOf(circle store.CircleTx) (room, error) {
	v, err := rooms.Get(circle, theRoom)
	return v, store.IgnoreMissing(err)
}

// circle is the space of a chat, made when the chat first uses the bot. It learns
// what the chat is called.
func (d *desk) circle(in Incoming) (store.CircleTx, room, error) {
	circle, err := d.findCircle(*in.Chat)
	if err != nil {
		return circle, room{}, err
	}
	v, err := roomOf(circle)
	if err != nil {
		return circle, v, err
	}
	was := v
	v.Chat = Chat{Platform: in.Chat.Platform, ID: in.Chat.ID}
	if name := OneLine(in.Title); name != "" {
		v.Name = name
	}
	if !v.Open {
		_, v.Open, err = d.tx.Find(in.From.subject())
	}
	if err != nil || v == was {
		return circle, v, err
	}
	return circle, v, rooms.Put(circle, theRoom, v)
}

func (d *desk) findCircle(c Chat) (store.CircleTx, error) {
	place, found, err := d.tx.Find(c.subject())
	if err != nil {
		return store.CircleTx{}, err
	}
	if found {
		return d.tx.Circle(place.Space)
	}
	circle, err := d.tx.NewCircle(d.entropyFor("circle"))
	if err != nil {
		return store.CircleTx{}, err
	}
	return circle, d.tx.Bind(c.subject(), store.Place{Space: circle.ID()})
}

// shared is the request that handlers see.
func (d *desk) shared(circle store.CircleTx, v room, in Incoming) *Shared {
	s := &Shared{Who: in.From, Chat: *in.Chat, Name: v.Name, Rand: d.random(), Args: sharedArgs(in), Data: circle, desk: d, message: in.Message}
	s.Now = d.now.In(s.location(v))
	return s
}

func (s *Shared) location(v room) *time.Location {
	if v.Zone == "" {
		return s.desk.router.zone
	}
	return s.desk.router.zoneOf(Member{Zone: v.Zone})
}

// Zone is the circle's own IANA zone; empty: nobody has said.
func (s *Shared) Zone() (string, error) {
	v, err := roomOf(s.Data)
	return v.Zone, err
}

// SetZone moves the circle: what floats in it keeps its reading of the clock there.
func (s *Shared) SetZone(name string) error {
	v, err := roomOf(s.Data)
	if err != nil {
		return err
	}
	v.Zone = name
	if err := rooms.Put(s.Data, theRoom, v); err != nil {
		return err
	}
	s.Now = s.Now.In(s.location(v))
	if err := s.desk.knowZone(name); err != nil {
		return err
	}
	return s.desk.router.refloat(s.Data, Member{Zone: name})
}

// Remind sets an alarm at a wall clock reading of the circle's zone. It replaces an
// alarm of the same kind and id.
func (s *Shared) Remind(kind, id string, wall time.Time) error {
	at := s.desk.router.config.Resolve(wall, s.Now.Location())
	return store.SetAlarm(s.Data, store.Alarm{Kind: kind, ID: id, Wall: wall, At: at})
}

// RemindAt sets an alarm at an instant.
func (s *Shared) RemindAt(kind, id string, at time.Time) error {
	return store.SetAlarm(s.Data, store.Alarm{Kind: kind, ID: id, At: at})
}

// Hush clears an alarm, if there is one.
func (s *Shared) Hush(kind, id string) error { return store.ClearAlarm(s.Data, kind, id) }

// Instant is when the clocks of the circle show a reading.
func (s *Shared) Instant(wall time.Time) time.Time {
	return s.desk.router.config.Resolve(wall, s.Now.Location())
}

// NewID names a new record of the circle: its ids sort by time.
func (s *Shared) NewID() string { return s.desk.at }

// Key names an account in keys and buttons: a keyed hash, the same in every circle and
// book, from which nobody can tell the account.
func (s *Shared) Key(a Account) (string, error) { return s.desk.hash(a.subject()) }
