package pairs

import (
	"testing"
	"time"
)

func at(t *testing.T, text string) time.Time {
	t.Helper()
	wall, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		t.Fatal(err)
	}
	return wall
}

// The pairs of a month are made on its first Monday at nine, late within the month, and
// once.
func TestWhen(t *testing.T) {
	for _, c := range []struct {
		now, made string
		due       bool
		next      string
	}{
		{"2026-03-01 12:00", "", false, "2026-03-02 09:00"},
		{"2026-03-02 08:59", "", false, "2026-03-02 09:00"},
		{"2026-03-02 09:00", "", true, "2026-04-06 09:00"},
		{"2026-03-30 09:00", "2026-02", true, "2026-04-06 09:00"},
		{"2026-03-30 09:01", "2026-02", false, "2026-04-06 09:00"}, // nobody would find the time
		{"2026-03-31 23:59", "2026-03", false, "2026-04-06 09:00"},
		{"2026-04-01 00:00", "2026-02", false, "2026-04-06 09:00"}, // March was missed
		{"2026-05-31 09:00", "2026-05", false, "2026-06-01 09:00"},
		{"2026-06-01 09:00", "2026-05", true, "2026-07-06 09:00"},
		{"2026-12-31 09:00", "2026-12", false, "2027-01-04 09:00"},
		{"2027-02-01 09:00", "2027-01", true, "2027-03-01 09:00"},
	} {
		now := at(t, c.now)
		if got := due(round{Month: c.made}, now); got != c.due {
			t.Errorf("%s, made %s: due %v", c.now, c.made, got)
		}
		if got := nextMonday(now); !got.Equal(at(t, c.next)) {
			t.Errorf("%s: next %v", c.now, got)
		}
	}
}
