package meetup

import (
	"context"

	"referout/bot"
)

// cardID names the card of a meeting.
func cardID(id string) string { return "m" + id }

// cardOf is a meeting's card as it stands now.
func cardOf(s *bot.Shared, id string, m Meeting) (bot.Public, error) {
	t, err := count(s.Data, id)
	if err != nil {
		return bot.Public{}, err
	}
	rule := ""
	if m.Series != "" {
		sr, err := series.Get(s.Data, m.Series)
		if err != nil {
			return bot.Public{}, err
		}
		if !sr.Ended {
			rule = ruleText(sr.Rule.String(), !day(m.Facts.Wall).Equal(m.Date))
		}
	}
	out := card(m, rule, t, begins(s, m.Facts), s.Now)
	if m.State == Planned {
		out = out.With(cardButtons(id)...)
	}
	return bot.Announce(out).Card(cardID(id)).In(m.Thread), nil
}

func cardButtons(id string) []bot.Choice {
	going := bot.Do(goingLabel, goAction, id)
	going.Style = bot.Primary
	return []bot.Choice{going, bot.Do(cantLabel, cantAction, id), bot.Do(calendarLabel, calendarAction, id), bot.Do(changeLabel, changeAction, id)}
}

// refresh shows a card as it is now: the answers have changed without a tap on it.
func refresh(_ context.Context, s *bot.Shared, id string) (bot.Public, error) {
	m, err := Meetings.Get(s.Data, id)
	if err != nil {
		return bot.Public{}, err
	}
	return cardOf(s, id, m)
}
