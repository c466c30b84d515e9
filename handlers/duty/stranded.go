package duty

import (
	"referout/bot"
	"referout/handlers/people"
)

// Stranded says whether a record is about somebody who is no longer there: staff
// without their office, events or live duties without whom they concern. No undo
// may leave a book like that.
func Stranded(p *bot.Personal) (bool, error) {
	if gone, err := people.Stranded(p); err != nil || gone {
		return gone, err
	}
	for e, err := range Duties.By(p.Data, "live", "1") {
		if err != nil {
			return false, err
		}
		if gone, err := people.Missing(p, e.Value.Whom); err != nil || gone {
			return gone, err
		}
	}
	return false, nil
}
