package bot

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"time"

	"referout/store"
)

// zoneData is what a zone's rules looked like when alarms were resolved by them.
type zoneData struct {
	Print string `cbor:"1,keyasint"`
}

var zonePrints = store.Table[zoneData]{Name: "zonedata", Volatile: true}

// zoneOf is the zone that a member is in. A zone's rules are read once a day.
func (r *Router) zoneOf(m Member) *time.Location {
	if loc, ok := r.zones.Load(m.Zone); ok {
		return loc.(*time.Location)
	}
	loc := m.Location()
	r.zones.Store(m.Zone, loc)
	return loc
}

// refreshZones resolves the floating alarms of every zone anew whose rules have
// changed since they were resolved: governments change them, and then "17:30" is
// another instant.
func (r *Router) refreshZones(ctx context.Context) error {
	r.zones.Clear()
	changed, err := r.changedZones(ctx)
	if err != nil || len(changed) == 0 {
		return err
	}
	r.log.Info("time zone rules have changed, reminders are moved", "zones", len(changed))
	ids, err := r.spaceIDs(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := r.refloatSpace(ctx, id); err != nil {
			return err
		}
	}
	return r.notePrints(ctx, changed)
}

// spaceIDs are those of all books and circles.
func (r *Router) spaceIDs(ctx context.Context) (ids []store.SpaceID, err error) {
	err = r.store.View(ctx, func(tx *store.Tx) error {
		books, err := store.Collect(tx.Books())
		if err != nil {
			return err
		}
		circles, err := store.Collect(tx.Circles())
		ids = append(books, circles...)
		return err
	})
	return ids, err
}

// knowZone notes that somebody is in a zone, with its rules of now.
func (d *desk) knowZone(zone string) error {
	_, err := zonePrints.Get(d.tx.System(), zone)
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return zonePrints.Put(d.tx.System(), zone, zoneData{d.router.printOf(zone)})
}

// printOf is a short hash of when noon comes in a zone, week by week, from the
// beginning of 2026 to the end of 2037.
func (r *Router) printOf(zone string) string {
	loc := Member{Zone: zone}.Location()
	h := fnv.New64a()
	var b [8]byte
	first := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	for week := range 12 * 52 {
		at := r.config.Resolve(first.AddDate(0, 0, 7*week), loc)
		binary.BigEndian.PutUint64(b[:], uint64(at.Unix()))
		_, _ = h.Write(b[:])
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

// changedZones are the zones in use whose rules are not those that are noted, with the
// new ones.
func (r *Router) changedZones(ctx context.Context) (changed map[string]string, err error) {
	err = r.store.View(ctx, func(tx *store.Tx) error {
		changed = map[string]string{}
		for e, err := range zonePrints.All(tx.System()) {
			if err != nil {
				return err
			}
			if now := r.printOf(e.ID); now != e.Value.Print {
				changed[e.ID] = now
			}
		}
		return nil
	})
	return changed, err
}

func (r *Router) notePrints(ctx context.Context, prints map[string]string) error {
	return r.store.Update(ctx, func(tx *store.Tx) error {
		for zone, print := range prints {
			if err := zonePrints.Put(tx.System(), zone, zoneData{print}); err != nil {
				return err
			}
		}
		return nil
	})
}

// refloatSpace resolves the floating alarms of a book or circle anew, in its turn.
func (r *Router) refloatSpace(ctx context.Context, id store.SpaceID) error {
	done := r.turns.Turn(string(id))
	defer done()
	err := r.store.Update(ctx, func(tx *store.Tx) error {
		s, err := tx.Space(id)
		if err != nil {
			return store.IgnoreMissing(err)
		}
		book, is := s.(store.BookTx)
		if !is {
			return r.refloatCircle(s.(store.CircleTx))
		}
		whos, err := store.Collect(members.All(book))
		if err != nil {
			return err
		}
		for _, e := range whos {
			if err := r.refloat(book, e.Value); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

func (r *Router) refloatCircle(circle store.CircleTx) error {
	v, err := roomOf(circle)
	if err != nil || v.Zone == "" {
		return err
	}
	return r.refloat(circle, Member{Zone: v.Zone})
}

// refloat resolves a member's floating alarms in the zone she is in, or a circle's in
// its own: those belong to the nameless member.
func (r *Router) refloat(s store.Space, who Member) error {
	all, err := store.Collect(store.Alarms(s))
	if err != nil {
		return err
	}
	for _, a := range all {
		if a.Wall.IsZero() || a.Member != who.ID {
			continue
		}
		a.At = r.config.Resolve(a.Wall, r.zoneOf(who))
		if err := store.SetAlarm(s, a); err != nil {
			return err
		}
	}
	return nil
}
