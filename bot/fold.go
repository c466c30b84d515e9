package bot

import (
	"errors"
	"slices"

	"referout/store"
)

// fold takes the member's pings that wait, and that nobody can have seen yet, out of
// the outbox and into a new one: after a day without a connection she gets one
// message, not seven. What is under way, or may well have arrived, stays as it is.
func (d *desk) fold(book store.BookTx, m parcel) (parcel, error) {
	waiting, err := d.unseenPings(book, m.Member)
	if err != nil {
		return m, err
	}
	for _, e := range slices.Backward(waiting) {
		if err := errors.Join(outgoing.Remove(book, e.ID), showings.Delete(book, e.Value.Shown)); err != nil {
			return m, err
		}
		m.Nudges = append(slices.Clone(e.Value.Nudges), m.Nudges...)
		m.Away = m.Away.and(e.Value.Away)
		if e.Value.Due.Before(m.Due) {
			m.Due = e.Value.Due
		}
	}
	m.Nudges = eachOnce(m.Nudges)
	return m, nil
}

// unseenPings are a member's pings that wait and that nobody can have seen. One that
// cannot be read is passed over: it is no reason to hold back another.
func (d *desk) unseenPings(book store.BookTx, member string) (out []store.Entry[parcel], err error) {
	for e, err := range outgoing.Rows(book) {
		if err != nil || !e.Value.Ping || e.Value.Member != member || len(e.Value.Nudges) == 0 {
			continue
		}
		mark, err := outgoing.MarkOf(book, e.ID)
		if err != nil {
			return nil, err
		}
		if mark.Tried.IsZero() || mark.Faint {
			out = append(out, e)
		}
	}
	return out, nil
}

// follow lets what waits for a member come where she was heard of.
func (d *desk) follow(book store.BookTx, member string, to Account) error {
	waiting, err := d.unseenPings(book, member)
	if err != nil {
		return err
	}
	for _, e := range waiting {
		if *e.Value.To == to {
			continue
		}
		if err := d.replace(book, e.ID, e.Value.redirected(to)); err != nil {
			return err
		}
	}
	return nil
}
