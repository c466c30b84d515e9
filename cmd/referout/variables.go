package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// knownVariables are all environment variables that may begin with the program's
// prefix. The last four are read by tests alone, whose programs inherit them.
func knownVariables() []string {
	out := []string{"KEY", "TELEGRAM_TOKEN", "DISCORD_TOKEN", "SHARED", "TRANSCRIPTS", "TEST_LIMIT", "BENCH_FULL"}
	for i, name := range out {
		out[i] = envPrefix + name
	}
	for _, r := range rules() {
		out = append(out, variable(r.key))
	}
	return out
}

// strangers refuses variables that nobody reads: what they say would be missed.
func (l *loaded) strangers() error {
	known := knownVariables()
	var all []error
	for _, name := range slices.Sorted(maps.Keys(l.env)) {
		if !slices.Contains(known, name) {
			all = append(all, fmt.Errorf("environment variable %s: there is no such setting; the nearest is %s. Correct the name, or unset it", name, nearest(name, known)))
		}
	}
	return errors.Join(all...)
}

// nearest is the name that differs from another in the fewest letters.
func nearest(name string, known []string) string {
	return slices.MinFunc(known, func(a, b string) int { return distance(name, a) - distance(name, b) })
}

// distance is how many letters must be put in, taken out or replaced to make a word
// another.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := before
			if a[i] != b[j] {
				replaced++
			}
			before = row[j+1]
			row[j+1] = min(replaced, row[j]+1, before+1)
		}
	}
	return row[len(b)]
}
