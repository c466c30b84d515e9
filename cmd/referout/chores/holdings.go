package chores

import (
	"context"
	"fmt"
	"time"

	"referout/handlers/duty"
	"referout/handlers/events"
	"referout/handlers/people"
	"referout/store"
)

// Holdings is what books hold.
type Holdings struct {
	Books     int `json:"books"`
	People    int `json:"people"`
	Offices   int `json:"offices"`
	Events    int `json:"events"` // referrals and encounters
	Duties    int `json:"duties"` // closed ones too
	Owed      int `json:"owed"`   // duties that are open
	Reminders int `json:"reminders"`
}

// Hold counts what all books of a store hold.
func Hold(ctx context.Context, s *store.Store) (all Holdings, err error) {
	ids, err := s.Spaces(ctx)
	for _, id := range ids {
		if err != nil {
			return all, err
		}
		err = s.View(ctx, func(tx *store.Tx) error {
			book, err := tx.Book(id)
			if err != nil {
				return store.IgnoreMissing(err) // no book, or erased meanwhile
			}
			one, err := holdingsOf(book)
			all.add(one)
			return err
		})
	}
	return all, err
}

func (h *Holdings) add(one Holdings) {
	h.Books += one.Books
	h.People += one.People
	h.Offices += one.Offices
	h.Events += one.Events
	h.Duties += one.Duties
	h.Owed += one.Owed
	h.Reminders += one.Reminders
}

// holdingsOf counts what one book holds.
func holdingsOf(book store.BookTx) (Holdings, error) {
	h := Holdings{Books: 1}
	for _, t := range []struct {
		table store.Keeper
		n     *int
	}{{people.Persons, &h.People}, {people.Offices, &h.Offices}, {events.Events, &h.Events}, {duty.Duties, &h.Duties}} {
		n, err := store.Count(book, []store.Keeper{t.table})
		if err != nil {
			return h, err
		}
		*t.n = n
	}
	for _, err := range duty.Duties.IDs(book, "live", "1") {
		if err != nil {
			return h, err
		}
		h.Owed++
	}
	for _, err := range store.Alarms(book) {
		if err != nil {
			return h, err
		}
		h.Reminders++
	}
	return h, nil
}

// String says it in a line.
func (h Holdings) String() string {
	return fmt.Sprintf("%s with %s at %s, %s, %s (%d owed), %s",
		many(h.Books, "book"), many(h.People, "professional"), many(h.Offices, "office"),
		many(h.Events, "event"), many(h.Duties, "duty"), h.Owed, many(h.Reminders, "reminder"))
}

// many is a number with its noun.
func many(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case noun == "duty":
		return fmt.Sprintf("%d duties", n)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// span is the first and the last day that a book's records tell of; zero if none
// does.
func span(book store.BookTx) (first, last time.Time, err error) {
	note := func(at time.Time) {
		if first.IsZero() || at.Before(first) {
			first = at
		}
		if at.After(last) {
			last = at
		}
	}
	for e, err := range people.Persons.All(book) {
		if err != nil {
			return first, last, err
		}
		note(e.Value.Added)
	}
	for e, err := range duty.Duties.All(book) {
		if err != nil {
			return first, last, err
		}
		for _, step := range e.Value.History {
			note(step.At)
		}
	}
	return first, last, nil
}
