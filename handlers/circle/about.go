package circle

import (
	"context"
	"errors"
	"strings"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/listing"
)

// about says how a circle is set and who she is in it; with a city, it sets the clock.
func about(_ context.Context, s *bot.Shared) (bot.Public, error) {
	words := s.Args.Words
	if first, rest, _ := strings.Cut(words, " "); strings.EqualFold(first, "zone") {
		words = strings.TrimSpace(rest)
		if words == "" {
			return bot.Aside(whichCity()), nil
		}
	}
	if words != "" {
		return setZone(s, words)
	}
	d, err := listing.DirectoryOf(s.Data)
	if err != nil {
		return bot.Public{}, err
	}
	_, listed, err := listing.Of(s, s.Who)
	if err != nil {
		return bot.Public{}, err
	}
	zone, err := s.Zone()
	if err != nil {
		return bot.Public{}, err
	}
	may, err := s.Moderates()
	return bot.Aside(aboutCircle(circleFacts{
		clock: when.Clock(when.Wall(s.Now)), city: cityOf(zone), listings: len(d.Entries), listed: listed, commands: inGroups(s.Commands()), moderates: may,
	})), err
}

// inGroups are the names of the commands that work in a group.
func inGroups(all []bot.Command) (names []string) {
	for _, c := range all {
		if c.Shared != nil && !c.Hidden {
			names = append(names, "/"+c.Name)
		}
	}
	return names
}

// setZone moves the circle's clock, for who administers the chat.
func setZone(s *bot.Shared, words string) (bot.Public, error) {
	if may, err := s.Moderates(); err != nil || !may {
		return bot.Aside(moderatorsOnly()), err
	}
	zones, near, err := when.GuessZone(words)
	if err != nil {
		return bot.Public{}, err
	}
	switch {
	case len(zones) == 0:
		return bot.Aside(noSuchCity()), nil
	case near:
		return bot.Aside(nearCities(words, zones)), nil
	case len(zones) == 1:
		if err := moveClock(s, zones[0].Name); err != nil {
			return bot.Public{}, err
		}
		return bot.Aside(zoneSet(zones[0].City, when.Clock(when.Wall(s.Now)))), nil
	}
	cities := make([]string, len(zones))
	for i, z := range zones {
		cities[i] = z.City
	}
	return bot.Aside(severalCities(cities)), nil
}

// ZonedAlarm rings once a circle's clock is another one: what has told people of an hour
// on it tells them anew. Stored: never to change.
const ZonedAlarm = "zoned"

// moveClock sets the clock, and lets those know whose hours move with it.
func moveClock(s *bot.Shared, zone string) error {
	was, err := s.Zone()
	if err != nil || was == zone {
		return err
	}
	return errors.Join(s.SetZone(zone), s.RemindAt(ZonedAlarm, theDen, s.Now))
}

func cityOf(zone string) string {
	parts := strings.Split(zone, "/")
	return strings.ReplaceAll(parts[len(parts)-1], "_", " ")
}

// What may be said behind /rules.
const (
	pinWord   = "pin"
	unpinWord = "unpin"
)

// rulesCard is what the pinned house rules are called.
const rulesCard = "rules"

// rules says the house rules; who administers the chat may have them pinned.
func rules(_ context.Context, s *bot.Shared) (bot.Public, error) {
	word := strings.ToLower(s.Args.Words)
	if word != pinWord && word != unpinWord {
		return bot.Announce(houseRules()), nil
	}
	if may, err := s.Moderates(); err != nil || !may {
		return bot.Aside(moderatorsOnly()), err
	}
	if word == unpinWord {
		return bot.Aside(howToUnpin()), s.DropCard(rulesCard)
	}
	if pinned, err := s.PinnedCard(rulesCard); err != nil || pinned {
		return bot.Aside(pinnedAlready()), err
	}
	return bot.Announce(houseRules()).Card(rulesCard).Pinned(), nil
}
