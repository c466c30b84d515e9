package when

import (
	"errors"
	"testing"
	"time"
)

// FuzzFind holds for any text: no panic; offsets lie in the text, in its looked-at
// head and between runes; and the phrase alone means what it meant in the text.
func FuzzFind(f *testing.F) {
	now := clockIn(f, "2026-11-18 14:30", "America/New_York")
	for _, seed := range seeds {
		f.Add(seed, 0)
		f.Add(seed, 1)
		f.Add(seed, 2)
	}
	f.Fuzz(func(t *testing.T, text string, sense int) {
		s := Sense(((sense % 3) + 3) % 3)
		found, ok, err := Find(text, now, s)
		if err == nil && !ok {
			return
		}
		from, to := found.From, found.To
		var u *Unclear
		if errors.As(err, &u) {
			from, to = u.From, u.To
			if ok || len(u.Options) > 4 || u.Reason == "" || u.Phrase != text[from:to] {
				t.Fatalf("Find(%q): ok %v, %+v", text, ok, u)
			}
		}
		if from < 0 || to <= from || to > min(len(text), looked) || !onRunes(text, from, to) {
			t.Fatalf("Find(%q): phrase at %d to %d", text, from, to)
		}
		if u == nil {
			again(t, text[from:to], found, now, s)
		}
	})
}

// again finds a found phrase once more.
func again(t *testing.T, phrase string, want Found, now time.Time, s Sense) {
	t.Helper()
	got, ok, err := Find(phrase, now, s)
	if !ok || err != nil || !got.Wall.Equal(want.Wall) || got.Clock != want.Clock || got.Elapsed != want.Elapsed {
		t.Fatalf("Find(%q) alone = %+v %v %v, in its text %+v", phrase, got, ok, err, want)
	}
}

// onRunes reports whether both offsets stand between runes.
func onRunes(s string, from, to int) bool {
	left := map[int]bool{from: true, to: true}
	delete(left, len(s))
	for i := range s {
		delete(left, i)
	}
	return len(left) == 0
}

// seeds are texts that touch every matcher.
var seeds = []string{
	"Dr Lee tomorow 9am", "on tue 3pm", "the 15th of next month at noon", "half past 3 tomorrow", "in 1h30m", "2 and a half hours ago",
	"a week from friday", "first monday of december", "end of may", "Dec. 12th, 3:15 p.m.", "12 December 2026", "3/13/14/15", "12/15-12/17",
	"2026-12-15T15:00", "sometime next week", "mid-may", "tuesday next week", "tonight at 8", "friday midnight", "30 February", "İstanbul tomorrow ’",
	"tue or wed", "20 min walk", "5 business days", "Wed Bush Clinic", "410 Market St suite 12", "\xff tomorrow \xfe", "a couple of weeks ago", "eom", "25:00",
}
