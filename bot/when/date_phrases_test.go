package when

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestSharedPhrases plays the house's own table of phrases, if it is at hand.
func TestSharedPhrases(t *testing.T) {
	root := os.Getenv("REFEROUT_SHARED")
	if root == "" {
		t.Skip("REFEROUT_SHARED is not set: the shared table of date phrases is not at hand")
	}
	now := clockIn(t, "2026-11-18 14:30", "America/New_York")
	rows := table(t, filepath.Join(root, "reference", "date-phrases.tsv"), 3)
	if len(rows) == 0 {
		t.Fatal("the shared table is empty")
	}
	for _, row := range rows {
		f, ok, err := Find(row[1], now, Future)
		if !meets(f, ok, err, row[2]) {
			t.Errorf("Find(%q) = %v %v %v, want %q", row[1], f, ok, err, row[2])
		}
		if _, err := Parse(row[1], now, Future); row[0] == "en" && err != nil {
			t.Errorf("Parse(%q): %v", row[1], err)
		}
	}
}

// meets compares with a column of the shared table: dates, a day's hours,
// alternatives, or nothing.
func meets(f Found, ok bool, err error, want string) bool {
	if want == "" {
		return !ok && err == nil
	}
	for alt := range strings.SplitSeq(want, "|") {
		day, clock, _ := strings.Cut(alt, " ")
		from, to, hours := strings.Cut(clock, "-")
		switch {
		case !ok || f.Wall.Format(time.DateOnly) != day:
		case clock == "", Clock(f.Wall) == clock:
			return true
		case hours && f.Wall.Format("15") >= from && f.Wall.Format("15") <= to:
			return true
		}
	}
	return false
}

// table reads tab-separated rows of n columns; lines with # are comments.
func table(t *testing.T, path string, n int) (rows [][]string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != n {
			t.Fatalf("%s:%d: %d columns, want %d", path, i+1, len(cells), n)
		}
		rows = append(rows, cells)
	}
	return rows
}

// clockIn is a moment in a zone.
func clockIn(t testing.TB, stamp, zone string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", stamp, loc)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
