package bot

import (
	"context"
	"errors"
	"time"

	"referout/store"
)

// marks remembers handled inputs, so that one delivered twice is handled once.
var marks = store.Table[bool]{Name: "seen", Volatile: true}

// markDays is how long an input is remembered: longer than Telegram's 24 hours.
const markDays = 3

// mark notes the input as handled, beside the records it touches; false: it was
// before. A person's first input was marked in the system, where there was no book
// yet; one that was kept in the inbox is marked there and takes its row away.
func (d *desk) mark(s store.Space, in Incoming) (fresh bool, err error) {
	switch {
	case in.Kept != "":
		return d.takeKept(in.Kept)
	case in.ID == "":
		return true, nil
	}
	return d.markAs(s, in.From.Platform, in.ID)
}

// markAs notes a platform's id in a space; false: it stands there, or in the system.
func (d *desk) markAs(s store.Space, platform, input string) (fresh bool, err error) {
	id, err := d.hash("input/" + platform + "/" + input)
	if err != nil {
		return false, err
	}
	for _, place := range []store.Space{s, d.tx.System()} {
		if seen, err := d.marked(place, id); err != nil || seen {
			return false, err
		}
		if s.ID() == d.tx.System().ID() {
			break
		}
	}
	return true, marks.Put(s, markDay(d.now, 0)+id, true)
}

func (d *desk) marked(s store.Space, id string) (bool, error) {
	for back := range markDays {
		switch _, err := marks.Get(s, markDay(d.now, back)+id); {
		case err == nil:
			return true, nil
		case !errors.Is(err, store.ErrNotFound):
			return false, err
		}
	}
	return false, nil
}

func markDay(now time.Time, back int) string {
	return now.UTC().AddDate(0, 0, -back).Format("20060102")
}

// tidyEvery is how often old marks are forgotten.
const tidyEvery = 24 * time.Hour

// runTidying forgets what is old and looks at the zones' rules, at the start and then
// once a day, until ctx ends.
func (r *Router) runTidying(ctx context.Context) error {
	tick := time.NewTicker(tidyEvery)
	defer tick.Stop()
	for {
		if err := errors.Join(r.refreshZones(ctx), r.tidy(ctx)); err != nil && ctx.Err() == nil {
			r.log.Error("tidying failed, tried again tomorrow", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// tidy forgets inputs older than anything a platform still repeats, space by space.
func (r *Router) tidy(ctx context.Context) error {
	var spaces []store.SpaceID
	err := r.store.View(ctx, func(tx *store.Tx) error {
		spaces = append(spaces[:0], tx.System().ID())
		for id, err := range tx.Books() {
			if err != nil {
				return err
			}
			spaces = append(spaces, id)
		}
		for id, err := range tx.Circles() {
			if err != nil {
				return err
			}
			spaces = append(spaces, id)
		}
		return nil
	})
	for _, id := range spaces {
		err = errors.Join(err, r.tidySpace(ctx, id, r.now()))
	}
	return errors.Join(err, r.tidyUnread(ctx, r.now()), r.tidyDead(ctx, r.now()))
}

// tidyChunk is how many marks one transaction removes.
const tidyChunk = 5000

func (r *Router) tidySpace(ctx context.Context, id store.SpaceID, now time.Time) error {
	for {
		old, err := r.oldMarks(ctx, id, now)
		if err != nil || len(old) == 0 {
			return err
		}
		err = r.store.Update(ctx, func(tx *store.Tx) error {
			s, err := tx.Space(id)
			if err != nil {
				return store.IgnoreMissing(err)
			}
			for _, mark := range old {
				if err := marks.Delete(s, mark); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}

func (r *Router) oldMarks(ctx context.Context, id store.SpaceID, now time.Time) (old []string, err error) {
	err = r.store.View(ctx, func(tx *store.Tx) error {
		s, err := tx.Space(id)
		if err != nil {
			return store.IgnoreMissing(err)
		}
		for e, err := range marks.Range(s, "", markDay(now, markDays-1)) {
			if err != nil {
				return err
			}
			if old = append(old, e.ID); len(old) == tidyChunk {
				break
			}
		}
		return nil
	})
	return old, err
}
