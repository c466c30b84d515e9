package duty

import (
	"referout/bot"
	"referout/handlers/people"
)

// Feature is /due, the pings, and every answer to them.
func Feature() bot.Feature {
	edit := func(name string, do func(desk, string, Duty) (bot.Private, error)) bot.Action {
		return bot.Action{Name: name, Edits: true, Personal: people.OrBare(answering(do))}
	}
	return bot.Feature{
		Commands: []bot.Command{{Name: "due", Summary: "What is owed: notes, visits, answers", Personal: due}},
		Actions: []bot.Action{
			{Name: bot.ShowAction, Edits: true, Personal: show},
			{Name: "duty", Personal: open},
			{Name: "more", Personal: more},
			edit("wrote", written),
			edit("sent", delivered),
			edit("skip", skip),
			edit("later", later),
			edit("at", atTime),
			edit("date", onDate),
			edit("went", went),
			edit("notyet", notYet),
			edit("nonews", unanswered),
			{Name: "thank", Edits: true, Personal: thank},
			{Name: "writeone", Edits: true, Personal: writeOne},
			edit("been", been),
			edit("booked", booked),
			edit("novisit", noMore),
			{Name: "visitagain", Edits: true, Once: true, Personal: resume},
			edit("desk", whoRunsIt),
			edit("addr", giveAddress),
		},
		Alarms: []bot.Alarm{{Kind: alarmKind, Personal: ring}, {Kind: digestKind, Personal: digest}},
		Phrases: []bot.Phrase{
			{Name: "reply with a date", Match: func(string) bool { return true }, Personal: replied},
			{Name: "a tag", Match: isTag, Personal: tagged},
		},
		Tables: Tables(),
	}
}

// choices are the buttons under a duty; in a list [Show] leads to its page.
func choices(id string, d Duty, inList bool) []bot.Choice {
	id = ref(id, d)
	switch {
	case d.State == Written:
		return []bot.Choice{bot.Do("Delivered", "sent", id), bot.Do("Skip", "skip", id)}
	case d.Kind == FollowUp:
		return []bot.Choice{
			bot.Do("They went", "went", id), bot.Do("Not yet", "notyet", id),
			bot.Do("Didn't go", "nonews", id, "no"), bot.Do("Don't know", "nonews", id),
		}
	case d.Kind == Visit && !d.Booked.IsZero():
		return []bot.Choice{bot.Do("Been there", "been", id), bot.Do("Moved", "booked", id), bot.Do("Not yet", "notyet", id)}
	}
	first := []bot.Choice{bot.Do("Written", "wrote", id), bot.Do("Delivered", "sent", id)}
	if d.Kind == Visit {
		first = []bot.Choice{bot.Do("Been there", "been", id), bot.Do("Booked", "booked", id)}
	}
	if inList {
		first = append([]bot.Choice{bot.Do("Show", "duty", id)}, first...)
	}
	return append(first, bot.Do("Later", "later", id), bot.Do("Skip", "skip", id))
}

func noVisits(ref string) bot.Choice    { return bot.Do("No visits here", "novisit", ref) }
func whoRuns(ref string) bot.Choice     { return bot.Do("Who runs the desk?", "desk", ref) }
func addAddress(ref string) bot.Choice  { return bot.Do("Add address", "addr", ref) }
func thankAnyway(ref string) bot.Choice { return bot.Do("Thank them anyway", "thank", ref) }
