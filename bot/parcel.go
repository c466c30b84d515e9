package bot

import (
	"time"

	"referout/store"
)

// parcel is a stored message on its way. It is written in the transaction of its
// effect and removed after it was sent: at least once. Number 11 was a count.
type parcel struct {
	To      *Account  `cbor:"1,keyasint,omitempty"` // to her alone
	Chat    *Chat     `cbor:"2,keyasint,omitempty"` // or to everybody there
	Message Message   `cbor:"3,keyasint,omitempty"`
	Edit    string    `cbor:"4,keyasint,omitempty"`
	Reply   string    `cbor:"5,keyasint,omitempty"`
	Aside   bool      `cbor:"6,keyasint,omitempty"`
	Silent  bool      `cbor:"7,keyasint,omitempty"`
	Shown   string    `cbor:"8,keyasint,omitempty"`  // where the receipt is noted
	Ping    bool      `cbor:"9,keyasint,omitempty"`  // must reach her: repeated when doubtful, kept when the way is shut
	Member  string    `cbor:"10,keyasint,omitempty"` // of a ping
	Since   time.Time `cbor:"12,keyasint,omitempty"`
	Bare    bool      `cbor:"13,keyasint,omitempty"` // without any style: the platform refused it once
	Nudges  []Nudge   `cbor:"14,keyasint,omitempty"` // of a ping, so that a later one can take it in
	Due     time.Time `cbor:"15,keyasint,omitempty"` // of a ping: when the earliest of it fell due
	Away    gap       `cbor:"16,keyasint,omitempty"` // of a ping: the absence that it fell into
	Pin     bool      `cbor:"17,keyasint,omitempty"`
	Card    string    `cbor:"18,keyasint,omitempty"` // of a circle's record: the message to change is found when it is sent
	Note    bool      `cbor:"19,keyasint,omitempty"` // an aside to a tap, which is no message of the chat
	Ends    time.Time `cbor:"20,keyasint,omitempty"` // of news: not to be sent after that
	Amend   bool      `cbor:"21,keyasint,omitempty"` // of a card: it is changed where it stands, or not at all
}

var outgoing = store.Queue[parcel]{Name: "out"}

// push puts a parcel for one person into the outbox.
func (d *desk) push(s store.Space, m parcel) error {
	m.Since = d.now
	id, err := outgoing.Push(s, d.now, m)
	if err == nil {
		d.router.outbox.remember(id, m)
	}
	return err
}

// pushPublic puts what everybody may read into the outbox. Nothing of it makes a
// sound.
func (d *desk) pushPublic(s store.Space, in Incoming, out Public) error {
	for _, one := range out.each() {
		to := *in.Chat
		if one.thread != nil {
			to.Thread = *one.thread
		}
		m := parcel{Chat: &to, Message: one.Message, Reply: in.Reply, Silent: true, Pin: one.pin, Amend: one.amend && one.card != ""}
		if one.aside {
			m.Aside, m.To, m.Note = true, &in.From, in.Kind == Tapped
		}
		var err error
		if one.card != "" {
			err = d.pushCard(s, one.card, m)
		} else {
			err = d.push(s, m)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// whisper makes the delivery of what one person alone may read.
func whisper(m parcel, key string, tried time.Time) Delivery {
	return Delivery{account: m.To, message: m.shownAs(), edit: m.Edit, reply: m.Reply, silent: m.Silent, key: key, since: m.Since, tried: tried}
}

// say makes the delivery of what everybody in a chat may read.
func say(m parcel, key string, tried time.Time) Delivery {
	return Delivery{chat: m.Chat, message: m.shownAs(), edit: m.Edit, reply: m.Reply, aside: m.Aside, silent: m.Silent, pin: m.Pin, amends: m.Amend, key: key, since: m.Since, tried: tried}
}

func (m parcel) shownAs() Message {
	if !m.Bare {
		return m.Message
	}
	return Message{Blocks: []Block{Say("%s", m.Message.PlainText())}, Choices: m.Message.Choices, Files: m.Message.Files}
}

// delivery is the parcel on an attempt; tried is the beginning of one before, of
// which nobody knows whether it arrived.
func (m parcel) delivery(key string, tried time.Time) Delivery {
	if m.Chat != nil {
		return say(m, key, tried)
	}
	return whisper(m, key, tried)
}

// lane names the chat that it goes to; what goes to one chat goes in order.
func (m parcel) lane() string {
	switch {
	case m.Note:
		return "note/" + m.To.subject()
	case m.Chat != nil:
		return m.Chat.subject()
	}
	return m.To.subject()
}

func (m parcel) platform() string {
	if m.Chat != nil {
		return m.Chat.Platform
	}
	return m.To.Platform
}

// lasts says that it is of use however late it comes: what is owed, or how a record
// stands.
func (m parcel) lasts() bool { return m.Ping || m.Card != "" }

// kind is what the operator calls it.
func (m parcel) kind() string {
	switch {
	case m.Chat != nil:
		return "group"
	case m.Ping:
		return "ping"
	case m.Edit != "":
		return "edit"
	}
	return "answer"
}

func readParcel(tx *store.Tx, w store.Waiting) (parcel, error) {
	s, err := tx.Space(w.Space)
	if err != nil {
		return parcel{}, err
	}
	return outgoing.Get(s, w.ID)
}
