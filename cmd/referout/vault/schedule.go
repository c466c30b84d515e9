package vault

import (
	"context"
	"fmt"
	"log/slog"
	"time"
)

// Daily makes a backup a day.
type Daily struct {
	// At is the time of day, as in "03:30", by the clock on the wall in Zone.
	At   string
	Zone *time.Location
	// Resolve turns a wall clock reading into an instant of a zone.
	Resolve func(wall time.Time, zone *time.Location) time.Time
	// Backup makes one.
	Backup func(ctx context.Context, now time.Time) (Made, error)
	// Last is when the last one was made; false: there is none.
	Last func() (time.Time, bool)
	// Report is told of each attempt; nil: nobody is.
	Report func(at time.Time, err error)
	Log    *slog.Logger
}

const (
	// settleFor is how long after the start a backup that was missed is made.
	settleFor = time.Minute
	// again is how long after a failure it is tried again.
	again = time.Hour
	// doze is how long a sleep may be: a clock that was set is noticed after it.
	doze = time.Minute
)

// ValidTime reports whether a text is a time of day, as in "03:30".
func ValidTime(text string) bool {
	_, err := time.Parse("15:04", text)
	return err == nil && len(text) == len("15:04")
}

// Run makes backups until ctx ends.
func (d Daily) Run(ctx context.Context) {
	next := d.first(time.Now())
	for sleepUntil(ctx, next) {
		now := time.Now()
		made, err := d.Backup(ctx, now)
		if ctx.Err() != nil {
			return
		}
		if d.Report != nil {
			d.Report(now, err)
		}
		if next = d.next(now); err != nil {
			d.Log.Error("the backup failed; it is tried again in an hour. To see what is wrong, type: referout check", "error", err)
			next = now.Add(again)
			continue
		}
		d.Log.Info("backup made", "bytes", made.Bytes, "removed", len(made.Removed), "took", time.Since(now).Round(time.Millisecond))
	}
}

// first is soon if the program was not there when it should have made one.
func (d Daily) first(now time.Time) time.Time {
	next := d.next(now)
	last, ok := d.Last()
	if !ok || last.Before(d.previous(next)) {
		return now.Add(settleFor)
	}
	return next
}

// next is the next time of day after now.
func (d Daily) next(now time.Time) time.Time {
	local := now.In(d.Zone)
	for days := 0; ; days++ {
		if at := d.on(local, days); at.After(now) {
			return at
		}
	}
}

func (d Daily) previous(next time.Time) time.Time { return d.on(next.In(d.Zone), -1) }

// on is the time of day so many days after that of a day.
func (d Daily) on(day time.Time, days int) time.Time {
	clock, err := time.Parse("15:04", d.At)
	if err != nil {
		panic(fmt.Sprintf("time of day %q: %v", d.At, err)) // validated with the config
	}
	wall := time.Date(day.Year(), day.Month(), day.Day()+days, clock.Hour(), clock.Minute(), 0, 0, time.UTC)
	return d.Resolve(wall, d.Zone)
}

// sleepUntil waits for an instant by the clock on the wall; false: ctx has ended.
func sleepUntil(ctx context.Context, at time.Time) bool {
	for {
		left := time.Until(at.Round(0)) // without the monotonic clock, which stops with the machine
		if left <= 0 {
			return ctx.Err() == nil
		}
		t := time.NewTimer(min(left, doze))
		select {
		case <-ctx.Done():
			t.Stop()
			return false
		case <-t.C:
		}
	}
}
