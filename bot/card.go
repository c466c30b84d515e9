package bot

import (
	"referout/store"
)

// card is where the one message that stands for a record of a circle is. Waiting is
// the row of its newest version in the outbox.
type card struct {
	Message string `cbor:"1,keyasint,omitempty"`
	Thread  string `cbor:"2,keyasint,omitempty"`
	Waiting string `cbor:"3,keyasint,omitempty"`
	Loose   bool   `cbor:"4,keyasint,omitempty"` // it was to be pinned and could not be
}

var cards = store.Table[card]{Name: "card", Volatile: true}

// pushCard says a card, or changes the message that it is. A version that nobody has
// begun to send is replaced, except the first, which may answer a command: fifty
// answers are not fifty edits.
func (d *desk) pushCard(circle store.Space, id string, m parcel) error {
	c, err := cards.Get(circle, id)
	known := err == nil
	if store.IgnoreMissing(err) != nil {
		return err
	}
	if known {
		m.Chat = &Chat{Platform: m.Chat.Platform, ID: m.Chat.ID, Thread: c.Thread}
	} else {
		c.Thread = m.Chat.Thread
	}
	m.Card, m.Since, m.Silent = id, d.now, true
	if m.Pin {
		c.Message = "" // only what is said anew can be pinned
	}
	if m.Amend {
		m.Reply = "" // nobody waits for it
	}
	if m.Amend && c.Message == "" {
		if under, err := d.underWay(circle, c.Waiting); err != nil || !under {
			return err
		}
	}
	if c.Message != "" {
		if replaced, err := d.replaceCard(circle, c.Waiting, m); err != nil || replaced {
			return err
		}
	}
	if c.Waiting, err = outgoing.Push(circle, d.now, m); err != nil {
		return err
	}
	return cards.Put(circle, id, c)
}

// underWay says whether a row of the outbox has not been sent yet.
func (d *desk) underWay(circle store.Space, row string) (bool, error) {
	if row == "" {
		return false, nil
	}
	_, err := outgoing.Get(circle, row)
	return err == nil, store.IgnoreMissing(err)
}

// replaceCard puts a newer version in place of one that waits untouched.
func (d *desk) replaceCard(circle store.Space, row string, m parcel) (bool, error) {
	if row == "" {
		return false, nil
	}
	old, err := outgoing.Get(circle, row)
	if err != nil {
		return false, store.IgnoreMissing(err)
	}
	mark, err := outgoing.MarkOf(circle, row)
	if err != nil || mark != (store.Mark{}) {
		return false, err
	}
	if m.Reply == "" {
		m.Reply = old.Reply
	}
	m.Since, m.Amend = old.Since, m.Amend && old.Amend
	return true, outgoing.Put(circle, row, m)
}

// aimed is a card's parcel as it stands now: the message to change is known when the
// version before it has arrived. An amendment that a newer version has overtaken, while it
// waited behind what somebody waits for, has none.
func aimed(s store.Space, row string, m parcel) (parcel, error) {
	if m.Card == "" {
		return m, nil
	}
	c, err := cards.Get(s, m.Card)
	if err != nil {
		return m, store.IgnoreMissing(err)
	}
	m.Edit = c.Message
	if m.Amend && c.Waiting != row {
		m.Edit = ""
	}
	return m, nil
}

// noteCard notes which message a card is now.
func noteCard(s store.Space, m parcel, receipt Receipt) error {
	c, err := cards.Get(s, m.Card)
	if err != nil {
		return store.IgnoreMissing(err)
	}
	if receipt.Message != "" {
		c.Message = receipt.Message
	}
	if m.Pin {
		c.Loose = receipt.Unpinned
	}
	return cards.Put(s, m.Card, c)
}

// dropCards lets every card be said anew: what stood in the chat under its old id
// cannot be changed any more.
func dropCards(s store.Space) error {
	all, err := store.Collect(cards.All(s))
	if err != nil {
		return err
	}
	for _, e := range all {
		e.Value.Message = ""
		if err := cards.Put(s, e.ID, e.Value); err != nil {
			return err
		}
	}
	return nil
}

// CardMessage says whether the message with the tapped button is this card: a button
// may be pressed on a copy, or its payload sent by hand.
func (s *Shared) CardMessage(id string) (bool, error) {
	c, err := cards.Get(s.Data, id)
	if err != nil {
		return false, store.IgnoreMissing(err)
	}
	return c.Message == "" || c.Message == s.message, nil
}

// HasCard says whether a card stands in the chat, where it can be changed.
func (s *Shared) HasCard(id string) (bool, error) {
	c, err := cards.Get(s.Data, id)
	return c.Message != "", store.IgnoreMissing(err)
}

// PinnedCard says whether a card that was to be pinned stands in the chat, pinned as far as
// anybody knows here, or is about to.
func (s *Shared) PinnedCard(id string) (bool, error) {
	c, err := cards.Get(s.Data, id)
	if err != nil || (c.Message != "" && !c.Loose) {
		return err == nil, store.IgnoreMissing(err)
	}
	return s.desk.underWay(s.Data, c.Waiting)
}

// DropCard forgets which message a card is: it will not change any more.
func (s *Shared) DropCard(id string) error { return cards.Delete(s.Data, id) }

// noteSaid notes what became of a message to a group.
func (d *desk) noteSaid(s store.Space, m parcel, receipt Receipt) error {
	if m.Card != "" {
		if err := noteCard(s, m, receipt); err != nil {
			return err
		}
	}
	if !receipt.Unpinned {
		return nil
	}
	return d.push(s, parcel{Chat: m.Chat, Message: cannotPin(), Silent: true})
}
