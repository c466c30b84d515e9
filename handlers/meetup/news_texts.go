package meetup

import (
	"strings"
	"time"

	"referout/bot"
	"referout/handlers/people"
)

// Texts of the private chat.

const (
	theGroup = "the group"
	fileName = "meetup.ics"

	fillLabel       = "Fill it in"
	notNowLabel     = "Not now"
	postLabel       = "Post it"
	backLabel       = "Back"
	onceLabel       = "Once"
	noneLabel       = "None"
	otherCityLabel  = "Another city"
	goingLabelLong  = "I'm going"
	cantLabelLong   = "Can't come"
	stopLabel       = "Call it off"
	yesStopLabel    = "Yes, call it off"
	skipLabel       = "Skip this date"
	endSeriesLabel  = "End the series"
	keepLabel       = "Keep it"
	postChangeLabel = "Post the change"
	onlyThisLabel   = "Only this date"
	fromHereLabel   = "All dates from here"
)

// needsMore is what a letter says of a line: it asks nothing itself.
func needsMore(lacking []string, sorry string, p plan) bot.Message {
	if sorry == "" {
		sorry = "I don't see yet: " + strings.Join(lacking, ", ") + "."
	}
	sorry = strings.Replace(sorry, "Type ", "Tap ["+fillLabel+"] and type ", 1)
	m := bot.Compose(bot.Say("A meeting for the group. %s", sorry))
	if rows := planRows(p); len(rows) > 0 {
		m = m.Add(bot.Facts(rows...))
	}
	return m
}

func question(label, sorry, ask string) bot.Message {
	m := bot.Compose(bot.Title("%s", label))
	if sorry != "" {
		return m.Add(bot.Say("%s", sorry))
	}
	return m.Add(bot.Say("%s", ask))
}

func zoneQuestion(circle, sorry string) bot.Message {
	m := bot.Compose()
	if sorry != "" {
		m = m.Add(bot.Say("%s", sorry))
	}
	return m.Add(bot.Say("Which clock does %s go by? I ask once; all its meetings keep it.", circle))
}

// nearZones asks about a place that is not known, but for n that sound like it.
func nearZones(typed string, n int) bot.Message {
	if n == 1 {
		return bot.Compose(bot.Say("I don't know “%s”. Is it this one? Tap it, or type a larger city near you.", people.Quote(typed)))
	}
	return bot.Compose(bot.Say("I don't know “%s”. Is it one of these? Tap it, or type a larger city near you.", people.Quote(typed)))
}

// skipped says that the clocks skip an hour, and what was taken instead.
func skipped(typed, taken time.Time) bot.Message {
	return bot.Compose(bot.Say("In the night to %s the clocks go forward and skip %s, so I took %s.", typed.Format("Mon 2 Jan"), typed.Format("15:04"), taken.Format("15:04")))
}

func typeCity() bot.Message { return bot.Compose(bot.Say("Type a larger city near you.")) }

// willStand introduces a card; hers is when the meeting is on her clock, if that differs.
func willStand(circle, hers string) bot.Message {
	m := bot.Compose()
	if hers != "" {
		m = m.Add(bot.Say("%s.", hers))
	}
	return m.Add(bot.Say("This card will stand in %s, for everybody there:", circle))
}

func whatElse() bot.Message { return bot.Compose(bot.Say("What shall be different?")) }

func cannotTell() bot.Message {
	return bot.Compose(bot.Say("I can't tell what that changes, so I changed nothing. Tap what is meant and type it anew. If it was for your book, tap [%s] and type it again.", notNowLabel))
}

func changedLines(labels []string) bot.Message {
	return bot.Compose(bot.Say("Changed: %s. If you meant something else, tap [%s] and type it again.", strings.ToLower(strings.Join(labels, ", ")), notNowLabel))
}

func whatChanges(topic string) bot.Message {
	return bot.Compose(bot.Say("What changes about “%s”? Change as much as you like; it is told once, when you post it.", topic))
}

func changesSoFar(topic string, series bool) bot.Message {
	if series {
		return bot.Compose(bot.Say("This changes about “%s”. Post it for this date only, or for all from here on:", topic))
	}
	return bot.Compose(bot.Say("This changes about “%s”. Post it, or change more first:", topic))
}

func reallyStop(topic string, span bot.Line, told int) bot.Message {
	line := append(bot.Line{bot.Text("Call “%s” off, ", topic)}, span...)
	if told == 0 {
		return bot.Compose(bot.Para(append(line, bot.Text("? Nobody else is going so far."))...))
	}
	return bot.Compose(bot.Para(append(line, bot.Text("? %s told.", bot.Count(told, "person is", "people are")))...))
}

func draftGone() bot.Message {
	return bot.Compose(bot.Say("That was posted or given up before. /meetup begins a new one."))
}

func givenUp() bot.Message { return bot.Compose(bot.Say("All right. Nothing was posted.")) }

func postedTo(circle string) bot.Message {
	return bot.Compose(bot.Say("On its way to %s. You can change it or call it off with [Change] on the card.", circle))
}

func changedIn(circle string, seatsOnly bool) bot.Message {
	if seatsOnly {
		return bot.Compose(bot.Say("Your change is on its way to %s.", circle))
	}
	return bot.Compose(bot.Say("Your change is on its way to %s. I tell those going once, in five minutes, in case there is more.", circle))
}

func calledOffIn(circle string, told int) bot.Message {
	if told == 0 {
		return bot.Compose(bot.Say("I'm calling it off in %s.", circle))
	}
	return bot.Compose(bot.Say("I'm calling it off in %s. Those who wanted to come are told.", circle))
}

func passedOn() bot.Message { return bot.Compose(bot.Say("Passed on.")) }

func saidSo(going bool, topic string) bot.Message {
	if going {
		return bot.Compose(bot.Say("I've said that you come to “%s”. If the last seat is gone meanwhile, I tell you.", topic))
	}
	return bot.Compose(bot.Say("I've said that you can't come to “%s”.", topic))
}

func notInIt() bot.Message {
	return bot.Compose(bot.Say("You are not in that group any more. Come back in and try again."))
}

func meetingGone() bot.Message {
	return bot.Compose(bot.Say("That meeting is not there any more. /meetup shows what is planned."))
}

func nothingPlanned(circle string) bot.Message {
	return bot.Compose(bot.Say("No meeting is planned in %s. To propose one: /meetup Tue 18:30 Cafe Luz: jaw pain", circle))
}

func whatIsPlanned(circle string, n int) bot.Message {
	return bot.Compose(bot.Say("%s in %s:", bot.Count(n, "meeting", "meetings"), circle))
}

func myAnswer(a Answer) bot.Block {
	switch a {
	case Going:
		return bot.Say("You are going.")
	case NotGoing:
		return bot.Say("You can't come.")
	case Waiting:
		return bot.Say("You are on the waiting list.")
	}
	return bot.Say("You have not answered yet.")
}

// answerMarkText is her answer behind a line of a list.
func answerMarkText(a Answer) string {
	switch a {
	case Going:
		return " (you go)"
	case NotGoing:
		return " (you can't)"
	case Waiting:
		return " (waiting list)"
	}
	return ""
}

func comesUp(step Step, topic string) bot.Message {
	text := "Soon"
	switch step {
	case Week:
		text = "A week to go"
	case Day:
		text = "A day to go"
	}
	return bot.Compose(bot.Say("%s: “%s”. You said you'd come.", text, topic))
}

func hasChangedText(what []string, topic string) bot.Message {
	var labels []string
	for _, name := range what {
		if f, ok := fieldOf(name); ok {
			labels = append(labels, strings.ToLower(f.label))
		}
	}
	return bot.Compose(bot.Say("“%s” has changed (%s). This is how it is now:", topic, strings.Join(labels, ", ")))
}

func wasCalledOffText(topic string, span bot.Line) bot.Message {
	line := append(bot.Line{bot.Text("Called off: “%s”, ", topic)}, span...)
	return bot.Compose(bot.Para(append(line, bot.Text("."))...))
}

func nextOne(at string) bot.Block { return bot.Say("The one after that is %s.", at) }

func seatIsYours(topic string) bot.Message {
	return bot.Compose(bot.Say("A seat at “%s” is free, and it is yours:", topic))
}

func onTheList(place, topic string) bot.Message {
	return bot.Compose(bot.Say("All seats of “%s” are taken. You are number %s on the waiting list; I tell you when one is yours.", topic, place))
}

func tooLateFor(topic string, off bool) bot.Message {
	if off {
		return bot.Compose(bot.Say("“%s” was called off, so I changed nothing.", topic))
	}
	return bot.Compose(bot.Say("“%s” is over, so I changed nothing.", topic))
}

func notYoursToChange(topic string) bot.Message {
	return bot.Compose(bot.Say("I changed nothing: “%s” can be changed by who proposed it, or by who runs the group.", topic))
}

func isPast() bot.Message {
	return bot.Compose(bot.Say("That time is over meanwhile, so I posted nothing. /meetup with another one works."))
}

func tooManyPlanned(n int) bot.Message {
	return bot.Compose(bot.Say("There are %d meetings planned already. Call one off first; I posted nothing.", n))
}

func plannedBefore() bot.Message {
	return bot.Compose(bot.Say("A meeting then and there is planned already, so I posted no second one. /meetup shows it."))
}

func notPosted() bot.Message {
	return bot.Compose(bot.Say("I could not read that any more and posted nothing. Please begin again with /meetup."))
}

func bothClocks(hers, theirs, city string) string {
	return hers + " your time (" + theirs + " in " + city + ")"
}

func calendarFile(topic string, off bool) bot.Message {
	if off {
		return bot.Compose(bot.Say("Open this file: it strikes “%s” out of your calendar.", topic))
	}
	return bot.Compose(bot.Say("Open this file to have “%s” in your calendar. If it changes, a new file takes its place.", topic))
}

func calendarText(circle, speaker string) string {
	if speaker == "" {
		return circle
	}
	return circle + "\n" + speakerLabel + ": " + speaker
}
