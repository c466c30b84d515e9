package bottest

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"referout/bot/when"
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
		wall, err := time.Parse(stamp, s.until)
		at := when.Instant(wall, zone)
		if err == nil && at.Before(now.Add(-time.Minute)) {
			err = fmt.Errorf("%s has passed: it is %s", s.until, now.Format(stamp))
		}
		return at, err
	}
	return now.AddDate(0, s.month, s.days).Add(s.exact), nil
}

// nextReading is the next instant at which the clock reads the given time, as the
// product resolves it: a reading that the zone skips comes later by the gap, of two
// readings the first counts.
func nextReading(now time.Time, clock string) (time.Time, error) {
	at, err := time.Parse("15:04", clock)
	if err != nil {
		return time.Time{}, err
	}
	for day := 0; ; day++ {
		wall := time.Date(now.Year(), now.Month(), now.Day()+day, at.Hour(), at.Minute(), 0, 0, time.UTC)
		if t := when.Instant(wall, now.Location()); t.After(now) {
			return t, nil
		}
	}
}
