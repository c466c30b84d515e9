package ical_test

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"referout/handlers/ical"
)

func meetup() ical.Event {
	return ical.Event{
		UID:      "c4f1@referout",
		Begin:    time.Date(2027, 3, 2, 18, 30, 0, 0, time.FixedZone("EST", -5*3600)),
		End:      time.Date(2027, 3, 2, 20, 0, 0, 0, time.FixedZone("EST", -5*3600)),
		Title:    "Jaw pain, hands on",
		Place:    "Library; room 2, Akron",
		Text:     "Dr Lee speaks.\nBring a chair, and \\ a mat.",
		Sequence: 3,
		Stamp:    time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC),
	}
}

func TestFile(t *testing.T) {
	want := strings.Join([]string{
		"BEGIN:VCALENDAR",
		"VERSION:2.0",
		"PRODID:-//Referout//Referout//EN",
		"METHOD:PUBLISH",
		"NAME:Akron circle",
		"X-WR-CALNAME:Akron circle",
		"BEGIN:VEVENT",
		"UID:c4f1@referout",
		"DTSTAMP:20270201T120000Z",
		"SEQUENCE:3",
		"DTSTART:20270302T233000Z",
		"DTEND:20270303T010000Z",
		"STATUS:CONFIRMED",
		`SUMMARY:Jaw pain\, hands on`,
		`LOCATION:Library\; room 2\, Akron`,
		`DESCRIPTION:Dr Lee speaks.\nBring a chair\, and \\ a mat.`,
		"END:VEVENT",
		"END:VCALENDAR",
		"",
	}, "\r\n")
	if got := string(ical.File("Akron circle", meetup())); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// What a file leaves out, and what it says of a meeting that is called off.
func TestParts(t *testing.T) {
	bare := meetup()
	bare.Place, bare.Text, bare.End = "", " \n", bare.Begin
	cancelled := meetup()
	cancelled.Cancelled = true
	for _, tt := range []struct {
		name      string
		file      []byte
		has, lack []string
	}{
		{"bare", ical.File("", bare), []string{"STATUS:CONFIRMED\r\n"}, []string{"LOCATION", "DESCRIPTION", "DTEND", "NAME"}},
		{"cancelled", ical.File("", cancelled), []string{"METHOD:PUBLISH\r\n", "STATUS:CANCELLED\r\n"}, []string{"CONFIRMED"}},
		{"none", ical.File("x"), []string{"BEGIN:VCALENDAR\r\n", "END:VCALENDAR\r\n"}, []string{"VEVENT"}},
		{"two", ical.File("", bare, cancelled), []string{"STATUS:CONFIRMED\r\n", "STATUS:CANCELLED\r\n"}, []string{"NAME"}},
	} {
		for _, part := range tt.has {
			if !strings.Contains(string(tt.file), part) {
				t.Errorf("%s: no %q in\n%s", tt.name, part, tt.file)
			}
		}
		for _, part := range tt.lack {
			if strings.Contains(string(tt.file), part) {
				t.Errorf("%s: %q in\n%s", tt.name, part, tt.file)
			}
		}
	}
}

func TestSameEventsSameBytes(t *testing.T) {
	first := ical.File("Akron", meetup(), meetup())
	for range 50 {
		if again := ical.File("Akron", meetup(), meetup()); !bytes.Equal(first, again) {
			t.Fatalf("%s\nis not\n%s", again, first)
		}
	}
}

// texts are what people may put into a field, with what a calendar reads back.
func texts() []struct{ in, want string } {
	return []struct{ in, want string }{
		{"plain", "plain"},
		{`a, b; c: d "e" \ f`, `a, b; c: d "e" \ f`},
		{`literal \n and \, and \\;`, `literal \n and \, and \\;`},
		{"one\ntwo\n\nthree", "one\ntwo\n\nthree"},
		{"one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"},
		{"END:VEVENT\r\nBEGIN:VALARM", "END:VEVENT\nBEGIN:VALARM"},
		{"  José Müller, 王芳, 🌿🧘🏽‍♀️ ", "José Müller, 王芳, 🌿🧘🏽‍♀️"},
		{"bell\x07, tab\t, null\x00, del\x7f", "bell, tab\t, null, del"},
		{"broken \xff\xfe utf", "broken \uFFFD utf"},
		{strings.Repeat("é", 200), strings.Repeat("é", 200)},
		{strings.Repeat("🌿", 120), strings.Repeat("🌿", 120)},
		{strings.Repeat("word ", 80) + "end", strings.Repeat("word ", 80) + "end"},
		{strings.Repeat("long,;\\", 60), strings.Repeat("long,;\\", 60)},
		{"gap" + strings.Repeat(" ", 200) + "gap", "gap" + strings.Repeat(" ", 200) + "gap"},
		{"<a href=x>" + strings.Repeat("<b>y</b>", 30), "<a href=x>" + strings.Repeat("<b>y</b>", 30)},
	}
}

func TestReadBack(t *testing.T) {
	for _, tt := range texts() {
		e := meetup()
		e.Text, e.Title, e.Place = tt.in, tt.in, tt.in
		roundTrip(t, e, tt.want)
	}
}

// roundTrip writes an event and reads it with the library.
func roundTrip(t *testing.T, e ical.Event, want string) {
	t.Helper()
	file := ical.File("Akron", e)
	wellFormed(t, file)
	cal, err := ics.ParseCalendar(bytes.NewReader(file))
	if err != nil || len(cal.Events()) != 1 {
		t.Fatalf("%q: %v\n%s", e.Text, err, file)
	}
	got := cal.Events()[0]
	oneLine := strings.Join(strings.Fields(want), " ")
	for property, want := range map[ics.ComponentProperty]string{
		ics.ComponentPropertyDescription: want,
		ics.ComponentPropertySummary:     oneLine,
		ics.ComponentPropertyLocation:    oneLine,
	} {
		p := got.GetProperty(property)
		if value := valueOf(p); value != want {
			t.Errorf("%s of %q is %q, want %q", property, e.Text, value, want)
		}
	}
	begin, errBegin := got.GetStartAt()
	end, errEnd := got.GetEndAt()
	stamp, errStamp := got.GetDtStampTime()
	if !begin.Equal(e.Begin) || !end.Equal(e.End) || !stamp.Equal(e.Stamp) || errBegin != nil || errEnd != nil || errStamp != nil {
		t.Errorf("%v to %v, made %v (%v, %v, %v)", begin, end, stamp, errBegin, errEnd, errStamp)
	}
}

func valueOf(p *ics.IANAProperty) string {
	if p == nil {
		return ""
	}
	return p.Value
}

// wellFormed checks what RFC 5545 asks of every line: CRLF, at most 75 octets,
// whole characters, no control characters.
func wellFormed(t *testing.T, file []byte) {
	t.Helper()
	text, ended := strings.CutSuffix(string(file), "\r\n")
	if !ended {
		t.Errorf("the file ends in %q", file[max(0, len(file)-5):])
	}
	for _, line := range strings.Split(text, "\r\n") {
		if len(line) > 75 || line == "" || !utf8.ValidString(line) {
			t.Errorf("%d octets, valid %v: %q", len(line), utf8.ValidString(line), line)
		}
		if strings.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != '\t' }) {
			t.Errorf("a control character in %q", line)
		}
	}
}

func FuzzFile(f *testing.F) {
	for _, tt := range texts() {
		f.Add(tt.in)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e := meetup()
		e.Title, e.Place, e.Text, e.UID = text, text, text, text
		file := ical.File(text, e)
		wellFormed(t, file)
		if cal, err := ics.ParseCalendar(bytes.NewReader(file)); err != nil || len(cal.Events()) != 1 {
			t.Fatalf("%q: %v", text, err)
		}
	})
}
