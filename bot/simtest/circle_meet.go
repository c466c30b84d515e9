package simtest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"referout/bot"
	"referout/bot/bottest"
	"referout/bot/when"
)

// checkMeetings holds the meetings of a circle against what people did.
func (w *world) checkMeetings(r *room) {
	for _, id := range slices.Sorted(maps.Keys(r.meetings)) {
		is := r.meetings[id]
		was, known := r.was.meetings[id]
		switch {
		case !known:
			w.checkProposed(r, id, is)
		case was.State != is.State && !w.endsMeeting(r, id, was, is):
			w.fail("%s: meeting %s was in state %d and is in state %d, and nobody has done that", r, id, was.State, is.State)
		}
		if was.State == isPlanned && is.State == isOver {
			now, _ := tally(r.replies, id)
			before, _ := tally(r.was.replies, id)
			r.went[id] = fmt.Sprintf("(%d|%d)", now, before)
		}
		w.checkSeats(r, id, was, is)
		w.checkReminders(r, id, was, is)
	}
	for _, m := range r.opened {
		if m.Kind == "mtpost" && !m.used && !m.wroteA("mtnews") && !w.notHeard(r, m) {
			w.fail("%s: %v was opened, and there is no meeting", r, m)
		}
	}
}

// checkProposed reports a meeting that came of nothing, or twice of the same letter.
func (w *world) checkProposed(r *room, id string, is meetingRow) {
	w.figures.Circles.Meetings++
	if is.Series != "" && len(r.ofSeries(is.Series)) > 1 {
		return
	}
	m := firstMail(r.opened, func(m *mail) bool { return m.Kind == "mtpost" && !m.used && m.From == is.By })
	if m == nil {
		w.fail("%s: meeting %s came of nothing, or of a letter that was opened before", r, id)
		return
	}
	m.used = true
	if m.What.Get("topic") != is.Facts.Topic {
		w.fail("%s: meeting %s is about %q, and %q was shown", r, id, is.Facts.Topic, m.What.Get("topic"))
	}
}

func (r *room) ofSeries(id string) (out []string) {
	for key, m := range r.meetings {
		if m.Series == id {
			out = append(out, key)
		}
	}
	return out
}

// endsMeeting says whether a meeting can have ended.
func (w *world) endsMeeting(r *room, id string, was, is meetingRow) bool {
	if was.State != isPlanned {
		return false
	}
	if is.State == isOver {
		return !w.wall().Add(time.Minute).Before(r.ends(is))
	}
	return r.moderated("meetup:"+id) || firstMail(r.opened, func(m *mail) bool {
		ref, _, _ := strings.Cut(m.Ref, ":")
		return m.Kind == "mtstop" && ref == id
	}) != nil
}

// begins and ends are the instants of a meeting.
func (r *room) begins(m meetingRow) time.Time { return when.Instant(m.Facts.Wall, r.zone) }

func (r *room) ends(m meetingRow) time.Time {
	length := m.Facts.Length
	if length == 0 {
		length = 2 * time.Hour
	}
	return r.begins(m).Add(length)
}

// tally counts the replies to a meeting.
func tally(replies map[string]replyRow, id string) (going, waiting int) {
	for key, row := range replies {
		switch {
		case !strings.HasPrefix(key, id+"."):
		case row.Answer == isGoing:
			going++
		case row.Answer == isWaiting:
			waiting++
		}
	}
	return going, waiting
}

// checkSeats reports seats that were given twice, and people who wait beside a free one.
func (w *world) checkSeats(r *room, id string, was, is meetingRow) {
	if is.Facts.Seats == 0 {
		return
	}
	going, waiting := tally(r.replies, id)
	before, _ := tally(r.was.replies, id)
	if going > is.Facts.Seats && going > before {
		w.fail("%s: meeting %s has %d seats, and %d are going", r, id, is.Facts.Seats, going)
	}
	if is.State == isPlanned && waiting > 0 && going < is.Facts.Seats {
		w.fail("%s: meeting %s has %d seats, %d are going and %d wait", r, id, is.Facts.Seats, going, waiting)
	}
}

// checkSeries reports, at the end, series of which nothing will ever come again.
func (w *world) checkSeries(r *room) {
	for id, s := range r.series {
		_, rings := r.alarms["mtnext/"+id]
		planned := slices.ContainsFunc(r.ofSeries(id), func(m string) bool { return r.meetings[m].State == isPlanned })
		if !s.Ended && !rings && !planned {
			w.fail("%s: series %s goes on, and has no next date", r, id)
		}
	}
}

// checkReplies reports replies that nobody gave.
func (w *world) checkReplies(r *room) {
	for _, key := range slices.Sorted(maps.Keys(r.replies)) {
		is, was := r.replies[key], r.was.replies[key]
		if is == was {
			continue
		}
		id, _, _ := strings.Cut(key, ".")
		w.figures.Circles.Replies++
		if is.Answer == isWaiting {
			w.figures.Circles.Waited++
		}
		if _, there := r.meetings[id]; !there {
			w.fail("%s: %s has replied to meeting %s, which is not there", r, is.Account.ID, id)
		}
		switch {
		case w.movedUp(r, id, was, is), w.replied(r, id, is):
		default:
			w.fail("%s: the reply of %s to meeting %s was %d and is %d, and nobody has said so", r, is.Account.ID, id, was.Answer, is.Answer)
		}
	}
	for key, was := range r.was.replies {
		_, there := r.replies[key]
		s := w.ofAccount(was.Account.Platform, was.Account.ID)
		if !there && s != nil && r.in[s.of] && !w.wentOut(r, s) && !w.leaves(r, s) {
			w.fail("%s: the reply of %s (%s) is gone", r, s, key)
		}
	}
}

// replied says whether somebody has replied like that, in the room or privately.
func (w *world) replied(r *room, id string, is replyRow) bool {
	by := "mtgo"
	if is.Answer != isGoing && is.Answer != isWaiting {
		by = "mtcant"
	}
	s := w.ofAccount(is.Account.Platform, is.Account.ID)
	taps := func(in *input) bool {
		return in.room == r && in.seat == s && in.action() == by && partOf(in.payload, 0) == id
	}
	return s != nil && s.of.ledger.asksFor(taps) != nil ||
		firstMail(r.opened, func(m *mail) bool { return m.Kind == by && m.Ref == id && m.From == is.Account }) != nil
}

// movedUp says whether who waited was given a seat, and is told so. Nobody who waits
// longer may be passed over.
func (w *world) movedUp(r *room, id string, was, is replyRow) bool {
	if was.Answer != isWaiting || is.Answer != isGoing || is.At != was.At {
		return false
	}
	for key, other := range r.replies {
		if strings.HasPrefix(key, id+".") && other.Answer == isWaiting && other.At < is.At {
			w.fail("%s: meeting %s: %s was given a seat before %s, who waits longer", r, id, is.Account.ID, other.Account.ID)
		}
	}
	return firstMail(w.sentNow, func(m *mail) bool {
		return m.Kind == "mtnews" && m.Ref == id && m.To == is.Account && m.What.Get("why") == "seat"
	}) != nil
}

// reminderOf is why a letter about a step of a meeting is written; empty: it has none.
func reminderOf(step int) string {
	return map[int]string{1: "week", 2: "day", 3: "hours"}[step]
}

// at is the instant of a step of a meeting.
func (r *room) at(m meetingRow, step int) time.Time {
	switch step {
	case 1:
		return when.Instant(m.Facts.Wall.AddDate(0, 0, -7), r.zone)
	case 2:
		return when.Instant(m.Facts.Wall.AddDate(0, 0, -1), r.zone)
	}
	return r.begins(m).Add(-2 * time.Hour)
}

// checkReminders reports reminders that somebody is owed and was not written, or that
// are of no use to anybody.
func (w *world) checkReminders(r *room, id string, was, is meetingRow) {
	told := map[bot.Account]bool{}
	for _, m := range w.sentNow {
		if why := m.What.Get("why"); m.Kind == "mtnews" && m.Circle == r.id && m.Ref == id && (why == "week" || why == "day" || why == "hours") {
			told[m.To] = true
			w.checkReminder(r, id, is, m)
		}
	}
	why := reminderOf(is.Step)
	if why == "" || is.Step <= was.Step || was.State != isPlanned || !is.Facts.Wall.Equal(was.Facts.Wall) || firstMail(r.opened, func(m *mail) bool { return m.Kind == "mtchange" }) != nil {
		return
	}
	at := r.at(is, is.Step)
	if late := w.wall().Sub(at); late > r.begins(is).Sub(at)/4 {
		return // it is stale, or may be
	}
	for key, row := range r.replies {
		same := r.was.replies[key] == row
		if s := w.ofAccount(row.Account.Platform, row.Account.ID); strings.HasPrefix(key, id+".") && row.Answer == isGoing && same && !told[row.Account] && s != nil && s.book != nil {
			w.fail("%s: %s goes to meeting %s and was not reminded (%s)", r, s, id, why)
		}
	}
}

// checkReminder holds one reminder against who said yes.
func (w *world) checkReminder(r *room, id string, is meetingRow, m *mail) {
	w.figures.Circles.Reminders++
	why := m.What.Get("why")
	if !goes(r.replies, id, m.To) && !goes(r.was.replies, id, m.To) {
		w.fail("%s: %s was reminded of meeting %s (%s) and does not go", r, m.To.ID, id, why)
	}
	once := fmt.Sprint(id, " ", is.Facts.Wall, " ", why, " ", m.To.ID)
	if r.reminded[once] {
		w.fail("%s: %s was reminded of meeting %s (%s) twice", r, m.To.ID, id, why)
	}
	r.reminded[once] = true
}

// goes says whether somebody goes to a meeting.
func goes(replies map[string]replyRow, id string, who bot.Account) bool {
	for key, row := range replies {
		if strings.HasPrefix(key, id+".") && row.Account == who && row.Answer == isGoing {
			return true
		}
	}
	return false
}

// checkRemind notes what she has to be told when a reminder was opened, unless that she
// cannot come was under way.
func (b *book) checkRemind(w *world, m *mail) {
	r := w.roomOf(m.Circle)
	why := m.What.Get("why")
	if r == nil || m.Kind != "mtnews" || why != "week" && why != "day" {
		return
	}
	is, planned := r.meetings[m.Ref]
	if !planned || is.State != isPlanned {
		return
	}
	at := map[string]time.Time{"week": r.at(is, 1), "day": r.at(is, 2)}[why]
	what := "meeting " + m.Ref + ", a " + why + " ahead"
	b.owes(what, at.Add(r.begins(is).Sub(at)/2), func(l *bottest.Line) bool {
		c, ok := buttonOf(l, "mtcal")
		return ok && partOf(c.Payload, 1) == m.Ref && strings.HasPrefix(strings.ToLower(l.Text), "a "+why+" to go")
	})
	if o := b.owed[what]; o != nil {
		o.void = func() bool { return !r.in[b.owner] || !goes(r.replies, m.Ref, m.To) }
	}
}

// overdueMeetings notes how long the process has lived with a meeting that is over and
// does not say so.
func (w *world) overdueMeetings(r *room, d time.Duration) {
	for id, m := range r.meetings {
		over := w.wall().Sub(r.ends(m))
		if m.State != isPlanned || over < 0 {
			delete(r.late, "meeting "+id)
			continue
		}
		r.late["meeting "+id] += min(d, over)
	}
}
