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

// mark notes the input as handled, in the transaction of its effect; false: it was
// before. One that was kept in the inbox is marked there, and takes its row away. The
// marks stand in the system, so that to forget old ones no book has to be opened.
func (d *desk) mark(in Incoming) (fresh bool, err error) {
	switch {
	case in.Kept != "":
		return d.takeKept(in.Kept)
	case in.ID == "":
		return true, nil
	}
	return d.markAs(in.From.Platform, in.ID)
}

// markAs notes a platform's id; false: it stands there.
func (d *desk) markAs(platform, input string) (fresh bool, err error) {
	// The ids of inputs follow time, as they are given: so marks made together stand
	// together, in one page of the file. They name nobody.
	id := platform + "/" + input
	for back := -1; back < markDays; back++ { // the clock may have been set back over midnight
		switch _, err := marks.Get(d.tx.System(), markDay(d.now, back)+id); {
		case err == nil:
			return false, nil
		case !errors.Is(err, store.ErrNotFound):
			return false, err
		}
	}
	return true, marks.Put(d.tx.System(), markDay(d.now, 0)+id, true)
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
		if !r.feel() {
			// By a wrong clock nothing is old.
		} else if err := errors.Join(r.adopt(ctx), r.refreshZones(ctx), r.tidy(ctx)); err != nil && ctx.Err() == nil {
			r.log.Error("tidying failed, tried again tomorrow", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// tidyChunk is how many marks one transaction removes.
const tidyChunk = 5000

// tidy forgets what is older than anything a platform still repeats, what nobody could
// read, and what was given up.
func (r *Router) tidy(ctx context.Context) error {
	now := r.now()
	err := errors.Join(r.tidyMarks(ctx, now), r.tidyUnread(ctx, now), r.tidyDead(ctx, now), r.tidyCodes(ctx, now))
	r.outbox.countDead(ctx)
	return err
}

func (r *Router) tidyMarks(ctx context.Context, now time.Time) error {
	for left := true; left; {
		err := r.store.Update(ctx, func(tx *store.Tx) error {
			left = false
			n := 0
			for e, err := range marks.Range(tx.System(), "", markDay(now, markDays-1)) {
				if err != nil {
					return err
				}
				if n++; n > tidyChunk {
					left = true
					return nil
				}
				if err := marks.Delete(tx.System(), e.ID); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
