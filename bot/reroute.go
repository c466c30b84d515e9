package bot

import (
	"fmt"

	"referout/store"
)

// reroute takes a message off a way that is shut. A ping goes through the member's
// other account, or is held until she is heard of again; nothing is closed.
func (d *desk) reroute(s store.Space, id string, m parcel) error {
	if err := outgoing.Remove(s, id); err != nil {
		return err
	}
	book, ok := s.(store.BookTx)
	if !ok || m.Chat != nil {
		return nil
	}
	if err := d.shutWay(book, *m.To); err != nil || !m.Ping {
		return err
	}
	ways, err := pathways.Get(book, m.Member)
	if err != nil {
		return fmt.Errorf("routes: %w", err)
	}
	if to, open := d.target(ways); open {
		return d.push(book, m.redirected(to))
	}
	return d.hold(book, m)
}

// shutWay notes that the platform refuses what is for this account.
func (d *desk) shutWay(book store.BookTx, a Account) error {
	place, found, err := d.tx.Find(a.subject())
	if err != nil || !found || place.Space != book.ID() {
		return err
	}
	return d.routeShut(book, place.Member, a)
}

// elsewhere sends a ping whose platform is not to be used to an account on another
// one, if the member has any; the way stays open.
func (d *desk) elsewhere(s store.Space, id string, m parcel) (moved bool, err error) {
	book, ok := s.(store.BookTx)
	if !ok || !m.Ping {
		return false, nil
	}
	ways, err := pathways.Get(book, m.Member)
	if err != nil {
		return false, fmt.Errorf("routes: %w", err)
	}
	to, open := d.target(ways)
	if !open || to.Platform == m.To.Platform {
		return false, nil
	}
	return true, d.replace(book, id, m.redirected(to))
}

// replace puts a message behind all that wait, in place of one that waits.
func (d *desk) replace(s store.Space, id string, m parcel) error {
	if err := outgoing.Remove(s, id); err != nil {
		return err
	}
	return d.push(s, m)
}

func (m parcel) redirected(to Account) parcel {
	m.To, m.Edit, m.Reply = &to, "", ""
	return m
}

// target is the account that a member's pings go to now: see routes.target.
func (d *desk) target(w routes) (Account, bool) {
	return w.target(func(a Account) bool { return d.router.outbox.runs(a.Platform) })
}
