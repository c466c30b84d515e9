package courtesy_test

import (
	"testing"
	"time"

	"referout/handlers/courtesy"
)

func TestLaterChoices(t *testing.T) {
	type choice struct {
		kind courtesy.LaterKind
		at   string
	}
	midnight := courtesy.Usual()
	midnight.Desk = 0
	for _, test := range []struct {
		name, now string
		rhythm    courtesy.Rhythm
		visit     bool
		want      []choice
	}{
		{"a note on Wednesday", "2026-03-04 17:31", courtesy.Usual(), false, []choice{
			{courtesy.InAnHour, "2026-03-04 18:31"}, {courtesy.Tonight, "2026-03-04 20:00"},
			{courtesy.Tomorrow, "2026-03-05 17:30"}, {courtesy.OnMonday, "2026-03-09 17:30"}}},
		{"a visit on Wednesday", "2026-03-04 10:00", courtesy.Usual(), true, []choice{
			{courtesy.InAnHour, "2026-03-04 11:00"}, {courtesy.Tonight, "2026-03-04 20:00"},
			{courtesy.Tomorrow, "2026-03-05 10:00"}, {courtesy.OnMonday, "2026-03-09 10:00"}}},
		{"not tonight from 19:00", "2026-03-04 19:00", courtesy.Usual(), false, []choice{
			{courtesy.InAnHour, "2026-03-04 20:00"},
			{courtesy.Tomorrow, "2026-03-05 17:30"}, {courtesy.OnMonday, "2026-03-09 17:30"}}},
		{"tomorrow is Monday", "2026-03-08 21:00", courtesy.Usual(), false, []choice{
			{courtesy.InAnHour, "2026-03-08 22:00"}, {courtesy.Tomorrow, "2026-03-09 17:30"}}},
		{"Monday is in a week", "2026-03-02 21:00", courtesy.Usual(), false, []choice{
			{courtesy.InAnHour, "2026-03-02 22:00"}, {courtesy.Tomorrow, "2026-03-03 17:30"}, {courtesy.OnMonday, "2026-03-09 17:30"}}},
		{"tomorrow is a day off", "2026-03-06 21:00", courtesy.Usual(), false, []choice{
			{courtesy.InAnHour, "2026-03-06 22:00"}, {courtesy.Tomorrow, "2026-03-07 17:30"}, {courtesy.OnMonday, "2026-03-09 17:30"}}},
		{"in an hour is tomorrow's desk time", "2026-03-04 23:00:20", midnight, false, []choice{
			{courtesy.InAnHour, "2026-03-05 00:00:20"}, {courtesy.OnMonday, "2026-03-09 00:00"}}},
	} {
		got := courtesy.LaterChoices(at(t, test.now), test.rhythm, test.visit)
		if len(got) != len(test.want) {
			t.Errorf("%s: %d choices, want %d", test.name, len(got), len(test.want))
			continue
		}
		for i, c := range got {
			same(t, test.name, c.At, test.want[i].at)
			if c.Kind != test.want[i].kind || c.Elapsed != (c.Kind == courtesy.InAnHour) {
				t.Errorf("%s: choice %d is %v", test.name, i, c)
			}
		}
	}
}

func TestLaterOn(t *testing.T) {
	for _, test := range []struct {
		on           string
		clock, visit bool
		want         string
	}{
		{"2026-03-07", false, false, "2026-03-07 17:30"}, // a Saturday, as she chose
		{"2026-03-09", false, true, "2026-03-09 10:00"},  // a Monday, as she chose
		{"2026-03-07 21:15", true, true, "2026-03-07 21:15"},
		{"2026-03-07 00:00", true, false, "2026-03-07 00:00"},
	} {
		same(t, test.on, courtesy.LaterOn(at(t, test.on), test.clock, test.visit, courtesy.Usual()), test.want)
	}
}

func TestAwayEnds(t *testing.T) {
	same(t, "a working day", courtesy.AwayEnds(at(t, "2026-03-04"), courtesy.Usual()), "2026-03-04 17:30")
	same(t, "a Saturday", courtesy.AwayEnds(at(t, "2026-03-07 09:00"), courtesy.Usual()), "2026-03-09 17:30")
}

func TestUndoUntil(t *testing.T) {
	for _, test := range []struct{ name, now, want string }{
		{"until desk time", "2026-03-04 09:00", "2026-03-04 17:30"},
		{"two hours at least", "2026-03-04 17:00", "2026-03-04 19:00"},
		{"over the weekend", "2026-03-06 17:30", "2026-03-09 17:30"},
	} {
		same(t, test.name, courtesy.UndoUntil(at(t, test.now), courtesy.Usual()), test.want)
	}
}

// Whatever the rhythm and the hour, what lies ahead lies ahead, on a day that
// is worked on, and at most eight days away.
func FuzzRhythm(f *testing.F) {
	f.Add(int64(1772409600), uint8(0b0111110), uint16(1050))
	f.Add(int64(0), uint8(0), uint16(0))
	f.Add(int64(951782400), uint8(0b0000010), uint16(1439))
	f.Fuzz(func(t *testing.T, seconds int64, days uint8, minute uint16) {
		now := time.Unix(seconds%(1<<36), 0).UTC()
		r := courtesy.Usual()
		for d := range r.Workdays {
			r.Workdays[d] = days&(1<<d) != 0
		}
		hour := time.Duration(minute%1440) * time.Minute
		r.Desk, r.Visit, r.Digest = hour, hour, hour
		for name, next := range map[string]time.Time{"desk": r.NextDesk(now), "visit": r.NextVisit(now)} {
			if !next.After(now) || next.Sub(now) > 8*24*time.Hour || !r.Works(next) || next.Sub(courtesy.Day(next)) != hour {
				t.Errorf("after %v the next %s of %v is %v", now, name, r, next)
			}
		}
		digest := r.NextDigest(now)
		if !digest.After(now) || digest.Sub(now) > 13*24*time.Hour || !r.Works(digest) {
			t.Errorf("after %v the next digest of %v is %v", now, r, digest)
		}
	})
}
