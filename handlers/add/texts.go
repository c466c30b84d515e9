package add

import (
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/people"
	"referout/store"
)

// What the form asks.
const (
	askName       = "What is the name, such as “Dr Dana Lee”?"
	askSpecialty  = "Which profession? “Chiropractor”, “PT”, “family doctor” …"
	askOfficeName = "At which office or practice? Skip it if they work on their own."
	askCity       = "In which city or part of town?"
	askAddress    = "The postal address, for thank-you notes."
	askPhone      = "The phone number, with its area code."
	askPayers     = "Which payers do they take? “Aetna, Medicare, cash”."
	askRole       = "Only for an office's staff: what do they do there?"
)

func notKept(rest string) bot.Block {
	return bot.Say("Not kept: %s. There is no field for that.", cut(rest))
}

// cut shortens what is quoted.
func cut(text string) string {
	if r := []rune(text); len(r) > 120 {
		return string(r[:120]) + "…"
	}
	return text
}

func alreadyThere(l people.Line, same []store.Entry[people.Person]) bot.Message {
	blocks := []bot.Block{bot.Say("Before I add %s: is this somebody you know already?", l.Name)}
	var known []bot.Line
	for _, e := range same[:min(len(same), mostSame)] {
		text := e.Value.Line()
		if e.Value.Phone != "" {
			text += ", " + people.ShowPhone(e.Value.Phone)
		}
		known = append(known, bot.Words("%s", text))
	}
	m := bot.Compose(append(blocks, bot.List(known...))...)
	if l.Rest != "" {
		m = m.Add(notKept(l.Rest))
	}
	return m
}

func updateLabel(who people.Person, several bool) string {
	if several {
		return people.Short("Update " + who.Line())
	}
	return people.Short("Update " + who.Name)
}

func answered() bot.Message {
	return bot.Compose(bot.Say("That question is closed. /add starts again."))
}

func dropped() bot.Message { return bot.Compose(bot.Say("Forgotten. Nothing was saved.")) }

func gone() bot.Message {
	return bot.Compose(bot.Say("They are no longer in your book. /find looks for somebody else, /add adds them again."))
}

func whenLastThere(office string) bot.Block { return bot.Say("When were you last at %s?", office) }

func nextVisit(due, today time.Time) bot.Block {
	return bot.Say("Noted. Next visit there: by %s.", when.Day(due, today))
}

func changeWhat(name string) bot.Message {
	return bot.Compose(bot.Say("What is to change about %s?", name))
}

// newValue asks for a field; its first line is the field's label.
func newValue(name, label, ask, trouble string) bot.Message {
	m := bot.Compose(bot.Title("%s", label))
	if trouble != "" {
		m = m.Add(bot.Say("%s", trouble))
	}
	return m.Add(bot.Say("%s: %s", name, ask))
}

func didAdd(name string) string        { return name + " was added" }
func didChange(name string) string     { return name + " was changed" }
func didSayThere(office string) string { return "when you were last at " + office }
