package people

import (
	"errors"
	"slices"
	"time"

	"referout/bot"
	"referout/store"
)

// Recent lists whom a filter allows, the most recently spoken of first; without
// offices, unless nobody else is asked for.
func Recent(p *bot.Personal, who Filter, most int) ([]string, error) {
	type seen struct {
		id string
		at time.Time
	}
	var list []seen
	for e, err := range Persons.All(p.Data) {
		if err != nil {
			return nil, err
		}
		if (e.Value.Staff() && !who.Staff) || (!e.Value.Staff() && !who.Specialists) {
			continue
		}
		last, err := recents.Get(p.Data, e.ID)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, err
		}
		if last.At.IsZero() {
			last.At = e.Value.Added
		}
		list = append(list, seen{e.ID, last.At})
	}
	slices.SortStableFunc(list, func(a, b seen) int { return b.at.Compare(a.at) })
	ids := make([]string, 0, most)
	for _, s := range list[:min(most, len(list))] {
		ids = append(ids, s.id)
	}
	return ids, nil
}

// Label is a short name for a button, at most 30 letters.
func Label(s store.Space, id string) (string, error) {
	name, err := Name(s, id)
	return Short(name), err
}

// Short cuts a name for a button.
func Short(name string) string {
	if r := []rune(name); len(r) > 30 {
		return string(r[:29]) + "…"
	}
	return name
}
