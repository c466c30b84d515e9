package circle

import (
	"strings"

	"referout/bot"
	"referout/handlers/scrub"
)

// noPersonIn says whether a part of an area is called as a person is.
func noPersonIn(area string) error {
	if scrub.SomebodyIn(area) && !scrub.FullName(area) {
		return bot.Errorf(leaveOut, scrub.Name, strings.ToLower(areaLabel))
	}
	return nil
}
