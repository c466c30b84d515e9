package people

import (
	"slices"

	"referout/bot"
)

// RecentOffices lists at most so many offices, those of the people most recently
// spoken of first.
func RecentOffices(p *bot.Personal, most int) ([]string, error) {
	everyone, err := Recent(p, Filter{Specialists: true, Staff: true}, 10*most)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, id := range everyone {
		office, err := OfficeOf(p.Data, id)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out, office) && len(out) < most {
			out = append(out, office)
		}
	}
	return out, nil
}
