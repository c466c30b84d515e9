package when

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestFindZone(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"chicago", "America/Chicago=Chicago"},
		{" Chicago ", "America/Chicago=Chicago"},
		{"chigaco", "America/Chicago=Chicago"},
		{"berln", "Europe/Berlin=Berlin|Europe/Zurich=Bern"},
		{"minnapolis", "America/Chicago=Minneapolis"},
		{"US/Central", "America/Chicago=Chicago"},
		{"us/pacific", "America/Los_Angeles=Los Angeles"},
		{"America/New_York", "America/New_York=New York"},
		{"america/new york", "America/New_York=New York"},
		{"Kathmandu", "Asia/Kathmandu=Kathmandu"},
		{"est", "America/New_York=New York"},
		{"central", "America/Chicago=Chicago"},
		{"Pacific Time", "America/Los_Angeles=Los Angeles"},
		{"eastern standard time (US)", "America/New_York=New York"},
		{"mountain", "America/Denver=Denver|America/Phoenix=Phoenix"},
		{"UTC", "UTC=UTC"},
		{"New York, NY", "America/New_York=New York"},
		{"nyc", "America/New_York=New York"},
		{"Akron", "America/New_York=Akron"},
		{"Akron OH", "America/New_York=Akron"},
		{"akron, ohio", "America/New_York=Akron"},
		{"Austin", "America/Chicago=Austin"},
		{"houston, texas", "America/Chicago=Houston"},
		{"San Antonio", "America/Chicago=San Antonio"},
		{"boston", "America/New_York=Boston"},
		{"seattle", "America/Los_Angeles=Seattle"},
		{"München", "Europe/Berlin=Munich"},
		{"munich, germany", "Europe/Berlin=Munich"},
		{"St. Louis", "America/Chicago=St Louis"},
		{"saint louis", "America/Chicago=St Louis"},
		{"portland", "America/New_York=Portland, ME|America/Los_Angeles=Portland, OR"},
		{"Portland, OR", "America/Los_Angeles=Portland"},
		{"texas", "America/Chicago=Houston|America/Denver=El Paso"},
		{"Nowheresville, OH", "America/New_York=Columbus"},
		{"Paris", "Europe/Paris=Paris"},
		{"Washington", "America/New_York=Washington"},
		{"phila", "America/New_York=Philadelphia"},
		{"germany", "Europe/Berlin=Berlin"},
		{"xyzzy", ""}, {"", ""}, {"hi", ""}, {"count me in", ""}, {"ok", ""}, {"Local", ""}, {"../etc/passwd", ""}, {"Europe", ""},
		{"🙂", ""}, {strings.Repeat("new york ", 200), ""},
	} {
		best, err := FindZone(tt.text)
		var got []string
		for _, z := range best {
			got = append(got, z.Name+"="+z.City)
		}
		if err != nil || strings.Join(got, "|") != tt.want {
			t.Errorf("FindZone(%q) = %q %v, want %q", tt.text, got, err, tt.want)
		}
	}
}

// TestZoneTable: every zone of the tables is there, and every city is found by
// its own name and region.
func TestZoneTable(t *testing.T) {
	for _, c := range zoneTable() {
		if _, err := time.LoadLocation(c.zone); err != nil {
			t.Errorf("%s: %v", c.shown, err)
		}
		best, err := FindZone(c.shown + ", " + c.region)
		if err != nil || !slices.ContainsFunc(best, func(z Zone) bool { return z.Name == c.zone }) {
			t.Errorf("FindZone(%q) = %v %v, want %s", c.shown+", "+c.region, best, err, c.zone)
		}
	}
	for line := range strings.Lines(strings.TrimSpace(zoneNicknames)) {
		if zone, _, _ := strings.Cut(line, ":"); zone != "" {
			if _, err := time.LoadLocation(zone); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestCommon(t *testing.T) {
	for _, stamp := range []string{"2026-01-15 12:00", "2026-07-15 12:00", "2026-03-08 07:30", "2026-11-01 05:30", "2026-11-01 06:30"} {
		now := clockIn(t, stamp, "UTC")
		got := Common(now)
		if len(got) != 6 || got[0].Name != "America/New_York" {
			t.Errorf("Common(%s) = %v", stamp, got)
		}
		shown := map[string]string{}
		for _, z := range got {
			loc, err := time.LoadLocation(z.Name)
			if err != nil {
				t.Fatal(err)
			}
			reading := now.In(loc).Format("2 15:04")
			if shown[reading] != "" {
				t.Errorf("Common(%s): %s and %s both show %s", stamp, shown[reading], z.Name, reading)
			}
			shown[reading] = z.Name
		}
	}
}

// FuzzFindZone: no panic, no error, at most six zones and each once.
func FuzzFindZone(f *testing.F) {
	for _, seed := range []string{"chicago", "Portland, OR", "US/Central", "berln", "est", ",", "a,", "İ/İ", "\xff", "- -"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		best, err := FindZone(text)
		if err != nil || len(best) > 6 {
			t.Fatalf("FindZone(%q) = %v %v", text, best, err)
		}
		for i, z := range best {
			if z.City == "" || slices.ContainsFunc(best[:i], func(o Zone) bool { return o.Name == z.Name }) {
				t.Fatalf("FindZone(%q) = %v", text, best)
			}
		}
	})
}

// Only what is called otherwise than it was typed is near.
func TestGuessZone(t *testing.T) {
	for _, c := range []struct {
		typed, city string
		near        bool
	}{
		{"Atlanta", "Atlanta", false}, {"Atlantis", "Atlanta", true}, {"Atlnta", "Atlanta", true}, {"chic", "Chicago", false},
		{"Berln", "Berlin", true}, {"est", "New York", false}, {"Xyzzyville", "", true}, {"", "", false},
	} {
		best, near, err := GuessZone(c.typed)
		city := ""
		if len(best) > 0 {
			city = best[0].City
		}
		if city != c.city || near != c.near || err != nil {
			t.Errorf("%q: %v, near %v, %v", c.typed, best, near, err)
		}
	}
}
