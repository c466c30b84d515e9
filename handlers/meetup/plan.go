package meetup

import (
	"maps"
	"time"

	"referout/bot"
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
				d.Topic, err = readTopic(t)
				return err
			},
			show: func(d described) string { return d.Topic }},
		{name: whenField, label: whenLabel, ask: askWhen, required: true,
			read: func(t string, now time.Time, d *described) (err error) { d.Wall, err = readWhen(t, now); return err },
			show: func(d described) string { return d.Wall.Format(stamp) }},
		{name: placeField, label: placeLabel, ask: askPlace, required: true,
			read: func(t string, _ time.Time, d *described) (err error) {
				d.Place, err = readPlace(t)
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
