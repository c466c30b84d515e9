package bot

import (
	"context"
	"errors"
	"slices"
	"time"

	"referout/store"
)

// Groups that got another id while nobody was there to be told. A platform forgets what it
// could not tell: a circle would stay behind under the old id, and another one begin under
// the new.

// toldFor is how long, with a margin, a platform keeps what it has to tell: Telegram 24
// hours.
const toldFor = 20 * time.Hour

// suspect notes after a long absence that groups may have moved. By the clock alone: to
// ask once too often does no harm.
func (r *Router) suspect(ctx context.Context, seen, now time.Time) error {
	if seen.IsZero() || now.Sub(seen).Abs() < toldFor {
		return nil
	}
	return r.changeLife(ctx, func(row *life) {
		row.Astray = nil
		for name, p := range r.platforms {
			if _, can := p.(Mover); can {
				row.Astray = append(row.Astray, name)
			}
		}
		slices.Sort(row.Astray)
	})
}

// findGroups asks a platform where its groups are, if they may have moved, before anything
// is heard of them, and says whether nothing is left to ask. Where the platform cannot be
// reached nothing comes from it either. The end of the process leaves it for the next.
func (r *Router) findGroups(ctx context.Context, p Platform) bool {
	m, can := p.(Mover)
	if !can {
		return true
	}
	groups, err := r.astray(ctx, p.Name())
	for _, group := range groups {
		err = errors.Join(err, r.findGroup(ctx, m, group))
	}
	if err == nil && groups != nil {
		err = r.changeLife(ctx, func(row *life) {
			row.Astray = slices.DeleteFunc(row.Astray, func(name string) bool { return name == p.Name() })
		})
	}
	if err != nil && ctx.Err() == nil {
		r.log.Warn("whether groups have moved cannot be found out yet, asked again", "platform", p.Name(), "error", err)
	}
	return err == nil
}

// findAgain is how long a platform that did not answer in time is not asked.
const findAgain = 10 * time.Minute

// goOnFinding asks on beside the platform until nothing is left to ask.
func (r *Router) goOnFinding(ctx context.Context, p Platform) {
	for found := false; !found; found = r.findGroups(ctx, p) {
		select {
		case <-ctx.Done():
			return
		case <-time.After(findAgain):
		}
	}
}

// astray are the groups of a platform that may have moved; nil: there is no reason to
// think so.
func (r *Router) astray(ctx context.Context, platform string) (groups []Chat, err error) {
	err = r.store.View(ctx, func(tx *store.Tx) error {
		groups = nil
		row, err := lives.Get(tx.System(), lifeID)
		if err != nil || !slices.Contains(row.Astray, platform) {
			return store.IgnoreMissing(err)
		}
		groups = []Chat{}
		for id, err := range tx.Circles() {
			if err != nil {
				return err
			}
			circle, err := tx.Circle(id)
			if err != nil {
				return err
			}
			v, err := roomOf(circle)
			if err != nil {
				r.log.Error("where a circle is cannot be read", "error", err)
				continue
			}
			if v.Chat.Platform == platform {
				groups = append(groups, v.Chat)
			}
		}
		return nil
	})
	return groups, err
}

// mostAsks is how often a platform that takes questions is asked for a group that it says
// nothing of: all that it has to tell waits meanwhile.
const mostAsks = 7

// findGroup asks for one group until there is an answer.
func (r *Router) findGroup(ctx context.Context, m Mover, group Chat) error {
	for failures := 0; ctx.Err() == nil; {
		id, err := m.MovedTo(ctx, group)
		if err == nil && id == "" {
			return nil
		}
		if err == nil {
			err = r.receive(ctx, Incoming{Kind: Moved, From: Account{Platform: group.Platform}, Chat: &group, MovedTo: id})
		}
		if err == nil || ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
		wait := backoff(failures)
		failed := &SendError{Outcome: NotSent}
		if errors.As(err, &failed); failed.Outcome == BadToken {
			return err // the platform says so itself
		}
		if failures++; failures >= mostAsks && failed.Outcome != NotSent && failed.Outcome != RateLimited {
			return err
		}
		select {
		case <-ctx.Done():
		case <-time.After(max(wait, failed.After)):
		}
	}
	return ctx.Err()
}
