package bot

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"
	"time"

	"referout/store"
)

// zoneData is what a zone's rules looked like when alarms were resolved by them.
type zoneData struct {
	Print string `cbor:"1,keyasint"`
}

var zonePrints = store.Table[zoneData]{Name: "zonedata", Volatile: true}

// refreshZones resolves the floating alarms of every zone anew whose rules have
// changed since they were resolved: governments change them, and then "17:30" is
// another instant.
func (r *Router) refreshZones(ctx context.Context) error {
	zones, err := r.zonesInUse(ctx)
	if err != nil {
		return err
	}
	prints := map[string]string{}
	for zone := range zones {
		prints[zone] = r.printOf(zone)
	}
	changed, fresh, err := r.changedZones(ctx, prints)
	if err != nil {
		return err
	}
	if len(changed) > 0 {
		r.log.Info("time zone rules have changed, reminders are moved", "zones", len(changed))
	}
	for zone := range changed {
		for _, id := range zones[zone] {
			if err := r.refloatBook(ctx, id); err != nil {
				return err
			}
		}
	}
	return r.notePrints(ctx, prints, len(changed) > 0 || fresh)
}

// zonesInUse lists the books with a member in each zone.
func (r *Router) zonesInUse(ctx context.Context) (zones map[string][]store.SpaceID, err error) {
	zones = map[string][]store.SpaceID{}
	err = r.eachBook(ctx, func(book store.BookTx) error {
		for e, err := range members.All(book) {
			if err != nil {
				return err
			}
			zones[e.Value.Zone] = append(zones[e.Value.Zone], book.ID())
		}
		return nil
	})
	return zones, err
}

// printOf is a short hash of when a week's noon comes in a zone, this year and the
// next.
func (r *Router) printOf(zone string) string {
	loc := Member{Zone: zone}.Location()
	h := fnv.New64a()
	var b [8]byte
	first := time.Date(r.now().Year(), 1, 1, 12, 0, 0, 0, time.UTC)
	for week := range 106 {
		at := r.config.Resolve(first.AddDate(0, 0, 7*week), loc)
		binary.BigEndian.PutUint64(b[:], uint64(at.Unix()))
		_, _ = h.Write(b[:])
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

// changedZones compares with what is stored; fresh says that there is something new
// to store.
func (r *Router) changedZones(ctx context.Context, prints map[string]string) (changed map[string]bool, fresh bool, err error) {
	err = r.store.View(ctx, func(tx *store.Tx) error {
		changed, fresh = map[string]bool{}, false
		for zone, now := range prints {
			old, err := zonePrints.Get(tx.System(), zone)
			if store.IgnoreMissing(err) != nil {
				return err
			}
			fresh = fresh || old.Print != now
			if old.Print != "" && old.Print != now {
				changed[zone] = true
			}
		}
		return nil
	})
	return changed, fresh, err
}

func (r *Router) notePrints(ctx context.Context, prints map[string]string, any bool) error {
	if !any {
		return nil
	}
	return r.store.Update(ctx, func(tx *store.Tx) error {
		for zone, print := range prints {
			if err := zonePrints.Put(tx.System(), zone, zoneData{print}); err != nil {
				return err
			}
		}
		return nil
	})
}

// refloatBook resolves a book's floating alarms anew, in its turn.
func (r *Router) refloatBook(ctx context.Context, id store.SpaceID) error {
	done := r.turns.Turn(string(id))
	defer done()
	err := r.store.Update(ctx, func(tx *store.Tx) error {
		book, err := tx.Book(id)
		if err != nil {
			return store.IgnoreMissing(err)
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
	kick(r.ring)
	return err
}

// refloat resolves a member's floating alarms in the zone she is in.
func (r *Router) refloat(book store.BookTx, who Member) error {
	all, err := store.Collect(store.Alarms(book))
	if err != nil {
		return err
	}
	for _, a := range all {
		if a.Wall.IsZero() || a.Member != who.ID {
			continue
		}
		a.At = r.config.Resolve(a.Wall, who.Location())
		if err := store.SetAlarm(book, a); err != nil {
			return err
		}
	}
	return nil
}
