package duty

import (
	"referout/bot"
	"referout/store"
)

// list shows four duties behind a place, a row of buttons each.
func (k desk) list(ids []string, behind, ping string) (bot.Private, error) {
	rest, err := k.behind(ids, behind)
	if err != nil {
		return bot.Private{}, err
	}
	if len(rest) == 0 {
		rest = ids
	}
	shown := rest[:min(bot.MostItems, len(rest))]
	m, err := k.items(shown)
	if err != nil {
		return bot.Private{}, err
	}
	if len(rest) == len(ids) && len(ids) > 1 {
		head, err := k.headline(ids)
		if err != nil {
			return bot.Private{}, err
		}
		m.Blocks = append([]bot.Block{head}, m.Blocks...)
	}
	if len(shown) < len(rest) {
		last := shown[len(shown)-1]
		d, err := k.get(last)
		if err != nil {
			return bot.Private{}, err
		}
		m = m.With(moreChoice(place(last, d), ping))
	}
	return bot.Whisper(m).About(shown...), nil
}

// behind leaves those of a sorted list that stand behind a place.
func (k desk) behind(ids []string, at string) ([]string, error) {
	for i, id := range ids {
		d, err := k.get(id)
		if err != nil {
			return nil, err
		}
		if place(id, d) > at {
			return ids[i:], nil
		}
	}
	return nil, nil
}

// relisted is the tapped list in its present state, with the way to what else is
// owed. What is about more duties than a message can list shows the first of them.
func (k desk) relisted() (m bot.Message, shown []string, err error) {
	shown = k.Args.About[:min(bot.MostItems, len(k.Args.About))]
	if m, err = k.items(shown); err != nil {
		return bot.Message{}, nil, err
	}
	last, err := k.lastPlace(shown)
	if err != nil {
		return bot.Message{}, nil, err
	}
	ids, duties, _, err := k.live()
	if err != nil {
		return bot.Message{}, nil, err
	}
	rest, err := k.behind(k.owedNow(ids, duties), last)
	if len(rest) > 0 {
		m = m.With(moreChoice(last, ""))
	}
	return m, shown, err
}

// lastPlace is the place of the last duty of a shown list; what was moved to another
// day since does not count.
func (k desk) lastPlace(shown []string) (last string, err error) {
	for _, id := range shown {
		d, err := k.get(id)
		if store.IgnoreMissing(err) != nil {
			return "", err
		}
		if err == nil && (!d.Live() || d.owed(k.now, k.prefs.Rhythm)) {
			last = max(last, place(id, d))
		}
	}
	return last, nil
}

// listed says whether the tapped message is a list of several duties.
func (k desk) listed() bool { return len(k.Args.About) > 1 }
