package when

import "time"

// Day is a wall time's day for people: "today", "yesterday", "tomorrow", else
// "Wed 4 Mar", with the year when it is another than today's.
func Day(wall, today time.Time) string {
	switch int(midnight(wall).Sub(midnight(today)) / (24 * time.Hour)) {
	case -1:
		return "yesterday"
	case 0:
		return "today"
	case 1:
		return "tomorrow"
	}
	if wall.Year() != today.Year() {
		return wall.Format("Mon 2 Jan 2006")
	}
	return wall.Format("Mon 2 Jan")
}

// Clock is a wall time's time of day for people: "17:30".
func Clock(wall time.Time) string { return wall.Format("15:04") }

// Stamp is [Day] and [Clock]: "Wed 4 Mar 17:30", "today 17:30".
func Stamp(wall, today time.Time) string { return Day(wall, today) + " " + Clock(wall) }
