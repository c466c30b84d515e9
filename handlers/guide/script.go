package guide

import "strings"

// VisitScript is how to arrange a visit to an office: a line for each step,
// short enough for a phone. The manager is who runs the desk there, or empty if
// that is not known yet. A visit is arranged and never a surprise, and it
// brings fresh cards.
func VisitScript(office, manager string) []string {
	ask := "Ask who runs the desk, and keep the name."
	if manager = strings.TrimSpace(manager); manager != "" {
		ask = "Ask for " + manager + "."
	}
	place := "your office"
	if office = strings.TrimSpace(office); office != "" {
		place = office
	}
	return []string{
		"Ring first. Nobody likes a surprise in clinic hours.",
		ask,
		"“Hello, I'm a massage therapist close by. I'd love to thank everyone at " + place + " in person.”",
		"“It takes five minutes. Which day is the calmest for you, and what hour?”",
		"Say the day and the hour back, and say thank you.",
		"Bring fresh cards, and perhaps flowers for the desk.",
	}
}
