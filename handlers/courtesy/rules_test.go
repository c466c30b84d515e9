package courtesy_test

import (
	"testing"
	"time"

	"referout/handlers/courtesy"
)

func TestTouchKinds(t *testing.T) {
	for _, test := range []struct {
		kind           courtesy.TouchKind
		number         int
		word           string
		inPerson, note bool
	}{
		{courtesy.Visit, 1, "visit", true, true},
		{courtesy.Lunch, 2, "lunch", true, true},
		{courtesy.Elsewhere, 3, "elsewhere", false, true},
		{courtesy.Call, 4, "call", false, false},
		{courtesy.Meetup, 5, "meetup", false, true},
		{courtesy.TouchKind(9), 9, "touch 9", false, true},
	} {
		if int(test.kind) != test.number || test.kind.String() != test.word {
			t.Errorf("%v is number %d, want %q, %d", test.kind, test.kind, test.word, test.number)
		}
		if test.kind.InPerson() != test.inPerson || test.kind.OwesNote() != test.note {
			t.Errorf("%v: in person %v, owes a note %v", test.kind, test.kind.InPerson(), test.kind.OwesNote())
		}
	}
	if n := len(courtesy.TouchKinds()); n != 5 {
		t.Errorf("%d kinds are offered, want 5", n)
	}
}

func TestNoteAfter(t *testing.T) {
	for _, test := range []struct{ name, now, event, want string }{
		{"today", "2026-03-04 11:00", "2026-03-04", "2026-03-04 17:30"},
		{"after desk time", "2026-03-04 18:00", "2026-03-04", "2026-03-05 17:30"},
		{"Friday at desk time exactly", "2026-03-06 17:30", "2026-03-06", "2026-03-09 17:30"},
		{"fourteen days back", "2026-03-18 23:00", "2026-03-04", "2026-03-19 17:30"},
		{"fifteen days back", "2026-03-19 00:00", "2026-03-04 23:59", ""},
		{"a year back", "2026-03-19 09:00", "2025-03-19", ""},
		{"tomorrow", "2026-03-04 11:00", "2026-03-05", "2026-03-05 17:30"},
		{"this evening", "2026-03-04 11:00", "2026-03-04 19:00", "2026-03-05 17:30"},
		{"a weekend ahead", "2026-03-04 11:00", "2026-03-14", "2026-03-16 17:30"},
	} {
		ping, owed := courtesy.NoteAfter(at(t, test.now), at(t, test.event), courtesy.Usual())
		same(t, test.name, ping, test.want)
		if owed != (test.want != "") {
			t.Errorf("%s: owed is %v", test.name, owed)
		}
	}
}

func TestNoteAgain(t *testing.T) {
	pinged := at(t, "2026-03-06 17:30")
	again, ok := courtesy.NoteAgain(courtesy.Usual(), pinged, 1)
	same(t, "after the first ping", again, "2026-03-09 17:30")
	if !ok {
		t.Error("a note must be asked for a second time")
	}
	for _, pings := range []int{2, 3} {
		if again, ok := courtesy.NoteAgain(courtesy.Usual(), pinged, pings); ok {
			t.Errorf("after %d pings it is asked for again at %v", pings, again)
		}
	}
	same(t, "on wish", courtesy.NoteNow(pinged, courtesy.Usual()), "2026-03-09 17:30")
}

func TestFollowUpAt(t *testing.T) {
	for _, test := range []struct {
		name, now, referred string
		physician           bool
		want                string
	}{
		{"two weeks", "2026-03-04 11:00", "2026-03-04", false, "2026-03-18 17:30"},
		{"four weeks for a physician", "2026-03-04 11:00", "2026-03-04", true, "2026-04-01 17:30"},
		{"a weekend", "2026-03-07 11:00", "2026-03-07", false, "2026-03-23 17:30"},
		{"a week ago", "2026-03-11 11:00", "2026-03-04", false, "2026-03-18 17:30"},
		{"long ago", "2026-03-04 18:00", "2025-03-04", false, "2026-03-05 17:30"},
		{"just reached, before desk time", "2026-03-18 11:00", "2026-03-04", false, "2026-03-18 17:30"},
		{"just reached, at desk time", "2026-03-18 17:30", "2026-03-04", false, "2026-03-19 17:30"},
		{"next week", "2026-03-04 11:00", "2026-03-11", false, "2026-03-25 17:30"},
		{"over a leap day", "2028-02-16 11:00", "2028-02-16", false, "2028-03-01 17:30"},
	} {
		same(t, test.name, courtesy.FollowUpAt(at(t, test.now), at(t, test.referred), test.physician, courtesy.Usual()), test.want)
	}
}

func TestMentalHealthNoteAt(t *testing.T) {
	for _, test := range []struct{ name, now, referred, want string }{
		{"today", "2026-03-04 11:00", "2026-03-04", "2026-03-18 17:30"},
		{"fourteen days back", "2026-03-18 18:00", "2026-03-04", "2026-03-19 17:30"},
		{"fifteen days back", "2026-03-19 18:00", "2026-03-04", ""},
	} {
		got, owed := courtesy.MentalHealthNoteAt(at(t, test.now), at(t, test.referred), courtesy.Usual())
		same(t, test.name, got, test.want)
		if owed != (test.want != "") {
			t.Errorf("%s: owed is %v", test.name, owed)
		}
	}
}

func TestFollowUpChoices(t *testing.T) {
	choices := courtesy.FollowUpChoices(at(t, "2026-01-30 18:00"), courtesy.Usual())
	if len(choices) != 2 || choices[0].Kind != courtesy.TwoWeeks || choices[1].Kind != courtesy.AMonth {
		t.Fatalf("choices are %v", choices)
	}
	same(t, "two weeks", choices[0].At, "2026-02-13 17:30")
	same(t, "a month", choices[1].At, "2026-03-02 17:30") // 28 February is a Saturday
}

func TestVisitDue(t *testing.T) {
	for _, test := range []struct{ last, want string }{
		{"2026-08-31", "2027-02-28"},
		{"2027-08-31", "2028-02-29"},
		{"2026-03-08 12:00", "2026-09-08"},
		{"2028-02-29", "2028-08-29"},
	} {
		same(t, test.last, courtesy.VisitDue(at(t, test.last)), test.want)
		same(t, "skip on "+test.last, courtesy.VisitDueAfterSkip(at(t, test.last)), test.want)
	}
	same(t, "first", courtesy.FirstVisitDue(at(t, "2026-01-31 18:00")), "2026-02-28")
}

func TestVisitPings(t *testing.T) {
	for _, test := range []struct {
		name, now, due string
		first          bool
		rhythm         courtesy.Rhythm
		one, two       string
	}{
		{"28 days ahead", "2026-03-04 11:00", "2026-09-04", false, courtesy.Usual(), "2026-08-07 10:00", "2026-09-04 10:00"},
		{"14 days for a first visit", "2026-03-04 11:00", "2026-04-03", true, courtesy.Usual(), "2026-03-20 10:00", "2026-04-03 10:00"},
		{"not on Mondays", "2026-03-04 11:00", "2026-09-07", false, courtesy.Usual(), "2026-08-11 10:00", "2026-09-08 10:00"},
		{"Mondays only", "2026-03-04 11:00", "2026-09-09", false, working(time.Monday), "2026-08-17 10:00", "2026-09-14 10:00"},
		{"less than 28 days left", "2026-08-20 11:00", "2026-09-04", false, courtesy.Usual(), "2026-08-21 10:00", "2026-09-04 10:00"},
		{"at the very hour", "2026-08-07 10:00", "2026-09-04", false, courtesy.Usual(), "2026-08-11 10:00", "2026-09-04 10:00"},
		{"due today", "2026-09-04 09:00", "2026-09-04", false, courtesy.Usual(), "2026-09-04 10:00", ""},
		{"due today, too late", "2026-09-04 10:00", "2026-09-04", false, courtesy.Usual(), "2026-09-08 10:00", ""},
		{"long overdue", "2026-09-05 09:00", "2025-09-05", false, courtesy.Usual(), "2026-09-08 10:00", ""},
		{"both on one day", "2026-09-04 11:00", "2026-09-06", false, courtesy.Usual(), "2026-09-08 10:00", ""},
		{"works never", "2026-09-04 11:00", "2026-09-09", false, working(), "2026-09-08 10:00", "2026-09-09 10:00"},
	} {
		one, two := courtesy.VisitPings(at(t, test.now), at(t, test.due), test.first, test.rhythm)
		same(t, test.name+", first", one, test.one)
		same(t, test.name+", second", two, test.two)
	}
}

func TestBookedAsk(t *testing.T) {
	for _, test := range []struct{ name, now, booked, want string }{
		{"a day", "2026-03-04 11:00", "2026-03-12", "2026-03-12 17:30"},
		{"an hour", "2026-03-04 11:00", "2026-03-12 12:15", "2026-03-12 17:30"},
		{"a day off", "2026-03-04 11:00", "2026-03-14 12:15", "2026-03-14 17:30"},
		{"an hour after desk time", "2026-03-04 11:00", "2026-03-12 18:00", "2026-03-13 17:30"},
		{"in the past", "2026-03-04 18:00", "2026-03-04 12:00", "2026-03-05 17:30"},
	} {
		same(t, test.name, courtesy.BookedAsk(at(t, test.now), at(t, test.booked), courtesy.Usual()), test.want)
	}
}

func TestLastThere(t *testing.T) {
	now := at(t, "2026-08-31 11:00")
	for _, test := range []struct {
		answer courtesy.LastThere
		want   string
	}{
		{courtesy.ThisMonth, "2026-08-31"},
		{courtesy.ThreeMonths, "2026-05-31"},
		{courtesy.HalfAYear, "2026-02-28"},
		{courtesy.Never, ""},
		{0, ""},
	} {
		got, ok := test.answer.Day(now)
		same(t, test.want, got, test.want)
		if ok != (test.want != "") {
			t.Errorf("answer %d: ok is %v", test.answer, ok)
		}
	}
}
