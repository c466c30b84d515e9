package when

import "testing"

const meantPath = "testdata/meant.tsv"

// TestMeant plays the table of words that were meant as a date and are none, and of
// those that were not.
func TestMeant(t *testing.T) {
	now := clockIn(t, "2026-11-18 14:30", "America/New_York")
	for _, row := range table(t, meantPath, 2) {
		if _, ok, err := Find(row[0], now, Past); ok || err != nil {
			t.Errorf("Find(%q) understands it: %v", row[0], err)
		}
		u, ok := Meant(row[0])
		got := ""
		if ok {
			got = u.Phrase
		}
		if got != row[1] || ok && row[0][u.From:u.To] != u.Phrase {
			t.Errorf("Meant(%q) = %q, want %q", row[0], got, row[1])
		}
	}
}

// TestMeantIsNotMet: what is no date in the table of phrases was not meant as one,
// but for those that are named here.
func TestMeantIsNotMet(t *testing.T) {
	meant := map[string]bool{"2/3 of patients": true, "1/2 hour": true, "24/7": true}
	for _, row := range table(t, phrasesPath, 4) {
		if u, ok := Meant(row[0]); row[2] == "-" && ok && !meant[row[0]] {
			t.Errorf("Meant(%q) = %q", row[0], u.Phrase)
		}
	}
}
