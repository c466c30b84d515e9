package bot

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"referout/store"
)

// held is what could not be delivered because every way to a member is shut. It
// is said at her next contact.
type held struct {
	Duties []string    `cbor:"1,keyasint,omitempty"`
	Nudges []Nudge     `cbor:"2,keyasint,omitempty"` // that say a text
	News   []Message   `cbor:"3,keyasint,omitempty"` // the last of them
	Ends   []time.Time `cbor:"4,keyasint,omitempty"` // of the news, in the same order; may be fewer
	// Older is how many more there were than are kept: she is told.
	Older int `cbor:"5,keyasint,omitempty"`
}

// mostNews is how many messages are held for a member, and how many nudges: they come
// one by one when she is back.
const mostNews = 20

var heldBack = store.Table[held]{Name: "held", Volatile: true}

// hold keeps what a ping is about until the member is heard of again.
func (d *desk) hold(book store.BookTx, m parcel) error {
	row, err := showings.Get(book, m.Shown)
	if store.IgnoreMissing(err) != nil {
		return err
	}
	kept, err := heldBack.Get(book, m.Member)
	if store.IgnoreMissing(err) != nil {
		return err
	}
	for _, id := range row.Duties {
		if !slices.Contains(kept.Duties, id) {
			kept.Duties = append(kept.Duties, id)
		}
	}
	for _, n := range m.Nudges {
		if n.Text != "" {
			kept.Nudges = append(kept.Nudges, n)
		}
	}
	if len(m.Nudges) == 0 && m.Shown == "" {
		kept.dropOver(d.now)
		kept.News, kept.Ends = append(kept.News, m.Message), append(kept.Ends, m.Ends)
	}
	kept.dropOldest()
	return heldBack.Put(book, m.Member, kept)
}

// dropOver drops the news that is of no use any more.
func (h *held) dropOver(now time.Time) {
	var news []Message
	var ends []time.Time
	for i, m := range h.News {
		var end time.Time
		if i < len(h.Ends) {
			end = h.Ends[i]
		}
		if end.IsZero() || now.Before(end) {
			news, ends = append(news, m), append(ends, end)
		}
	}
	h.News, h.Ends = news, ends
}

// dropOldest keeps the last of the news and of the nudges, and counts the others.
func (h *held) dropOldest() {
	news, nudges := max(0, len(h.News)-mostNews), max(0, len(h.Nudges)-mostNews)
	h.News, h.Ends, h.Nudges = h.News[news:], h.Ends[min(news, len(h.Ends)):], h.Nudges[nudges:]
	h.Older += news + nudges
}

// routeShut notes that the platform refuses messages to this account.
func (d *desk) routeShut(book store.BookTx, member string, a Account) error {
	w, err := pathways.Get(book, member)
	if err != nil {
		return store.IgnoreMissing(err)
	}
	i := w.index(a)
	if i < 0 || w.shut(i) {
		return nil
	}
	w.setShut(i, true)
	return pathways.Put(book, member, w)
}

// moveRouteOf is moveRoute for a member whose ways were not read yet.
func (d *desk) moveRouteOf(book store.BookTx, member string, in Incoming) (Message, error) {
	w, err := pathways.Get(book, member)
	if err != nil {
		return Message{}, err
	}
	return d.moveRoute(book, member, w, in)
}

// moveRoute notes that a member was heard of on an account: the way is open, and
// pings go there from now on unless she keeps them elsewhere. The notice says so once.
func (d *desk) moveRoute(book store.BookTx, member string, w routes, in Incoming) (Message, error) {
	i := w.index(in.From)
	if i < 0 || in.Kind == Blocked {
		return Message{}, nil
	}
	reopened := w.shut(i)
	if reopened {
		w.setShut(i, false)
	}
	moved := w.Last != i && !w.Pinned
	var notice Message
	if moved {
		notice = pingsMoved(in.From.Platform, w.Last)
		w.Last = i
	}
	if moved || reopened {
		if err := pathways.Put(book, member, w); err != nil {
			return Message{}, err
		}
	}
	if moved {
		if err := d.follow(book, member, in.From); err != nil {
			return Message{}, err
		}
	}
	return notice, d.releaseHeld(book, member, in.From)
}

// releaseHeld sends what came due while the member could not be reached.
func (d *desk) releaseHeld(book store.BookTx, member string, to Account) error {
	kept, err := heldBack.Get(book, member)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := heldBack.Delete(book, member); err != nil {
		return err
	}
	if len(kept.Duties)+len(kept.Nudges) > 0 {
		id := d.at + "h"
		row := shown{Duties: kept.Duties, Ping: id, At: d.now}
		if err := showings.Put(book, id, row); err != nil {
			return err
		}
		if err := d.push(book, parcel{To: &to, Due: d.now, Message: heldMessage(kept, id), Shown: id, Ping: true, Member: member}); err != nil {
			return err
		}
	}
	return d.releaseNews(book, member, to, kept)
}

// releaseNews sends those of the news that are of use yet, behind how many more there
// were.
func (d *desk) releaseNews(book store.BookTx, member string, to Account, kept held) error {
	if kept.Older > 0 {
		if err := d.push(book, parcel{To: &to, Message: olderNews(kept.Older), Ping: true, Member: member}); err != nil {
			return err
		}
	}
	for i, m := range kept.News {
		p := parcel{To: &to, Message: m, Ping: true, Member: member}
		if i < len(kept.Ends) {
			p.Ends = kept.Ends[i]
		}
		if !p.Ends.IsZero() && !d.now.Before(p.Ends) {
			continue
		}
		if err := d.push(book, p); err != nil {
			return err
		}
	}
	return nil
}

// keepAction is the button that sends pings back to where they were.
const keepAction = "keepother"

// keepOther answers [Keep the other]: pings stay with that account for good. Its
// part is the account's number.
func keepOther(p *Personal) (Private, error) {
	n, err := strconv.Atoi(p.Args.Part(0))
	if err != nil {
		return Whisper(oldButton()), nil
	}
	kept, err := p.pingsTo(n, true)
	return Whisper(pingsKept(kept.Platform)), err
}

// PingsHere sends pings to the account that is asking, and to whichever is used
// last from then on.
func (p *Personal) PingsHere() error {
	w, err := pathways.Get(p.Data, p.Who.ID)
	if err == nil {
		_, err = p.pingsTo(w.index(p.desk.from), false)
	}
	return err
}

// PingsElsewhere says whether pings go to another account than the one asking.
func (p *Personal) PingsElsewhere() (bool, error) {
	w, err := pathways.Get(p.Data, p.Who.ID)
	return err == nil && w.Last != w.index(p.desk.from), err
}

// pingsTo makes a numbered account the one that gets the pings, and gives the one
// that does from now on; a number that there is none of changes nothing.
func (p *Personal) pingsTo(n int, pinned bool) (Account, error) {
	w, err := pathways.Get(p.Data, p.Who.ID)
	if err != nil {
		return Account{}, err
	}
	if n >= 0 && n < len(w.Accounts) {
		w.Last, w.Pinned = n, pinned
	}
	return w.Accounts[w.Last], pathways.Put(p.Data, p.Who.ID, w)
}
