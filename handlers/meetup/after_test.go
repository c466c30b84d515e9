package meetup_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
	"referout/handlers/duty"
	"referout/handlers/events"
	"referout/handlers/listing"
	"referout/handlers/people"
	"referout/store"
)

// shows lets somebody have a listing, as /join would.
func (w *town) shows(who string, l listing.Listing) {
	w.t.Helper()
	l.Account = bot.Account{Platform: "square", ID: who}
	err := w.book.Update(w.t.Context(), func(tx *store.Tx) error {
		place, _, err := tx.Find("chat/square/" + room)
		if err != nil {
			return err
		}
		circle, err := tx.Circle(place.Space)
		if err != nil {
			return err
		}
		key, err := tx.Hash("account/square/" + who)
		if err != nil {
			return err
		}
		return listing.Listings.Put(circle, key, l)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// reads looks into somebody's book.
func (w *town) reads(who string, read func(store.BookTx) error) {
	w.t.Helper()
	err := w.book.View(w.t.Context(), func(tx *store.Tx) error {
		place, _, err := tx.Find("account/square/" + who)
		if err != nil {
			return err
		}
		book, err := tx.Book(place.Space)
		if err != nil {
			return err
		}
		return read(book)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// met is who is in somebody's book, how often they met, and how many notes are owed.
func (w *town) met(who string) (names []string, touches, notes int) {
	w.reads(who, func(book store.BookTx) error {
		everybody, err := store.Collect(people.Persons.All(book))
		if err != nil {
			return err
		}
		for _, e := range everybody {
			names = append(names, e.Value.Name)
		}
		for _, err := range events.Events.All(book) {
			if err != nil {
				return err
			}
			touches++
		}
		for d, err := range duty.Duties.By(book, "live", "1") {
			if err != nil {
				return err
			}
			if d.Value.Kind == duty.Note {
				notes++
			}
		}
		return nil
	})
	slices.Sort(names)
	return names, touches, notes
}

// Of many people she ticks some, page by page; all of it is written at once, and who
// was met before is not added twice.
func TestWhomDidYouMeet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin(t)
		w := newTown(t)
		going := w.meets("Tue 18:30 Cafe Luz: jaw pain")("Going")
		for i := range 20 {
			who := fmt.Sprintf("p%02d", i)
			w.shows(who, listing.Listing{Name: fmt.Sprintf("Pat %c. Moss", 'A'+i), Specialty: "acupuncturist", Area: "Akron", Contact: "330-555-01" + fmt.Sprint(10+i)})
			w.presses(who, going)
		}
		w.presses("nameless", going)
		w.presses("ann", going)
		time.Sleep(33 * time.Hour) // Tuesday 18:00
		if strings.Contains(w.heard("ann"), "Whom") {
			t.Fatal("asked before the meeting")
		}
		time.Sleep(24 * time.Hour)
		contains(t, w.heard("ann"), "Whom did you meet at “jaw pain”, Tue 3 Mar?")
		if n := strings.Count(w.heard("ann"), "Whom did you meet"); n != 1 {
			t.Errorf("asked %d times", n)
		}
		w.taps("ann", "Tick them")
		w.taps("ann", "Pat C. Moss")
		w.taps("ann", "More")
		w.taps("ann", "Pat K. Moss")
		w.taps("ann", "✓ Pat K. Moss")
		w.taps("ann", "More")
		w.taps("ann", "Pat T. Moss")
		w.taps("ann", "✓ Pat T. Moss")
		w.taps("ann", "✓ Pat T. Moss + note")
		w.taps("ann", "Earlier")
		w.taps("ann", "Pat L. Moss")
		w.taps("ann", "✓ Pat L. Moss")
		if names, touches, _ := w.met("ann"); len(names) > 0 || touches > 0 {
			t.Fatalf("%v and %d touches before Done", names, touches)
		}
		w.taps("ann", "Done")
		names, touches, notes := w.met("ann")
		if want := []string{"Pat C. Moss", "Pat K. Moss", "Pat L. Moss"}; !slices.Equal(names, want) || touches != 3 || notes != 2 {
			t.Errorf("%v, %d touches, %d notes", names, touches, notes)
		}
		w.taps("ann", "Nobody")
		if again, n, _ := w.met("ann"); len(again) != 3 || n != 3 {
			t.Errorf("%v, %d touches after a late tap", again, n)
		}
		w.says("ann", "meetup", "Mar 10 18:30 Cafe Luz: necks")
		w.taps("ann", "Post it")
		for _, who := range []string{"ann", "p02", "p03"} {
			for _, c := range w.last(room).Choices {
				if c.Label == "Going" {
					w.presses(who, c.Payload())
				}
			}
		}
		time.Sleep(8 * 24 * time.Hour)
		w.taps("ann", "Tick them")
		w.taps("ann", "Pat C. Moss")
		w.taps("ann", "Pat D. Moss")
		w.taps("ann", "Done")
		if names, touches, _ := w.met("ann"); len(names) != 4 || touches != 5 {
			t.Errorf("%v, %d touches after the second meeting", names, touches)
		}
	})
}

// Unanswered, the question stands for two weeks, and is asked once; about a meeting
// without anybody of whom there is a listing nobody is asked.
func TestTheQuestionEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin(t)
		w := newTown(t)
		going := w.meets("Tue 18:30 Cafe Luz: jaw pain")("Going")
		w.presses("bob", going)
		w.presses("ann", going)
		time.Sleep(60 * time.Hour)
		if strings.Contains(w.heard("ann"), "Whom") {
			t.Error("asked about nobody")
		}
		w.says("ann", "meetup", "Mar 10 18:30 Cafe Luz: necks")
		w.taps("ann", "Post it")
		for _, c := range w.last(room).Choices {
			if c.Label == "Going" {
				w.presses("ann", c.Payload())
				w.presses("bob", c.Payload())
			}
		}
		w.shows("bob", listing.Listing{Name: "Bob Day", Specialty: "chiropractor"})
		time.Sleep(20 * 24 * time.Hour)
		w.taps("ann", "Tick them")
		w.taps("ann", "Bob Day")
		time.Sleep(4 * 24 * time.Hour)
		w.taps("ann", "Done")
		contains(t, w.last("ann").PlainText(), "more than two weeks ago")
		if n := strings.Count(w.heard("ann"), "Whom did you meet"); n != 1 {
			t.Errorf("asked %d times", n)
		}
		if names, touches, _ := w.met("ann"); len(names)+touches > 0 {
			t.Errorf("%v, %d touches", names, touches)
		}
	})
}
