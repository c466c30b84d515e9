package find

import (
	"strings"

	"referout/bot"
	"referout/handlers/people"
)

const someoneElse = "Someone else"

func whatFor() bot.Message {
	return bot.Compose(bot.Say("What are you looking for? Type a profession, a name, a city or a payer, such as “chiro Akron Aetna”."))
}

func nobody(words string) bot.Message {
	return bot.Compose(bot.Say("Nobody in your book fits “%s”.", people.Quote(words)),
		bot.Say("I looked at names, specialties, offices, cities and payers. Try fewer words, or add someone."))
}

func nearly() bot.Block { return bot.Say("Nothing fits to the letter. Did you mean:") }

func moreWords() bot.Block {
	return bot.Say("There are more. Add a city or a payer to see fewer.")
}

func gone() bot.Message {
	return bot.Compose(bot.Say("They are no longer in your book. /find looks again."))
}

// line is who it is in bold and what is known, on one line.
func line(name, trade, office, city string, payers []string, phone string) bot.Line {
	known := []string{trade, office, city, strings.Join(payers, ", "), people.ShowPhone(phone)}
	var parts []string
	for _, k := range known {
		if k != "" {
			parts = append(parts, k)
		}
	}
	out := bot.Line{bot.Bold(name)}
	if len(parts) > 0 {
		out = append(out, bot.Text("%s", " — "+strings.Join(parts, ", ")))
	}
	return out
}
