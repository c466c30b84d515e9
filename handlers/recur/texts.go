package recur

import (
	"strconv"
	"time"
)

// String is the rule as people read it, and as [Parse] reads it back: "every
// Tuesday", "every first Tuesday", "every month on the 14th". A second weekday
// says that it is the month's, since "every second Tuesday" may mean every other
// one. It is empty for what is no rule.
func (r Rule) String() string {
	if !r.Valid() {
		return ""
	}
	switch r.Kind {
	case EveryWeek:
		return "every " + r.Weekday.String()
	case EveryOtherWeek:
		return "every other " + r.Weekday.String()
	case MonthlyOnTheDay:
		return "every month on the " + ordinal(r.Day)
	}
	text := "every " + nthWord(r.Nth) + " " + r.Weekday.String()
	if r.Nth == 2 {
		text += " of the month"
	}
	return text
}

func nthWord(n int) string {
	if n == Last {
		return "last"
	}
	return ordinals()[n-1]
}

// ordinal is 1st, 2nd, 3rd, 4th and so on, up to 31st.
func ordinal(n int) string {
	ending := "th"
	switch {
	case n >= 11 && n <= 13:
	case n%10 == 1:
		ending = "st"
	case n%10 == 2:
		ending = "nd"
	case n%10 == 3:
		ending = "rd"
	}
	return strconv.Itoa(n) + ending
}

// ordinals are the words people write for the days of a month, from the first.
func ordinals() []string {
	return []string{
		"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
		"eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
		"twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth",
		"thirty-first",
	}
}

// weekdayOf reads a weekday, written out or cut short, one or many of it.
func weekdayOf(word string) (w time.Weekday, many, ok bool) {
	switch word {
	case "sun", "sunday":
		return time.Sunday, false, true
	case "mon", "monday":
		return time.Monday, false, true
	case "tue", "tues", "tuesday":
		return time.Tuesday, false, true
	case "wed", "weds", "wednesday":
		return time.Wednesday, false, true
	case "thu", "thur", "thurs", "thursday":
		return time.Thursday, false, true
	case "fri", "friday":
		return time.Friday, false, true
	case "sat", "saturday":
		return time.Saturday, false, true
	}
	if len(word) > 3 && word[len(word)-1] == 's' {
		w, _, ok = weekdayOf(word[:len(word)-1])
		return w, true, ok
	}
	return 0, false, false
}
