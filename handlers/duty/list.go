package duty

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"referout/bot"
	"referout/store"
)

// due answers /due: what is owed now, by urgency.
func due(_ context.Context, p *bot.Personal) (bot.Private, error) {
	k, err := at(p)
	if err != nil {
		return bot.Private{}, err
	}
	return k.dueFrom("")
}

// more answers [More]: the list behind what was shown.
func more(_ context.Context, p *bot.Personal) (bot.Private, error) {
	k, err := at(p)
	if err != nil {
		return bot.Private{}, err
	}
	if ping := p.Args.Part(1); ping != "" {
		_, ids, err := k.pinged(ping)
		if err != nil {
			return bot.Private{}, err
		}
		return k.list(ids, p.Args.Part(0), ping)
	}
	return k.dueFrom(p.Args.Part(0))
}

func (k desk) dueFrom(behind string) (bot.Private, error) {
	ids, duties, spoilt, err := k.live()
	if err != nil {
		return bot.Private{}, err
	}
	if now := k.owedNow(ids, duties); len(now) > 0 {
		out, err := k.list(now, behind, "")
		return out.Add(spoiltOwed(spoilt)), err
	}
	coming, err := k.coming(ids, duties)
	if err != nil || spoilt > 0 {
		return bot.Whisper(spoiltOwed(spoilt)), err
	}
	return bot.Whisper(nothingDue(coming)), nil
}

// owedNow is what is on the list of now, by urgency.
func (k desk) owedNow(ids []string, duties map[string]Duty) []string {
	return slices.DeleteFunc(byUrgency(ids, duties), func(id string) bool { return !duties[id].owed(k.now, k.prefs.Rhythm) })
}

// coming is the next thing that will be owed, as a line.
func (k desk) coming(ids []string, duties map[string]Duty) (string, error) {
	if len(ids) == 0 {
		return "", nil
	}
	comes := func(id string) time.Time { return duties[id].comes(k.prefs.Rhythm) }
	next := slices.MinFunc(ids, func(a, b string) int { return comes(a).Compare(comes(b)) })
	name, err := k.name(duties[next].Whom)
	return comingLine(duties[next], name, comes(next), k.today()), err
}

// byUrgency sorts by the day on which a duty is due, earliest first.
func byUrgency(ids []string, duties map[string]Duty) []string {
	out := slices.Clone(ids)
	slices.SortStableFunc(out, func(a, b string) int { return strings.Compare(place(a, duties[a]), place(b, duties[b])) })
	return out
}

// place is where a duty stands in a list: places sort like the list.
func place(id string, d Duty) string {
	return d.urgent().Format(roundForm) + strconv.Itoa(int(d.Kind)) + id
}

// show answers [Show] under a ping: the duty, or the list of duties.
func show(_ context.Context, p *bot.Personal) (bot.Private, error) {
	k, err := at(p)
	if err != nil {
		return bot.Private{}, err
	}
	known, ids, err := k.pinged(p.Args.Part(0))
	if err != nil {
		return bot.Private{}, err
	}
	switch {
	case !known:
		return k.dueFrom("")
	case len(ids) == 0:
		return bot.Whisper(allDone()), nil
	case len(ids) == 1:
		return k.page(ids[0])
	}
	return k.list(ids, "", p.Args.Part(0))
}

// pinged is what of a ping is still owed, by urgency; known is false for a ping of
// long ago.
func (k desk) pinged(ping string) (known bool, ids []string, err error) {
	all, err := k.Pinged(ping)
	if err != nil {
		return false, nil, err
	}
	duties := map[string]Duty{}
	for _, id := range all {
		d, err := k.get(id)
		if store.IgnoreMissing(err) != nil {
			return false, nil, err
		}
		if err == nil && d.Live() && !d.ahead(k.now) {
			ids, duties[id] = append(ids, id), d
		}
	}
	return len(all) > 0, byUrgency(ids, duties), nil
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
		thanks, err := k.thanks(id, d)
		return bot.Item(closedLine(d, name), thanks...), err
	}
	if d.ahead(k.now) {
		return bot.Item(aheadLine(d, name, k.today())), nil
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
// the most urgent first. Questions and notes can be answered early; a visit
// shows once it is time to plan it.
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
		if d.Kind != Visit || d.owed(k.now, k.prefs.Rhythm) {
			duties[id] = d
			ids = append(ids, id)
		}
	}
	ids = byUrgency(ids, duties)
	ids = ids[:min(most, len(ids))]
	m, err := k.items(ids)
	return ids, m.Blocks, err
}
