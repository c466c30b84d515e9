package duty

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"referout/bot"
	"referout/handlers/courtesy"
	"referout/store"
)

// due answers /due: what is owed now, by urgency.
func due(_ context.Context, p *bot.Personal) (bot.Private, error) {
	k, err := at(p)
	if err != nil {
		return bot.Private{}, err
	}
	return k.dueFrom(0)
}

// more answers [More]: the list from a number on.
func more(_ context.Context, p *bot.Personal) (bot.Private, error) {
	k, err := at(p)
	if err != nil {
		return bot.Private{}, err
	}
	from, err := strconv.Atoi(p.Args.Part(0))
	if err != nil || from < 0 {
		from = 0
	}
	if ping := p.Args.Part(1); ping != "" {
		ids, err := k.pinged(ping)
		if err != nil {
			return bot.Private{}, err
		}
		return k.list(ids, from, ping)
	}
	return k.dueFrom(from)
}

func (k desk) dueFrom(from int) (bot.Private, error) {
	ids, duties, err := k.live()
	if err != nil {
		return bot.Private{}, err
	}
	now := slices.DeleteFunc(byUrgency(ids, duties), func(id string) bool { return !duties[id].owed(k.now, k.prefs.Rhythm) })
	if len(now) > 0 {
		return k.list(now, from, "")
	}
	coming, err := k.coming(ids, duties)
	if err != nil {
		return bot.Private{}, err
	}
	return bot.Whisper(nothingDue(coming)), nil
}

// coming is the next thing that will be owed, as a line.
func (k desk) coming(ids []string, duties map[string]Duty) (string, error) {
	for _, id := range byUrgency(ids, duties) {
		name, err := k.name(duties[id].Whom)
		if err != nil {
			return "", err
		}
		return comingLine(duties[id], name, k.today()), nil
	}
	return "", nil
}

// byUrgency sorts by when a duty began to be owed, a visit by its due date,
// earliest first.
func byUrgency(ids []string, duties map[string]Duty) []string {
	out := slices.Clone(ids)
	slices.SortStableFunc(out, func(a, b string) int {
		x, y := duties[a], duties[b]
		if c := courtesy.Day(x.From).Compare(courtesy.Day(y.From)); c != 0 {
			return c
		}
		if x.Kind != y.Kind {
			return int(x.Kind) - int(y.Kind)
		}
		return x.Due.Compare(y.Due)
	})
	return out
}

// show answers [Show] under a ping: the duty, or the list of duties.
func show(_ context.Context, p *bot.Personal) (bot.Private, error) {
	k, err := at(p)
	if err != nil {
		return bot.Private{}, err
	}
	ids, err := k.pinged(p.Args.Part(0))
	if err != nil {
		return bot.Private{}, err
	}
	switch len(ids) {
	case 0:
		return bot.Whisper(allDone()), nil
	case 1:
		return k.page(ids[0])
	}
	return k.list(ids, 0, p.Args.Part(0))
}

// pinged is what of a ping is still owed.
func (k desk) pinged(ping string) ([]string, error) {
	all, err := k.Pinged(ping)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, id := range all {
		switch d, err := k.get(id); {
		case errors.Is(err, store.ErrNotFound):
		case err != nil:
			return nil, err
		case d.Live():
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// list shows four duties from a number on, a row of buttons each.
func (k desk) list(ids []string, from int, ping string) (bot.Private, error) {
	if from >= len(ids) {
		from = 0
	}
	end := min(from+bot.MostItems, len(ids))
	m, err := k.items(ids[from:end])
	if err != nil {
		return bot.Private{}, err
	}
	if from == 0 && len(ids) > 1 {
		head, err := k.headline(ids)
		if err != nil {
			return bot.Private{}, err
		}
		m.Blocks = append([]bot.Block{head}, m.Blocks...)
	}
	if end < len(ids) {
		m = m.With(moreChoice(len(ids)-end, end, ping))
	}
	return bot.Whisper(m).About(ids[from:end]...), nil
}

func (k desk) items(ids []string) (bot.Message, error) {
	var m bot.Message
	for _, id := range ids {
		item, err := k.item(id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return bot.Message{}, err
		}
		m = m.Add(item)
	}
	return m, nil
}

// item is one duty as a line with its buttons; a closed one says how it ended.
func (k desk) item(id string) (bot.Block, error) {
	d, err := k.get(id)
	if err != nil {
		return bot.Block{}, err
	}
	name, err := k.name(d.Whom)
	if err != nil {
		return bot.Block{}, err
	}
	if !d.Live() {
		return bot.Item(closedLine(d, name)), nil
	}
	next, waits, err := k.next(id)
	if err != nil {
		return bot.Block{}, err
	}
	if !waits || !next.After(k.now) {
		next = time.Time{}
	}
	return bot.Item(openLine(d, name, k.today(), next), choices(id, d, true)...), nil
}

func (k desk) headline(ids []string) (bot.Block, error) {
	var nouns []counted
	for _, id := range ids {
		d, err := k.get(id)
		if err != nil {
			return bot.Block{}, err
		}
		one, many := noun(d)
		nouns = count(nouns, one, many)
	}
	return bot.Title("%s", totals(nouns)), nil
}

type counted struct {
	one, many string
	n         int
}

func count(nouns []counted, one, many string) []counted {
	for i := range nouns {
		if nouns[i].one == one {
			nouns[i].n++
			return nouns
		}
	}
	return append(nouns, counted{one, many, 1})
}

// CardItems is what is owed to somebody, answerable on the card: at most so many,
// the most urgent first. A question about a referral can be answered early; a
// visit shows once it is time to plan it.
func CardItems(p *bot.Personal, whom, office string, most int) (ids []string, items []bot.Block, err error) {
	k, err := at(p)
	if err != nil {
		return nil, nil, err
	}
	all, err := LiveOf(p, whom, office)
	if err != nil {
		return nil, nil, err
	}
	duties := map[string]Duty{}
	for _, id := range all {
		d, err := k.get(id)
		if err != nil {
			return nil, nil, err
		}
		if d.Kind == FollowUp || d.owed(k.now, k.prefs.Rhythm) {
			duties[id] = d
			ids = append(ids, id)
		}
	}
	ids = byUrgency(ids, duties)
	ids = ids[:min(most, len(ids))]
	m, err := k.items(ids)
	return ids, m.Blocks, err
}
