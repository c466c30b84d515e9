package bot

import (
	"context"
	"errors"

	"referout/store"
)

// What is said when what somebody asked for comes to nothing.

// apologise stores the sentence for a failed handling. A sentence meant for
// people is passed on; any other error is logged and answered by a fixed one.
func (r *Router) apologise(ctx context.Context, d *desk, in Incoming, cause error) error {
	said := (*Error)(nil)
	text := troubleText
	if errors.As(cause, &said) {
		text = said.text
	} else {
		r.log.Error("handling failed", "incoming", in, "does", r.known(in), "error", cause)
	}
	return r.sayOnce(ctx, d, in, Compose(Say("%s", text)))
}

// known is the command's or action's name if it is one of ours: what people type
// stays out of logs.
func (r *Router) known(in Incoming) string {
	if in.Kind == Tapped {
		action, _ := cut(in.Payload)
		return r.actions[action].Name
	}
	return r.commands[in.Command].Name
}

// sayOnce answers with a fixed message, in a transaction of its own.
func (r *Router) sayOnce(ctx context.Context, d *desk, in Incoming, m Message) error {
	err := r.store.Update(ctx, func(tx *store.Tx) error {
		d.tx = tx
		fresh, err := d.mark(in)
		if err != nil || !fresh {
			return err
		}
		space, err := d.space(in)
		if err != nil {
			return err
		}
		if in.Chat != nil {
			return d.pushPublic(space, in, Aside(m))
		}
		if err := d.push(space, parcel{To: &in.From, Message: m, Reply: in.Reply}); err != nil {
			return err
		}
		return d.contact(in)
	})
	return err
}

// contact notes that a member was heard of, where what she asked for came to nothing.
func (d *desk) contact(in Incoming) error {
	place, found, err := d.tx.Find(in.From.subject())
	if err != nil || !found {
		return err
	}
	book, err := d.tx.Book(place.Space)
	if err != nil {
		return store.IgnoreMissing(err)
	}
	_, err = d.moveRouteOf(book, place.Member, in)
	return store.IgnoreMissing(err)
}
