package duty

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/courtesy"
	"referout/handlers/guide"
	"referout/handlers/people"
)

// Texts about duties. On a lock screen only noun() shows: counts, no names.

const (
	digestLead     = "This week:"
	aDateLabel     = "A date"
	didPostponeAll = "the new date"
)

func noun(d Duty) (one, many string) {
	switch {
	case d.State == Written:
		return "note to deliver", "notes to deliver"
	case d.Kind == Note:
		return "note to write", "notes to write"
	case d.Kind == FollowUp:
		return "answer to ask for", "answers to ask for"
	case !d.Booked.IsZero():
		return "visit to tick off", "visits to tick off"
	}
	return "visit to plan", "visits to plan"
}

func totals(nouns []counted) string {
	parts := make([]string, len(nouns))
	for i, n := range nouns {
		parts[i] = bot.Count(n.n, n.one, n.many)
	}
	return strings.Join(parts, ", ")
}

func moreChoice(left, from int, ping string) bot.Choice {
	if ping == "" {
		return bot.Do("More", "more", strconv.Itoa(from))
	}
	return bot.Do("More", "more", strconv.Itoa(from), ping)
}

func nothingDue(coming string) bot.Message {
	m := bot.Compose(bot.Say("Nothing is owed now. Well done."))
	if coming != "" {
		m = m.Add(bot.Say("Next: %s", coming))
	}
	return m
}

func allDone() bot.Message {
	return bot.Compose(bot.Say("All of this is done already. /due shows what is owed now."))
}

func goneDuty() bot.Message {
	return bot.Compose(bot.Say("That is no longer in your book. /due shows what is owed now."))
}

func comingLine(d Duty, name string, today time.Time) string {
	switch d.Kind {
	case Note:
		return fmt.Sprintf("%s, a note to %s.", when.Day(d.From, today), name)
	case FollowUp:
		return fmt.Sprintf("%s, ask how they got on with %s.", when.Day(d.From, today), name)
	}
	return fmt.Sprintf("%s, plan a visit to %s (by %s).", when.Day(d.From, today), name, when.Day(d.Due, today))
}

// openLine is a live duty in a list.
func openLine(d Duty, name string, today, next time.Time) bot.Line {
	switch {
	case d.State == Written:
		return bot.Line{bot.Bold("Deliver"), bot.Text(" the note to %s", name)}
	case d.Kind == Note:
		return bot.Line{bot.Bold("Note"), bot.Text(" to %s: %s%s", name, becauseOf(d, today), again(d, next, today))}
	case d.Kind == FollowUp:
		return bot.Line{bot.Text("%s. How did they get on?%s", sentLine(d, name, today), again(d, next, today))}
	case !d.Booked.IsZero():
		return bot.Line{bot.Bold("Visit"), bot.Text(" %s, booked for %s", name, day(d.Booked, today))}
	}
	return bot.Line{bot.Bold("Visit"), bot.Text(" %s by %s%s", name, when.Day(d.Due, today), overdue(d, today))}
}

// again says when a duty is asked for next, unless that is today.
func again(d Duty, next, today time.Time) string {
	switch {
	case next.IsZero() || !courtesy.Day(next).After(today):
		return ""
	case d.Kind == FollowUp && courtesy.Day(d.From).After(today):
		return " (I'll ask " + when.Day(next, today) + ")"
	}
	return " (again " + when.Day(next, today) + ")"
}

func overdue(d Duty, today time.Time) string {
	if d.Due.Before(today) {
		return ", late is better than never"
	}
	return ""
}

func becauseOf(d Duty, today time.Time) string {
	parts := make([]string, len(d.Lines))
	for i, l := range d.Lines {
		parts[i] = occasion(l, today)
	}
	return strings.Join(parts, "; ")
}

func occasion(l Line, today time.Time) string {
	on := when.Day(l.Day, today)
	switch l.Occasion {
	case guide.InboundReferral:
		return on + ", sent you someone"
	case guide.OutboundReferral:
		return on + ", you sent someone"
	case guide.TheyWent:
		return on + ", saw someone you sent"
	case guide.MetLunch:
		return on + ", lunch"
	case guide.MetElsewhere:
		return on + ", you met"
	case guide.MetMeetup:
		return on + ", the meetup"
	case guide.Called:
		return on + ", a call"
	}
	return on + ", your visit"
}

// sentLine leads with the date and the name, as the question is best asked.
func sentLine(d Duty, name string, today time.Time) string {
	l := d.Lines[0]
	if l.Tag == "" {
		return fmt.Sprintf("%s you sent someone to %s", dated(l.Day, today), name)
	}
	return fmt.Sprintf("%s you sent someone to %s, %s", dated(l.Day, today), name, l.Tag)
}

// dated always names the date.
func dated(on, today time.Time) string {
	if on.Year() != today.Year() {
		return on.Format("Mon 2 Jan 2006")
	}
	return on.Format("Mon 2 Jan")
}

func closedLine(d Duty, name string) bot.Line {
	switch {
	case d.Kind == Note && d.State == Done:
		return bot.Words("✓ Delivered: the note to %s.", name)
	case d.Kind == Note:
		return bot.Words("Skipped: the note to %s.", name)
	case d.State == Ended:
		return bot.Words("No more visits to %s.", name)
	case d.Kind == FollowUp && d.State == Done:
		return bot.Words("✓ Closed: the question about %s.", name)
	case d.Kind == FollowUp:
		return bot.Words("Skipped: the question about %s.", name)
	}
	return bot.Words("✓ Visited: %s.", name)
}

func notePage(d Duty, name, draft, address string, today time.Time) bot.Message {
	m := bot.Compose(bot.Title("Note to %s", name))
	lines := make([]bot.Line, len(d.Lines))
	for i, l := range d.Lines {
		lines[i] = bot.Words("%s", occasion(l, today))
	}
	m = m.Add(bot.List(lines...))
	if d.inbound() {
		m = m.Add(bot.Say("Put two business cards in the envelope. By hand, if you like:"))
	} else {
		m = m.Add(bot.Say("By hand, if you like:"))
	}
	m = m.Add(bot.Quote(draft))
	if address == "" {
		return m.Add(bot.Say("I have no postal address for them yet."))
	}
	return m.Add(bot.Say("On the envelope:\n%s", address))
}

func everyoneAt(office string) string { return "everyone at " + office }

func addressLines(name string, o people.Office) string {
	lines := []string{name}
	if o.Name != "" && o.Name != name {
		lines = append(lines, o.Name)
	}
	lines = append(lines, o.Address)
	if o.City != "" && !strings.Contains(strings.ToLower(o.Address), strings.ToLower(o.City)) {
		lines = append(lines, o.City)
	}
	return strings.Join(lines, "\n")
}

func followUpPage(d Duty, name string, today time.Time) bot.Message {
	return bot.Compose(bot.Say("%s. How did they get on?", sentLine(d, name, today)))
}

func visitPage(d Duty, name string, who people.Person, known bool, phone string, last, today time.Time) bot.Message {
	if !d.Booked.IsZero() {
		return bot.Compose(bot.Title("Visit to %s", name), bot.Say("Booked for %s. Have you been?", day(d.Booked, today)))
	}
	m := bot.Compose(bot.Title("Visit %s by %s", name, when.Day(d.Due, today)))
	if last.IsZero() {
		m = m.Add(bot.Say("It would be your first time there."))
	} else {
		m = m.Add(bot.Say("Last there %s.", when.Day(last, today)))
	}
	return m.Add(bot.Say("%s", ringFirst(who, known, phone)), bot.Say("Bring fresh cards, perhaps flowers."))
}

func ringFirst(who people.Person, known bool, phone string) string {
	if phone != "" {
		phone = ", " + people.ShowPhone(phone) + ","
	}
	if known {
		return fmt.Sprintf("Ring %s (%s)%s for a time; never drop in unannounced.", who.Name, strings.ToLower(guide.RoleName(who.Role)), phone)
	}
	return fmt.Sprintf("Ring the practice manager%s for a time; never drop in unannounced.", phone)
}

func writtenMessage(name, id string) bot.Message {
	return bot.Compose(bot.Say("Written: the note to %s. I won't ask again; tap Delivered when it is on its way.", name)).
		With(bot.Do("Delivered", "sent", id))
}

func noteOwed(name string, from, today time.Time) bot.Message {
	return bot.Compose(bot.Say("Good. I'll ask for a thank-you note to %s %s.", name, when.Stamp(from, today)))
}

func alreadyThanked() bot.Message {
	return bot.Compose(bot.Say("A note for that is on your list already. /due shows it."))
}

func visitSkipped(name string, due, today time.Time) bot.Message {
	return bot.Compose(bot.Say("Skipped this time. The next visit to %s is due by %s.", name, when.Day(due, today)))
}

func beenThere(name string, on, due, from time.Time, owed bool, today time.Time) bot.Message {
	m := bot.Compose(bot.Say("✓ Visited %s %s. The next visit is due by %s.", name, when.Day(on, today), when.Day(due, today)))
	if owed {
		m = m.Add(bot.Say("I'll ask for a thank-you note %s.", when.Stamp(from, today)))
	}
	return m
}

func askBooked(name string) bot.Message {
	return bot.Compose(bot.Say("When is your visit to %s? Type a day and time, such as “tue 3pm” or “Dec 12”.", name))
}

func visitBooked(name string, found when.Found, ask, today time.Time) bot.Message {
	on := found.Wall
	text := when.Day(on, today)
	if found.Clock {
		text = when.Stamp(on, today)
	}
	return bot.Compose(bot.Say("Booked: %s, %s. I'll ask %s how it was.", name, text, when.Stamp(ask, today)))
}

// day is a day, with the time of day where one was given.
func day(wall, today time.Time) string {
	if wall.Equal(courtesy.Day(wall)) {
		return when.Day(wall, today)
	}
	return when.Stamp(wall, today)
}

func askManager(name string) bot.Message {
	return bot.Compose(bot.Say("Who runs the desk at %s? Type a name, and a number if you have it: “Ana, 210-555-0100”.", name))
}

func managerUnread() bot.Message {
	return bot.Compose(bot.Say("I need a name: “Ana”, or “Ana, front desk, 210-555-0100”."))
}

func askAddress(name string) bot.Message {
	return bot.Compose(bot.Say("Where does the note to %s go? Type the postal address in one line.", name))
}

func askLater(d Duty, name string) string {
	if d.Kind == Visit {
		return fmt.Sprintf("When shall I ask again about the visit to %s?", name)
	}
	return fmt.Sprintf("When shall I ask again about %s?", name)
}

func askNotYet(name string) string {
	return fmt.Sprintf("When shall I ask again how they got on with %s?", name)
}

func laterLabel(kind courtesy.LaterKind) string {
	switch kind {
	case courtesy.InAnHour:
		return "In an hour"
	case courtesy.Tonight:
		return "Tonight 20:00"
	case courtesy.Tomorrow:
		return "Tomorrow"
	case courtesy.OnMonday:
		return "Monday"
	case courtesy.TwoWeeks:
		return "Two weeks"
	}
	return "A month"
}

func askDate() bot.Message {
	return bot.Compose(bot.Say("Which day? Type it, such as “friday”, “tue 3pm” or “Dec 12”."))
}

func dateUnclear(u *when.Unclear) bot.Message {
	return bot.Compose(bot.Say("I'm not sure about “%s”: %s. Type the day again, such as “Dec 12”.", u.Phrase, u.Reason))
}

func dateUnread() bot.Message {
	return bot.Compose(bot.Say("I don't see a day in that. Type one, such as “friday” or “Dec 12”."))
}

func datePast(wall, today time.Time) bot.Message {
	return bot.Compose(bot.Say("%s is over. Type a day to come, such as “friday” or “Dec 12”.", when.Stamp(wall, today)))
}

func postponed(d Duty, name string, wall, today time.Time) bot.Message {
	return bot.Compose(bot.Say("All right: %s, I'll ask about %s again.", when.Stamp(wall, today), name))
}

func postponedAll(n int, wall, today time.Time) bot.Message {
	return bot.Compose(bot.Say("All right: I'll ask again %s (%s).", when.Stamp(wall, today), bot.Count(n, "thing", "things")))
}

// laterWords leaves the date of "snooze till friday".
func laterWords(text string) string {
	text = strings.TrimSpace(text)
	for _, lead := range []string{"snooze", "later", "remind me", "ask me", "ask again", "again", "till", "until"} {
		if len(text) > len(lead) && strings.EqualFold(text[:len(lead)], lead) && text[len(lead)] == ' ' {
			text = strings.TrimSpace(text[len(lead):])
		}
	}
	return text
}

// What /undo says it took back.
func didWrite(name string) string   { return "“written” for the note to " + name }
func didDeliver(name string) string { return "“delivered” for the note to " + name }
func didSkip(d Duty, name string) string {
	if d.Kind == Visit {
		return "the skipped visit to " + name
	}
	return "the skip about " + name
}
func didClose(name string) string    { return "the answer about " + name }
func didAskNote(name string) string  { return "the note to " + name }
func didEnd(name string) string      { return "the end of visits to " + name }
func didPostpone(name string) string { return "the new date for " + name }
func didVisit(name string) string    { return "the visit to " + name }
func didBook(name string) string     { return "the booking at " + name }
func didName(name string) string     { return "adding " + name }
func didAddress(name string) string  { return "the address of " + name }
