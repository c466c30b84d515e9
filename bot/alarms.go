package bot

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"referout/store"
)

const (
	// claimSize is how many due alarms are looked at in one go.
	claimSize = 16_384
	// longest is the longest sleep: the pulse notices when the clock jumps.
	longest = 24 * time.Hour
)

// runAlarms sleeps until the earliest alarm in the store, answers what is due,
// and looks again. Nothing is held in memory, so there is nothing to rebuild.
func (r *Router) runAlarms(ctx context.Context) error {
	for {
		next, err := r.ringDue(ctx)
		if err != nil && ctx.Err() == nil {
			r.log.Error("alarms", "error", err)
			next = time.Minute
		}
		timer := time.NewTimer(next)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-r.ring:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// ringDue answers everything due and says how long to sleep.
func (r *Router) ringDue(ctx context.Context) (time.Duration, error) {
	failed := map[store.SpaceID]bool{} // one book in trouble holds up no other
	for ctx.Err() == nil {
		r.meter.Beat("alarms")
		if !r.feel() {
			return time.Minute, nil
		}
		due, next, err := r.dueBooks(ctx, r.now(), failed)
		if err != nil {
			return time.Minute, err
		}
		if len(due) == 0 {
			return next, nil
		}
		r.ringBooks(ctx, due, failed)
		kick(r.active)
	}
	return longest, nil
}

// dueBook is a book and what of it is due.
type dueBook struct {
	id     store.SpaceID
	alarms []store.DueAlarm // earliest first
}

// dueBooks lists the books with something due by the end of the running minute, if
// anything is due now, the earliest first, and says how long there is to sleep if not.
func (r *Router) dueBooks(ctx context.Context, now time.Time, failed map[store.SpaceID]bool) (books []dueBook, sleep time.Duration, err error) {
	sleep = longest
	err = r.store.View(ctx, func(tx *store.Tx) error {
		next, found, err := tx.NextDue()
		if err != nil || !found {
			return err
		}
		if sleep = min(max(next.Sub(now), time.Millisecond), longest); next.After(now) {
			return nil
		}
		due, err := tx.Due(now.Truncate(time.Minute).Add(time.Minute-1), claimSize+64*len(failed))
		books = byBook(due, failed)
		return err
	})
	if len(books) == 0 && len(failed) > 0 {
		sleep = time.Minute
	}
	return books, sleep, err
}

func byBook(due []store.DueAlarm, failed map[store.SpaceID]bool) (books []dueBook) {
	at := map[store.SpaceID]int{}
	for _, a := range due {
		if failed[a.Space] {
			continue
		}
		n, known := at[a.Space]
		if !known {
			n = len(books)
			at[a.Space], books = n, append(books, dueBook{id: a.Space})
		}
		books[n].alarms = append(books[n].alarms, a)
	}
	return books
}

// errNothingRang says that what stood in the due index led nowhere: it is looked at
// again in a minute, not at once.
var errNothingRang = errors.New("nothing rang")

// rung is what the alarms of one member said.
type rung struct {
	who    Member
	nudges []Nudge
	due    time.Time // of the earliest
}

// ringBook lets every due alarm speak and makes one ping a member.
func (d *desk) ringBook(ctx context.Context, book store.BookTx, due []store.DueAlarm, culprit **store.Alarm) (err error) {
	defer recovered(&err)
	var all []rung
	err = d.ringEach(book, due, culprit, func(a store.Alarm) error {
		who, said, err := d.ringOne(ctx, book, a)
		all = heard(all, who, a, said)
		return err
	})
	if err != nil {
		return err
	}
	for _, m := range all {
		if err := d.ping(book, m); err != nil {
			return err
		}
	}
	return nil
}

// ringEach takes those alarms away that are still due and lets each speak.
func (d *desk) ringEach(s store.Space, due []store.DueAlarm, culprit **store.Alarm, speak func(store.Alarm) error) error {
	rang := false
	for _, named := range due {
		a, err := store.AlarmOf(s, named.Kind, named.ID)
		if errors.Is(err, store.ErrNotFound) || (err == nil && !a.At.Equal(named.At)) {
			continue // cleared or moved since it was found
		}
		if errors.Is(err, store.ErrDamaged) {
			a, err = d.reckoned(s, named, err)
		}
		if err != nil {
			return err
		}
		*culprit = &a
		if err := store.DropAlarm(s, named); err != nil {
			return err
		}
		if err := speak(a); err != nil {
			return fmt.Errorf("alarm %s: %w", a.Kind, err)
		}
		*culprit, rang = nil, true
	}
	if !rang {
		return errNothingRang
	}
	return nil
}

// ringCircle lets every due alarm of a circle speak in its chat.
func (d *desk) ringCircle(ctx context.Context, circle store.CircleTx, due []store.DueAlarm, culprit **store.Alarm) (err error) {
	defer recovered(&err)
	v, err := roomOf(circle)
	if err != nil {
		return err
	}
	in := Incoming{Chat: &v.Chat}
	at, seed := d.at, d.seed
	defer func() { d.at, d.seed = at, seed }()
	rang := 0
	return d.ringEach(circle, due, culprit, func(a store.Alarm) error {
		feature := d.router.alarms[a.Kind]
		if feature.Shared == nil {
			return nil
		}
		d.distinguish(at, seed, rang)
		rang++
		out, err := feature.Shared(ctx, d.shared(circle, v, in), a.ID)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		return d.pushPublic(circle, in, out)
	})
}

// distinguish gives one of several alarms that ring together a name and randomness of
// its own: what two of them begin are two records.
func (d *desk) distinguish(at string, seed [32]byte, n int) {
	if n == 0 {
		return
	}
	d.at = fmt.Sprintf("%s%05d", at, n)
	d.seed = sha256.Sum256(fmt.Appendf(nil, "%x alarm %d", seed, n))
}

// heard adds what an alarm said to what its member's alarms said before.
func heard(all []rung, who Member, a store.Alarm, said []Nudge) []rung {
	if len(said) == 0 {
		return all
	}
	for i := range all {
		if all[i].who.ID == who.ID {
			all[i].nudges = append(all[i].nudges, said...)
			return all
		}
	}
	return append(all, rung{who, said, a.At})
}

// ringOne lets the feature of a book's alarm speak.
func (d *desk) ringOne(ctx context.Context, book store.BookTx, a store.Alarm) (who Member, said []Nudge, err error) {
	feature := d.router.alarms[a.Kind]
	if feature.Personal == nil {
		return who, nil, nil
	}
	if who, err = members.Get(book, a.Member); err != nil {
		return who, nil, err
	}
	p := &Personal{Who: who, Now: d.now.In(d.router.zoneOf(who)), Rand: d.random(), Data: book, desk: d}
	said, err = feature.Personal(ctx, p, a.ID)
	if errors.Is(err, store.ErrNotFound) {
		return who, nil, nil
	}
	return p.Who, said, err
}
