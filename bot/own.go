package bot

import (
	"context"
	"slices"
	"strings"

	"referout/store"
)

// ownFeature is what the router answers by itself.
func (r *Router) ownFeature() Feature {
	return Feature{
		Actions: []Action{
			{Name: formAction, Edits: true, Personal: fillForm},
			{Name: keepAction, Personal: func(_ context.Context, p *Personal) (Private, error) { return keepOther(p) }},
		},
	}
}

func cut(payload string) (action string, parts []string, found bool) {
	all := strings.Split(payload, ":")
	return all[0], all[1:], len(all) > 1
}

func sortAlarms(list []store.Alarm) {
	slices.SortStableFunc(list, func(a, b store.Alarm) int { return a.At.Compare(b.At) })
}
