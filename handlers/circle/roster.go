package circle

import (
	"context"
	"slices"
	"strconv"

	"referout/bot"
	"referout/handlers/guide"
	"referout/handlers/listing"
	"referout/store"
)

// rosterSize is how many names a page of the roster has.
const rosterSize = 20

// team is the disciplines that a wellness team hopes to have, in the order in which
// those missing are named. Each is satisfied by any of its specialties.
func team() [][]string {
	return [][]string{
		{"familymedicine", guide.Physician, "internist", "integrative", "nursepractitioner", "physicianassistant"},
		{"chiropractor", "osteopath"},
		{"physicaltherapist", "pelvicfloor"},
		{"massagetherapist", "structuralintegration"},
		{"acupuncturist"},
		{"psychotherapist", "psychologist", "counselor", "familytherapist", "socialworker"},
		{"nutritionist", "dietitian"},
		{"naturopath"},
		{"trainer", "exercisephysiologist", "athletictrainer"},
		{"yoga", "pilates", "taichi"},
		{"healthcoach"},
		{"doula", "midwife"},
	}
}

// missing are the disciplines of a team that none of these people has.
func missing(all []listing.Entry) (names []string) {
	for _, alike := range team() {
		has := slices.ContainsFunc(all, func(e listing.Entry) bool { return slices.Contains(alike, e.Specialty) })
		if !has {
			names = append(names, listing.Small(guide.SpecialtyName(alike[0])))
		}
	}
	return names
}

// roster shows who is in the circle.
func (m members) roster(ctx context.Context, s *bot.Shared) (bot.Public, error) {
	return m.list(ctx, s, "", pager{At: s.Now.UTC()})
}

// rosterPageOf is a page of the roster: some of all.
func rosterPageOf(all, here []listing.Entry) bot.Message {
	if len(here) == 0 {
		return emptyRoster()
	}
	counts := map[string]int{}
	for _, e := range all {
		counts[e.Specialty]++
	}
	var rows []bot.Row
	for _, some := range bySpecialty(here) {
		names := make([]string, len(some))
		for i, e := range some {
			names[i] = e.Name
		}
		rows = append(rows, disciplineRow(guide.SpecialtyName(some[0].Specialty), counts[some[0].Specialty], names))
	}
	return rosterText(len(all), rows, missing(all))
}

// bySpecialty splits people, who stand in that order, by specialty.
func bySpecialty(all []listing.Entry) (out [][]listing.Entry) {
	for i, e := range all {
		if i == 0 || e.Specialty != all[i-1].Specialty {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], e)
	}
	return out
}

func rosterPrivately(_ context.Context, p *bot.Personal) (bot.Private, error) {
	c, ask, err := listing.Which(p, rosterAction, "0")
	if err != nil || ask != nil {
		return given(ask), err
	}
	return rosterIn(p, c.ID, 0)
}

// rosterPage shows a page of a circle's roster: the parts are where it begins and the
// circle.
func rosterPage(_ context.Context, p *bot.Personal) (bot.Private, error) {
	from, err := strconv.Atoi(p.Args.Part(0))
	if err != nil || from < 0 {
		from = 0
	}
	return rosterIn(p, p.Args.Part(1), from)
}

func rosterIn(p *bot.Personal, id string, from int) (bot.Private, error) {
	_, circle, out, err := reading(p, id)
	if err != nil || out != nil {
		return given(out), err
	}
	all, err := disciplines(circle)
	if err != nil {
		return bot.Private{}, err
	}
	if from >= len(all) {
		from = 0
	}
	here, looked, err := presentIn(p, id, all[from:], rosterSize)
	if err != nil {
		return bot.Private{}, err
	}
	left := append(append(slices.Clone(all[:from]), here...), all[from+looked:]...)
	m := rosterPageOf(left, here)
	if from > 0 {
		m = m.With(bot.Do("Back", rosterAction, strconv.Itoa(max(0, from-rosterSize)), id))
	}
	if next := from + looked; next < len(all) {
		m = m.With(bot.Do("More", rosterAction, strconv.Itoa(next), id))
	}
	return bot.Whisper(m), nil
}

func disciplines(circle store.CircleTx) ([]listing.Entry, error) {
	d, err := listing.DirectoryOf(circle)
	if err != nil {
		return nil, err
	}
	return d.ByDiscipline(), nil
}
