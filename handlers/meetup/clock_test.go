package meetup

import (
	"testing"
	"time"

	"referout/bot/when"
)

// A week and a day ahead the circle's clock reads the same, also over the days on which
// the clocks change; two hours ahead are two hours.
func TestSteps(t *testing.T) {
	zone, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	instant := func(wall time.Time) time.Time { return when.Instant(wall, zone) }
	for _, tt := range []struct {
		name             string
		wall             time.Time
		week, day, hours string // in UTC
	}{
		{"in winter", time.Date(2026, 2, 10, 18, 30, 0, 0, time.UTC), "4 Feb 00:30", "10 Feb 00:30", "10 Feb 22:30"},
		{"the clocks go forward before it", time.Date(2026, 3, 8, 18, 30, 0, 0, time.UTC), "2 Mar 00:30", "8 Mar 00:30", "8 Mar 21:30"},
		{"the clocks go forward an hour before it", time.Date(2026, 3, 8, 3, 30, 0, 0, time.UTC), "1 Mar 09:30", "7 Mar 09:30", "8 Mar 06:30"},
		{"the clocks go back before it", time.Date(2026, 11, 1, 18, 30, 0, 0, time.UTC), "25 Oct 23:30", "31 Oct 23:30", "1 Nov 22:30"},
		{"a reading that comes twice", time.Date(2026, 11, 1, 1, 30, 0, 0, time.UTC), "25 Oct 06:30", "31 Oct 06:30", "1 Nov 04:30"},
	} {
		f := Facts{Wall: tt.wall}
		for step, want := range map[Step]string{Week: tt.week, Day: tt.day, Hours: tt.hours} {
			if got := f.when(step, instant).UTC().Format("2 Jan 15:04"); got != want {
				t.Errorf("%s, step %d: %s, want %s", tt.name, step, got, want)
			}
		}
	}
}

// Of what has come due only the newest counts, and not for longer than half of the way
// to the meeting.
func TestDueAndFresh(t *testing.T) {
	f := Facts{Wall: time.Date(2026, 6, 9, 18, 0, 0, 0, time.UTC)}
	instant := func(wall time.Time) time.Time { return wall }
	for _, tt := range []struct {
		now   time.Time
		due   Step
		fresh bool
	}{
		{time.Date(2026, 6, 2, 17, 59, 0, 0, time.UTC), 0, false},
		{time.Date(2026, 6, 2, 18, 0, 0, 0, time.UTC), Week, true},
		{time.Date(2026, 6, 6, 5, 59, 0, 0, time.UTC), Week, true},
		{time.Date(2026, 6, 6, 6, 0, 0, 0, time.UTC), Week, false},
		{time.Date(2026, 6, 8, 18, 0, 0, 0, time.UTC), Day, true},
		{time.Date(2026, 6, 9, 7, 0, 0, 0, time.UTC), Day, false},
		{time.Date(2026, 6, 9, 16, 30, 0, 0, time.UTC), Hours, true},
		{time.Date(2026, 6, 9, 17, 0, 0, 0, time.UTC), Hours, false},
		{time.Date(2026, 6, 9, 20, 0, 0, 0, time.UTC), End, false},
	} {
		due := f.due(tt.now, instant)
		if due != tt.due || (due > 0 && due < End && f.fresh(due, tt.now, instant) != tt.fresh) {
			t.Errorf("%s: step %d, want %d", tt.now, due, tt.due)
		}
	}
}
