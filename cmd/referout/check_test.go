package main

import (
	"testing"
	"time"
)

func TestAgesAreInWords(t *testing.T) {
	for age, want := range map[time.Duration]string{
		-time.Hour:                    "less than a minute",
		0:                             "less than a minute",
		time.Minute:                   "1 minute",
		6*time.Minute + time.Second:   "6 minutes",
		90 * time.Minute:              "90 minutes",
		27*time.Hour + 59*time.Minute: "27 hours",
		72*time.Hour - 1:              "2 days",
	} {
		if got := words(age); got != want {
			t.Errorf("%v: %q, want %q", age, got, want)
		}
	}
}
