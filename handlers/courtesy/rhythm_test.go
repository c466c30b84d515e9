package courtesy_test

import (
	"encoding/json"
	"testing"
	"time"

	"referout/handlers/courtesy"
)

// at reads a wall time, or a day if no clock reading is given.
func at(t *testing.T, text string) time.Time {
	t.Helper()
	for _, layout := range []string{"2006-01-02 15:04:05", "2006-01-02 15:04", time.DateOnly} {
		if wall, err := time.Parse(layout, text); err == nil {
			return wall
		}
	}
	t.Fatalf("no wall time: %q", text)
	return time.Time{}
}

func same(t *testing.T, name string, got time.Time, want string) {
	t.Helper()
	if want == "" {
		if !got.IsZero() {
			t.Errorf("%s = %v, want none", name, got)
		}
		return
	}
	if !got.Equal(at(t, want)) {
		t.Errorf("%s = %s, want %s", name, got.Format("Mon 2006-01-02 15:04:05"), want)
	}
}

func working(days ...time.Weekday) courtesy.Rhythm {
	r := courtesy.Usual()
	r.Workdays = [7]bool{}
	for _, d := range days {
		r.Workdays[d] = true
	}
	return r
}

var everyDay = []time.Weekday{0, 1, 2, 3, 4, 5, 6}

func TestNextDesk(t *testing.T) {
	usual := courtesy.Usual()
	for _, test := range []struct {
		name, after, want string
		rhythm            courtesy.Rhythm
	}{
		{"morning", "2026-03-02 09:00", "2026-03-02 17:30", usual},
		{"a second before", "2026-03-06 17:29:59", "2026-03-06 17:30", usual},
		{"Friday at desk time exactly", "2026-03-06 17:30", "2026-03-09 17:30", usual},
		{"late at night", "2026-03-04 23:59:59", "2026-03-05 17:30", usual},
		{"midnight", "2026-03-05", "2026-03-05 17:30", usual},
		{"Saturday", "2026-03-07 12:00", "2026-03-09 17:30", usual},
		{"clocks go forward in the US", "2026-03-07 18:00", "2026-03-08 17:30", working(everyDay...)},
		{"clocks go back in the US", "2026-10-31 18:00", "2026-11-01 17:30", working(everyDay...)},
		{"Mondays only", "2026-03-02 17:30", "2026-03-09 17:30", working(time.Monday)},
		{"works never, so Monday to Friday", "2026-03-06 18:00", "2026-03-09 17:30", working()},
		{"over the leap day", "2028-02-28 18:00", "2028-02-29 17:30", usual},
		{"over the end of the year", "2026-12-31 18:00", "2027-01-01 17:30", usual},
	} {
		same(t, test.name, test.rhythm.NextDesk(at(t, test.after)), test.want)
	}
}

func TestDeskOn(t *testing.T) {
	for _, test := range []struct {
		day, want string
		rhythm    courtesy.Rhythm
	}{
		{"2026-03-04", "2026-03-04 17:30", courtesy.Usual()},
		{"2026-03-04 23:00", "2026-03-04 17:30", courtesy.Usual()},
		{"2026-03-07", "2026-03-09 17:30", courtesy.Usual()},
		{"2026-03-04", "2026-03-09 17:30", working(time.Monday)},
		{"2026-03-04", "2026-03-07 17:30", working(time.Saturday)},
		{"2026-03-08", "2026-03-09 17:30", working()},
	} {
		same(t, test.day, test.rhythm.DeskOn(at(t, test.day)), test.want)
	}
}

func TestVisitHours(t *testing.T) {
	for _, test := range []struct {
		name, day, on, next string
		rhythm              courtesy.Rhythm
	}{
		{"Tuesday", "2026-03-03", "2026-03-03 10:00", "2026-03-03 10:00", courtesy.Usual()},
		{"never on Monday", "2026-03-02", "2026-03-03 10:00", "2026-03-03 10:00", courtesy.Usual()},
		{"after the hour", "2026-03-03 10:00", "2026-03-03 10:00", "2026-03-04 10:00", courtesy.Usual()},
		{"weekend and Monday", "2026-03-06 11:00", "2026-03-06 10:00", "2026-03-10 10:00", courtesy.Usual()},
		{"Mondays only", "2026-03-03", "2026-03-09 10:00", "2026-03-09 10:00", working(time.Monday)},
		{"Mondays and Sundays", "2026-03-02", "2026-03-08 10:00", "2026-03-08 10:00", working(time.Monday, time.Sunday)},
		{"works never", "2026-03-07", "2026-03-10 10:00", "2026-03-10 10:00", working()},
	} {
		same(t, test.name+" on", test.rhythm.VisitOn(at(t, test.day)), test.on)
		same(t, test.name+" next", test.rhythm.NextVisit(at(t, test.day)), test.next)
	}
}

func TestNextDigest(t *testing.T) {
	for _, test := range []struct {
		name, after, want string
		rhythm            courtesy.Rhythm
	}{
		{"Monday early", "2026-03-02 07:59", "2026-03-02 08:00", courtesy.Usual()},
		{"Monday on the hour", "2026-03-02 08:00", "2026-03-09 08:00", courtesy.Usual()},
		{"Sunday belongs to the week before", "2026-03-08 23:00", "2026-03-09 08:00", courtesy.Usual()},
		{"the week begins on Wednesday", "2026-03-02 12:00", "2026-03-04 08:00", working(time.Wednesday, time.Friday)},
		{"the second working day has none", "2026-03-04 08:00", "2026-03-11 08:00", working(time.Wednesday, time.Friday)},
		{"Sundays only", "2026-03-02 08:00", "2026-03-08 08:00", working(time.Sunday)},
		{"works never", "2026-03-03", "2026-03-09 08:00", working()},
	} {
		same(t, test.name, test.rhythm.NextDigest(at(t, test.after)), test.want)
	}
}

func TestAddMonths(t *testing.T) {
	for _, test := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-08-31", 6, "2027-02-28"},
		{"2027-08-31", 6, "2028-02-29"},
		{"2099-08-31", 6, "2100-02-28"}, // 2100 is no leap year
		{"2028-02-29", 12, "2029-02-28"},
		{"2028-02-29", 48, "2032-02-29"},
		{"2026-01-31", 1, "2026-02-28"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-03-31", 1, "2026-04-30"},
		{"2026-12-15 09:30:05", 1, "2027-01-15 09:30:05"},
		{"2026-01-15", -13, "2024-12-15"},
		{"2026-05-20", 0, "2026-05-20"},
	} {
		same(t, test.from, courtesy.AddMonths(at(t, test.from), test.n), test.want)
	}
}

func TestDayAndMonday(t *testing.T) {
	for _, test := range []struct{ when, day, monday string }{
		{"2026-03-04 15:00", "2026-03-04", "2026-03-02"},
		{"2026-03-02", "2026-03-02", "2026-03-02"},
		{"2026-03-01 23:59:59", "2026-03-01", "2026-02-23"},
	} {
		same(t, "Day", courtesy.Day(at(t, test.when)), test.day)
		same(t, "Monday", courtesy.Monday(at(t, test.when)), test.monday)
	}
}

// A rhythm is exported as JSON and read back.
func TestRhythmAsJSON(t *testing.T) {
	want := working(time.Monday, time.Saturday)
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got courtesy.Rhythm
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("%s read back as %v, want %v", text, got, want)
	}
}

func TestWorks(t *testing.T) {
	if !working().Works(at(t, "2026-03-06")) || working().Works(at(t, "2026-03-07")) {
		t.Error("a week without working days must count as Monday to Friday")
	}
	if r := working(time.Saturday); !r.Works(at(t, "2026-03-07")) || r.Works(at(t, "2026-03-06")) {
		t.Error("Works must follow the working days")
	}
}
