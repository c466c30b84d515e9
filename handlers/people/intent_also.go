package people

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"referout/bot"
	"referout/handlers/events"
	"referout/store"
)

// mostOthers is how many further people of one sentence are offered.
const mostOthers = 3

// another is somebody else whom the same words name; empty for a doctor whom the
// book does not have.
type another struct{ id, name string }

// joining are the words that put one person beside another.
var joining = regexp.MustCompile(`(?i)(?:^|\s)(?:and|plus|&|\+)(?:\s|$)`)

// others finds further people of the book in what a name left over, and says
// whether words are left even then. Offices, and those who only say where or whose
// somebody is ("Ana from Dr Lee's"), are nobody's second name.
func (in Intent) others(p *bot.Personal, words string, hits []Hit) (found []another, left bool, err error) {
	if !in.Dated || words == "" {
		return nil, words != "", nil
	}
	d, err := directories.Of(p.Data)
	if err != nil {
		return nil, true, err
	}
	who := in.Who
	who.Offices = false
	words = joining.ReplaceAllString(words, " with ")
	for len(found) < mostOthers {
		best := d.match(words, who)
		if len(best.named) == 0 || best.exact < best.total || best.describes(words) {
			break
		}
		e := d.entries[best.named[0]]
		known := slices.ContainsFunc(hits, func(h Hit) bool { return h.ID == e.id })
		if !known && !slices.Contains(found, another{e.id, e.name}) {
			found = append(found, another{e.id, e.name})
		}
		words = without(words, best.span)
	}
	if strangerIn(words) {
		found = append(found, another{})
	}
	more := func(w token) bool { return w.text != "with" && w.text != "both" }
	return found, slices.ContainsFunc(tokens(words), more), nil
}

// strangerIn says whether a doctor stands in words whom the book does not have.
func strangerIn(words string) bool {
	all := tokens(words)
	for i, w := range all[:max(0, len(all)-1)] {
		switch w.text {
		case "dr", "doctor", "prof", "professor":
			r := run{span: span{w.from, all[i+1].to}}
			if !everyday(all[i+1].text) && !r.describes(words) {
				return true
			}
		}
	}
	return false
}

// describes says whether a run tells more about somebody else, as in "from Dr Lee's
// office".
func (r run) describes(words string) bool {
	behind := strings.ReplaceAll(words[r.from:], "’", "'")
	if strings.HasPrefix(behind[min(len(behind), r.to-r.from):], "'s") || strings.Contains(behind[:min(len(behind), r.to-r.from)], "'s") {
		return true
	}
	before := tokens(words[:r.from])
	if len(before) == 0 {
		return false
	}
	switch before[len(before)-1].text {
	case "from", "at", "for", "by", "about", "via", "to", "of", "in", "near":
		return true
	}
	return false
}

func alsoMark(p *bot.Personal, in Intent, id string) string {
	return seatMark(p) + "also." + in.Name + id
}

// remember keeps the others while a question about somebody is open, so that its
// answer can offer them.
func (in Intent) remember(p *bot.Personal, hits []Hit, a aside) error {
	if !in.Dated {
		return nil
	}
	for _, h := range hits {
		if len(a.also) == 0 {
			if err := pendings.Delete(p.Data, alsoMark(p, in, h.ID)); store.IgnoreMissing(err) != nil {
				return err
			}
			continue
		}
		var ids []string
		for _, o := range a.also {
			ids = append(ids, o.id)
		}
		if err := pendings.Put(p.Data, alsoMark(p, in, h.ID), pending{Also: ids, At: p.Now.UTC()}); err != nil {
			return err
		}
	}
	return nil
}

// remembered gives the others back, once.
func (in Intent) remembered(p *bot.Personal, id string) (found []another, err error) {
	was, err := pendings.Get(p.Data, alsoMark(p, in, id))
	if err != nil {
		return nil, store.IgnoreMissing(err)
	}
	for _, other := range was.Also {
		if other == "" {
			found = append(found, another{})
			continue
		}
		name, err := Name(p.Data, other)
		if store.IgnoreMissing(err) != nil {
			return nil, err
		}
		if err == nil {
			found = append(found, another{other, name})
		}
	}
	return found, pendings.Delete(p.Data, alsoMark(p, in, id))
}

// too says the same of one of the others; those it was offered beside stay as they
// are.
func (in Intent) too(ctx context.Context, p *bot.Personal) (bot.Private, error) {
	id := p.Args.Part(0)
	var asked []store.Entry[pending]
	for e, err := range pendings.Range(p.Data, seatMark(p)+"also.", seatMark(p)+"also/") {
		if err != nil {
			return bot.Private{}, err
		}
		if slices.Contains(e.Value.Also, id) {
			asked = append(asked, e)
		}
	}
	for _, e := range asked {
		e.Value.Also = slices.DeleteFunc(slices.Clone(e.Value.Also), func(other string) bool { return other == id })
		if err := pendings.Put(p.Data, e.ID, e.Value); err != nil {
			return bot.Private{}, err
		}
	}
	return in.act(ctx, p, id, aside{day: p.Args.Part(1), extra: p.Args.Part(2)}, false)
}

// offerOthers is the line about the others, with a button for each. One is whom the
// message above is about; empty while that is still a question.
func (in Intent) offerOthers(one string, a aside) (m bot.Message) {
	if len(a.also) == 0 {
		return m
	}
	var names []string
	extra, _ := events.SplitReplacing(a.extra) // what is replaced is about the first alone
	for _, o := range a.also {
		if o.id == "" {
			m = m.Add(andStranger(one))
			continue
		}
		names = append(names, o.name)
		m = m.With(bot.Do(tooLabel(o.name), in.Name+"too", o.id, a.day, extra))
	}
	if len(names) == 0 {
		return m
	}
	return m.Add(andOthers(names, one))
}
