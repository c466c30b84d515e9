package vault

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// at is a name by its day, of March 2026 unless a month is given.
func at(text string) string {
	t, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		panic(err)
	}
	return fileName("abc123", t)
}

func TestRotation(t *testing.T) {
	daily := func(from string, n int) (names []string) {
		first, err := time.Parse(time.DateOnly, from)
		if err != nil {
			t.Fatal(err)
		}
		for i := range n {
			names = append(names, fileName("abc123", first.AddDate(0, 0, i).Add(9*time.Hour)))
		}
		return names
	}
	for name, test := range map[string]struct {
		there []string
		made  string
		stay  []string // days
	}{
		"the first":               {nil, at("2026-03-02 09:00"), []string{"20260302T09"}},
		"seven days":              {daily("2026-03-02", 6), at("2026-03-08 09:00"), []string{"20260302T09", "20260303T09", "20260304T09", "20260305T09", "20260306T09", "20260307T09", "20260308T09"}},
		"the eighth, of one week": {daily("2026-03-02", 7), at("2026-03-09 09:00"), []string{"20260303T09", "20260304T09", "20260305T09", "20260306T09", "20260307T09", "20260308T09", "20260309T09"}},
		"twice a day":             {[]string{at("2026-03-02 09:00"), at("2026-03-02 11:00")}, at("2026-03-02 12:00"), []string{"20260302T12"}},
		"after a long time off":   {daily("2026-01-05", 7), at("2026-03-02 09:00"), []string{"20260106T09", "20260107T09", "20260108T09", "20260109T09", "20260110T09", "20260111T09", "20260302T09"}},
		"the clock has gone back": {daily("2026-03-02", 9), at("2026-02-01 09:00"), []string{"20260201T09", "20260304T09", "20260305T09", "20260306T09", "20260307T09", "20260308T09", "20260309T09", "20260310T09"}},
		"the same second":         {[]string{at("2026-03-02 09:00")}, at("2026-03-02 09:00"), []string{"20260302T09"}},
		"a year": {daily("2025-03-03", 365), at("2026-03-03 09:00"), []string{
			// Sundays of four weeks, then seven days; the week of the last Sunday is among these.
			"20260201T09", "20260208T09", "20260215T09", "20260222T09",
			"20260225T09", "20260226T09", "20260227T09", "20260228T09", "20260301T09", "20260302T09", "20260303T09"}},
		"once a month": {[]string{at("2025-06-01 09:00"), at("2025-07-01 09:00"), at("2025-08-01 09:00"), at("2025-09-01 09:00"),
			at("2025-10-01 09:00"), at("2025-11-01 09:00"), at("2025-12-01 09:00"), at("2026-01-01 09:00"), at("2026-02-01 09:00"),
			at("2025-04-01 09:00"), at("2025-05-01 09:00"), at("2025-03-01 09:00")}, at("2026-03-01 09:00"), []string{
			"20250501T09", "20250601T09", "20250701T09", "20250801T09", "20250901T09", "20251001T09",
			"20251101T09", "20251201T09", "20260101T09", "20260201T09", "20260301T09"}},
	} {
		t.Run(name, func(t *testing.T) {
			foreign := []string{"notes.txt", "referout-abc123-20250101T000000Z.age.txt", "referout-zzz999-20250101T000000Z.age",
				"referout-abc124-20250101T000000Z.age", "book.db", "referout-abc123-20259901T000000Z.age", "referout-abc123-2025.age"}
			all := append(slices.Clone(foreign), test.there...)
			gone := superfluous(append(all, test.made), test.made)
			var stay []string
			for _, n := range append(slices.Clone(test.there), test.made) {
				if !slices.Contains(gone, n) {
					stay = append(stay, strings.Split(n, "-")[2][:11])
				}
			}
			slices.Sort(stay)
			if stay = slices.Compact(stay); !slices.Equal(stay, test.stay) {
				t.Errorf("stay\n%v, want\n%v", stay, test.stay)
			}
			for _, n := range foreign {
				if slices.Contains(gone, n) {
					t.Errorf("%s would go", n)
				}
			}
		})
	}
}

// TestRotationDayByDay lives two years with a backup a day: what is to stay tomorrow
// is never thrown away today, and never more than eleven stay.
func TestRotationDayByDay(t *testing.T) {
	var there []string
	start := time.Date(2025, 1, 1, 23, 59, 30, 0, time.UTC)
	for n := range 730 {
		made := fileName("abc123", start.AddDate(0, 0, n).Add(time.Duration(n%60)*time.Second))
		there = append(there, made)
		gone := superfluous(there, made)
		there = slices.DeleteFunc(there, func(name string) bool { return slices.Contains(gone, name) })
		if len(there) > keepDays+keepWeeks || !slices.Contains(there, made) {
			t.Fatalf("day %d: %v", n, there)
		}
	}
	if len(there) != keepDays+keepWeeks {
		t.Errorf("%d stay: %v", len(there), there)
	}
	_, oldest, _ := madeAt(there[0])
	if age := start.AddDate(0, 0, 729).Sub(oldest); age < 28*24*time.Hour || age > 42*24*time.Hour {
		t.Errorf("the oldest is %v old", age)
	}
}

func TestNames(t *testing.T) {
	when := time.Date(2026, 3, 2, 4, 5, 6, 7, time.FixedZone("", -6*3600))
	name := fileName("abc123", when)
	if name != "referout-abc123-20260302T100506Z.age" {
		t.Error(name)
	}
	mark, got, ok := madeAt(name)
	if mark != "abc123" || !got.Equal(when.Truncate(time.Second)) || !ok {
		t.Errorf("%q %v %v", mark, got, ok)
	}
	if superfluous([]string{"a", "b"}, "c") != nil {
		t.Error("what is no backup makes others superfluous")
	}
}
