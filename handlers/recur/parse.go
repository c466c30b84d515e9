package recur

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Parse reads a rule as people type it, in English, in any case: "every first
// Tuesday", "1st tue monthly", "tuesdays", "every other Tuesday", "last
// Thursday", "monthly on the 14th". ok is false for what is no rule, holds a
// word that is not understood, or may be meant in two ways; see [Readings].
func Parse(words string) (r Rule, ok bool) {
	readings := Readings(words)
	if len(readings) != 1 {
		return Rule{}, false
	}
	return readings[0], true
}

// Readings returns every rule that words may mean: none, one, or the two of
// "every second Tuesday", to be asked about and never guessed.
func Readings(words string) []Rule {
	var s said
	all := split(words)
	for i := range all {
		if !s.take(all[i:]) {
			return nil
		}
	}
	return slices.DeleteFunc(s.rules(), func(r Rule) bool { return !r.Valid() })
}

// said is what the words of a rule say, one after another.
type said struct {
	weekday               time.Weekday
	many                  bool // Tuesdays
	weekdays, numbers     int  // how many of them were named
	number                int  // first is 1; Last
	ordinal               bool // 2nd and second, not 2
	typed                 bool // in digits
	every, other          bool
	week, month, day, end bool
}

// take reads the first of the words left. ok is false if it means nothing here.
func (s *said) take(left []string) bool {
	word := left[0]
	if w, many, ok := weekdayOf(word); ok {
		s.weekday, s.many = w, many
		s.weekdays++
		return true
	}
	if n, ordinal, ok := numberOf(word); ok {
		return s.count(n, ordinal, left)
	}
	switch word {
	case "every", "each":
		s.every = true
	case "other", "alternate", "alternating":
		s.other = true
	case "biweekly", "fortnight", "fortnightly", "fortnights":
		s.other, s.week = true, true
	case "week", "weeks", "weekly":
		s.week = true
	case "month", "months", "monthly", "month's":
		s.month = true
	case "day", "date":
		s.day = true
	case "end":
		s.end = true
	case "on", "the", "of", "a", "in", "at", "per", "meets", "meet", "repeats":
	default:
		return false
	}
	return true
}

// count takes a number. Before weeks and months it says how many of them lie in
// between, and only two weeks are a rule of ours.
func (s *said) count(n int, ordinal bool, left []string) bool {
	if len(left) > 1 && isUnit(left[1]) {
		s.other = true
		return n == 2 && strings.HasPrefix(left[1], "week")
	}
	s.number, s.ordinal, s.typed = n, ordinal, unicode.IsDigit(rune(left[0][0]))
	s.numbers++
	return s.weekdays == 0
}

func isUnit(word string) bool {
	return slices.Contains([]string{"week", "weeks", "month", "months"}, word)
}

// rules are the rules the words amount to.
func (s *said) rules() []Rule {
	switch {
	case s.weekdays > 1 || s.numbers > 1 || s.month && s.other:
		return nil
	case s.weekdays == 1 && s.numbers == 0:
		return s.weekly()
	case s.weekdays == 1:
		return s.nthWeekday()
	}
	return s.onTheDay()
}

func (s *said) weekly() []Rule {
	switch {
	case s.month || s.day || s.end:
		return nil
	case s.other:
		return []Rule{{Kind: EveryOtherWeek, Weekday: s.weekday}}
	case s.every || s.week || s.many:
		return []Rule{{Kind: EveryWeek, Weekday: s.weekday}}
	}
	return nil
}

func (s *said) nthWeekday() []Rule {
	if !s.ordinal || s.week || s.other || s.day || s.end {
		return nil
	}
	rules := []Rule{{Kind: MonthlyOnAWeek, Weekday: s.weekday, Nth: s.number}}
	if s.number == 2 && s.every && !s.month {
		rules = append(rules, Rule{Kind: EveryOtherWeek, Weekday: s.weekday})
	}
	return rules
}

func (s *said) onTheDay() []Rule {
	switch {
	case s.week || s.other:
		return nil
	case s.end && s.numbers == 0 && s.month, s.number == Last && s.day && s.month:
		return []Rule{{Kind: MonthlyOnTheDay, Day: 31}}
	case s.numbers == 0 || s.end || !s.month && !(s.every && s.ordinal && s.typed):
		return nil
	}
	return []Rule{{Kind: MonthlyOnTheDay, Day: s.number}}
}

// numberOf reads last, 1, 1st or first, up to the days of a month.
func numberOf(word string) (n int, ordinal, ok bool) {
	switch word {
	case "last":
		return Last, true, true
	case "two":
		return 2, false, true
	}
	if i := slices.Index(ordinals(), word); i >= 0 {
		return i + 1, true, true
	}
	digits := strings.TrimRight(word, "stndrh")
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > 31 {
		return 0, false, false
	}
	ending := word[len(digits):]
	return n, ending != "", ending == "" || len(ending) == 2
}

var joined = strings.NewReplacer(
	"bi-weekly", "biweekly", "bi weekly", "biweekly", "twenty ", "twenty-", "thirty ", "thirty-", "every-other", "every other", "’", "'")

// split returns the words of a rule in small letters.
func split(words string) []string {
	return strings.FieldsFunc(joined.Replace(strings.ToLower(words)), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",;:.!()/–—", r)
	})
}
