package recur_test

import (
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"

	"referout/handlers/recur"
)

// on reads a day, with a clock reading if it has one. Empty is zero.
func on(t *testing.T, text string) time.Time {
	t.Helper()
	if text == "" {
		return time.Time{}
	}
	for _, layout := range []string{"2006-01-02", "2006-01-02 15:04"} {
		if day, err := time.Parse(layout, text); err == nil {
			return day
		}
	}
	t.Fatalf("%q is no day", text)
	return time.Time{}
}

func rule(t *testing.T, words string) recur.Rule {
	t.Helper()
	r, ok := recur.Parse(words)
	if !ok {
		t.Fatalf("%q is no rule", words)
	}
	return r
}

func TestNext(t *testing.T) {
	for _, tt := range []struct {
		rule, after, anchor string
		want                []string
	}{
		{"every tuesday", "2027-03-01", "", []string{"2027-03-02", "2027-03-09", "2027-03-16"}},
		{"every tuesday", "2027-03-02", "", []string{"2027-03-09"}},
		{"every tuesday", "2027-03-02 18:00", "", []string{"2027-03-09"}},
		{"every sunday", "2027-12-30", "", []string{"2028-01-02"}},
		{"every tuesday", "2027-03-02", "2027-06-01", []string{"2027-06-01", "2027-06-08"}},
		{"every tuesday", "2027-03-02", "2027-06-02", []string{"2027-06-08"}},
		{"every other tuesday", "2027-03-02", "2027-03-02", []string{"2027-03-16", "2027-03-30", "2027-04-13"}},
		{"every other tuesday", "2027-03-09", "2027-03-02", []string{"2027-03-16"}},
		{"every other tuesday", "2027-03-03", "2027-02-25", []string{"2027-03-16"}},
		{"every other tuesday", "2027-01-01", "2027-03-02", []string{"2027-03-02"}},
		{"every other tuesday", "2026-12-28", "2026-12-22", []string{"2027-01-05", "2027-01-19"}},
		{"every first tuesday", "2027-03-02", "", []string{"2027-04-06", "2027-05-04", "2027-06-01"}},
		{"every first tuesday", "2027-03-01", "", []string{"2027-03-02"}},
		{"second tuesday", "2027-03-09", "", []string{"2027-04-13"}},
		{"fourth friday", "2027-01-31", "", []string{"2027-02-26", "2027-03-26"}},
		{"last thursday", "2027-03-24", "", []string{"2027-03-25", "2027-04-29", "2027-05-27"}},
		{"last thursday", "2028-02-20", "", []string{"2028-02-24"}},
		{"last tuesday", "2028-02-24", "", []string{"2028-02-29", "2028-03-28"}},
		{"last sunday", "2027-12-26", "", []string{"2028-01-30"}},
		{"monthly on the 14th", "2027-03-14", "", []string{"2027-04-14", "2027-05-14"}},
		{"monthly on the 14th", "2027-12-14", "", []string{"2028-01-14"}},
		{"monthly on the 14th", "2027-03-01", "2027-08-20", []string{"2027-09-14"}},
		{"every month on the 31st", "2027-01-30", "", []string{"2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"}},
		{"every month on the 31st", "2028-01-31", "", []string{"2028-02-29", "2028-03-31"}},
		{"every month on the 29th", "2027-01-29", "", []string{"2027-02-28", "2027-03-29"}},
		{"every month on the 30th", "2028-01-30", "", []string{"2028-02-29", "2028-03-30"}},
		{"every month on the 31st", "2027-02-27", "2027-01-31", []string{"2027-02-28", "2027-03-31"}},
	} {
		day := on(t, tt.after)
		for _, want := range tt.want {
			day = rule(t, tt.rule).Next(day, on(t, tt.anchor), nil)
			if !day.Equal(on(t, want)) {
				t.Errorf("%s after %s from %q: %s, want %s", tt.rule, tt.after, tt.anchor, day.Format(time.DateOnly), want)
			}
		}
	}
}

func TestSkipped(t *testing.T) {
	for _, tt := range []struct {
		rule    string
		skipped []string
		want    string
	}{
		{"every tuesday", []string{"2027-03-09"}, "2027-03-16"},
		{"every tuesday", []string{"2027-03-16", "2027-03-09 18:30", "2027-03-23"}, "2027-03-30"},
		{"every tuesday", []string{"2027-03-10"}, "2027-03-09"},
		{"every other tuesday", []string{"2027-03-16"}, "2027-03-30"},
		{"first tuesday", []string{"2027-04-06", "2027-05-04"}, "2027-06-01"},
		{"monthly on the 31st", []string{"2027-03-31", "2027-04-30"}, "2027-05-31"},
	} {
		var skipped []time.Time
		for _, day := range tt.skipped {
			skipped = append(skipped, on(t, day))
		}
		got := rule(t, tt.rule).Next(on(t, "2027-03-02"), on(t, "2027-03-02"), skipped)
		if !got.Equal(on(t, tt.want)) {
			t.Errorf("%s without %v: %s, want %s", tt.rule, tt.skipped, got.Format(time.DateOnly), tt.want)
		}
	}
}

// A day is the date that a time shows, in whatever zone it stands.
func TestDaysAreCivil(t *testing.T) {
	late := time.Date(2027, 3, 1, 23, 30, 0, 0, time.FixedZone("EST", -5*3600))
	want := on(t, "2027-03-02")
	if got := rule(t, "tuesdays").Next(late, late, []time.Time{late}); !got.Equal(want) || got.Location() != time.UTC {
		t.Errorf("after %v comes %v", late, got)
	}
	if !rule(t, "mondays").Fits(late, late) {
		t.Errorf("%v is no Monday", late)
	}
}

func TestWhatIsNoRule(t *testing.T) {
	for _, r := range []recur.Rule{
		{}, {Kind: 5}, {Kind: -1}, {Kind: recur.EveryWeek, Weekday: 7}, {Kind: recur.EveryOtherWeek, Weekday: -1},
		{Kind: recur.MonthlyOnAWeek}, {Kind: recur.MonthlyOnAWeek, Nth: 5}, {Kind: recur.MonthlyOnAWeek, Nth: -2},
		{Kind: recur.MonthlyOnTheDay}, {Kind: recur.MonthlyOnTheDay, Day: 32},
	} {
		day := on(t, "2027-03-02")
		if r.Valid() || r.String() != "" || r.Fits(day, day) || !r.Next(day, day, nil).IsZero() {
			t.Errorf("%#v: valid %v, %q, next %v", r, r.Valid(), r, r.Next(day, day, nil))
		}
	}
}

// everyRule lists all the rules there are.
func everyRule() []recur.Rule {
	var rules []recur.Rule
	for w := time.Sunday; w <= time.Saturday; w++ {
		rules = append(rules, recur.Rule{Kind: recur.EveryWeek, Weekday: w}, recur.Rule{Kind: recur.EveryOtherWeek, Weekday: w})
		for _, nth := range []int{1, 2, 3, 4, recur.Last} {
			rules = append(rules, recur.Rule{Kind: recur.MonthlyOnAWeek, Weekday: w, Nth: nth})
		}
	}
	for day := 1; day <= 31; day++ {
		rules = append(rules, recur.Rule{Kind: recur.MonthlyOnTheDay, Day: day})
	}
	return rules
}

// fits says in other words than the package which days belong to a rule.
func fits(r recur.Rule, day, anchor time.Time) bool {
	tomorrow := day.AddDate(0, 0, 1)
	switch r.Kind {
	case recur.EveryWeek:
		return day.Weekday() == r.Weekday
	case recur.EveryOtherWeek:
		first := anchor
		for first.Weekday() != r.Weekday {
			first = first.AddDate(0, 0, 1)
		}
		for first.Before(day) {
			first = first.AddDate(0, 0, 14)
		}
		return first.Equal(day)
	case recur.MonthlyOnAWeek:
		if r.Nth == recur.Last {
			return day.Weekday() == r.Weekday && day.AddDate(0, 0, 7).Month() != day.Month()
		}
		return day.Weekday() == r.Weekday && day.Day() > 7*(r.Nth-1) && day.Day() <= 7*r.Nth
	}
	return day.Day() == r.Day || day.Day() < r.Day && tomorrow.Day() == 1
}

// Walking day by day over five years, leap year included, finds the same days as
// Next for every rule there is, with every third meeting skipped or none.
func TestNextIsTheFirstDayThatFits(t *testing.T) {
	anchor := on(t, "2026-12-27")
	for i, r := range everyRule() {
		anchor := anchor.AddDate(0, 0, i%9)
		var skipped []time.Time
		last := on(t, "2026-11-30")
		for day, n := last.AddDate(0, 0, 1), 0; day.Year() < 2032; day = day.AddDate(0, 0, 1) {
			expected := !day.Before(anchor) && fits(r, day, anchor)
			if got := r.Fits(day, anchor); got != expected {
				t.Fatalf("%s from %s: %s fits: %v", r, anchor.Format(time.DateOnly), day.Format(time.DateOnly), got)
			}
			if !expected {
				continue
			}
			if n++; n%3 == 0 && i%2 == 0 {
				skipped = append(skipped, day)
				continue
			}
			for _, after := range []time.Time{last, day.AddDate(0, 0, -1)} {
				if got := r.Next(after, anchor, skipped); !got.Equal(day) || !got.After(after) {
					t.Fatalf("%s after %s: %s, want %s", r, after.Format(time.DateOnly), got.Format(time.DateOnly), day.Format(time.DateOnly))
				}
			}
			last = day
		}
	}
}

func FuzzNext(f *testing.F) {
	f.Add(int64(0), int64(0), 1, 2, 0, 0)
	f.Add(int64(1e9), int64(-1e9), 4, 0, 0, 31)
	f.Fuzz(func(t *testing.T, after, anchor int64, kind, weekday, nth, day int) {
		r := recur.Rule{Kind: recur.Kind(kind), Weekday: time.Weekday(weekday), Nth: nth, Day: day}
		const most = 2e11 // seconds: some 6,000 years either way
		from, begin := time.Unix(after%most, 0).UTC(), time.Unix(anchor%most, 0).UTC()
		next := r.Next(from, begin, nil)
		if !r.Valid() {
			return
		}
		if !next.After(from) || next.AddDate(0, 0, 1).Before(begin) || !r.Fits(next, begin) {
			t.Errorf("%#v after %v from %v: %v", r, from, begin, next)
		}
	})
}

func TestFor(t *testing.T) {
	for _, tt := range []struct {
		day  string
		want []string
	}{
		{"2027-03-02", []string{"every first Tuesday", "every Tuesday", "every other Tuesday", "every month on the 2nd"}},
		{"2027-03-25", []string{"every fourth Thursday", "every last Thursday", "every Thursday", "every other Thursday", "every month on the 25th"}},
		{"2027-03-31", []string{"every last Wednesday", "every Wednesday", "every other Wednesday", "every month on the 31st"}},
	} {
		rules := recur.For(on(t, tt.day))
		if len(rules) != len(tt.want) {
			t.Errorf("%s: %v", tt.day, rules)
			continue
		}
		for i, r := range rules {
			if r.String() != tt.want[i] || !r.Fits(on(t, tt.day), on(t, tt.day)) {
				t.Errorf("%s: %q, want %q", tt.day, r, tt.want[i])
			}
		}
	}
}

// The stored form is frozen: field numbers and kinds never change.
func TestStored(t *testing.T) {
	for _, tt := range []struct {
		rule recur.Rule
		want string
	}{
		{recur.Rule{}, "a0"},
		{recur.Rule{Kind: recur.EveryWeek, Weekday: time.Tuesday}, "a201010202"},
		{recur.Rule{Kind: recur.EveryOtherWeek}, "a10102"},
		{recur.Rule{Kind: recur.MonthlyOnAWeek, Weekday: time.Thursday, Nth: recur.Last}, "a3010302040320"},
		{recur.Rule{Kind: recur.MonthlyOnTheDay, Day: 31}, "a2010404181f"},
	} {
		got, err := cbor.Marshal(tt.rule)
		if err != nil || hex(got) != tt.want {
			t.Errorf("%v is stored as %s, %v", tt.rule, hex(got), err)
		}
		var back recur.Rule
		if err := cbor.Unmarshal(got, &back); err != nil || back != tt.rule {
			t.Errorf("%v is read as %v, %v", tt.rule, back, err)
		}
	}
}

func hex(b []byte) string {
	const digits = "0123456789abcdef"
	var out []byte
	for _, c := range b {
		out = append(out, digits[c>>4], digits[c&15])
	}
	return string(out)
}
