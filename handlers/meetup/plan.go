package meetup

import (
	"errors"
	"maps"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/recur"
)

// plan is a meeting as it is being described. What stands in it is what people read,
// so that exactly that can be shown, posted and read again.
type plan map[string]string

// The names of the fields. Stored in letters and buttons: never to change.
const (
	topicField   = "topic"
	whenField    = "when"
	placeField   = "place"
	speakerField = "speaker"
	seatsField   = "seats"
	lengthField  = "length"
	rulesField   = "repeats"
	zoneField    = "zone"
)

// field is one fact of a meeting: how it is asked for, and read into a described.
type field struct {
	name, label, ask string
	required         bool
	// read checks what was typed and puts it in; its error is a sentence.
	read func(text string, now time.Time, d *described) error
	// show is what people read; "" is nothing.
	show func(d described) string
}

// described is a plan that has been read.
type described struct {
	Facts
	Rule recur.Rule
	Zone string
}

// stamp is how a date is written out, and read back.
const stamp = "Mon 2 Jan 2006 15:04"

// Limits of what is kept, in characters.
const (
	mostTopic = 120
	mostPlace = 120
	mostName  = 80
	mostSeats = 1000
)

// fields are the facts in the order in which a card shows them.
func fields() []field {
	return []field{
		{name: topicField, label: topicLabel, ask: askTopic, required: true,
			read: func(t string, _ time.Time, d *described) (err error) {
				d.Topic, err = readText(t, mostTopic)
				return err
			},
			show: func(d described) string { return d.Topic }},
		{name: whenField, label: whenLabel, ask: askWhen, required: true,
			read: func(t string, now time.Time, d *described) (err error) { d.Wall, err = readWhen(t, now); return err },
			show: func(d described) string { return d.Wall.Format(stamp) }},
		{name: placeField, label: placeLabel, ask: askPlace, required: true,
			read: func(t string, _ time.Time, d *described) (err error) {
				d.Place, err = readText(t, mostPlace)
				return err
			},
			show: func(d described) string { return d.Place }},
		{name: speakerField, label: speakerLabel, ask: askSpeaker, read: readSpeaker,
			show: func(d described) string { return d.Speaker }},
		{name: lengthField, label: lengthLabel, ask: askLength, read: readLength,
			show: func(d described) string { return lengthText(d.Length) }},
		{name: seatsField, label: seatsLabel, ask: askSeats, read: readSeats,
			show: func(d described) string { return seatsText(d.Seats) }},
		{name: rulesField, label: rulesLabel, ask: askRule, read: readRule,
			show: func(d described) string { return d.Rule.String() }},
		{name: zoneField, label: zoneLabel, read: readZone, show: func(d described) string { return d.Zone }},
	}
}

func fieldOf(name string) (field, bool) {
	for _, f := range fields() {
		if f.name == name {
			return f, true
		}
	}
	return field{}, false
}

// set reads one field and keeps it as people read it. Its error is a sentence. What the
// plan does not say is as it was.
func (p plan) set(name, text string, now time.Time, was Facts) error {
	f, ok := fieldOf(name)
	if !ok {
		return nil
	}
	d, err := p.over(was, now)
	if err != nil {
		return err
	}
	if err := f.read(bot.OneLine(text), now, &d); err != nil {
		return err
	}
	p[name] = f.show(d)
	return nil
}

// over reads what a plan says over what a meeting was.
func (p plan) over(was Facts, now time.Time) (d described, err error) {
	d.Facts = was
	for _, f := range fields() {
		if text, given := p[f.name]; given {
			if err := f.read(text, now, &d); err != nil {
				return d, err
			}
		}
	}
	return d, nil
}

// describe reads everything that a plan says.
func (p plan) describe(now time.Time) (described, error) { return p.over(Facts{}, now) }

// lacks is the first field that has to be known and is not.
func (p plan) lacks() (field, bool) {
	for _, f := range fields() {
		if f.required && p[f.name] == "" {
			return f, true
		}
	}
	return field{}, false
}

// without is a plan without what is about to be asked for: a rhythm decides on the day,
// too.
func (p plan) without(name string) plan {
	out := maps.Clone(p)
	delete(out, name)
	if name == rulesField {
		delete(out, whenField)
	}
	return out
}

// written is a plan as it leaves a book. What was taken away is written as such.
func (p plan) written() (e bot.Enclosure) {
	for _, f := range fields() {
		if text, given := p[f.name]; given {
			if text == "" {
				text = nothing
			}
			e = e.Write(f.name, f.label, text)
		}
	}
	return e
}

// planOf is what a letter says.
func planOf(e bot.Enclosure) plan {
	p := plan{}
	for _, f := range fields() {
		if text := e.Get(f.name); text != "" {
			p[f.name] = text
		}
	}
	return p
}

// factsPlan is a plan of everything that a meeting is now.
func factsPlan(f Facts) plan {
	p, d := plan{}, described{Facts: f}
	for _, f := range fields() {
		if text := f.show(d); text != "" {
			p[f.name] = text
		}
	}
	return p
}

func readText(text string, most int) (string, error) {
	text = strings.Trim(bot.OneLine(text), " ,;:")
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
		d.Speaker, err = readText(text, mostName)
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
