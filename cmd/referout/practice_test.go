package main_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers"
	"referout/handlers/duty"
	"referout/handlers/events"
	"referout/handlers/guide"
	"referout/handlers/people"
	"referout/store"
	"referout/store/bolt"
)

// practice says how much stands in one made-up book.
type practice struct {
	specialists int // three to an office, each of which is to be visited
	referrals   int // half of them each way; all but the last have been seen to
	open        int // alarms of notes and questions that wait, one a referral
}

// fullPractice is one that has been at work for some years: with its visits it has
// 100 alarms.
var fullPractice = practice{specialists: 100, referrals: 1000, open: 66}

func (p practice) offices() int { return (p.specialists + 2) / 3 }

// alarms is how many alarms a book has, beside those that are given.
func (p practice) alarms() int { return p.offices() + p.open }

// began is when the first referral was told; everything that waits falls due in
// the next century.
var (
	began = time.Date(2022, 1, 3, 9, 0, 0, 0, time.UTC)
	later = time.Date(2101, 1, 3, 17, 30, 0, 0, time.UTC)
)

// newBook is the export of a book in which nothing has happened.
const newBook = `{"format":1,"kind":"book","alarms":[],"tables":[{"name":"member","records":[` +
	`{"id":"1","value":{"id":"1","role":1,"zone":"America/Chicago","zone_chosen":true}}]}]}`

// settleIn makes n books with an owner each on a platform, and fills them in the
// order of their ids, in transactions of some thousand rows.
func settleIn(tb testing.TB, s *store.Store, platform string, n int, p practice) {
	tb.Helper()
	r, err := bot.NewRouter(bot.Config{
		Store: s, Log: slog.New(slog.DiscardHandler), Features: handlers.All(), Access: bot.Open, Home: platform,
		Zone: "America/Chicago", Resolve: when.Instant,
	})
	if err != nil {
		tb.Fatal(err)
	}
	for i := range n {
		err := r.Import(tb.Context(), owner(platform, i), func() (io.Reader, error) {
			return strings.NewReader(newBook), nil
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
	ids := books(tb, s)
	for from, chunk := 0, p.chunk(); from < len(ids); from += chunk {
		fillAll(tb, s, ids[from:min(from+chunk, len(ids))], p)
	}
}

func owner(platform string, n int) bot.Account {
	return bot.Account{Platform: platform, ID: fmt.Sprint(7_000_000 + n)}
}

// books lists all books in the order of their ids.
func books(tb testing.TB, s *store.Store) (ids []store.SpaceID) {
	tb.Helper()
	err := s.View(tb.Context(), func(tx *store.Tx) (err error) {
		ids, err = store.Collect(tx.Books())
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return ids
}

// chunk is how many books are filled in one transaction.
func (p practice) chunk() int { return 1 + 5000/(1+4*p.specialists+6*p.referrals) }

func fillAll(tb testing.TB, s *store.Store, ids []store.SpaceID, p practice) {
	tb.Helper()
	err := s.Update(tb.Context(), func(tx *store.Tx) error {
		for _, id := range ids {
			book, err := tx.Book(id)
			if err == nil {
				err = p.fill(book)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
}

// fill writes what the features would have written.
func (p practice) fill(book store.BookTx) error {
	specialties, payers := guide.Specialties(), guide.Payers()
	for i := range p.specialists {
		person := people.Person{
			Name: fmt.Sprintf("Dr Ann%04d Practitioner", i), Specialty: specialties[i%len(specialties)].Code, Office: office(i / 3),
			Phone: fmt.Sprintf("+1330555%04d", i), Payers: []string{payers[i%len(payers)].Name}, Added: began, By: "1",
		}
		if err := people.Persons.Put(book, specialistID(i), person); err != nil {
			return err
		}
	}
	for i := range p.offices() {
		o := people.Office{Name: fmt.Sprintf("Stone Oak Clinic %d", i), City: "Akron", Phone: fmt.Sprintf("+1330556%04d", i), Added: began, By: "1"}
		visit := duty.Duty{
			Kind: duty.Visit, State: duty.Open, Whom: office(i), From: later, Due: later.AddDate(0, 0, 28), By: "1",
			History: []duty.Step{{At: began, State: duty.Open, By: "1"}},
		}
		err := errors.Join(people.Offices.Put(book, office(i), o), owe(book, "v"+office(i), visit, later.Add(time.Duration(i)*24*time.Hour)))
		if err != nil {
			return err
		}
	}
	for n := range p.referrals {
		if err := p.refer(book, n); err != nil {
			return err
		}
	}
	return nil
}

func specialistID(n int) string { return fmt.Sprintf("p%07d", n) }
func office(n int) string       { return fmt.Sprintf("o%07d", n) }

// refer tells of one referral and of what was owed for it.
func (p practice) refer(book store.BookTx, n int) error {
	told := began.Add(time.Duration(n) * 30 * time.Hour)
	day := told.Truncate(24 * time.Hour)
	handling := fmt.Sprintf("%013d", told.Unix())
	who := n * 7 % max(p.specialists, 1)
	e := events.Event{Kind: events.Received, Person: specialistID(who), Office: office(who / 3), Day: day, By: "1", Handling: handling}
	d := duty.Duty{Kind: duty.Note, State: duty.Open, Whom: e.Person, From: day.Add(41 * time.Hour), Due: day.Add(41 * time.Hour), By: "1"}
	line, id := duty.Line{Occasion: 1, Day: day, Event: "e" + handling}, "n"+handling
	if n%2 == 0 {
		e.Kind, e.Tag = events.Referred, "garlic-padlock"
		d.Kind, d.From, d.Due = duty.FollowUp, day.Add(14*24*time.Hour), day.Add(14*24*time.Hour)
		line.Occasion, line.Tag, id = 2, e.Tag, "f"+handling
	}
	d.Lines, d.History = []duty.Line{line}, []duty.Step{{At: told, State: duty.Open, By: "1"}}
	if err := events.Events.Put(book, line.Event, e); err != nil {
		return err
	}
	if n >= p.referrals-p.open {
		return owe(book, id, d, later.Add(time.Duration(n)*time.Hour))
	}
	d.State = duty.Done
	d.History = append(d.History, duty.Step{At: d.Due, State: duty.Done, By: "1"})
	return duty.Duties.Put(book, id, d)
}

// owe keeps an open duty and its alarm.
func owe(book store.BookTx, id string, d duty.Duty, wall time.Time) error {
	return errors.Join(
		duty.Duties.Put(book, id, d),
		store.SetAlarm(book, store.Alarm{Kind: "duty", ID: id, Member: "1", Wall: wall, At: wall.Add(6 * time.Hour)}),
	)
}

// openStore opens the store in a folder.
func openStore(tb testing.TB, dir string, m store.Master, o bolt.Options) *store.Store {
	tb.Helper()
	e, err := bolt.Open(filepath.Join(dir, "book.db"), o)
	if err != nil {
		tb.Fatal(err)
	}
	s, err := store.Open(context.Background(), e, m)
	if err != nil {
		tb.Fatal(errors.Join(err, e.Close()))
	}
	return s
}
