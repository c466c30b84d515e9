package listing

import (
	"referout/bot"
)

// Which finds the circle that a member means: her only one, or the one that she is
// asked for by buttons of the given action, whose last part is the circle's id. ask is
// nil when it is known.
func Which(p *bot.Personal, action string, parts ...string) (c bot.Circle, ask *bot.Private, err error) {
	all, err := p.Circles()
	switch {
	case err != nil:
		return bot.Circle{}, nil, err
	case len(all) == 0:
		out := bot.Whisper(noCircle())
		return bot.Circle{}, &out, nil
	case len(all) == 1:
		return all[0], nil, nil
	}
	m, seen := whichCircle(), map[string]int{}
	for _, c := range all {
		seen[c.Name]++
		m = m.With(bot.Do(nth(c.Name, seen[c.Name]), action, append(append([]string(nil), parts...), c.ID)...))
	}
	out := bot.Whisper(m)
	return bot.Circle{}, &out, nil
}
