package pass

import (
	"context"
	"errors"
	"maps"
	"regexp"
	"slices"
	"time"

	"referout/bot"
	"referout/handlers/listing"
	"referout/store"
)

// colleague is somebody who shows a listing in a circle of hers.
type colleague struct {
	listing.Entry
	circle bot.Circle
}

// mostOffered is how many colleagues are offered at once.
const mostOffered = 6

// begin takes the words behind /pass, or asks for them.
func begin(_ context.Context, p *bot.Personal) (bot.Private, error) {
	circles, err := p.Circles()
	if err != nil {
		return bot.Private{}, err
	}
	if len(circles) == 0 {
		return bot.Whisper(noGroup()), nil
	}
	if p.Args.Words != "" {
		return named(p, p.Args.Words)
	}
	all, err := colleagues(p, "")
	if err != nil {
		return bot.Private{}, err
	}
	if len(all) == 0 {
		return bot.Whisper(nobodyListed()), nil
	}
	return choose(toWhom(), all).Asks(whoAction), nil
}

// who takes a name that was typed; tapped, it asks for one.
func who(_ context.Context, p *bot.Personal) (bot.Private, error) {
	if p.Args.Tapped || p.Args.Words == "" {
		return bot.Whisper(typeName()).Asks(whoAction), nil
	}
	return named(p, p.Args.Words)
}

// behindName is where something else begins than who is meant.
var behindName = regexp.MustCompile(`(?i)\s*[,;:(|]|\s+[-–—]+\s|\s+(?:for|about|re|regarding|because|with)\s`)

// named goes on with whom the words name. Where they fit nobody, what stands in front of a
// comma or the like may; the rest, which may tell of the client, is dropped.
func named(p *bot.Personal, words string) (bot.Private, error) {
	all, err := colleagues(p, words)
	if err != nil {
		return bot.Private{}, err
	}
	s := behindName.FindStringIndex(words)
	if len(all) > 0 || s == nil || s[0] == 0 {
		return among(p, all)
	}
	if all, err = colleagues(p, words[:s[0]]); err != nil || len(all) == 0 {
		return bot.Whisper(nobodyFits()).Asks(whoAction), err
	}
	out, err := among(p, all)
	return out.Below(restDropped()), err
}

// among goes on with the only one whom the words fit, or asks which one is meant.
func among(p *bot.Personal, all []colleague) (bot.Private, error) {
	switch len(all) {
	case 0:
		return bot.Whisper(nobodyFits()).Asks(whoAction), nil
	case 1:
		return agree(p, all[0], false)
	}
	return choose(whichOne(), all).Asks(whoAction), nil
}

func choose(m bot.Message, all []colleague) bot.Private {
	for _, c := range all {
		m = m.With(bot.Do(label(c, all), toAction, c.circle.ID, c.Key))
	}
	return bot.Whisper(m.With(bot.Do("Someone else", whoAction)))
}

// colleagues are who fits the words in all her circles, herself left out: the first few
// who are not known to have left. No words fit everybody; whom she passed somebody on to
// last comes first then.
func colleagues(p *bot.Personal, words string) (out []colleague, err error) {
	seen, err := ownKeys(p)
	if err != nil {
		return nil, err
	}
	circles, err := p.Circles()
	if err != nil {
		return nil, err
	}
	for _, c := range circles {
		found, err := inCircle(p, c, words)
		if err != nil {
			return nil, err
		}
		for _, e := range found {
			if !slices.Contains(seen, e.Key) {
				seen, out = append(seen, e.Key), append(out, colleague{e, c})
			}
		}
	}
	if words == "" {
		if err := lastFirst(p, out); err != nil {
			return nil, err
		}
	}
	return here(p, out)
}

// inCircle are the listings of one circle that words fit: a name alone before anything
// else.
func inCircle(p *bot.Personal, c bot.Circle, words string) ([]listing.Entry, error) {
	_, space, err := p.Circle(c.ID)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	d, err := listing.DirectoryOf(space)
	if err != nil || words == "" {
		return d.Entries, err
	}
	if named := d.Named(words); len(named) > 0 {
		return named, nil
	}
	found, _ := d.Find(words)
	return found, nil
}

func ownKeys(p *bot.Personal) (keys []string, err error) {
	accounts, err := p.Accounts()
	if err != nil {
		return nil, err
	}
	for _, a := range accounts {
		key, err := p.Key(a)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
}

func lastFirst(p *bot.Personal, all []colleague) error {
	last := map[string]time.Time{}
	for e, err := range outs.All(p.Data) {
		if err != nil {
			return err
		}
		last[e.Value.Key] = e.Value.At
	}
	store.Sort(all, func(a, b colleague) int { return last[b.Key].Compare(last[a.Key]) })
	return nil
}

// here is the first few who are not known to have left their circle's chat.
func here(p *bot.Personal, all []colleague) (out []colleague, err error) {
	for len(all) > 0 && len(out) < mostOffered {
		n := min(len(all), mostOffered-len(out))
		some := all[:n]
		all = all[n:]
		left, err := leftOf(p, some)
		if err != nil {
			return nil, err
		}
		for i, c := range some {
			if !left[i] {
				out = append(out, c)
			}
		}
	}
	return out, nil
}

// leftOf says which of some colleagues have left, asking about all of a circle at once.
func leftOf(p *bot.Personal, some []colleague) ([]bool, error) {
	left, asked := make([]bool, len(some)), map[string][]bot.Account{}
	for _, c := range some {
		asked[c.circle.ID] = append(asked[c.circle.ID], c.Account)
	}
	for _, id := range slices.Sorted(maps.Keys(asked)) {
		present, err := p.Present(id, asked[id])
		if err != nil {
			return nil, err
		}
		for i, c := range some {
			if c.circle.ID == id {
				left[i], present = !present[0], present[1:]
			}
		}
	}
	return left, nil
}

// reach is the colleague of a button; not says why nobody can be sent there.
func reach(p *bot.Personal) (c colleague, not *bot.Message, err error) {
	gone := hasLeft()
	one, space, err := p.Circle(p.Args.Part(0))
	if errors.Is(err, store.ErrNotFound) {
		return c, &gone, nil
	}
	if err != nil {
		return c, nil, err
	}
	key := p.Args.Part(1)
	l, err := listing.Listings.Get(space, key)
	if errors.Is(err, store.ErrNotFound) {
		return c, &gone, nil
	}
	if err != nil {
		return c, nil, err
	}
	own, err := ownKeys(p)
	if err != nil {
		return c, nil, err
	}
	found, err := here(p, []colleague{{listing.Entry{Key: key, Listing: l}, one}})
	if err != nil {
		return c, nil, err
	}
	if len(found) == 0 || slices.Contains(own, key) {
		return c, &gone, nil
	}
	return found[0], nil, nil
}

// again stands in the button of somebody who means it a second time.
const again = "again"

// to answers the button of a colleague.
func to(_ context.Context, p *bot.Personal) (bot.Private, error) {
	c, not, err := reach(p)
	if err != nil {
		return bot.Private{}, err
	}
	if not != nil {
		return bot.Whisper(*not).Anew(), nil
	}
	return agree(p, c, p.Args.Part(2) == again)
}

// slip is how long a second one for the same colleague may be a slip.
const slip = 10 * time.Minute

// agree asks for the tap without which nothing goes.
func agree(p *bot.Personal, c colleague, twice bool) (bot.Private, error) {
	if !twice {
		for e, err := range outs.All(p.Data) {
			if err != nil {
				return bot.Private{}, err
			}
			if ago := p.Now.Sub(e.Value.At); e.Value.Key == c.Key && ago < slip {
				m := anotherOne(c.Name, ago)
				return bot.Whisper(m.With(bot.Do("Somebody else too", toAction, c.circle.ID, c.Key, again), bot.Do("No", stopAction))), nil
			}
		}
	}
	m := mustAgree(c)
	return bot.Whisper(m.With(bot.Do("They agreed to be contacted", agreedAction, c.circle.ID, c.Key), bot.Do("Not now", stopAction))), nil
}
