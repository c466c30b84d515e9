// Package ical writes meetings as one iCalendar file (RFC 5545), which phones
// and desktop calendars open natively. It is a pure function of its arguments:
// nothing here reads a clock, and the same events make the same bytes.
//
// # Times
//
// Every time is written as an instant in UTC, so that no zone definition has to
// travel along: each calendar shows it in its owner's own zone. A meeting that
// repeats is therefore written as its single dates, never as a rule, which a
// change of clocks would move.
//
// # Changes
//
// A calendar recognises an event it already holds by its UID, and takes the
// version with the greater Sequence. A meeting that is moved or cancelled keeps
// its UID and counts its Sequence up.
package ical

import (
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
)

// producer names the program to calendars.
const producer = "-//Referout//Referout//EN"

// Event is one meeting. UID, Begin and Stamp are required by the format.
type Event struct {
	UID        string    // the same for every version of the event, and nobody else's
	Begin, End time.Time // instants; no end is written unless it lies after the beginning
	Title      string    // one line
	Place      string    // one line, may be empty
	Text       string    // lines are kept, may be empty
	Sequence   int       // 0 for the first version, greater for each that follows
	Cancelled  bool      // the meeting does not take place
	Stamp      time.Time // the instant at which this version was made
}

// File is a calendar with the events in the order given: UTF-8, CRLF, lines of
// at most 75 octets. The name is what some calendars show for the file; it may
// be empty. A file without events is a valid calendar for most readers only.
func File(name string, events ...Event) []byte {
	cal := ics.NewCalendar()
	cal.SetProductId(producer)
	cal.SetMethod(ics.MethodPublish)
	if name = line(name); name != "" {
		cal.SetName(name)
	}
	for _, e := range events {
		cal.Components = append(cal.Components, e.component())
	}
	return []byte(cal.Serialize(ics.WithNewLineWindows))
}

func (e Event) component() *ics.VEvent {
	out := ics.NewEvent(line(e.UID))
	out.SetDtStampTime(e.Stamp)
	out.SetSequence(e.Sequence)
	out.SetStartAt(e.Begin)
	if e.End.After(e.Begin) {
		out.SetEndAt(e.End)
	}
	out.SetStatus(e.status())
	out.SetSummary(line(e.Title))
	if place := line(e.Place); place != "" {
		out.SetLocation(place)
	}
	if text := lines(e.Text); text != "" {
		out.SetDescription(text)
	}
	return out
}

func (e Event) status() ics.ObjectStatus {
	if e.Cancelled {
		return ics.ObjectStatusCancelled
	}
	return ics.ObjectStatusConfirmed
}

// line is a text as one line.
func line(text string) string {
	return strings.Join(strings.Fields(lines(text)), " ")
}

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")

// lines is a text without what the format has no way to hold. The library
// escapes line feeds, and would let carriage returns and control characters
// through.
func lines(text string) string {
	text = newlines.Replace(strings.ToValidUTF8(text, "\uFFFD"))
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, text))
}
