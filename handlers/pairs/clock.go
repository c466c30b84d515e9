package pairs

import (
	"time"

	"referout/bot"
	"referout/bot/when"
)

// hour is when the pairs of a month are made.
const hour = 9

// monthOf names a month of the circle's clock. Stored: never to change.
func monthOf(wall time.Time) string { return wall.Format("2006-01") }

// nameOfMonth is what people call a month.
func nameOfMonth(month string) string {
	day, err := time.Parse("2006-01", month)
	if err != nil {
		return month
	}
	return day.Format("January")
}

// firstMonday is when the pairs of a wall day's month are made.
func firstMonday(wall time.Time) time.Time {
	first := time.Date(wall.Year(), wall.Month(), 1, hour, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, int(time.Monday-first.Weekday()+7)%7)
}

// nextMonday is when pairs are made next, after a wall time.
func nextMonday(wall time.Time) time.Time {
	if at := firstMonday(wall); wall.Before(at) {
		return at
	}
	return firstMonday(time.Date(wall.Year(), wall.Month()+1, 1, 0, 0, 0, 0, time.UTC))
}

// mostLate is how long before the next pairs those of a month are still made.
const mostLate = 7 * 24 * time.Hour

// due says whether the pairs of this month are to be made now.
func due(r round, wall time.Time) bool {
	return r.Month != monthOf(wall) && !wall.Before(firstMonday(wall)) && nextMonday(wall).Sub(wall) >= mostLate
}

// next is when pairs are made next, on the circle's clock.
func next(s *bot.Shared) time.Time { return nextMonday(when.Wall(s.Now)) }

// schedule sets the alarm that has just rung anew, if anybody takes part.
func schedule(s *bot.Shared) error {
	if some, err := anybody(s); err != nil || !some {
		return err
	}
	return s.Remind(monthAlarm, theRound, next(s))
}

// anybody says whether somebody takes part.
func anybody(s *bot.Shared) (bool, error) {
	for _, err := range takers.All(s.Data) {
		return err == nil, err
	}
	return false, nil
}
