package meetup

import (
	"time"

	"referout/bot"
)

// Texts of the room.

const (
	goingLabel    = "Going"
	cantLabel     = "Can't"
	calendarLabel = "Calendar"
	changeLabel   = "Change"
)

// card is a meeting for everybody. It stands there for weeks: no "tomorrow".
func card(m Meeting, rule string, t tally, at, now time.Time) bot.Message {
	rows := factRows(m.Facts, roomSpan(m.Facts, at, now))
	if rule != "" {
		rows = append(rows, bot.Fact(rulesLabel, rule))
	}
	return bot.Compose(bot.Title("%s", m.Facts.Topic), bot.Facts(rows...), countsLine(m, t))
}

func countsLine(m Meeting, t tally) bot.Block {
	switch m.State {
	case Cancelled:
		return bot.Say("Called off.")
	case Over:
		return bot.Say("It is over. %s.", bot.Count(t.going, "was going", "were going"))
	}
	text := bot.Count(t.going, "going", "going")
	switch free := m.Facts.Seats - t.going; {
	case m.Facts.Seats == 0:
	case free > 0:
		text += ", " + bot.Count(free, "seat left", "seats left")
	default:
		text += ", no seat left"
	}
	if t.waiting > 0 {
		text += ", " + number(t.waiting) + " waiting"
	}
	return bot.Say("%s", text)
}

// roomTime is a reading of the circle's clock, with the year where it is another.
func roomTime(wall, now time.Time) string {
	if wall.Year() != now.Year() {
		return wall.Format(stamp)
	}
	return wall.Format("Mon 2 Jan 15:04")
}

func lastingText(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return ", " + lengthText(d)
}

// ruleText is how often a meeting is held; one date of it may be moved.
func ruleText(rule string, moved bool) string {
	if moved {
		return rule + " (this time another day)"
	}
	return rule
}

func nothingPlannedHere() bot.Message {
	return bot.Compose(bot.Say("No meeting is planned. To propose one: /meetup Tue 18:30 Cafe Luz: jaw pain"))
}

// comingUp is the next meeting in a line or two, and how many come behind it.
func comingUp(m Meeting, more int, t tally, at, now time.Time) bot.Message {
	line := append(bot.Line{bot.Text("Next: ")}, roomSpan(m.Facts, at, now)...)
	line = append(line, bot.Text(", %s: %s", m.Facts.Place, m.Facts.Topic))
	out := bot.Compose(bot.Para(line...), countsLine(m, t))
	if more > 0 {
		out = out.Add(bot.Say("%s planned.", bot.Count(more, "more is", "more are")))
	}
	return out
}

func cardIsThere() bot.Message {
	return bot.Compose(bot.Say("Look at the card in our private chat; you post it from there."))
}

func changeIsThere() bot.Message {
	return bot.Compose(bot.Say("What changes, we settle in our private chat."))
}

func fileIsThere() bot.Message {
	return bot.Compose(bot.Say("The calendar file is in our private chat."))
}

func elsewhere() bot.Message {
	return bot.Compose(bot.Say("This card is from another group, or too old. /meetup shows what is planned here."))
}

func calledOff() bot.Message { return bot.Compose(bot.Say("This meeting was called off.")) }

func isOver() bot.Message { return bot.Compose(bot.Say("This meeting is over.")) }

func hasBegun() bot.Message {
	return bot.Compose(bot.Say("This meeting has begun, so it stays as it is."))
}

func notYoursHere() bot.Message {
	return bot.Compose(bot.Say("Who proposed it can change it, or who runs this group. Ask one of them."))
}

// answered is the word about an answer: a toast of at most 200 characters on Telegram.
func answered(out outcome, knows bool) bot.Message {
	var text string
	switch {
	case out.Answer == NotGoing && out.again:
		text = "Noted before: you can't come."
	case out.Answer == NotGoing:
		text = "Noted: you can't come."
	case out.Answer == Going && out.again:
		text = "You are in already."
	case out.Answer == Going && out.begun:
		text = "You're in. It has begun already."
	case out.Answer == Going && knows:
		text = "You're in. I'll remind you privately."
	case out.Answer == Going:
		text = "You're in."
	case out.again:
		text = "You are number " + number(out.place) + " on the waiting list."
	case out.last:
		text = "Somebody was a moment quicker; you are first on the waiting list."
	case out.place == 1:
		text = "All seats are taken; you are first on the waiting list."
	default:
		text = "All seats are taken; you are number " + number(out.place) + " on the waiting list."
	}
	if out.Answer == Waiting && !out.again && knows {
		text += " I'll tell you privately when one is yours."
	}
	return bot.Compose(bot.Say("%s", text))
}

// keptName is what moderators read above a meeting.
const keptName = "Meeting"

func yourMeeting(topic string) string { return "your meeting “" + topic + "”" }
