package meetup

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/recur"
	"referout/handlers/scrub"
)

// readTopic reads what a meeting is about.
func readTopic(text string) (string, error) {
	if err := caseName(text); err != nil {
		return "", err
	}
	if scrub.FullName(text) {
		return "", bot.Errorf("%s", leaveOut(scrub.Name.String()))
	}
	return readText(text, mostTopic)
}

// readPlace reads where a meeting is: a place has an address, a telephone, a link that looks
// like one, and perhaps the name of who lets us in.
func readPlace(text string) (string, error) {
	return readText(text, mostPlace, scrub.Phone, scrub.Email, scrub.Address, scrub.Account, scrub.Person)
}

// readText reads words that stand in the room: nothing that may tell who a client is can
// be in them, but of the allowed kinds.
func readText(text string, most int, allowed ...scrub.Kind) (string, error) {
	text = strings.Trim(bot.OneLine(text), " ,;:")
	if f, found := scrub.FirstBut(text, allowed...); found {
		return "", bot.Errorf("%s", leaveOut(f.Kind.String()))
	}
	switch {
	case !strings.ContainsFunc(text, unicode.IsLetter):
		return "", bot.Errorf("%s", needsLetters)
	case utf8.RuneCountInString(text) > most:
		return "", bot.Errorf(tooLong, most)
	}
	return text, nil
}

func isNothing(text string) bool {
	switch strings.ToLower(strings.Trim(text, " .")) {
	case "", nothing, "no", "nobody", "no limit", "no speaker", "unlimited", "once", "-":
		return true
	}
	return false
}

func readSpeaker(text string, _ time.Time, d *described) (err error) {
	if d.Speaker = ""; !isNothing(text) {
		d.Speaker, err = readText(text, mostName, scrub.Person)
	}
	return err
}

// readWhen reads a day with a time of day that lies ahead.
func readWhen(text string, now time.Time) (time.Time, error) {
	if at, err := time.Parse(stamp, text); err == nil {
		return at, nil
	}
	found, err := when.Parse(text, now, when.Future)
	if unclear := (*when.Unclear)(nil); errors.As(err, &unclear) {
		return time.Time{}, bot.Errorf("%s", unclearDate(unclear))
	}
	if err != nil {
		return time.Time{}, bot.Errorf("%s", noDate)
	}
	return ahead(found, now)
}

// ahead is the reading of the clock that was found, if it has one and lies ahead.
func ahead(found when.Found, now time.Time) (time.Time, error) {
	wall := found.Wall
	if found.Elapsed {
		wall = when.Wall(found.At.In(now.Location())).Truncate(time.Minute)
	}
	clock := found.Clock || found.Elapsed
	switch {
	case day(wall).Before(day(when.Wall(now))):
		return time.Time{}, bot.Errorf("%s", pastDate(wall.Format("Mon 2 Jan")))
	case !clock:
		return time.Time{}, bot.Errorf("%s", noClock)
	case !wall.After(when.Wall(now)):
		return time.Time{}, bot.Errorf("%s", pastDate(wall.Format("Mon 2 Jan 15:04")))
	}
	return wall, nil
}

var (
	seatsPattern  = regexp.MustCompile(`(?i)^(?:max(?:imum)?\.?\s*)?(\d{1,5})(?:\s*(?:seats?|places?|people|persons?|spots?))?$`)
	lengthPattern = regexp.MustCompile(`(?i)^(?:for )?(?:about )?(?:(\d{1,2})(?:[.,](5))?\s*h(?:ours?|rs?)?)?\s*(?:and )?(?:(\d{1,3})\s*(?:m(?:in(?:ute)?s?)?\.?)?)?$`)
	clockPattern  = regexp.MustCompile(`(?i)^(?:until|till|to)?\s*(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$`)
)

func readSeats(text string, _ time.Time, d *described) error {
	if d.Seats = 0; isNothing(text) {
		return nil
	}
	m := seatsPattern.FindStringSubmatch(text)
	if m == nil {
		return bot.Errorf("%s", noSeats)
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n < 1 || n > mostSeats {
		return bot.Errorf("%s", noSeats)
	}
	d.Seats = n
	return nil
}

// Limits of how long a meeting is.
const (
	shortest = 15 * time.Minute
	longest  = 12 * time.Hour
)

// readLength reads "90 min", "2 hours", "1 h 30", or "until 20:00" once it is known
// when it begins.
func readLength(text string, _ time.Time, d *described) error {
	if d.Length = 0; isNothing(text) {
		return nil
	}
	length, ok := lengthOf(text)
	if !ok && !d.Wall.IsZero() {
		length, ok = untilClock(text, d.Wall)
	}
	if !ok || length < shortest || length > longest {
		return bot.Errorf("%s", noLength)
	}
	d.Length = length
	return nil
}

func lengthOf(text string) (time.Duration, bool) {
	m := lengthPattern.FindStringSubmatch(text)
	if m == nil || m[1]+m[3] == "" {
		return 0, false
	}
	hours, _ := strconv.Atoi("0" + m[1]) // digits only
	minutes, _ := strconv.Atoi("0" + m[3])
	if m[2] != "" {
		minutes += 30
	}
	return time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute, true
}

// untilClock is how long it is from a wall time to the next such reading.
func untilClock(text string, from time.Time) (time.Duration, bool) {
	m := clockPattern.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return 0, false
	}
	hour, _ := strconv.Atoi(m[1]) // digits only
	minute, _ := strconv.Atoi("0" + m[2])
	if half := strings.ToLower(m[3]); half == "pm" && hour < 12 {
		hour += 12
	} else if half == "am" && hour == 12 {
		hour = 0
	}
	if hour > 24 || minute > 59 {
		return 0, false
	}
	day := time.Date(from.Year(), from.Month(), from.Day(), hour, minute, 0, 0, time.UTC)
	if !day.After(from) {
		day = day.AddDate(0, 0, 1)
	}
	return day.Sub(from), true
}

func readRule(text string, _ time.Time, d *described) error {
	if d.Rule = (recur.Rule{}); isNothing(text) {
		return nil
	}
	rules := recur.Readings(text)
	switch len(rules) {
	case 0:
		if noWeekday.MatchString(text) {
			return bot.Errorf("%s", noFifth)
		}
		return bot.Errorf("%s", noRule)
	case 1:
		d.Rule = rules[0]
		return nil
	}
	return bot.Errorf("%s", twoRules(rules[0].String(), rules[1].String()))
}

func readZone(text string, _ time.Time, d *described) error {
	if _, err := time.LoadLocation(text); err != nil || text == "" || text == "Local" {
		return bot.Errorf("%s", noZone)
	}
	d.Zone = text
	return nil
}
