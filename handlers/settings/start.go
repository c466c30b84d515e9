// Package settings sets a book up and changes how it behaves: time zone, working
// days, hours, absences, tags, and the codes that let people in.
package settings

import (
	"context"
	"errors"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/add"
	"referout/handlers/courtesy"
	"referout/handlers/people"
	"referout/handlers/prefs"
)

// Feature is /start, /settings, /link and /invite, and their buttons.
func Feature() bot.Feature {
	code := []bot.Param{{Name: "code", Summary: "A code you were given, if any"}}
	return bot.Feature{
		Commands: []bot.Command{
			{Name: "start", Summary: "Set up, or join with a code", Params: code, Personal: start},
			{Name: "settings", Summary: "Time zone, working days, hours, away", Personal: settings},
			{Name: "link", Summary: "Use the same book on another account", Params: code, Personal: link},
			{Name: "invite", Summary: "A code for a colleague's own book", Personal: invite},
		},
		Actions: []bot.Action{
			{Name: "zone", Edits: true, Once: true, Personal: people.OrBare(zone)},
			{Name: "trust", Personal: people.OrBare(trusted)},
			{Name: "settings", Personal: settings},
			{Name: "setzone", Personal: askZone},
			{Name: "days", Edits: true, Personal: workdays},
			{Name: "hour", Edits: true, Personal: people.OrBare(hour)},
			{Name: "away", Edits: true, Personal: people.OrBare(away)},
			{Name: "back", Edits: true, Personal: back},
			{Name: "tags", Edits: true, Personal: tags},
			{Name: "recover", Personal: recovery},
			{Name: "pingshere", Personal: pingsHere},
		},
		Tables: settingsTables(),
	}
}

// start greets: a new book is asked for its zone only.
func start(_ context.Context, p *bot.Personal) (bot.Private, error) {
	if !p.Who.Set {
		return bot.Whisper(welcome().Add(zoneQuestion().Blocks...).With(zoneChoices(p, "start")...)).Asks("zone", "start"), nil
	}
	known, err := people.Recent(p, people.Filter{Specialists: true, Staff: true}, 1)
	if err != nil {
		return bot.Private{}, err
	}
	if len(known) == 0 {
		return afterZone(p)
	}
	return bot.Whisper(welcomeBack()), nil
}

func askZone(_ context.Context, p *bot.Personal) (bot.Private, error) {
	return bot.Whisper(zoneQuestion().With(zoneChoices(p, "")...)).Asks("zone", ""), nil
}

// zoneChoices are buttons with the clock times of now, her present zone first.
func zoneChoices(p *bot.Personal, then string) []bot.Choice {
	zones := when.Common(p.Now)
	mine := when.Zone{Name: p.Who.Zone, City: cityOf(p.Who.Zone)}
	if p.Who.Zone != "UTC" {
		zones = append([]when.Zone{mine}, zones...)
	}
	var out []bot.Choice
	seen := map[string]bool{}
	for _, z := range zones {
		wall, ok := clockIn(z.Name, p)
		if !ok || seen[wall] || len(out) == mostZones {
			continue
		}
		seen[wall] = true
		out = append(out, bot.Do(wall+" "+z.City, "zone", then, z.Name))
	}
	return out
}

const mostZones = 6

// zone takes a zone from a button, or a city that was typed.
func zone(_ context.Context, p *bot.Personal) (bot.Private, error) {
	then := p.Args.Part(0)
	if name := p.Args.Part(1); p.Args.Tapped && name != "" {
		return moved(p, then, name)
	}
	best, err := when.FindZone(p.Args.Words)
	if err != nil {
		return bot.Private{}, err
	}
	if len(best) == 0 {
		best = zonesReading(p, p.Args.Words)
	}
	switch len(best) {
	case 0:
		return bot.Whisper(noZone().With(zoneChoices(p, then)...)).Asks("zone", then), nil
	case 1:
		return moved(p, then, best[0].Name)
	}
	m := whichZone()
	for _, z := range best[:min(len(best), mostZones)] {
		if wall, ok := clockIn(z.Name, p); ok {
			m = m.With(bot.Do(wall+" "+z.City, "zone", then, z.Name))
		}
	}
	return bot.Whisper(m).Asks("zone", then), nil
}

// nearlyNow is how far a clock that somebody reads out may be off.
const nearlyNow = 20 * time.Minute

// zonesReading are the common zones where a clock shows what was typed: the answer
// to "what time is it" in its own words.
func zonesReading(p *bot.Personal, text string) (out []when.Zone) {
	at, err := readClock(text, p.Now)
	if err != nil {
		return nil
	}
	for _, z := range when.Common(p.Now) {
		loc, err := time.LoadLocation(z.Name)
		if err != nil {
			continue
		}
		wall := when.Wall(p.Now.In(loc))
		if off := wall.Sub(courtesy.Day(wall)) - at; off.Abs() <= nearlyNow {
			out = append(out, z)
		}
	}
	return out
}

// moved sets the zone: pings keep their clock readings there.
func moved(p *bot.Personal, then, name string) (bot.Private, error) {
	if _, ok := clockIn(name, p); !ok {
		return bot.Whisper(noZone()), nil
	}
	settled := p.Who.Set
	if settled && p.Who.Zone == name && then == "start" {
		return bot.Whisper(zoneSet(cityOf(name), prefs.Now(p))), nil
	}
	if err := p.SetZone(name); err != nil {
		return bot.Private{}, err
	}
	if then == "start" && !settled {
		out, err := afterZone(p)
		if err != nil {
			return bot.Private{}, err
		}
		return prefs.Undoable(p, out, didZone)
	}
	out := bot.Whisper(zoneSet(cityOf(name), prefs.Now(p)).With(bot.UndoChoice()))
	return prefs.Undoable(p, out, didZone)
}

// afterZone shows the other defaults and asks for one professional she trusts.
func afterZone(p *bot.Personal) (bot.Private, error) {
	have, err := prefs.Of(p)
	if err != nil {
		return bot.Private{}, err
	}
	m := usualSettings(cityOf(p.Who.Zone), prefs.Now(p), have).With(bot.Do("Change", "settings"))
	return bot.Whisper(m).Asks("trust"), nil
}

// trusted takes the first professional, as /add would, where the line describes one. What
// is a sentence of its own is understood as that, which asks before a name is kept; at
// anything else the question stands.
func trusted(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	again := bot.Whisper(whenYouLike()).Asks("trust")
	if p.Args.Tapped || people.SmallTalk(p.Args.Words) {
		return again, nil
	}
	describes, err := people.Professional(p, p.Args.Words)
	if err != nil {
		return bot.Private{}, err
	}
	if describes {
		return add.Line(ctx, p)
	}
	if best, err := when.FindZone(p.Args.Words); err != nil || len(best) > 0 {
		return again, err
	}
	out, err := p.Sentence(ctx)
	if errors.Is(err, bot.ErrNoMatch) {
		return again, nil
	}
	return out, err
}

// link makes a code for another account, or says that a code was typed in vain.
func link(_ context.Context, p *bot.Personal) (bot.Private, error) {
	code, err := p.NewCode(bot.LinkCode)
	return bot.Whisper(linkCode(code)), err
}

// invite makes a code for somebody else's own book; owners only.
func invite(_ context.Context, p *bot.Personal) (bot.Private, error) {
	if p.Who.Role != bot.Owner {
		return bot.Private{}, bot.Errorf("%s", ownersOnly)
	}
	code, err := p.NewCode(bot.InviteCode)
	return bot.Whisper(inviteCode(code)), err
}

// recovery makes a code for paper.
func recovery(_ context.Context, p *bot.Personal) (bot.Private, error) {
	code, err := p.NewCode(bot.RecoveryCode)
	return bot.Whisper(recoveryCode(code)), err
}

var errNoClock = errors.New("no time of day")
