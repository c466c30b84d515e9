package bot

import (
	"context"
	cryptorand "crypto/rand"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"referout/store"
)

// MostRunes is how long a message may be: longer ones are not read.
const MostRunes = 2000

// Receive handles one input: see Receiver.
func (r *Router) Receive(ctx context.Context, in Incoming) error {
	began := time.Now()
	err := r.receive(ctx, in)
	well := err == nil || errors.Is(err, ErrUnanswered)
	r.meter.Handled(in.From.Platform, time.Since(began), well)
	kick(r.active)
	if well && in.Chat == nil && in.Kind != Blocked {
		r.heard.Store(in.From, time.Now())
	}
	return err
}

func (r *Router) receive(ctx context.Context, in Incoming) error {
	now := r.now()
	calm, first := r.calm(in, now)
	if !calm && !first {
		if err := r.forgetKept(ctx, in); err != nil {
			return err
		}
		return ErrUnanswered
	}
	in.Command = strings.ToLower(in.Command)
	in.Text = r.joinOptions(in)
	key, err := r.turnKey(ctx, in)
	if err != nil {
		return err
	}
	done := r.turns.Turn(key)
	defer done()
	d, err := r.newDesk(in.From, now)
	if err != nil {
		return err
	}
	switch {
	case in.Kind == Moved:
		return r.receiveMoved(ctx, d, in)
	case first:
		return r.sayOnce(ctx, d, in, tooFast())
	case in.Chat != nil:
		return r.receiveShared(ctx, d, in)
	}
	err = r.receivePersonal(ctx, d, in)
	if err == nil && d.silent {
		return ErrUnanswered
	}
	return err
}

// calm counts messages meant for the bot. The owner's own console is not counted:
// scripts use it.
func (r *Router) calm(in Incoming, now time.Time) (ok, first bool) {
	if in.Kind != Said || in.From.Platform == r.config.Home || (in.Chat != nil && in.Command == "") {
		return true, false
	}
	at := in.At
	if at.IsZero() || at.After(now) {
		at = now
	}
	return r.floods.allow(in.From, in.ID, at)
}

// joinOptions makes one line of options filled one by one.
func (r *Router) joinOptions(in Incoming) string {
	if len(in.Options) == 0 {
		return in.Text
	}
	var words []string
	for _, p := range r.commands[in.Command].Params {
		if v := strings.TrimSpace(in.Options[p.Name]); v != "" {
			words = append(words, v)
		}
	}
	return strings.Join(words, " ")
}

// turnKey is what must not be handled twice at a time: the book or the circle, or what
// will have one.
func (r *Router) turnKey(ctx context.Context, in Incoming) (key string, err error) {
	key = in.subject()
	if known, ok := r.seats.Load(key); ok {
		return string(known.(store.SpaceID)), nil
	}
	subject := key
	err = r.store.View(ctx, func(tx *store.Tx) error {
		place, found, err := tx.Find(subject)
		if found {
			key = string(place.Space)
			r.seatAt(subject, place.Space)
		}
		return err
	})
	return key, err
}

// seatAt notes where somebody belongs now, for the next turn. An account that has come to
// another book would go on waiting for the turn of the one that it had.
func (r *Router) seatAt(subject string, at store.SpaceID) {
	if known, ok := r.seats.Load(subject); !ok || known != at {
		r.seats.Store(subject, at)
	}
}

// subject is whose an input is: a person's or a group's.
func (in Incoming) subject() string {
	if in.Chat != nil {
		return in.Chat.subject()
	}
	return in.From.subject()
}

// moment is now in nanoseconds, and later than every moment before it, also when the
// clock was set back: what is named by it sorts in the order in which it happened.
func (r *Router) moment(now time.Time) int64 {
	for {
		last := r.latest.Load()
		next := max(now.UnixNano(), last+1)
		if r.latest.CompareAndSwap(last, next) {
			return next
		}
	}
}

func (r *Router) newDesk(from Account, now time.Time) (*desk, error) {
	d := &desk{router: r, now: now, from: from}
	if _, err := cryptorand.Read(d.seed[:]); err != nil {
		return nil, fmt.Errorf("randomness: %w", err)
	}
	d.at = fmt.Sprintf("%013s", strconv.FormatInt(r.moment(now), 36))
	return d, nil
}

// receivePersonal runs the whole of one private input in one transaction. If
// the handler fails, nothing of it stays and the sentence about it is stored in a
// second one.
func (r *Router) receivePersonal(ctx context.Context, d *desk, in Incoming) error {
	if in.Kind != Blocked {
		r.working(ctx, in, true)
	}
	return r.handle(ctx, d, in, func() error { return r.attend(ctx, d, in) })
}

// handle runs the transaction of an input. A handler that fails is answered by a
// sentence. A store that takes nothing is not: the platform hands the input in again.
func (r *Router) handle(ctx context.Context, d *desk, in Incoming, run func() error) error {
	var failed error
	err := d.update(ctx, func() error {
		failed = safely(run)
		return failed
	})
	switch {
	case ctx.Err() != nil:
	case failed != nil:
		err = r.apologise(ctx, d, in, failed)
	case err != nil:
		r.log.Error("an input cannot be stored, it is handed in again", "error", err)
	}
	return err
}

func safely(run func() error) (err error) {
	defer recovered(&err)
	return run()
}

// working lets the platform show that an answer is being made.
func (r *Router) working(ctx context.Context, in Incoming, private bool) {
	p := r.platforms[in.From.Platform]
	if p == nil {
		return
	}
	if err := p.Working(ctx, in, private); err != nil {
		r.log.Warn("working signal", "incoming", in, "error", err)
	}
}

// recovered turns a handler's panic into an error with its place. Of a value other
// than the runtime's own only the type is told: it may hold what people typed.
func recovered(err *error) {
	cause := recover()
	if cause == nil {
		return
	}
	told, ok := cause.(runtime.Error)
	if !ok {
		*err = fmt.Errorf("panic of type %T\n%s", cause, debug.Stack())
		return
	}
	*err = fmt.Errorf("panic: %w\n%s", told, debug.Stack())
}

// space is where the traces of an input belong: its book, or the system.
func (d *desk) space(in Incoming) (store.Space, error) {
	place, found, err := d.tx.Find(in.subject())
	if err != nil || !found {
		return d.tx.System(), err
	}
	return d.tx.Space(place.Space)
}

// attend decides who is speaking and what is meant, inside the transaction.
func (r *Router) attend(ctx context.Context, d *desk, in Incoming) error {
	place, found, err := d.tx.Find(in.From.subject())
	if err != nil {
		return err
	}
	if fresh, err := d.mark(in); err != nil || !fresh {
		return err
	}
	if !found {
		return r.admit(ctx, d, in)
	}
	r.seatAt(in.From.subject(), place.Space)
	book, err := d.tx.Book(place.Space)
	if err != nil {
		return err
	}
	if done, err := r.joinElsewhere(d, book, place, in); done || err != nil {
		return err
	}
	return r.serve(ctx, d, book, place.Member, in, Message{})
}

// serve runs one input against a book and stores the answer. The greeting, if
// any, goes into the same answer.
func (r *Router) serve(ctx context.Context, d *desk, book store.BookTx, member string, in Incoming, greeting Message) error {
	p, notice, err := d.personal(book, member, in)
	if err != nil {
		return err
	}
	if in.Kind == Blocked {
		return d.routeShut(book, member, in.From)
	}
	store.Journal(book)
	job, err := r.understand(p, in)
	if err != nil {
		return err
	}
	out, err := job.run(ctx, p)
	if err != nil {
		return err
	}
	return d.answer(p, in, job, out.Add(greeting).Add(notice))
}

// personal is the request that handlers see; notice says that pings moved here.
func (d *desk) personal(book store.BookTx, member string, in Incoming) (*Personal, Message, error) {
	who, w, err := membership(book, member)
	if err != nil {
		return nil, Message{}, err
	}
	d.seatAt(member, w.index(in.From))
	notice, err := d.moveRoute(book, member, w, in)
	p := &Personal{Who: who, Now: d.now.In(d.router.zoneOf(who)), Rand: d.random(), Data: book, desk: d}
	return p, notice, err
}
