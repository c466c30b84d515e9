package bot

import (
	"context"
)

// receiveShared handles an input from a group. Personal commands get a pointer to
// the private chat and nothing else; texts that are no command of ours are not read.
func (r *Router) receiveShared(ctx context.Context, d *desk, in Incoming) error {
	c, found := r.commands[in.Command]
	switch {
	case in.Kind == Tapped:
		return r.tappedShared(ctx, d, in)
	case in.Kind == Left:
		return r.left(ctx, d, in)
	case in.Kind != Said || in.Command == "" || (!found && !in.Named):
		return r.forgetKept(ctx, in)
	}
	r.working(ctx, in, c.Shared == nil || c.Quiet)
	in.Payload = ""
	switch {
	case !found:
		return r.sayOnce(ctx, d, in, unknownCommand(in.Command, r.nearest(in.Command, func(c Command) bool { return c.Shared != nil })))
	case c.Shared == nil:
		return r.runShared(ctx, d, in, pointTo)
	}
	return r.runShared(ctx, d, in, func(ctx context.Context, s *Shared) (Public, error) {
		out, err := c.Shared(ctx, s)
		said := out.opened()
		said.aside = said.aside || (c.Quiet && said.card == "")
		return Public{said}, err
	})
}

// pointTo answers what is for the private chat: by the way there, for who has none.
func pointTo(_ context.Context, s *Shared) (Public, error) {
	known, err := s.Knows(s.Who)
	if err != nil || known {
		return Aside(pointer()), err
	}
	m, err := s.Entrance()
	return Aside(m), err
}

// tappedShared handles a button tapped in a group.
func (r *Router) tappedShared(ctx context.Context, d *desk, in Incoming) error {
	r.working(ctx, in, true)
	name, _ := cut(in.Payload)
	if a := r.actions[name]; a.Shared != nil && len(in.Payload) <= 64 {
		return r.runShared(ctx, d, in, a.Shared)
	}
	return r.sayOnce(ctx, d, in, pointer())
}

// runShared runs one shared handler in one transaction.
func (r *Router) runShared(ctx context.Context, d *desk, in Incoming, handler func(context.Context, *Shared) (Public, error)) error {
	return r.handle(ctx, d, in, func() error {
		circle, v, err := d.circle(in)
		if err != nil {
			return err
		}
		if fresh, err := d.mark(in); err != nil || !fresh {
			return err
		}
		if err := d.receiveGuest(circle, in.From); err != nil {
			return err
		}
		out, err := handler(ctx, d.shared(circle, v, in))
		if err != nil {
			return err
		}
		return d.pushPublic(circle, in, out)
	})
}

// left lets a circle know that somebody has left its chat. Where there is no circle,
// nothing is begun.
func (r *Router) left(ctx context.Context, d *desk, in Incoming) error {
	return r.handle(ctx, d, in, func() error {
		if fresh, err := d.mark(in); err != nil || !fresh {
			return err
		}
		place, found, err := d.tx.Find(in.Chat.subject())
		if err != nil || !found {
			return err
		}
		_, err = d.publish(address{Circle: place.Space}, letter{Kind: LeftMail, From: in.From})
		return err
	})
}

func sharedArgs(in Incoming) Args {
	_, parts := cut(in.Payload)
	return Args{Words: OneLine(in.Text), Parts: parts, Tapped: in.Kind == Tapped}
}
