package bot

import (
	"context"
	"time"

	"referout/store"
)

// When a platform tells the whole bot to wait, that holds for the next run as well.

// pause is how long a platform takes nothing from anybody.
type pause struct {
	From  time.Time `cbor:"1,keyasint,omitempty"`
	Until time.Time `cbor:"2,keyasint,omitempty"`
}

// pauses has a row for each platform that ever told the bot to wait, by its name.
var pauses = store.Table[pause]{Name: "pause", Volatile: true}

// mostPause is the longest that a platform is left alone because it said so.
const mostPause = 24 * time.Hour

// left is what is left of a pause. By a clock that was set back meanwhile it begins
// anew at most.
func (p pause) left(now time.Time) time.Duration {
	return max(0, min(p.Until.Sub(now), p.Until.Sub(p.From), mostPause))
}

// keepPause notes that a platform told the bot to wait, unless it waits longer already.
func (d *desk) keepPause(platform string, wait time.Duration) error {
	s := d.tx.System()
	kept, err := pauses.Get(s, platform)
	if store.IgnoreMissing(err) != nil {
		return err
	}
	if kept.left(d.now) >= wait {
		return nil
	}
	return pauses.Put(s, platform, pause{From: d.now.Round(0), Until: d.now.Add(wait).Round(0)})
}

// goOnPausing lets the roads go on with the pauses that an earlier run was told of.
func (o *outbox) goOnPausing(ctx context.Context) {
	now := o.router.now()
	err := o.router.store.View(ctx, func(tx *store.Tx) error {
		all, err := store.Collect(pauses.All(tx.System()))
		if err != nil {
			return err
		}
		o.mu.Lock()
		defer o.mu.Unlock()
		for _, e := range all {
			if left := e.Value.left(now); left > 0 {
				o.road(e.ID).until = time.Now().Add(left)
				o.router.log.Info("a platform told the bot to wait before this start", "platform", e.ID, "left", left.Round(time.Second))
			}
		}
		return nil
	})
	if err != nil && ctx.Err() == nil {
		o.router.log.Error("what the platforms told the bot to wait cannot be read", "error", err)
	}
}
