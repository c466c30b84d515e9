package bottest

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// span is how long to wait: until the clock reads something, or for a while.
type span struct {
	clock string // "15:04": the next time that the clock reads this
	until string // "2006-01-02 15:04"
	exact time.Duration
	days  int
	month int
}

var (
	clockForm = regexp.MustCompile(`^\d{1,2}:\d{2}$`)
	spanForm  = regexp.MustCompile(`^(?:\d+ *[a-z]+ *)+$`)
	spanPart  = regexp.MustCompile(`(\d+) *([a-z]+)`)
	untilForm = regexp.MustCompile(`^until +(.+)$`)
)

func parseWait(text string) (span, error) {
	m := untilForm.FindStringSubmatch(text)
	if m == nil {
		return parseSpan(text)
	}
	if clockForm.MatchString(m[1]) {
		_, err := time.Parse("15:04", m[1])
		return span{clock: m[1]}, err
	}
	_, err := time.Parse(stamp, m[1])
	return span{until: m[1]}, err
}

func parseSpan(text string) (span, error) {
	if !spanForm.MatchString(text) {
		return span{}, fmt.Errorf("no such time: %q", text)
	}
	var s span
	for _, m := range spanPart.FindAllStringSubmatch(text, -1) {
		n, err := strconv.Atoi(m[1])
		if err == nil {
			err = s.add(n, m[2])
		}
		if err != nil {
			return span{}, err
		}
	}
	return s, nil
}

func (s *span) add(n int, unit string) error {
	switch unit {
	case "s", "second", "seconds":
		s.exact += time.Duration(n) * time.Second
	case "m", "min", "minute", "minutes":
		s.exact += time.Duration(n) * time.Minute
	case "h", "hour", "hours":
		s.exact += time.Duration(n) * time.Hour
	case "d", "day", "days":
		s.days += n
	case "w", "week", "weeks":
		s.days += 7 * n
	case "mo", "month", "months":
		s.month += n
	case "y", "year", "years":
		s.month += 12 * n
	default:
		return fmt.Errorf("no such unit of time: %q", unit)
	}
	return nil
}

// from is when a wait that begins now ends. An end that lies in the past by less
// than a minute is now: playing a line takes a moment of virtual time.
func (s span) from(now time.Time, zone *time.Location) (time.Time, error) {
	now = now.In(zone)
	switch {
	case s.clock != "":
		return nextReading(now, s.clock)
	case s.until != "":
		at, err := time.ParseInLocation(stamp, s.until, zone)
		if err == nil && at.Before(now.Add(-time.Minute)) {
			err = fmt.Errorf("%s has passed: it is %s", s.until, now.Format(stamp))
		}
		return at, err
	}
	return now.AddDate(0, s.month, s.days).Add(s.exact), nil
}

// nextReading is the next instant at which the clock reads the given time. Where
// a clock is put forward over it the day is passed over; where it is put back the
// first of the two readings counts.
func nextReading(now time.Time, clock string) (time.Time, error) {
	at, err := time.Parse("15:04", clock)
	if err != nil {
		return time.Time{}, err
	}
	for day := range 3 {
		near := time.Date(now.Year(), now.Month(), now.Day()+day, at.Hour(), at.Minute(), 0, 0, now.Location())
		for _, shift := range []time.Duration{-time.Hour, -30 * time.Minute, 0, 30 * time.Minute, time.Hour} {
			t := near.Add(shift)
			if t.After(now) && t.Hour() == at.Hour() && t.Minute() == at.Minute() {
				return t, nil
			}
		}
	}
	return time.Time{}, errors.New("the clock never reads " + clock)
}
