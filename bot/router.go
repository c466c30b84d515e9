package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"referout/store"
)

// Access says who may start a book on the platforms.
type Access string

// The kinds of access.
const (
	Invite Access = "invite" // who holds a code
	Open   Access = "open"   // anybody
)

// Killed is the cause to cancel Run with when nothing more may be sent, as if
// the machine had lost its power.
var Killed = errors.New("killed")

// Config is what a router needs.
type Config struct {
	Store     *store.Store
	Log       *slog.Logger
	Features  []Feature
	Platforms []Platform
	Access    Access
	// Home names the platform that is the machine owner's own and needs no code.
	Home string
	// Zone is the IANA zone of a book that was not yet asked for its own.
	Zone string
	// Resolve turns a wall clock reading into an instant of a zone.
	Resolve func(wall time.Time, zone *time.Location) time.Time
	// Grace is how long Run goes on sending what is stored after its context ended.
	Grace time.Duration
	// Limits are how fast each platform takes messages, by name; none: no limit.
	Limits map[string]Limits
	// Meter is told what happens; nil: nobody is.
	Meter Meter
	// Now is the wall clock; nil: time.Now. Tests shift it.
	Now func() time.Time
	// Pulse is how often the router notes that it lives and looks whether the clock
	// has jumped; 0: every minute. It is long where a year has to pass quickly.
	Pulse time.Duration
}

// Router takes inputs, runs handlers inside a transaction and owns everything
// that leaves.
type Router struct {
	config    Config
	log       *slog.Logger
	store     *store.Store
	zone      *time.Location
	platforms map[string]Platform
	commands  map[string]Command
	listed    []Command
	actions   map[string]Action
	alarms    map[string]Alarm
	forms     map[string]Form
	mailboxes map[string]Mailbox
	phrases   []Phrase
	keepers   []store.Keeper
	turns     *Order
	floods    *floods
	outbox    *outbox
	ring      chan struct{} // the alarm loop looks again
	mailed    chan struct{} // letters may wait
	now       func() time.Time
	meter     Meter
	active    chan struct{} // somebody did something: a sign of life is worth storing
	pulse     pulse
	latest    atomic.Int64 // the latest moment of a handling, in nanoseconds
	zones     sync.Map     // zone name -> *time.Location
	seats     sync.Map     // subject -> store.SpaceID: only whose turn to wait for
	heard     sync.Map     // account -> time.Time: when somebody was last heard of
}

// NewRouter checks the declarations and makes a router.
func NewRouter(c Config) (*Router, error) {
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return nil, fmt.Errorf("default zone: %w", err)
	}
	r := &Router{
		config: c, log: c.Log, store: c.Store, zone: zone,
		platforms: map[string]Platform{}, commands: map[string]Command{}, actions: map[string]Action{},
		alarms: map[string]Alarm{}, forms: map[string]Form{}, mailboxes: map[string]Mailbox{}, mailed: make(chan struct{}, 1),
		turns: NewOrder(), floods: newFloods(), ring: make(chan struct{}, 1), active: make(chan struct{}, 1),
	}
	if r.now = c.Now; r.now == nil {
		r.now = time.Now
	}
	if r.meter = c.Meter; r.meter == nil {
		r.meter = unmetered{}
	}
	for _, p := range c.Platforms {
		r.platforms[p.Name()] = p
	}
	r.outbox = newOutbox(r)
	for _, f := range append([]Feature{r.ownFeature()}, c.Features...) {
		if err := r.declare(f); err != nil {
			return nil, err
		}
	}
	return r, nil
}

var commandName = regexp.MustCompile(`^[a-z][a-z0-9]{0,31}$`)

func (r *Router) declare(f Feature) error {
	for _, c := range f.Commands {
		if err := r.declareCommand(c); err != nil {
			return err
		}
	}
	for _, a := range f.Actions {
		if _, twice := r.actions[a.Name]; twice || !commandName.MatchString(a.Name) || len(a.Name) > 12 {
			return fmt.Errorf("action %q: declared twice or badly named", a.Name)
		}
		r.actions[a.Name] = a
	}
	for _, a := range f.Alarms {
		if _, twice := r.alarms[a.Kind]; twice {
			return fmt.Errorf("alarm %q: declared twice", a.Kind)
		}
		r.alarms[a.Kind] = a
	}
	for _, m := range f.Mail {
		if _, twice := r.mailboxes[m.Kind]; twice || !commandName.MatchString(m.Kind) {
			return fmt.Errorf("letters of the kind %q: declared twice or badly named", m.Kind)
		}
		r.mailboxes[m.Kind] = m
	}
	for _, form := range f.Forms {
		r.forms[form.Name] = form
	}
	r.phrases = append(r.phrases, f.Phrases...)
	r.keepers = append(r.keepers, f.Tables...)
	return nil
}

func (r *Router) declareCommand(c Command) error {
	if len(c.Summary) == 0 || len(c.Summary) > 100 || (c.Personal == nil && c.Shared == nil) {
		return fmt.Errorf("command %q: needs a handler and a summary of at most 100 bytes", c.Name)
	}
	for _, name := range append([]string{c.Name}, c.Also...) {
		if _, twice := r.commands[name]; twice || !commandName.MatchString(name) {
			return fmt.Errorf("command %q: declared twice or badly named", name)
		}
		r.commands[name] = c
	}
	r.listed = append(r.listed, c)
	return nil
}

// Commands lists the declared commands in the order of help, other names last.
func (r *Router) Commands() []Command {
	out := slices.Clone(r.listed)
	for _, c := range r.listed {
		for _, name := range c.Also {
			also := c
			also.Name, also.Also = name, nil
			out = append(out, also)
		}
	}
	return out
}

// Run runs the platforms, the outbox and the alarms until ctx ends or every
// platform has ended by itself; then it goes on sending for at most Grace. One
// platform's failure does not stop the others.
func (r *Router) Run(ctx context.Context) error {
	r.store.Notify(r.stirred)
	err := r.wakeUp(ctx)
	if err == nil {
		// What came due while the process was down is said before anything new can
		// change it.
		_, err = r.ringDue(ctx)
	}
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return err
	}
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	alarms, hush := context.WithCancel(ctx)
	defer hush()
	var behind errgroup.Group
	behind.Go(func() error { return r.outbox.run(work) })
	behind.Go(func() error { return r.runAlarms(alarms) })
	behind.Go(func() error { return r.runMail(alarms) })
	behind.Go(func() error { return r.runPulse(alarms) })
	behind.Go(func() error { return r.runTidying(alarms) })
	err = r.runPlatforms(ctx)
	hush()
	if !killed(ctx) {
		r.outbox.drain(r.config.Grace)
	}
	stop()
	return errors.Join(err, behind.Wait())
}

// killed says that ctx ended as if the machine had lost its power.
func killed(ctx context.Context) bool { return errors.Is(context.Cause(ctx), Killed) }

func (r *Router) runPlatforms(ctx context.Context) error {
	var all errgroup.Group
	for _, p := range r.platforms {
		all.Go(func() error {
			running, ended := context.WithCancel(ctx)
			defer ended()
			if !r.findGroups(running, p) {
				all.Go(func() error { r.goOnFinding(running, p); return nil })
			}
			err := p.Run(ctx, r)
			if err != nil && ctx.Err() == nil {
				r.log.Error("platform stopped", "platform", p.Name(), "error", err)
				r.outbox.stop(p.Name())
				return fmt.Errorf("%s: %w", p.Name(), err)
			}
			return nil
		})
	}
	return all.Wait()
}

// stirred wakes those loops that a transaction gave something to do.
func (r *Router) stirred(what store.Stir) {
	if what.Alarms {
		kick(r.ring)
	}
	if rows := outgoing.Pushed(what); len(rows) > 0 {
		r.outbox.arrived(rows, !what.Doubtful)
	}
	if len(mailbag.Pushed(what)) > 0 {
		kick(r.mailed)
	}
}

// kick makes a loop look again; it never blocks.
func kick(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
