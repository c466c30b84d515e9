package people

import "referout/bot"

func notAPhone(typed string) error {
	return bot.Errorf("I can't read “%s” as a phone number. Please send it with its area code, like 330-555-0134, or with its country code, like +44 20 7946 0958.", short(typed))
}

// short is a text cut to what a sentence can quote.
func short(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}
