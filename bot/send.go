package bot

import (
	"context"
	"errors"
	"time"

	"referout/store"
)

// sendLimit is how long one attempt may take.
const sendLimit = 30 * time.Second

// claimed is an errand whose attempt stands in the store.
type claimed struct {
	errand
	parcel parcel
	mark   store.Mark // as it was before this attempt
	gone   bool       // the row went meanwhile
	strays bool       // it belongs into another lane now
}

// dispatch registers an attempt for each errand, in one transaction, and makes them.
// The first attempt at what was stored a moment ago is registered by its very row:
// after a crash it counts as begun. A ping's is not, since it may be taken into another
// one until somebody has begun to send it.
func (o *outbox) dispatch(ctx context.Context, batch []errand) {
	var rest []errand
	for _, e := range batch {
		m, known := o.recall(e.row.ID)
		if !known || !e.row.justStored() {
			if known && m.Ping && e.row.Mark == (store.Mark{}) {
				e.fresh = &m
			}
			rest = append(rest, e)
			continue
		}
		o.all.Go(func() { o.attempt(ctx, claimed{errand: e, parcel: m}) })
	}
	if len(rest) > 0 {
		o.claimAll(ctx, rest)
	}
}

func (o *outbox) claimAll(ctx context.Context, batch []errand) {
	claims, err := o.claim(ctx, batch)
	if err != nil {
		if ctx.Err() == nil {
			o.router.log.Error("attempts to send cannot be stored", "error", err)
		}
		for _, e := range batch {
			o.finish(e.lane, e.row.ID, false, backoff(1))
		}
		return
	}
	for _, c := range claims {
		switch {
		case c.gone:
			o.finish(c.lane, c.row.ID, true, 0)
		case c.strays:
			o.refile(c)
		default:
			o.all.Go(func() { o.attempt(ctx, c) })
		}
	}
}

// claim notes that attempts begin. What stands there as begun after a crash may have
// arrived or not.
func (o *outbox) claim(ctx context.Context, batch []errand) (claims []claimed, err error) {
	now := o.router.now()
	err = o.router.store.Update(ctx, func(tx *store.Tx) error {
		claims = claims[:0]
		for _, e := range batch {
			c, err := claimRow(tx, e, now)
			if err != nil {
				return err
			}
			claims = append(claims, c)
		}
		return nil
	})
	return claims, err
}

func claimRow(tx *store.Tx, e errand, now time.Time) (claimed, error) {
	c := claimed{errand: e}
	s, err := tx.Space(e.row.Space)
	if err == nil {
		c.mark, err = outgoing.MarkOf(s, e.row.ID)
	}
	switch {
	case err != nil:
	case e.fresh != nil && c.mark == (store.Mark{}):
		c.parcel = *e.fresh
	default:
		c.parcel, err = outgoing.Get(s, e.row.ID)
	}
	if err == nil {
		c.parcel, err = aimed(s, e.row.ID, c.parcel)
	}
	if errors.Is(err, store.ErrNotFound) {
		c.gone = true
		return c, nil
	}
	if err != nil || c.parcel.lane() != e.lane.key {
		c.strays = true
		return c, err
	}
	if ends := c.parcel.Ends; !ends.IsZero() && !now.Before(ends) {
		c.gone = true
		return c, outgoing.Remove(s, e.row.ID)
	}
	if c.parcel.Amend && c.parcel.Edit == "" { // its message never came, or is left behind, or says what is newer
		c.gone = true
		return c, outgoing.Remove(s, e.row.ID)
	}
	if c.mark == (store.Mark{}) && !c.parcel.Ping && e.row.old {
		c.mark.Tried = c.parcel.Since // its row registered the first attempt
	}
	mark := store.Mark{Attempts: c.mark.Attempts + 1, Tried: c.mark.Tried}
	if mark.Tried.IsZero() {
		mark.Tried = now
	}
	return c, outgoing.Note(s, e.row.ID, mark)
}

// refile puts a row whose chat has a new id into the lane of that.
func (o *outbox) refile(c claimed) {
	o.finish(c.lane, c.row.ID, true, 0)
	o.mu.Lock()
	defer o.mu.Unlock()
	o.add(c.parcel, c.row)
}

// attempt sends one message and notes what became of it. What the end of the process
// cuts off stays as begun.
func (o *outbox) attempt(ctx context.Context, c claimed) {
	began, mono := o.router.now(), time.Now()
	receipt, err := o.send(ctx, c)
	if err != nil && ctx.Err() != nil {
		o.finish(c.lane, c.row.ID, false, backoff(1))
		return
	}
	now := o.router.now()
	v := judge(c, err, began, now)
	if v.fate == refused && o.heardSince(c.parcel, mono) {
		v.fate, v.wait = later, time.Second // she let the bot in again meanwhile
	}
	o.report(c, v, err, now)
	o.hand(&outcome{claimed: c, verdict: v, receipt: receipt})
}

// heardSince says whether somebody was heard of after an attempt had begun.
func (o *outbox) heardSince(m parcel, began time.Time) bool {
	if m.Chat != nil {
		return false
	}
	at, known := o.router.heard.Load(*m.To)
	return known && at.(time.Time).After(began)
}

// errStopped says that the platform has ended or is not part of this run.
var errStopped = errors.New("the platform is not running")

func (o *outbox) send(ctx context.Context, c claimed) (Receipt, error) {
	if o.isStopped(c.lane.road) {
		return Receipt{}, &SendError{Outcome: BadToken, Err: errStopped}
	}
	ctx, cancel := context.WithTimeout(ctx, sendLimit)
	defer cancel()
	return c.lane.road.platform.Send(ctx, c.parcel.delivery(c.row.ID, c.mark.Tried))
}

func (o *outbox) isStopped(r *road) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return r.stopped
}

// stop notes that a platform has ended: pings go to other accounts from now on.
func (o *outbox) stop(platform string) {
	o.mu.Lock()
	r := o.road(platform)
	r.stopped = true
	o.mu.Unlock()
	o.hurry(func(l *lane) bool { return l.road == r })
}

// runs says whether a platform takes messages in this run.
func (o *outbox) runs(platform string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return !o.road(platform).stopped
}

// report tells the meter and the log. Of trouble with a platform the log has one line
// when it begins and one when it is over; of a message that is given up, one each.
func (o *outbox) report(c claimed, v verdict, cause error, now time.Time) {
	r := o.router
	name := c.lane.road.name
	r.meter.Sent(name, v.outcome, !c.mark.Tried.IsZero())
	if v.fate == arrived && c.parcel.Ping && !c.parcel.Due.IsZero() {
		r.meter.Pinged(name, max(0, now.Sub(c.parcel.Due)))
	}
	o.mu.Lock()
	failures := c.lane.road.failures
	switch {
	case v.fate == arrived:
		c.lane.road.failures = 0
	case cause != nil && v.passing():
		c.lane.road.failures++
	}
	if until := time.Now().Add(v.wait); v.overall && until.After(c.lane.road.until) {
		c.lane.road.until = until
	}
	o.mu.Unlock()
	switch {
	case v.fate == arrived && failures > 0:
		r.log.Info("sending works again", "platform", name, "failed", failures)
	case v.fate == buried:
		r.log.Error("a message was given up and waits for the operator", "platform", name, "kind", c.parcel.kind(), "error", cause)
	case cause != nil && v.passing() && failures == 0:
		r.log.Warn("sending fails, tried again until it works", "platform", name, "error", cause)
	case cause != nil:
		r.log.Debug("sending failed", "platform", name, "attempt", c.mark.Attempts+1, "error", cause)
	}
}

// conclude notes the outcome in the transaction; gone says that the row is.
func (d *desk) conclude(c claimed, v verdict, receipt Receipt) (gone bool, err error) {
	s, err := d.tx.Space(c.row.Space)
	if err == nil {
		_, err = outgoing.MarkOf(s, c.row.ID)
	}
	if err != nil { // the book was erased or the row dropped while it was under way
		return true, store.IgnoreMissing(err)
	}
	switch v.fate {
	case arrived:
		if c.parcel.Shown != "" {
			// That a copy of it can be edited later is worth less than that it is
			// not sent again.
			if err := noteReceipt(s, c.parcel, receipt); err != nil {
				d.router.log.Error("where a message was shown cannot be noted", "error", err)
			}
		}
		if err := d.noteSaid(s, c.parcel, receipt); err != nil {
			return false, err
		}
		return true, outgoing.Remove(s, c.row.ID)
	case refused:
		return true, d.reroute(s, c.row.ID, c.parcel)
	case stranded:
		if moved, err := d.elsewhere(s, c.row.ID, c.parcel); moved || err != nil {
			return moved, err
		}
	case moved:
		if err := d.moveChat(*c.parcel.Chat, v.to); err != nil {
			return false, err
		}
	case buried:
		return true, d.bury(s, c.row.ID, c.parcel, v)
	case bared:
		c.parcel.Bare = true
		if err := outgoing.Put(s, c.row.ID, c.parcel); err != nil {
			return false, err
		}
	}
	return false, outgoing.Note(s, c.row.ID, v.mark)
}
