package duty

import (
	"time"

	"referout/bot"
	"referout/handlers/courtesy"
)

// AskAbout owes the question how someone got on with the specialist she was sent
// to: in 14 days, 28 for physicians.
func AskAbout(p *bot.Personal, whom string, line Line, physician bool) (from time.Time, err error) {
	k, err := at(p)
	if err != nil {
		return time.Time{}, err
	}
	from = courtesy.FollowUpAt(k.now, line.Day, physician, k.prefs.Rhythm)
	id := "f" + p.Handling()
	d := Duty{Kind: FollowUp, State: Open, Whom: whom, Lines: []Line{line}, From: from, Due: from, By: p.Who.ID}
	if err := k.save(id, d, Open); err != nil {
		return time.Time{}, err
	}
	return k.spoken(from), k.remind(id, from)
}
