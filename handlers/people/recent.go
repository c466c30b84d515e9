package people

import (
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
		if store.IgnoreMissing(err) != nil {
			return nil, err
		}
		if last.At.IsZero() {
			last.At = e.Value.Added
		}
		list = append(list, seen{e.ID, last.At})
	}
	store.Sort(list, func(a, b seen) int { return b.at.Compare(a.at) })
	ids := make([]string, 0, most)
	for _, s := range list[:min(most, len(list))] {
		ids = append(ids, s.id)
	}
	return ids, nil
}

// Labels are short names for buttons; where several are the same, with what tells
// them apart.
func Labels(s store.Space, ids []string) ([]string, error) {
	d, err := directories.Of(s)
	if err != nil {
		return nil, err
	}
	hits := make([]Hit, len(ids))
	for i, id := range ids {
		name, err := Name(s, id)
		if err != nil {
			return nil, err
		}
		hits[i] = Hit{ID: id, Name: name}
		if at := slices.IndexFunc(d.entries, func(e entry) bool { return e.id == id }); at >= 0 {
			hits[i] = d.hit(uint32(at), false)
		}
	}
	labels := make([]string, len(ids))
	for i, h := range hits {
		labels[i] = h.Label(hits)
	}
	return labels, nil
}

// mostLabel is how long a button's label may be, in letters.
const mostLabel = 30

// Short cuts a name for a button.
func Short(name string) string { return cut(name, mostLabel) }

func cut(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}
