package when

import "time"

// Find looks for one date phrase in text; now is in the person's zone. ok is
// false if there is none. A phrase that is there but not certain is an
// [*Unclear], with ok false.
func Find(text string, now time.Time, sense Sense) (f Found, ok bool, err error) {
	return Found{}, false, nil
}

// Parse reads a text that must be a date as a whole, as the answer to "when?".
// The error is [ErrNone] or an [*Unclear].
func Parse(text string, now time.Time, sense Sense) (Found, error) {
	return Found{}, ErrNone
}
