package listing

import (
	"reflect"
	"testing"
	"time"

	"referout/handlers/people"
)

// What leaves a book is read again as it was.
func TestEnclosedAndRead(t *testing.T) {
	for _, l := range []Listing{
		{Name: "Ann Bell", Specialty: "massagetherapist", Area: "Northside, Akron", Payers: []string{"aetna", "workerscomp", "Delta Dental"}, Accepting: true, GoTo: []string{"jaw pain", "headaches"}, Contact: "330-555-0177"},
		{Name: "Eve", Specialty: "somatic guide"},
	} {
		if got := Read(l.Enclose()); !reflect.DeepEqual(got, l) {
			t.Errorf("%+v became %+v", l, got)
		}
	}
	if l := (Listing{Name: "Ann"}); len(l.Enclose()) != 2 {
		t.Errorf("empty lines leave: %v", l.Enclose())
	}
}

func TestConfirmed(t *testing.T) {
	shown := time.Date(2026, 3, 31, 23, 0, 0, 0, time.UTC)
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		asked int
		now   time.Time
		want  string
	}{
		{0, shown.AddDate(5, 0, 0), ""},
		{MostAsked, shown.AddDate(5, 0, 0), ""},
		{MostAsked + 1, shown.AddDate(0, 4, 0), "last confirmed in March"},
		{MostAsked + 1, shown.AddDate(0, 4, 0).In(tokyo), "last confirmed in April"},
		{MostAsked + 1, shown.AddDate(1, 0, 0), "last confirmed in March 2026"},
	} {
		if got := (Listing{Shown: shown, Asked: tt.asked}).Confirmed(tt.now); got != tt.want {
			t.Errorf("asked %d times, at %v: %q, want %q", tt.asked, tt.now, got, tt.want)
		}
	}
}

func TestFindOrder(t *testing.T) {
	d := &Directory{Entries: []Entry{
		{Key: "a", Listing: Listing{Name: "Ann Jaw", Accepting: true}},
		{Key: "b", Listing: Listing{Name: "Bob", GoTo: []string{"jaw pain"}}},
		{Key: "c", Listing: Listing{Name: "Cyd", GoTo: []string{"jaw pain"}, Accepting: true, Shown: time.Unix(1, 0)}},
		{Key: "d", Listing: Listing{Name: "Dee", GoTo: []string{"jaw pain"}, Accepting: true, Shown: time.Unix(2, 0)}},
		{Key: "e", Listing: Listing{Name: "Eve", Specialty: "dentist", Accepting: true}},
	}}
	d.lookup = people.NewLookup(texts(d.Entries))
	for _, tt := range []struct {
		words, want string
		guess       bool
	}{{"jaw", "dcbae", false}, {"jaxw", "dcbae", true}, {"jxxw", "", false}, {"jaw paim", "dcb", true}, {"tmj dentist", "e", false}, {"", "", false}} {
		found, guess := d.Find(tt.words)
		got := ""
		for _, e := range found {
			got += e.Key
		}
		if got != tt.want || guess != tt.guess {
			t.Errorf("%q finds %q (guess %v), want %q", tt.words, got, guess, tt.want)
		}
	}
}
