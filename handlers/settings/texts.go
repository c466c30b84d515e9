package settings

import (
	"fmt"
	"strings"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/courtesy"
	"referout/handlers/prefs"
)

// Texts of setting up.

const (
	ownersOnly = "Only the owner of this book can invite. Ask her for a code."

	allSettings = "All settings"

	didZone   = "the time zone"
	didDays   = "the working days"
	didHour   = "the new hour"
	didAway   = "your absence"
	didReturn = "your return"
	didTags   = "the switch of tags"
)

func welcome() bot.Message {
	return bot.Compose(bot.Say("Hello, I'm Referout. I keep your referral network, and see that no thank-you note and no visit slips."))
}

func welcomeBack() bot.Message {
	return bot.Compose(bot.Say("Good to see you. Your book is open: /due shows what is owed, a name shows a card, /help the rest."))
}

func zoneQuestion() bot.Message {
	return bot.Compose(bot.Say("What time is it where you are? Tap your clock, or type a city."))
}

func noZone() bot.Message {
	return bot.Compose(bot.Say("I don't know that place. Type a larger city near you, such as “Chicago”, or tap your clock."))
}

func whichZone() bot.Message {
	return bot.Compose(bot.Say("Which one is it? Tap the clock that is yours, or type another city."))
}

func zoneSet(city string, now time.Time) bot.Message {
	return bot.Compose(bot.Say("Your clock is %s now, on %s time. Reminders keep their hour there.", when.Clock(now), city))
}

func usualSettings(city string, now time.Time, have prefs.Prefs) bot.Message {
	return bot.Compose(
		bot.Say("It is %s, on %s time. I'll go by this:", when.Clock(now), city),
		bot.Facts(rhythmRows(have.Rhythm)...),
		bot.Say("Now tell me one professional you trust, in one line: “Dr Lee, chiropractor, Akron, 330-555-0134”."),
	)
}

func whenYouLike() bot.Message {
	return bot.Compose(bot.Say("Whenever you like: type one professional's name and what they do, such as “Dr Lee, chiropractor, Akron”."))
}

func rhythmRows(r courtesy.Rhythm) []bot.Row {
	return []bot.Row{
		bot.Fact("Working days", workdaysText(r)),
		bot.Fact("Desk time", clock(r.Desk)+", for notes and questions"),
		bot.Fact("Visits", clock(r.Visit)+", never on a Monday"),
		bot.Fact("Digest", clock(r.Digest)+" on the week's first working day"),
	}
}

func clock(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d", int(d.Hours()), int(d.Minutes())%60)
}

// workdaysText is "Mon–Fri", or the days one by one.
func workdaysText(r courtesy.Rhythm) string {
	var names []string
	first, last, gaps := -1, -1, false
	for i := range 7 {
		day := time.Weekday((i + 1) % 7)
		if !r.Workdays[day] {
			continue
		}
		gaps = gaps || (last >= 0 && last != i-1)
		if first < 0 {
			first = i
		}
		last = i
		names = append(names, short(day))
	}
	if len(names) > 2 && !gaps {
		return names[0] + "–" + names[len(names)-1]
	}
	return strings.Join(names, ", ")
}

func short(d time.Weekday) string { return d.String()[:3] }

func settingsCard(have prefs.Prefs, isAway bool, city string, now time.Time, accounts []bot.Account) bot.Message {
	rows := append([]bot.Row{bot.Fact("Time zone", city+", "+when.Clock(now)+" now")}, rhythmRows(have.Rhythm)...)
	rows = append(rows, bot.Fact("Tags", onOff(!have.NoTags)))
	if isAway {
		rows = append(rows, bot.Fact("Away until", when.Day(have.AwayUntil, courtesy.Day(now))))
	}
	names := make([]string, len(accounts))
	for i, a := range accounts {
		names[i] = a.Platform
	}
	if len(names) > 1 {
		rows = append(rows, bot.Fact("Chats", strings.Join(names, ", ")))
	}
	return bot.Compose(bot.Title("Settings"), bot.Facts(rows...))
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

func tagsLabel(off bool) string {
	if off {
		return "Tags on"
	}
	return "Tags off"
}

func tagsSet(off bool) bot.Message {
	if off {
		return bot.Compose(bot.Say("Referrals carry no tag from now on: only that you sent someone."))
	}
	return bot.Compose(bot.Say("Referrals carry two random words from now on, for your own chart."))
}

func workdaysCard(r courtesy.Rhythm) bot.Message {
	return bot.Compose(bot.Say("You work %s. Tap a day to change it.", workdaysText(r)))
}

func oneDayAtLeast() bot.Message {
	return bot.Compose(bot.Say("One working day has to stay, or nothing would ever be due. For a break, use Away until… in /settings."))
}

func dayLabel(d time.Weekday, on bool) string {
	if on {
		return "✓ " + short(d)
	}
	return short(d)
}

func hourName(which string) string {
	switch which {
	case "desk":
		return "Desk time"
	case "visit":
		return "Visits"
	}
	return "Digest"
}

func hourOptions(which string) []string {
	switch which {
	case "desk":
		return []string{"12:30", "16:30", "17:30", "18:30", "19:30"}
	case "visit":
		return []string{"09:00", "10:00", "11:00", "12:00", "13:00"}
	}
	return []string{"07:00", "08:00", "09:00", "12:00"}
}

func hourQuestion(which string) bot.Message {
	return bot.Compose(bot.Say("%s: at what time? Tap one or type it, such as “5:45 pm”.", hourName(which)))
}

func noHour(which string) bot.Message {
	return bot.Compose(bot.Say("I don't see a time in that. Type one for %s, such as “17:30” or “5:45 pm”.", strings.ToLower(hourName(which))))
}

func hourSet(which string, at time.Duration) bot.Message {
	if which == "visit" {
		return bot.Compose(bot.Say("Visits are at %s from now on.", clock(at)))
	}
	return bot.Compose(bot.Say("%s is at %s from now on.", hourName(which), clock(at)))
}

func pingsAreHere() bot.Message {
	return bot.Compose(bot.Say("Reminders come here from now on."))
}

func askAway() bot.Message {
	return bot.Compose(bot.Say("On which day are you back? Type it, such as “monday”, “Dec 12” or “in 2 weeks”."))
}

func noAway() bot.Message {
	return bot.Compose(bot.Say("I don't see a day in that. On which day are you back? Type “monday” or “Dec 12”."))
}

func awayPast() bot.Message {
	return bot.Compose(bot.Say("That day has come already. On which later day are you back?"))
}

func awaySet(back, until, today time.Time) bot.Message {
	return bot.Compose(bot.Say("Away until %s. I hold everything; what came due arrives in one message %s.", when.Day(back, today), when.Stamp(until, today)))
}

func notAway() bot.Message { return bot.Compose(bot.Say("You are not away. /due shows what is owed.")) }

func welcomeHome() bot.Message {
	return bot.Compose(bot.Say("Welcome back. What was held comes at the next desk time; /due shows it now."))
}

func linkCode(code string) bot.Message {
	return bot.Compose(
		bot.Para(bot.Text("Your link code: "), bot.Code(code)),
		bot.Say("Send it to me from your other account, as /start %s. It works once, for an hour; then both chats show the same book.", code),
		bot.Say("Give it to nobody: it opens your whole book."),
	)
}

func inviteCode(code string) bot.Message {
	return bot.Compose(
		bot.Para(bot.Text("An invitation: "), bot.Code(code)),
		bot.Say("Whoever sends me /start %s gets their own book and sees nothing of yours. It works once, for a day.", code),
	)
}

func recoveryCode(code string) bot.Message {
	return bot.Compose(
		bot.Para(bot.Text("Your recovery code: "), bot.Code(code)),
		bot.Say("Write it on paper. If you lose this account, send /start %s from a new one and your book is back. It works once; a new one ends this one.", code),
	)
}
