package meetup

import (
	"time"

	"referout/bot"
	"referout/bot/when"
)

// mostZones is how many clocks are offered.
const mostZones = 6

// askZone asks for the circle's clock, once: her own is offered first. A text that was no
// place is not asked for again.
func (t taken) askZone(p *bot.Personal, sorry string) bot.Private {
	zones := when.Common(p.Now)
	if p.Who.Zone != "" {
		zones = append([]when.Zone{{Name: p.Who.Zone, City: cityOf(p.Who.Zone)}}, zones...)
	}
	return t.offerZones(p, zoneQuestion(t.circle.Name, sorry), zones, sorry != "")
}

// offerZones offers clocks; leave lets the next text be about something else.
func (t taken) offerZones(p *bot.Personal, m bot.Message, zones []when.Zone, leave bool) bot.Private {
	seen, n := map[string]bool{}, 0
	for _, z := range zones {
		loc, err := time.LoadLocation(z.Name)
		if err != nil || n == mostZones {
			continue
		}
		clock := when.Clock(when.Wall(p.Now.In(loc)))
		if seen[clock] {
			continue
		}
		seen[clock] = true
		n++
		m = m.With(bot.Do(clock+" "+z.City, zoneAction, t.id, z.Name))
	}
	drop := bot.Do(notNowLabel, dropAction, t.id)
	if t.letter || leave {
		return bot.Whisper(m.With(bot.Do(otherCityLabel, zoneAction, t.id), drop))
	}
	return bot.Whisper(m.With(drop)).Asks(zoneAction, t.id)
}

// zoneChosen takes the circle's clock from a button, or a city that was typed.
func zoneChosen(p *bot.Personal, t taken) (bot.Private, error) {
	if p.Args.Tapped && p.Args.Part(1) == "" {
		return bot.Whisper(typeCity().With(bot.Do(notNowLabel, dropAction, t.id))).Asks(zoneAction, t.id), nil
	}
	zones, near := []when.Zone{{Name: p.Args.Part(1)}}, false
	if !p.Args.Tapped {
		var err error
		if zones, near, err = when.GuessZone(p.Args.Words); err != nil {
			return bot.Private{}, err
		}
	}
	switch {
	case len(zones) == 0:
		return t.askZone(p, noZone), nil
	case near:
		return t.offerZones(p, nearZones(p.Args.Words, len(zones)), zones, false), nil
	case len(zones) > 1:
		return t.offerZones(p, zoneQuestion(t.circle.Name, ""), zones, false), nil
	}
	if err := t.Plan.set(zoneField, zones[0].Name, t.now, t.m.Facts); err != nil {
		return t.askZone(p, noZone), nil
	}
	if err := t.keep(p); err != nil {
		return bot.Private{}, err
	}
	return t.goOn(p, trouble{})
}

// withClock shows a draft, and above it that its hour is another where the clocks skip the
// one that was typed.
func (t taken) withClock(p *bot.Personal, show func(*bot.Personal) (bot.Private, error)) (bot.Private, error) {
	typed, err := time.Parse(stamp, t.Plan[whenField])
	if err != nil { // no hour was typed
		return show(p)
	}
	zone, err := t.zone(p)
	if err != nil {
		return bot.Private{}, err
	}
	real := when.Wall(when.Instant(typed, zone).In(zone))
	if real.Equal(typed) {
		return show(p)
	}
	t.Plan[whenField] = real.Format(stamp)
	if err := t.keep(p); err != nil {
		return bot.Private{}, err
	}
	shown, err := show(p)
	return shown.Below(skipped(typed, real)), err
}

// zone is whose clock the meeting goes by: the circle's, or that chosen for it.
func (t taken) zone(p *bot.Personal) (*time.Location, error) {
	if name := t.Plan[zoneField]; name != "" {
		return time.LoadLocation(name)
	}
	return zoneOf(p, t.circle), nil
}
