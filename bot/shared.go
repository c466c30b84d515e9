package bot

import (
	"context"

	"referout/store"
)

// receiveShared handles an input from a group. Personal commands get a pointer to
// the private chat and nothing else; texts that are no command of ours are not read.
func (r *Router) receiveShared(ctx context.Context, d *desk, in Incoming) error {
	c, found := r.commands[in.Command]
	if in.Kind == Tapped {
		return r.tappedShared(ctx, d, in)
	}
	if in.Kind != Said || in.Command == "" || (!found && !in.Named) {
		return r.forgetKept(ctx, in)
	}
	r.working(ctx, in, c.Shared == nil)
	if c.Shared == nil {
		return r.sayOnce(ctx, d, in, pointer())
	}
	in.Payload = ""
	return r.runShared(ctx, d, in, c.Shared)
}

// tappedShared handles a button tapped in a group.
func (r *Router) tappedShared(ctx context.Context, d *desk, in Incoming) error {
	r.working(ctx, in, true)
	name, _ := cut(in.Payload)
	if a := r.actions[name]; a.Shared != nil {
		return r.runShared(ctx, d, in, a.Shared)
	}
	return r.sayOnce(ctx, d, in, pointer())
}

// runShared runs one shared handler in one transaction.
func (r *Router) runShared(ctx context.Context, d *desk, in Incoming, handler func(context.Context, *Shared) (Public, error)) error {
	return r.handle(ctx, d, in, func() error {
		circle, err := d.circle(*in.Chat)
		if err != nil {
			return err
		}
		if fresh, err := d.mark(in); err != nil || !fresh {
			return err
		}
		s := &Shared{Who: in.From, Chat: *in.Chat, Now: d.now.In(r.zone), Rand: d.random(), Args: sharedArgs(in), Data: circle, desk: d}
		out, err := handler(ctx, s)
		if err != nil {
			return err
		}
		return d.pushPublic(circle, in, out, false)
	})
}

func sharedArgs(in Incoming) Args {
	_, parts := cut(in.Payload)
	return Args{Words: OneLine(in.Text), Parts: parts, Tapped: in.Kind == Tapped}
}

// circle is the space of a chat, made when the chat first uses the bot.
func (d *desk) circle(c Chat) (store.CircleTx, error) {
	place, found, err := d.tx.Find(c.subject())
	if err != nil {
		return store.CircleTx{}, err
	}
	if found {
		return d.tx.Circle(place.Space)
	}
	circle, err := d.tx.NewCircle(d.entropyFor("circle"))
	if err != nil {
		return store.CircleTx{}, err
	}
	return circle, d.tx.Bind(c.subject(), store.Place{Space: circle.ID()})
}
