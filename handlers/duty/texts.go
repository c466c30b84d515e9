package duty

import (
	"fmt"
	"strings"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/courtesy"
	"referout/handlers/guide"
)

// Texts about duties. On a lock screen only noun() shows: counts, no names.

const (
	digestLead     = "This week:"
	aDateLabel     = "A date"
	cardLabel      = "Card"
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

func moreChoice(behind, ping string) bot.Choice {
	if ping == "" {
		return bot.Do("More", "more", behind)
	}
	return bot.Do("More", "more", behind, ping)
}

func nothingDue(coming string) bot.Message {
	m := bot.Compose(bot.Say("Nothing is owed now. Well done."))
	if coming != "" {
		m = m.Add(bot.Say("Next: %s", coming))
	}
	return m
}

// spoiltOwed says that so many things are owed of which nothing can be read; empty: none.
func spoiltOwed(n int) bot.Message {
	if n == 0 {
		return bot.Message{}
	}
	return bot.Compose(bot.Say("%s", spoiltOwedText(n)))
}

func spoiltOwedText(n int) string {
	return "The book on disk is damaged: I cannot read what " + bot.Count(n, "other thing owed is", "other things owed are") +
		". Nothing was closed or erased. Ask whoever runs me to restore the last good backup."
}

// unreadName stands for a person or an office that cannot be read.
const unreadName = "somebody (the book is damaged there)"

func allDone() bot.Message {
	return bot.Compose(bot.Say("All of this is done already. /due shows what is owed now."))
}

func goneDuty() bot.Message {
	return bot.Compose(bot.Say("That is no longer in your book. /due shows what is owed now."))
}

func comingLine(d Duty, name string, comes, today time.Time) string {
	on := when.Day(comes, today)
	switch {
	case d.Kind == Note:
		return fmt.Sprintf("%s, a note to %s.", on, name)
	case d.Kind == FollowUp:
		return fmt.Sprintf("%s, ask how they got on with %s.", on, name)
	case !d.Booked.IsZero():
		return fmt.Sprintf("%s, your visit to %s.", day(d.Booked, today), name)
	}
	return fmt.Sprintf("%s, plan a visit to %s (by %s).", on, name, when.Day(d.Due, today))
}

// aheadLine is a visit whose last round was just answered.
func aheadLine(d Duty, name string, today time.Time) bot.Line {
	return bot.Words("%s: the next visit is due by %s.", name, when.Day(d.Due, today))
}

func aheadPage(d Duty, name string, from, today time.Time) bot.Message {
	return bot.Compose(bot.Say("The next visit to %s is due by %s. I'll bring it up %s.", name, when.Day(d.Due, today), when.Day(from, today)))
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
	case courtesy.Day(d.From).After(today):
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
	var parts []string
	seen := map[guide.Occasion]bool{}
	for _, l := range d.Lines {
		n, last := repeats(d, l.Occasion)
		switch {
		case n < manyTimes:
			parts = append(parts, occasion(l, today))
		case !seen[l.Occasion]:
			parts = append(parts, often(l.Occasion, n)+", last "+when.Day(last, today))
		}
		seen[l.Occasion] = true
	}
	return strings.Join(parts, "; ")
}

// manyTimes is how often the same must have happened to be counted instead of listed.
const manyTimes = 3

// repeats is how often a note is owed for the same, and when last.
func repeats(d Duty, what guide.Occasion) (n int, last time.Time) {
	for _, l := range d.Lines {
		if l.Occasion == what {
			n++
			if l.Day.After(last) {
				last = l.Day
			}
		}
	}
	return n, last
}

func often(what guide.Occasion, n int) string {
	switch what {
	case guide.InboundReferral:
		return fmt.Sprintf("sent you %d people", n)
	case guide.OutboundReferral:
		return fmt.Sprintf("you sent %d people", n)
	case guide.TheyWent:
		return fmt.Sprintf("saw %d people you sent", n)
	case guide.MetLunch:
		return fmt.Sprintf("%d lunches", n)
	case guide.MetElsewhere:
		return fmt.Sprintf("you met %d times", n)
	case guide.MetMeetup:
		return fmt.Sprintf("%d meetups", n)
	case guide.Called:
		return fmt.Sprintf("%d calls", n)
	}
	return fmt.Sprintf("%d visits of yours", n)
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

// day is a day, with the time of day where one was given.
func day(wall, today time.Time) string {
	if wall.Equal(courtesy.Day(wall)) {
		return when.Day(wall, today)
	}
	return when.Stamp(wall, today)
}
