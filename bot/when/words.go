package when

import (
	"strings"
	"time"
)

// weekdayOf names a weekday; abbr is true for a short form.
func weekdayOf(s string) (d time.Weekday, abbr, ok bool) {
	switch s {
	case "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday":
		abbr = false
	case "sun", "mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat":
		abbr = true
	default:
		return 0, false, false
	}
	for d = time.Sunday; d < time.Saturday; d++ {
		if strings.HasPrefix(s, strings.ToLower(d.String()[:3])) {
			break
		}
	}
	return d, abbr, true
}

// monthOf names a month, in full or as people shorten it.
func monthOf(s string) (time.Month, bool) {
	if s == "sept" {
		return time.September, true
	}
	for m := time.January; m <= time.December; m++ {
		full := strings.ToLower(m.String())
		if s == full || s == full[:3] {
			return m, true
		}
	}
	return 0, false
}

// countOf reads a small number word.
func countOf(s string) (int, bool) {
	switch s {
	case "a", "an":
		return 1, true
	case "fifteen":
		return 15, true
	case "eighteen":
		return 18, true
	case "twenty":
		return 20, true
	case "thirty":
		return 30, true
	case "forty":
		return 40, true
	case "fifty":
		return 50, true
	case "sixty":
		return 60, true
	case "ninety":
		return 90, true
	}
	n := place(s, "one two three four five six seven eight nine ten eleven twelve")
	return n, n > 0
}

// ordinalOf reads an ordinal word.
func ordinalOf(s string) (int, bool) {
	n := place(s, "first second third fourth fifth sixth seventh eighth ninth tenth")
	return n, n > 0
}

// place is the place of s in a list of words, from 1, or 0.
func place(s, list string) int {
	for i, w := range strings.Fields(list) {
		if s == w {
			return i + 1
		}
	}
	return 0
}

// oneOf reports whether s is in a list of words.
func oneOf(s, list string) bool { return place(s, list) > 0 }

// isTitle reports whether a word announces a person's name.
func isTitle(s string) bool {
	return oneOf(s, "dr doctor mr mrs ms miss prof professor drs nurse aunt uncle sister")
}

// isStreet reports whether a word makes a street or a room of what precedes it.
func isStreet(s string) bool {
	return oneOf(s, "st street ave avenue rd road blvd boulevard ln lane dr drive ct court pl plaza pkwy parkway hwy highway sq square ter terrace floor fl suite ste block")
}

// isNumbered reports whether a word makes a mere number of what follows it.
func isNumbered(s string) bool {
	return oneOf(s, "suite ste apt apartment unit room rm floor box ext extension fax phone tel cell mobile no number nr route hwy zip npi code level stage grade age aged")
}

// isThing reports whether a word, after a number, is what is counted.
func isThing(s string) bool {
	return oneOf(s, "cards card kids kid children openings opening people patients patient clients client visits visit sessions session referrals referral specialists doctors nurses years year yrs months month weeks week wks days day hours hour hrs minutes minute mins min miles mile blocks locations offices office rooms staff dollars percent times time dose doses inch inches")
}

// isLink reports whether a word may follow a time of day that has no "pm".
func isLink(s string) bool {
	if _, _, ok := weekdayOf(s); ok {
		return true
	}
	return oneOf(s, "on tomorrow today tonight yesterday in with for to and or this next please about at until till instead")
}
