package bot

import (
	"context"
	"errors"

	"referout/store"
)

// receiveMoved handles that a group has a new id.
func (r *Router) receiveMoved(ctx context.Context, d *desk, in Incoming) error {
	err := r.store.Update(ctx, func(tx *store.Tx) error {
		d.tx = tx
		if fresh, err := d.mark(in); err != nil || !fresh {
			return err
		}
		return d.moveChat(*in.Chat, in.MovedTo)
	})
	if err == nil {
		r.outbox.rename(*in.Chat, in.MovedTo)
	}
	return err
}

// moveChat lets a group's new id lead where the old one led, and sends what waits for
// it there, all in one transaction. A circle that was begun under the new id before
// this was known gives way if nothing stands in it.
func (d *desk) moveChat(from Chat, to string) error {
	if to == "" || to == from.ID {
		return nil
	}
	next := Chat{Platform: from.Platform, ID: to}
	place, found, err := d.tx.Find(from.subject())
	if err != nil {
		return err
	}
	var circle store.Space = d.tx.System()
	if found {
		if circle, err = d.tx.Space(place.Space); err != nil {
			return err
		}
		if err := d.rebind(from, next, place); err != nil {
			return err
		}
		if err := d.moveRoom(place.Space, next); err != nil {
			return err
		}
	}
	if err := d.redirectChat(circle, from, to); err != nil || circle.ID() == d.tx.System().ID() {
		return err
	}
	return d.redirectChat(d.tx.System(), from, to)
}

func (d *desk) rebind(from, next Chat, place store.Place) error {
	begun, found, err := d.tx.Find(next.subject())
	if err != nil {
		return err
	}
	if found && begun.Space != place.Space {
		other, err := d.tx.Space(begun.Space)
		if err != nil {
			return err
		}
		if kept, err := store.Holds(other, d.router.keepers); err != nil || kept {
			return err // both are in use: nothing of either is given up
		}
		if err := d.takeOver(other, place.Space); err != nil {
			return err
		}
	}
	if err := d.tx.Bind(next.subject(), place); err != nil {
		return err
	}
	return d.tx.Unbind(from.subject())
}

// takeOver ends a circle in which nothing stands, but for what is still to be said.
func (d *desk) takeOver(begun store.Space, by store.SpaceID) error {
	circle, err := d.tx.Space(by)
	if err != nil {
		return err
	}
	var unsaid []parcel
	for e, err := range outgoing.Rows(begun) {
		if err == nil {
			unsaid = append(unsaid, e.Value)
		}
	}
	if err := d.tx.EraseCircle(begun.ID()); err != nil {
		return err
	}
	for _, m := range unsaid {
		if err := d.push(circle, m); err != nil {
			return err
		}
	}
	return nil
}

// redirectChat rewrites what waits for a chat. The ids of its messages have not moved
// with it.
func (d *desk) redirectChat(s store.Space, from Chat, to string) error {
	for e, err := range outgoing.Rows(s) {
		m := e.Value
		if err != nil || m.Chat == nil || m.Chat.Platform != from.Platform || m.Chat.ID != from.ID {
			continue
		}
		m.Chat = &Chat{Platform: from.Platform, ID: to, Thread: m.Chat.Thread}
		m.Edit = "" // the reply stays: a tap is answered wherever its chat has gone
		if err := outgoing.Put(s, e.ID, m); err != nil {
			return err
		}
	}
	return nil
}

// moveRoom lets a circle know its chat's new id.
func (d *desk) moveRoom(id store.SpaceID, to Chat) error {
	circle, err := d.tx.Circle(id)
	if err != nil {
		return err
	}
	v, err := roomOf(circle)
	if err != nil {
		return err
	}
	v.Chat = to
	d.router.seats.Delete(to.subject())
	_, err = d.publish(address{Circle: id}, letter{Kind: MovedMail})
	return errors.Join(err, rooms.Put(circle, theRoom, v), dropCards(circle))
}
