package discord

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// state says how far an interaction has been answered.
type state uint8

const (
	fresh   state = iota // Discord waits for the first response
	waiting              // deferred: "thinking…", or a tap that changed nothing yet
	done                 // the first answer is out, more may follow
	unknown              // of an earlier run of this program: it may be anything
	expired              // Discord does not know it any more
)

// live is an interaction that may still be answered through its token.
type live struct {
	p              *Platform
	id, token, app string
	kind           int
	dm             bool   // in the private chat
	channel        string // where it is
	room           string // the same, or for a thread what that is part of
	user           string // who did it; empty if unknown
	tapped         string // the message with the button
	hidden         bool   // that message is ephemeral
	at             time.Time
	public         atomic.Bool // the answer is for everybody; false until that is known

	turn chan struct{} // taken by whoever sends for it and changes what follows

	state       state
	served      bool // what was to be said is said, if need be elsewhere
	triedDefer  bool // without learning what became of it
	triedAnswer bool // likewise, for the delivery with triedKey
	triedKey    string
	toldHidden  bool     // its first response is ephemeral
	original    string   // the message that the token calls @original
	shown       *message // the same as Discord has it, if it had to be asked
	progress    map[string]progress
}

// progress is how many parts of a delivery are out, for its next attempt.
type progress struct {
	parts int
	last  string
}

// register keeps the live interactions by id.
type register struct {
	mu  sync.Mutex
	all map[string]*live
}

func newRegister() *register { return &register{all: make(map[string]*live)} }

// add takes up an interaction; one that is already known, as after a replay,
// stays as it is. It is deferred in time unless it is answered before.
func (r *register) add(ctx context.Context, p *Platform, e *interaction, at time.Time) *live {
	x := newLive(p, e.ID, e.Token, e.Channel, e.private(), e.Kind)
	x.room = e.chat().ID
	x.at, x.app, x.user = at, e.Application, e.by().ID
	if e.Message != nil {
		x.tapped, x.hidden = ref(e.Channel, e.Message.ID), e.Message.Flags&ephemeral != 0
	}
	if known := r.put(x); known != x {
		return known
	}
	age := time.Since(at)
	if age > answerWithin {
		x.state = expired
	} else {
		time.AfterFunc(p.o.DeferAfter-age, func() { x.deferAnswer(ctx) })
	}
	r.expire(x)
	return x
}

// expire forgets the interaction when its token is over.
func (r *register) expire(x *live) {
	time.AfterFunc(tokenLife-time.Since(x.at), func() { r.remove(x.id) })
}

func newLive(p *Platform, id, token, channel string, dm bool, kind int) *live {
	return &live{p: p, id: id, token: token, channel: channel, room: channel, dm: dm, kind: kind,
		turn: make(chan struct{}, 1), progress: make(map[string]progress)}
}

// put keeps x unless its id is known; it gives back what is kept.
func (r *register) put(x *live) *live {
	r.mu.Lock()
	defer r.mu.Unlock()
	if known, ok := r.all[x.id]; ok {
		return known
	}
	r.all[x.id] = x
	return x
}

func (r *register) remove(id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.all, id)
}

// get is the live interaction with the id, if there is one.
func (r *register) get(id string) (*live, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	x, ok := r.all[id]
	return x, ok
}

// reply is how the rest of the program names the interaction:
// id|token|channel|kind, with @ before the channel of a private chat and room/ before
// a thread.
func (x *live) reply() string {
	where := x.channel
	switch {
	case x.dm:
		where = "@" + where
	case x.room != x.channel:
		where = x.room + "/" + where
	}
	return strings.Join([]string{x.id, x.token, where, strconv.Itoa(x.kind)}, "|")
}

// find gives the interaction that a reply names, also one of an earlier run;
// false if it is too old.
func (p *Platform) find(ctx context.Context, reply string) (*live, bool) {
	f := strings.Split(reply, "|")
	if len(f) != 4 {
		return nil, false
	}
	if x, ok := p.live.get(f[0]); ok {
		return x, true
	}
	at := p.ours(madeAt(f[0], time.Time{}))
	if time.Since(at) > tokenLife {
		return nil, false
	}
	app, err := p.application(ctx)
	if err != nil {
		return nil, false
	}
	where, dm := strings.CutPrefix(f[2], "@")
	room, channel, threaded := strings.Cut(where, "/")
	if !threaded {
		channel = room
	}
	kind, _ := strconv.Atoi(f[3]) // we wrote it
	x := newLive(p, f[0], f[1], channel, dm, kind)
	x.room, x.at, x.app, x.state = room, at, app, unknown
	known := p.live.put(x)
	if known == x {
		p.live.expire(x)
	}
	return known, true
}

// audience notes whether the answer is for one person alone.
func (x *live) audience(private bool) { x.public.Store(!private) }

// take waits for the right to send for the interaction.
func (x *live) take(ctx context.Context) error {
	select {
	case x.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (x *live) release() { <-x.turn }

// deferAnswer tells Discord to wait, unless the answer is out. What is not known
// to be for everybody is deferred as ephemeral, which cannot be changed later.
func (x *live) deferAnswer(ctx context.Context) {
	if x.take(ctx) != nil {
		return
	}
	defer x.release()
	if ctx.Err() != nil || x.state != fresh || x.triedAnswer {
		return
	}
	response := callback{Kind: deferredEdit}
	x.original = x.tapped
	if x.kind == commandUsed {
		response.Kind = deferred
		if x.toldHidden = !x.dm && (x.served || !x.public.Load()); x.toldHidden {
			response.Data = map[string]int{"flags": ephemeral}
		}
	}
	x.triedDefer = true
	err := x.p.call(ctx, request{method: http.MethodPost, path: callbackPath(x.id, x.token), body: response}, nil)
	switch {
	case err == nil:
		x.state = waiting
		if x.served && x.kind == commandUsed {
			_ = x.withdraw(ctx)
		}
	case over(err):
		x.state = expired
	default:
		x.p.o.Log.Debug("discord interaction not deferred", "cause", x.p.plain(err))
	}
}

// dismiss ends an interaction that gets no answer, so that nobody is left waiting
// for one.
func (p *Platform) dismiss(ctx context.Context, reply string) {
	x, known := p.find(ctx, reply)
	if !known {
		return
	}
	x.deferAnswer(ctx)
	if x.kind != commandUsed || x.take(ctx) != nil {
		return
	}
	defer x.release()
	if x.state == waiting {
		_ = x.withdraw(ctx)
	}
}

// withdraw deletes the answer that was promised; others may follow.
func (x *live) withdraw(ctx context.Context) error {
	err := x.p.call(ctx, request{method: http.MethodDelete, path: x.originalPath()}, nil)
	switch {
	case err == nil, has(err, unknownMessage):
		x.state, x.original = done, ""
		return nil
	case over(err):
		x.state = expired
	}
	x.p.o.Log.Debug("discord interaction not dismissed", "cause", x.p.plain(err))
	return err
}

func callbackPath(id, token string) string { return "interactions/" + id + "/" + token + "/callback" }

func (x *live) webhookPath() string { return "webhooks/" + x.app + "/" + x.token }

func (x *live) originalPath() string { return x.webhookPath() + "/messages/@original" }
