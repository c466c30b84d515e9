package meetup

import (
	"maps"
	"strings"
	"testing"
	"time"
)

// monday is 2 March 2026, 09:00 in Chicago.
func monday(t *testing.T) time.Time {
	zone, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	return time.Date(2026, 3, 2, 9, 0, 0, 0, zone)
}

func TestReadLine(t *testing.T) {
	for _, tt := range []struct {
		line string
		want plan
	}{
		{"Tue 18:30 Cafe Luz: jaw pain with Dr Lee, 12 seats",
			plan{whenField: "Tue 3 Mar 2026 18:30", placeField: "Cafe Luz", topicField: "jaw pain", speakerField: "Dr Lee", seatsField: "12"}},
		{"Cafe Luz, Tue 18:30: jaw pain", plan{whenField: "Tue 3 Mar 2026 18:30", placeField: "Cafe Luz", topicField: "jaw pain"}},
		{"jaw pain with dr lee at Cafe Luz on Mar 12 6:30 pm for 90 minutes",
			plan{whenField: "Thu 12 Mar 2026 18:30", placeField: "Cafe Luz", topicField: "jaw pain", speakerField: "dr lee", lengthField: "90 minutes"}},
		{"Tue 18:30-20:00 Library, room 2: working with scars",
			plan{whenField: "Tue 3 Mar 2026 18:30", placeField: "Library, room 2", topicField: "working with scars", lengthField: "90 minutes"}},
		{"friday 7pm until 9pm, at the library, open evening",
			plan{whenField: "Fri 6 Mar 2026 19:00", placeField: "the library", topicField: "open evening", lengthField: "2 hours"}},
		{"every first Tuesday 18:30 Cafe Luz: case round",
			plan{whenField: "Tue 3 Mar 2026 18:30", placeField: "Cafe Luz", topicField: "case round", rulesField: "every first Tuesday"}},
		{"every other Friday 12:00 Cafe Luz: lunch, max 8",
			plan{whenField: "Fri 6 Mar 2026 12:00", placeField: "Cafe Luz", topicField: "lunch", rulesField: "every other Friday", seatsField: "8"}},
		{"monthly on the 14th at 18:30, Cafe Luz: supper",
			plan{whenField: "Sat 14 Mar 2026 18:30", placeField: "Cafe Luz", topicField: "supper", rulesField: "every month on the 14th"}},
		{"every Monday 8:00 Cafe Luz: breakfast",
			plan{whenField: "Mon 9 Mar 2026 08:00", placeField: "Cafe Luz", topicField: "breakfast", rulesField: "every Monday"}},
		{"tomorrow 18:30 supper", plan{whenField: "Tue 3 Mar 2026 18:30", topicField: "supper"}},
		{"jaw pain", plan{topicField: "jaw pain"}},
		{"in 2 hours at Cafe Luz, walk", plan{whenField: "Mon 2 Mar 2026 11:00", placeField: "Cafe Luz", topicField: "walk"}},
		{"Sun 10am Zoom https://zoom.us/j/1?pwd=a:b, 12 seats: jaw pain",
			plan{whenField: "Sun 8 Mar 2026 10:00", placeField: "Zoom https://zoom.us/j/1?pwd=a:b", topicField: "jaw pain", seatsField: "12"}},
		{"Sun 10am jaw pain https://zoom.us/j/1.", plan{whenField: "Sun 8 Mar 2026 10:00", placeField: "https://zoom.us/j/1", topicField: "jaw pain"}},
		{"Sun 10am Zoom https://zoom.us/j/1 : jaw pain https://a.example/x",
			plan{whenField: "Sun 8 Mar 2026 10:00", placeField: "Zoom https://zoom.us/j/1", topicField: "jaw pain https://a.example/x"}},
		{"Tue 18:30 Cafe Luz", plan{whenField: "Tue 3 Mar 2026 18:30", placeField: "Cafe Luz"}},
		{"Tuesday: jaw pain 18:30", plan{whenField: "Tue 3 Mar 2026 18:30", topicField: "jaw pain"}},
		{"24.12. 18:30 Cafe Luz: supper", plan{whenField: "Thu 24 Dec 2026 18:30", placeField: "Cafe Luz", topicField: "supper"}},
		{"Tuesday at 6:30pm at Cafe Luz, speaker Dr Lee: jaw pain",
			plan{whenField: "Tue 3 Mar 2026 18:30", placeField: "Cafe Luz", topicField: "jaw pain", speakerField: "Dr Lee"}},
	} {
		got, bad := readLine(tt.line, monday(t))
		if bad.text != "" || !maps.Equal(got, tt.want) {
			t.Errorf("%q: %q\n got %v\nwant %v", tt.line, bad.text, got, tt.want)
		}
	}
}

// What is said and cannot be meant is named in a sentence; the rest is kept.
func TestReadLineTrouble(t *testing.T) {
	for _, tt := range []struct{ line, trouble string }{
		{"30 February 18:30 Cafe Luz: jaw pain", "“30 February 18:30”: there is no such day."},
		{"yesterday 18:30 Cafe Luz: jaw pain", "Sun 1 Mar is over already."},
		{"Tue Cafe Luz: jaw pain", "At what time?"},
		{"every second Tuesday 18:30 Cafe Luz: jaw pain", "That may mean every"},
		{"today 8:00 Cafe Luz: jaw pain", "Mon 2 Mar 08:00 is over already."},
		{"Tue 18:30 Cafe Luz, 0 seats: jaw pain", "a number of seats from 1"},
		{"every 5th friday 18:30 Cafe Luz: jaw pain", "Not every month has that many weeks."},
		{"first Tuesday 18:30 Cafe Luz: jaw pain", "Once, or every first Tuesday?"},
		{"1.12. 18:30 Cafe Luz: jaw pain", "Type it like “Dec 1” or “Jan 12”"},
	} {
		got, bad := readLine(tt.line, monday(t))
		if !strings.Contains(bad.text, tt.trouble) || got[topicField] != "jaw pain" || got[placeField] != "Cafe Luz" {
			t.Errorf("%q: %q, %v", tt.line, bad.text, got)
		}
	}
}

// What may tell who a client is does not become the topic of a card.
func TestReadLineLeavesClientsOut(t *testing.T) {
	for _, line := range []string{
		"Tue 18:30 Cafe Luz: my client Anna Miller", "Tue 18:30 Cafe Luz: patient, born 4/12/1980", "Tue 18:30 Cafe Luz: call 330-555-0177", "Tue 18:30 Cafe Luz: a 42 year old runner", "Tue 18:30 Cafe Luz: case of Jane Doe, 42",
	} {
		got, bad := readLine(line, monday(t))
		if got[topicField] != "" || bad.text == "" {
			t.Errorf("%q: %q, %v", line, bad.text, got)
		}
	}
}

// The case of an illness is no case of a person.
func TestTopicOfACase(t *testing.T) {
	for _, topic := range []string{"a case of Frozen Shoulder", "case round", "cases of bell's palsy"} {
		if _, err := readTopic(topic); err != nil {
			t.Errorf("%q: %v", topic, err)
		}
	}
}

// What a plan shows is read back as the same, whatever was typed.
func TestPlanReadsItself(t *testing.T) {
	now := monday(t)
	for _, set := range [][2]string{
		{whenField, "Mar 12 6:30pm"}, {topicField, "jaw pain"}, {placeField, "Café Luz"}, {speakerField, "Dr Lee"}, {lengthField, "90 min"}, {lengthField, "1.5 h"},
		{lengthField, "2 h 30"}, {lengthField, "until 20:15"}, {lengthField, "none"}, {seatsField, "max 12"}, {seatsField, "no limit"}, {rulesField, "tuesdays"},
		{rulesField, "last thursday of the month"}, {rulesField, "2nd tue monthly"}, {rulesField, "once"}, {zoneField, "America/Chicago"}, {speakerField, "none"},
	} {
		p := plan{whenField: "Tue 3 Mar 2026 18:30"}
		if err := p.set(set[0], set[1], now, Facts{}); err != nil {
			t.Errorf("%v: %v", set, err)
			continue
		}
		again := planOf(p.written())
		have, err := p.describe(now)
		got, errAgain := again.describe(now)
		if err != nil || errAgain != nil || have != got {
			t.Errorf("%v: %+v (%v), then %+v (%v)", set, have, err, got, errAgain)
		}
	}
	for _, set := range [][2]string{
		{whenField, "30 February"}, {whenField, "soon"}, {whenField, "tue"}, {topicField, "..."}, {topicField, strings.Repeat("x", 200)}, {seatsField, "0"}, {seatsField, "99999"},
		{seatsField, "many"}, {lengthField, "5 min"}, {lengthField, "13 hours"}, {lengthField, "long"}, {rulesField, "now and then"}, {rulesField, "every second Tuesday"},
		{zoneField, "../etc/passwd"}, {zoneField, "Local"}, {placeField, ""},
	} {
		p := plan{}
		if err := p.set(set[0], set[1], now, Facts{}); err == nil {
			t.Errorf("%v was read as %v", set, p)
		}
	}
}

func FuzzReadLine(f *testing.F) {
	for _, line := range []string{"Tue 18:30 Cafe Luz: jaw pain with Dr Lee, 12 seats", "every first Tuesday 18:30-20:00 x", "at @ : : for 2 h until 9", "max 3 with A"} {
		f.Add(line)
	}
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, line string) {
		p, _ := readLine(line, now)
		if _, err := p.describe(now); err != nil {
			t.Errorf("%q became %v: %v", line, p, err)
		}
	})
}
