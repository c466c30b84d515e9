package when

import "strings"

// mend returns the word of the grammar that s was meant to be, or s. Names of
// people and places look much like dates, so only long words are mended, and a
// capital inside a text allows one slip at most.
func mend(s string, capital bool) string {
	switch s {
	case "tmrw", "tmr", "tmw", "tomoz", "tomoro", "tommoro":
		return "tomorrow"
	case "yday", "yest":
		return "yesterday"
	case "tonite":
		return "tonight"
	case "todya":
		return "today"
	case "frday":
		return "friday"
	case "sundry", "sundae", "monda", "munday":
		return s
	}
	if len(s) < 6 || strings.Contains(s, "'") {
		return s
	}
	best, found := 3, s
	for w := range strings.FieldsSeq("tomorrow yesterday wednesday thursday saturday tuesday monday friday sunday january february september october november december") {
		d := distance(s, w)
		switch {
		case s[0] != w[0] || s == w+"s" || d > slips(w, capital):
		case d < best:
			best, found = d, w
		case d == best: // as near to another word: neither
			found = s
		}
	}
	return found
}

// slips is how many slips of the finger are forgiven in a word.
func slips(w string, capital bool) int {
	switch {
	case capital && len(w) < 8:
		return 0
	case capital || len(w) < 8:
		return 1
	}
	return 2
}

// distance counts the letters wrong, missing, added or swapped with their
// neighbour between two words (optimal string alignment), in bytes.
func distance(a, b string) int {
	older, old, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range old {
		old[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			wrong := 1
			if a[i-1] == b[j-1] {
				wrong = 0
			}
			row[j] = min(old[j]+1, row[j-1]+1, old[j-1]+wrong)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
		}
		older, old, row = old, row, older
	}
	return old[len(b)]
}
