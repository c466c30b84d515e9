package bot

import (
	"slices"

	"referout/store"
)

// fold takes the member's pings that wait, and that nobody can have seen yet, out of
// the outbox and into a new one: after a day without a connection she gets one
// message, not seven. What is under way, or may well have arrived, stays as it is.
func (d *desk) fold(book store.BookTx, m parcel) (parcel, error) {
	waiting, err := store.Collect(outgoing.Rows(book))
	if err != nil {
		return m, err
	}
	for _, e := range slices.Backward(waiting) {
		if !e.Value.Ping || e.Value.Member != m.Member || len(e.Value.Nudges) == 0 {
			continue
		}
		mark, err := outgoing.MarkOf(book, e.ID)
		if err != nil {
			return m, err
		}
		if !mark.Tried.IsZero() && !mark.Faint {
			continue
		}
		if err := outgoing.Remove(book, e.ID); err != nil {
			return m, err
		}
		if err := showings.Delete(book, e.Value.Shown); err != nil {
			return m, err
		}
		m.Nudges = append(slices.Clone(e.Value.Nudges), m.Nudges...)
		if e.Value.Due.Before(m.Due) {
			m.Due = e.Value.Due
		}
	}
	m.Nudges = eachOnce(m.Nudges)
	return m, nil
}
