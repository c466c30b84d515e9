package when

import (
	"testing"
	"time"
)

// TestInstant plays both clock changes of zones that Go's own time.Date resolves
// in different ways, and a day that a zone skipped altogether.
func TestInstant(t *testing.T) {
	for _, tt := range []struct{ zone, wall, want string }{
		{"America/New_York", "2026-03-08 01:59", "2026-03-08T06:59:00Z"},
		{"America/New_York", "2026-03-08 02:30", "2026-03-08T07:30:00Z"}, // gap: shows 03:30
		{"America/New_York", "2026-03-08 03:00", "2026-03-08T07:00:00Z"},
		{"America/New_York", "2026-11-01 01:30", "2026-11-01T05:30:00Z"}, // overlap: first
		{"America/New_York", "2026-11-01 02:00", "2026-11-01T07:00:00Z"},
		{"America/Chicago", "2026-03-08 02:00", "2026-03-08T08:00:00Z"},
		{"America/Chicago", "2026-11-01 01:00", "2026-11-01T06:00:00Z"},
		{"Europe/Berlin", "2026-03-29 02:30", "2026-03-29T01:30:00Z"},
		{"Europe/Berlin", "2026-10-25 02:30", "2026-10-25T00:30:00Z"},
		{"Europe/Berlin", "2026-10-25 03:00", "2026-10-25T02:00:00Z"},
		{"Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03T15:45:00Z"}, // half an hour
		{"Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04T14:45:00Z"},
		{"Asia/Kolkata", "2026-06-01 12:00", "2026-06-01T06:30:00Z"},
		{"Pacific/Apia", "2011-12-30 12:00", "2011-12-30T22:00:00Z"}, // a day that was not
		{"Pacific/Apia", "2011-12-31 12:00", "2011-12-30T22:00:00Z"},
		{"UTC", "2026-02-28 23:59", "2026-02-28T23:59:00Z"},
	} {
		loc, err := time.LoadLocation(tt.zone)
		if err != nil {
			t.Fatal(err)
		}
		got := Instant(wall(t, tt.wall), loc)
		if got.UTC().Format(time.RFC3339) != tt.want || got.Location() != loc {
			t.Errorf("Instant(%s, %s) = %v, want %s", tt.wall, tt.zone, got, tt.want)
		}
	}
}

// TestInstantRoundTrip: an instant's clock reading resolves to that instant, but
// for the second of two equal readings.
func TestInstantRoundTrip(t *testing.T) {
	for _, zone := range []string{"America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "America/St_Johns"} {
		at := clockIn(t, "2026-01-01 00:00", zone)
		for range 365 * 48 {
			at = at.Add(30 * time.Minute)
			back := Instant(Wall(at), at.Location())
			if back.After(at) || !Wall(back).Equal(Wall(at)) {
				t.Fatalf("%s: %v resolves to %v", zone, at, back)
			}
		}
	}
}

func TestAddMonths(t *testing.T) {
	for _, tt := range []struct {
		from   string
		n, day int
		want   string
	}{
		{"2026-08-31 17:30", 6, 0, "2027-02-28 17:30"},
		{"2027-08-31 17:30", 6, 0, "2028-02-29 17:30"},
		{"2027-02-28 09:00", 1, 31, "2027-03-31 09:00"}, // the wished day comes back
		{"2026-01-31 00:00", 1, 0, "2026-02-28 00:00"},
		{"2026-12-15 10:00", 1, 0, "2027-01-15 10:00"},
		{"2026-03-31 10:00", -1, 0, "2026-02-28 10:00"},
		{"2026-01-15 10:00", -13, 0, "2024-12-15 10:00"},
		{"2024-02-29 10:00", 12, 0, "2025-02-28 10:00"},
		{"2026-05-05 10:00", 0, 31, "2026-05-31 10:00"},
	} {
		if got := AddMonths(wall(t, tt.from), tt.n, tt.day).Format("2006-01-02 15:04"); got != tt.want {
			t.Errorf("AddMonths(%s, %d, %d) = %s, want %s", tt.from, tt.n, tt.day, got, tt.want)
		}
	}
}

func TestTexts(t *testing.T) {
	today := wall(t, "2026-03-04 14:30")
	for _, tt := range []struct{ wall, day, stamp string }{
		{"2026-03-04 00:00", "today", "today 00:00"},
		{"2026-03-03 23:59", "yesterday", "yesterday 23:59"},
		{"2026-03-05 09:05", "tomorrow", "tomorrow 09:05"},
		{"2026-03-06 17:30", "Fri 6 Mar", "Fri 6 Mar 17:30"},
		{"2026-02-28 17:30", "Sat 28 Feb", "Sat 28 Feb 17:30"},
		{"2027-03-04 17:30", "Thu 4 Mar 2027", "Thu 4 Mar 2027 17:30"},
		{"2025-12-31 17:30", "Wed 31 Dec 2025", "Wed 31 Dec 2025 17:30"},
	} {
		at := wall(t, tt.wall)
		if Day(at, today) != tt.day || Stamp(at, today) != tt.stamp || Clock(at) != tt.wall[11:] {
			t.Errorf("%s: Day %q, Stamp %q, Clock %q", tt.wall, Day(at, today), Stamp(at, today), Clock(at))
		}
	}
	newYear := wall(t, "2027-01-01 08:00")
	if got := Day(wall(t, "2026-12-31 08:00"), newYear); got != "yesterday" {
		t.Errorf("Day over New Year = %q, want yesterday", got)
	}
}

func TestWall(t *testing.T) {
	at := clockIn(t, "2026-07-01 08:15", "America/Chicago")
	if got := Wall(at); !got.Equal(wall(t, "2026-07-01 08:15")) || got.Location() != time.UTC {
		t.Errorf("Wall(%v) = %v", at, got)
	}
}

// wall is a wall time.
func wall(t testing.TB, stamp string) time.Time {
	t.Helper()
	return clockIn(t, stamp, "UTC")
}
