package vault

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// How many backups stay besides the newest of all.
const (
	keepDays  = 7
	keepWeeks = 4
)

const (
	namePrefix = "referout-"
	nameSuffix = ".age"
	stampForm  = "20060102T150405Z"
	markLen    = 6
)

var nameShape = regexp.MustCompile(`^referout-[0-9a-v]{6}-[0-9]{8}T[0-9]{6}Z\.age$`)

// fileName is the name of a backup of the store with this mark.
func fileName(mark string, at time.Time) string {
	return namePrefix + mark + "-" + at.UTC().Format(stampForm) + nameSuffix
}

// madeAt reads the time in a backup's name; false: it is not the name of one.
func madeAt(name string) (mark string, at time.Time, ok bool) {
	if !nameShape.MatchString(name) {
		return "", time.Time{}, false
	}
	mark, stamp, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(name, namePrefix), nameSuffix), "-")
	at, err := time.Parse(stampForm, stamp)
	return mark, at, err == nil
}

// superfluous returns which of the names in a folder may go now that made is there:
// backups of the same store, except the newest of each of the last seven days that
// have one, and the newest of each of the last four weeks before these days that
// have one. Days and weeks are those of UTC, as in the names. What has another name,
// or is of another store, is never among them, and made itself is not either,
// whatever the clock has said before.
func superfluous(names []string, made string) []string {
	mark, _, ok := madeAt(made)
	if !ok {
		return nil
	}
	var own []string
	for _, name := range names {
		if m, _, ok := madeAt(name); ok && m == mark && name != made {
			own = append(own, name)
		}
	}
	own = append(own, made)
	slices.Sort(own)
	slices.Reverse(own) // the newest first
	own = slices.Compact(own)
	kept := map[string]bool{made: true}
	oldest := keepNewest(own, kept, keepDays, day)
	keepNewest(beforeDay(own, oldest), kept, keepWeeks, week)
	var out []string
	for _, name := range own {
		if !kept[name] {
			out = append(out, name)
		}
	}
	return out
}

// keepNewest keeps the newest of each period until there are n, and returns the
// last that it kept.
func keepNewest(own []string, kept map[string]bool, n int, period func(time.Time) string) (last string) {
	before := ""
	for _, name := range own {
		_, at, _ := madeAt(name)
		if p := period(at); p != before {
			if n--; n < 0 {
				break
			}
			before, last = p, name
			kept[name] = true
		}
	}
	return last
}

// beforeDay leaves what is from weeks that are over before the day of oldest: a
// week that reaches into the days kept has its newest among them.
func beforeDay(own []string, oldest string) []string {
	_, at, _ := madeAt(oldest)
	var out []string
	for _, name := range own {
		if _, t, _ := madeAt(name); day(t) < day(at) && week(t) != week(at) {
			out = append(out, name)
		}
	}
	return out
}

func day(at time.Time) string { return at.Format(time.DateOnly) }

func week(at time.Time) string {
	year, n := at.ISOWeek()
	return fmt.Sprintf("%d-%02d", year, n)
}
