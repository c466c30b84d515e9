package bot

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"slices"
	"time"

	"referout/store"
)

// How what waits in the store comes into the lanes.

// load reads what was stored since the last time.
func (o *outbox) load(ctx context.Context) error {
	for {
		o.mu.Lock()
		next, all := page{asked: o.asked, from: o.behind}, o.read == o.asked
		o.mu.Unlock()
		if all {
			return nil
		}
		if err := o.turnTo(ctx, &next); err != nil {
			return err
		}
		o.take(next)
	}
}

// page is what is read of the store in one go.
type page struct {
	asked    int    // how often somebody had asked for it by then
	from, to string // the cursor before and behind it
	rows     []found
}

// arrived takes up rows that were stored a moment ago. They need not be read, unless
// the store may hold others that come before them, or it is not sure that it holds
// these. Who commits first may tell last: the cursor goes back to a row behind it.
func (o *outbox) arrived(rows []store.Waiting, sure bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, w := range rows {
		f, known := o.fresh[w.ID]
		if sure && known && o.ours && o.read == o.asked {
			o.add(f.parcel, laneRow{Waiting: w, ping: f.parcel.Ping, at: time.Now()})
			o.behind = max(o.behind, w.ID)
			continue
		}
		o.asked++
		if w.ID <= o.behind {
			o.behind = w.ID[:len(w.ID)-1]
		}
	}
	o.router.meter.Waiting(o.held, o.dead)
	kick(o.kicked)
}

// found is a row and what its lane needs to know of it.
type found struct {
	laneRow
	parcel parcel
	bad    bool // it cannot be read
}

func (o *outbox) turnTo(ctx context.Context, p *page) error {
	return o.router.store.View(ctx, func(tx *store.Tx) error {
		waiting, err := outgoing.Waiting(tx, p.from, loadSize)
		if err != nil {
			return err
		}
		p.to = p.from
		for _, w := range waiting {
			p.rows = append(p.rows, o.find(tx, w))
			p.to = w.ID
		}
		return nil
	})
}

// find reads a row, unless it was stored a moment ago.
func (o *outbox) find(tx *store.Tx, w store.Waiting) found {
	o.mu.Lock()
	fresh, known := o.fresh[w.ID]
	old := !o.ours
	o.mu.Unlock()
	if known {
		return found{laneRow: laneRow{Waiting: w, ping: fresh.parcel.Ping, at: time.Now()}, parcel: fresh.parcel}
	}
	m, err := readParcel(tx, w)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		o.router.log.Error("a waiting message cannot be read", "error", err)
	}
	return found{laneRow: laneRow{Waiting: w, ping: m.Ping, late: m.Amend, old: old, at: time.Now()}, parcel: m, bad: err != nil}
}

// take puts rows into their lanes. The cursor goes on, unless somebody has put it back
// meanwhile.
func (o *outbox) take(p page) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, f := range p.rows {
		if !f.bad {
			o.add(f.parcel, f.laneRow)
		}
	}
	if o.behind == p.from {
		o.behind = p.to
	}
	if len(p.rows) < loadSize {
		o.ours, o.read = true, p.asked
	}
	o.router.meter.Waiting(o.held, o.dead)
}

// add puts a row into the lane of its parcel, unless it is there, or there is no room:
// then the store is read anew once there is.
func (o *outbox) add(m parcel, w laneRow) {
	if r := o.road(m.platform()); r.more || r.held >= mostHeld {
		r.more = true
		return
	}
	l := o.lanes[m.lane()]
	if l == nil {
		l = o.road(m.platform()).newLane(m)
		o.lanes[l.key] = l
	}
	if len(l.rows) == 0 {
		l.until = time.Time{} // it rested only until its bucket was full
	}
	at, known := l.place(w)
	if known {
		return
	}
	l.rows = slices.Insert(l.rows, at, w)
	o.held++
	l.road.held++
	if at == 0 {
		o.mayRest(l, w.Mark)
	}
	o.settleIn(l)
}

// place is where a row belongs in a lane, or that it is there: in the order of ids, what
// nobody waits for last, and behind what is under way.
func (l *lane) place(w laneRow) (at int, known bool) {
	from := 0
	if l.busy && len(l.rows) > 0 {
		from = 1
		if l.rows[0].ID == w.ID {
			return 0, true
		}
	}
	at, known = slices.BinarySearchFunc(l.rows[from:], w, inOrder)
	return from + at, known
}

// stepBack lets what came while the first row was under way go before it, if nobody waits
// for that.
func (l *lane) stepBack() {
	first := l.rows[0]
	l.rows = l.rows[1:]
	at, _ := l.place(first)
	l.rows = slices.Insert(l.rows, at, first)
}

// inOrder compares two rows of a lane.
func inOrder(a, b laneRow) int {
	switch {
	case a.late == b.late:
		return cmp.Compare(a.ID, b.ID)
	case a.late:
		return 1
	}
	return -1
}

// mayRest lets a lane go on with the rest that its first row was given before the
// process ended.
func (o *outbox) mayRest(l *lane, m store.Mark) {
	if wait := m.Until.Sub(o.router.now()); wait > 0 && wait <= mostWait {
		l.until = time.Now().Add(wait)
	}
}

// road is the way to a platform, made when first needed. The caller holds the lock.
func (o *outbox) road(name string) *road {
	r := o.roads[name]
	if r == nil {
		p := o.router.platforms[name]
		r = newRoad(name, p, o.router.config.Limits[name])
		r.stopped = p == nil
		o.roads[name], o.order = r, append(o.order, r)
		slices.SortFunc(o.order, func(a, b *road) int { return cmp.Compare(a.name, b.name) })
	}
	return r
}

// settleIn puts a lane where it belongs: in line, at rest, or out of the way.
func (o *outbox) settleIn(l *lane) {
	now := time.Now()
	switch {
	case l.busy:
	case len(l.rows) == 0:
		if d := l.full(now); d > 0 {
			o.restUntil(l, now.Add(d))
		} else {
			o.forget(l)
		}
	case l.until.After(now):
		o.restUntil(l, l.until)
	default:
		if l.resting > 0 {
			heap.Remove(&o.rest, l.resting-1)
		}
		l.road.queue(l)
	}
}

func (o *outbox) forget(l *lane) {
	if l.resting > 0 {
		heap.Remove(&o.rest, l.resting-1)
	}
	delete(o.lanes, l.key)
}

func (o *outbox) restUntil(l *lane, at time.Time) {
	l.until = at
	if l.resting > 0 {
		heap.Fix(&o.rest, l.resting-1)
		return
	}
	heap.Push(&o.rest, l)
}

// lighten notes that rows have left a road's lanes. What found no room there before is
// read again.
func (o *outbox) lighten(r *road, rows int) {
	o.held -= rows
	if r.held -= rows; r.more && r.held < mostHeld/2 {
		r.more, o.behind = false, ""
		o.asked++
	}
}

// rename puts what waits for a chat into the lane of its new id, in its order: at once,
// or when what is under way has come back.
func (o *outbox) rename(from Chat, to string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	l := o.lanes[from.subject()]
	if l == nil || to == "" || to == from.ID {
		return
	}
	next := Chat{Platform: from.Platform, ID: to}
	if l.busy {
		l.next = &next
		return
	}
	o.moveRows(l, next)
	kick(o.kicked)
}

func (o *outbox) moveRows(l *lane, next Chat) {
	rows := l.rows
	l.rows, l.next = nil, nil
	o.lighten(l.road, len(rows))
	o.settleIn(l)
	for _, w := range rows {
		delete(o.fresh, w.ID) // it goes elsewhere now
		o.add(parcel{Chat: &next}, w)
	}
}
