package people

import (
	"context"
	"slices"

	"referout/bot"
)

// SuggestNames completes a name while it is typed: the people and offices that
// fit, the most recent ones if nothing is typed yet; at most 25.
func SuggestNames(_ context.Context, p *bot.Personal, typed string) ([]string, error) {
	if len(tokens(typed)) == 0 {
		return recentNames(p)
	}
	hits, err := Find(p, typed)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, h := range hits {
		if !slices.Contains(names, h.Name) && len(names) < mostSuggested {
			names = append(names, h.Name)
		}
	}
	return names, nil
}

// mostSuggested is what Discord's list holds.
const mostSuggested = 25

func recentNames(p *bot.Personal) ([]string, error) {
	ids, err := Recent(p, Filter{Specialists: true, Staff: true}, mostSuggested)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, id := range ids {
		name, err := Name(p.Data, id)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names, nil
}
