package pairs

import (
	"context"
	"errors"
	"time"

	"referout/bot"
	"referout/bot/when"
	"referout/handlers/guide"
	"referout/handlers/listing"
	"referout/handlers/people"
	"referout/store"
)

// aPage is how many people are asked about in one handling: the router asks about 24 at
// most.
const aPage = 20

// month answers the alarm: page by page it is asked who is there, then the pairs are
// made. It may ring late, or early if a zone was changed.
func month(ctx context.Context, s *bot.Shared, _ string) (bot.Public, error) {
	r, err := roundOf(s)
	if err != nil {
		return bot.Public{}, err
	}
	wall := when.Wall(s.Now)
	if !due(r, wall) {
		return bot.Public{}, schedule(s)
	}
	if now := monthOf(wall); r.Asking != now {
		r.Asking, r.Asked = now, ""
	}
	more, err := ask(ctx, s, &r)
	if err != nil {
		return bot.Public{}, err
	}
	if more {
		return bot.Public{}, errors.Join(rounds.Put(s.Data, theRound, r), s.RemindAt(monthAlarm, theRound, s.Now))
	}
	r.Month, r.Asking, r.Asked = r.Asking, "", ""
	n, err := makePairs(s, &r)
	if err != nil {
		return bot.Public{}, err
	}
	if err := errors.Join(rounds.Put(s.Data, theRound, r), schedule(s)); err != nil || n == 0 {
		return bot.Public{}, err
	}
	return bot.Announce(pairsMade(n)).In(r.Thread), nil
}

// ask asks about the next page of those who take part, and forgets who has left. more:
// there are others to be asked about.
func ask(ctx context.Context, s *bot.Shared, r *round) (more bool, err error) {
	all, err := store.Collect(takers.All(s.Data))
	if err != nil {
		return false, err
	}
	last := r.Asked
	var page []bot.Account
	for _, e := range all {
		if e.ID <= r.Asked {
			continue
		}
		if more = len(page) == aPage; more {
			break
		}
		page = append(page, e.Value.Account)
		last = e.ID
	}
	here, err := s.Present(page)
	if err != nil {
		return false, err
	}
	for i, a := range page {
		if !here[i] {
			err = errors.Join(err, Gone(ctx, s, a))
		}
	}
	r.Asked = last
	return more, err
}

// pool is those who can be paired.
type pool struct {
	all   []Taker
	rows  []taker
	shown []listing.Listing
}

// gather takes those who show a listing and have a private chat. The others take part
// again when they do.
func gather(s *bot.Shared) (p pool, err error) {
	all, err := store.Collect(takers.All(s.Data))
	if err != nil {
		return p, err
	}
	for _, e := range all {
		l, err := listing.Listings.Get(s.Data, e.ID)
		if errors.Is(err, store.ErrNotFound) {
			if _, err := s.Tell(e.Value.Account, newsMail, noListing, nil); err != nil {
				return p, err
			}
			continue
		}
		if err != nil {
			return p, err
		}
		knows, err := s.Knows(e.Value.Account)
		if err != nil {
			return p, err
		}
		if knows {
			p.all = append(p.all, Taker{Key: e.ID, Discipline: people.Fold(guide.SpecialtyName(l.Specialty)), Waits: e.Value.Waits})
			p.rows, p.shown = append(p.rows, e.Value), append(p.shown, l)
		}
	}
	return p, nil
}

// makePairs makes the pairs of a month and tells those whom it concerns; n is how many.
func makePairs(s *bot.Shared, r *round) (n int, err error) {
	p, err := gather(s)
	if err != nil {
		return 0, err
	}
	known, err := p.known(s, r)
	if err != nil {
		return 0, err
	}
	met := func(a, b string) bool { return known[idOf(a, b)] }
	pairs, left := Choose(p.all, met, s.Rand)
	until := s.Instant(next(s))
	for _, two := range pairs {
		a, b, row := two[0], two[1], pair{Month: r.Month, Until: until.UTC()}
		if err := paired.Put(s.Data, idOf(p.all[a].Key, p.all[b].Key), row); err != nil {
			return 0, err
		}
		if err := errors.Join(p.tell(s, a, b, row), p.tell(s, b, a, row)); err != nil {
			return 0, err
		}
	}
	return len(pairs), p.tellLeft(s, left, Unmet(p.all, met))
}

// known is whom of those who can be paired is known to have met, or was paired before.
// When all are, it begins anew, and nothing is.
func (p pool) known(s *bot.Shared, r *round) (map[string]bool, error) {
	known, in := map[string]bool{}, map[string]bool{}
	for _, t := range p.all {
		in[t.Key] = true
	}
	both := func(a, b string) bool { return in[a] && in[b] }
	if err := eachPaired(s, both, func(id string) error { known[id] = true; return nil }); err != nil {
		return nil, err
	}
	for e, err := range listing.Vouches.All(s.Data) {
		if err != nil {
			return nil, err
		}
		if v := e.Value; both(v.For, v.By) && v.Kind != listing.SentPeople && v.At.After(r.Anew) {
			known[idOf(v.For, v.By)] = true
		}
	}
	if len(known) < len(in)*(len(in)-1)/2 || len(known) == 0 {
		return known, nil
	}
	r.Anew = s.Now.UTC()
	return map[string]bool{}, eachPaired(s, both, func(id string) error { return paired.Delete(s.Data, id) })
}

// tell tells one of a pair who the other is.
func (p pool) tell(s *bot.Shared, to, of int, two pair) error {
	row := p.rows[to]
	if row.Waits > 0 {
		row.Waits = 0
		if err := takers.Put(s.Data, p.all[to].Key, row); err != nil {
			return err
		}
	}
	what := p.shown[of].Enclose().Write(monthLine, "", nameOfMonth(two.Month)).Write(untilLine, "", two.Until.Format(time.RFC3339))
	_, err := s.Tell(row.Account, toldMail, idOf(p.all[to].Key, p.all[of].Key), what)
	return err
}

// tellLeft tells those for whom there is nobody why, and lets them come first next month
// if there would have been somebody.
func (p pool) tellLeft(s *bot.Shared, left []int, unmet []int) error {
	for _, i := range left {
		row, why := p.rows[i], leftOut
		switch {
		case len(p.all) == 1:
			why = alone
		case unmet[i] == 0:
			why = metAll
		}
		row.Waits = waitsOf(row.Waits, true, unmet[i])
		if err := takers.Put(s.Data, p.all[i].Key, row); err != nil {
			return err
		}
		if _, err := s.Tell(row.Account, newsMail, why, nil); err != nil {
			return err
		}
	}
	return nil
}
