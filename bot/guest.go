package bot

import (
	"context"
	"time"

	"referout/store"
)

// guest is somebody who has spoken to the bot in a circle's chat: its id is the keyed
// hash of her account.
type guest struct {
	At    time.Time `cbor:"1,keyasint,omitempty"`
	Known bool      `cbor:"2,keyasint,omitempty"` // her book knows of the circle
}

var guests = store.Table[guest]{Name: "guest", Volatile: true}

// guestDays is for how long who has spoken in a chat is taken to be in it where the
// platform does not say.
const guestDays = 30

// presentMail is the kind of letter by which a book learns of a circle, and nothing
// else.
const presentMail = "present"

// receiveGuest notes that somebody has spoken in a chat, and lets her book, if she has
// one, know of the circle.
func (d *desk) receiveGuest(circle store.CircleTx, a Account) error {
	id, err := d.hash(a.subject())
	if err != nil {
		return err
	}
	g, err := guests.Get(circle, id)
	if store.IgnoreMissing(err) != nil {
		return err
	}
	if !g.Known {
		sent, err := d.publish(address{Person: a}, letter{Kind: presentMail, Circle: circle.ID()})
		if err != nil {
			return err
		}
		g.Known = sent
	} else if d.now.Sub(g.At) < 24*time.Hour {
		return nil
	}
	g.At = d.now
	return guests.Put(circle, id, g)
}

// spoke says whether somebody has lately spoken in a circle's chat.
func (d *desk) spoke(circle store.CircleTx, a Account) (bool, error) {
	id, err := d.hash(a.subject())
	if err != nil {
		return false, err
	}
	g, err := guests.Get(circle, id)
	return err == nil && d.now.Sub(g.At) < guestDays*24*time.Hour, store.IgnoreMissing(err)
}

// forgetGuest forgets who has left the chat.
func (d *desk) forgetGuest(circle store.CircleTx, a Account) error {
	id, err := d.hash(a.subject())
	if err != nil {
		return err
	}
	return guests.Delete(circle, id)
}

// learnOfCircle handles presentMail: to know of the circle is all.
func learnOfCircle(context.Context, *Personal, Mail) (Private, error) { return Private{}, nil }
