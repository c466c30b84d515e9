package meetup_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"referout/bot"
)

// file is the newest calendar file in a private chat.
func (w *town) file(who string) string {
	w.t.Helper()
	for _, m := range slices.Backward(w.in(who)) {
		if len(m.Files) == 1 && m.Files[0].MIME == "text/calendar" {
			return string(m.Files[0].Bytes)
		}
	}
	w.t.Fatalf("no calendar file in %q", w.heard(who))
	return ""
}

func line(file, name string) string {
	for l := range strings.SplitSeq(file, "\r\n") {
		if value, ok := strings.CutPrefix(l, name+":"); ok {
			return value
		}
	}
	return ""
}

// A changed meeting takes the place of the former in a calendar, one that was called
// off is struck out there.
func TestCalendarFiles(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin(t)
		w := newTown(t)
		payload := w.meets("Mar 9 18:30-20:00 Cafe Luz: jaw pain with Dr Lee")
		calendar := payload("Calendar")
		w.presses("ann", calendar)
		first := w.file("ann")
		for name, want := range map[string]string{"DTSTART": "20260309T233000Z", "DTEND": "20260310T010000Z", "SUMMARY": "jaw pain", "LOCATION": "Cafe Luz", "SEQUENCE": "0", "STATUS": "CONFIRMED"} {
			if got := line(first, name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		w.presses("ann", payload("Change"))
		w.taps("ann", "When")
		w.says("ann", "", "Mar 10 19:00")
		w.taps("ann", "Post the change")
		w.presses("ann", calendar)
		second := w.file("ann")
		w.taps("ann", "Call it off")
		w.taps("ann", "Yes, call it off")
		time.Sleep(time.Minute)
		w.presses("ann", calendar)
		third := w.file("ann")
		if uid := line(first, "UID"); uid == "" || uid != line(second, "UID") || uid != line(third, "UID") {
			t.Errorf("UIDs %q, %q, %q", uid, line(second, "UID"), line(third, "UID"))
		}
		if line(second, "SEQUENCE") != "1" || line(third, "SEQUENCE") != "2" || line(second, "DTSTART") != "20260311T000000Z" || line(third, "STATUS") != "CANCELLED" {
			t.Errorf("then\n%s\nthen\n%s", second, third)
		}
		w.give(bot.Incoming{Kind: bot.Said, Command: "meetup", Named: true}, "eve", true)
		contains(t, w.heard("eve"), "No meeting is planned")
	})
}
