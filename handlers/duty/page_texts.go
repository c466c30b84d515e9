package duty

import (
	"fmt"
	"strings"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/guide"
	"referout/handlers/people"
)

// Texts of one duty shown whole.

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

// sentPage is a referral by its tag.
func sentPage(d Duty, name string, today time.Time) bot.Message {
	return bot.Compose(bot.Say("%s.", sentLine(d, name, today)))
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
