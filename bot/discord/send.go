package discord

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"time"

	"referout/bot"
)

// over says whether an interaction, its token or its channel is no more.
func over(err error) bool {
	return shut(err) || has(err, unknownInteraction, unknownWebhook, invalidToken)
}

// errElsewhere says that a way of delivering is not open for this part.
var errElsewhere = errors.New("not this way")

// sending is one delivery under way.
type sending struct {
	p      *Platform
	parts  []part
	key    string
	silent bool
	edit   string
	reply  string
	tried  time.Time // an attempt may have arrived; zero: none

	user    string // whom it is for, alone; empty: for a chat
	room    string // the chat; empty: for a person
	channel string // the room, or a thread of it
	aside   bool   // in the chat, but for the asker's eyes only
	pin     bool
	amends  bool // edit is changed, or nothing

	x    *live // nil: there is no interaction to answer
	off  bool  // it was somewhere else in the room: the answer goes another way
	next int   // the part whose turn it is
	last string

	looked  bool       // seen is known
	seen    []*message // of ours since the attempt, as far as they are no parts yet
	missing bool       // what comes now did not arrive before
}

// Send implements bot.Platform: as the answer to an interaction where one waits,
// as an edit, or as a plain message.
func (p *Platform) Send(ctx context.Context, d bot.Delivery) (bot.Receipt, error) {
	s := &sending{p: p, key: d.Key(), silent: d.Silent(), edit: d.Edit(), aside: d.Aside(), reply: d.Reply(), tried: d.Tried(), amends: d.Amends()}
	if a, ok := d.Account(); ok {
		s.user, s.aside = a.ID, false
	} else if c, ok := d.Chat(); ok {
		s.room, s.channel, s.pin = c.ID, cmp.Or(c.Thread, c.ID), d.Pin()
	}
	return s.deliver(ctx, d.Message())
}

func (s *sending) deliver(ctx context.Context, m bot.Message) (bot.Receipt, error) {
	parts, problem := compose(m)
	if len(parts) == 0 {
		return bot.Receipt{}, &bot.SendError{Outcome: bot.BadContent, Err: problem}
	}
	if problem != nil {
		s.p.o.Log.Error("discord message shown without all its buttons", "cause", problem)
	}
	s.parts = parts
	if err := s.carry(ctx); err != nil {
		return bot.Receipt{}, err
	}
	if s.user != "" {
		s.p.places.admit(s.user)
	}
	if channel, message := splitRef(s.last); message != "" {
		s.p.places.noteSent(channel, message)
	}
	return bot.Receipt{Message: s.last, Unpinned: s.fasten(ctx)}, nil
}

// carry brings all parts to where they belong.
func (s *sending) carry(ctx context.Context) error {
	if err := s.join(ctx); err != nil {
		return &bot.SendError{Outcome: bot.NotSent, Err: err}
	}
	defer s.leave()
	if err := s.run(ctx); err != nil {
		return s.verdict(err)
	}
	s.relieve(ctx)
	return nil
}

// verdict classifies a failure. A denied private chat is shut only when it is
// denied again and again.
func (s *sending) verdict(err error) *bot.SendError {
	failed := classify(err, s.user != "")
	if s.user != "" && has(err, missingAccess) && s.p.places.deny(s.user) {
		failed.Outcome = bot.TargetGone
	}
	return failed
}

// join takes the interaction that the delivery answers, if it lives and is the
// right person's or chat's.
func (s *sending) join(ctx context.Context) error {
	if s.reply == "" {
		return nil
	}
	x, ok := s.p.find(ctx, s.reply)
	if !ok || !s.fits(x) {
		return nil
	}
	if err := x.take(ctx); err != nil {
		return err
	}
	s.x, s.off = x, s.room != "" && !s.aside && x.channel != s.channel
	so := x.progress[s.key]
	s.next, s.last = so.parts, so.last
	return nil
}

// fits says whether the interaction is the right person's, or in the right room.
func (s *sending) fits(x *live) bool {
	if s.user != "" {
		return x.user == "" || x.user == s.user
	}
	return !x.dm && x.room == s.room
}

func (s *sending) leave() {
	if s.x != nil {
		s.x.release()
	}
}

func (s *sending) run(ctx context.Context) error {
	if s.x != nil {
		if err := s.settle(ctx); err != nil {
			return err
		}
	}
	if id, yes := s.answeredBefore(); yes {
		s.out(id)
	}
	for s.next < len(s.parts) {
		id, err := s.one(ctx, s.parts[s.next])
		if err != nil {
			return err
		}
		s.out(id)
	}
	return nil
}

// out notes that a part is out.
func (s *sending) out(id string) {
	s.next, s.last = s.next+1, id
	if s.x != nil {
		s.x.progress[s.key] = progress{s.next, id}
	}
}

// a way sends a part, or says that it is not open.
type way func(context.Context, part) (id string, err error)

// one sends a part in the first way that is open.
func (s *sending) one(ctx context.Context, p part) (id string, err error) {
	for _, send := range []way{s.editByToken, s.apart(s.editPlain), s.answer, s.apart(s.post)} {
		id, err = send(ctx, p)
		if !errors.Is(err, errElsewhere) {
			return id, err
		}
	}
	return "", err
}

// apart goes a way that needs no token, on which limits may make it wait: meanwhile
// the interaction can be deferred, or answered by others.
func (s *sending) apart(w way) way {
	return func(ctx context.Context, p part) (string, error) {
		if s.x == nil {
			return w(ctx, p)
		}
		s.x.release()
		id, err := w(ctx, p)
		if s.x.take(ctx) != nil {
			s.x = nil
		}
		return id, err
	}
}

// hidden says whether an answer in place would have to be ephemeral.
func (s *sending) hidden() bool { return (s.user != "" || s.aside) && (s.x == nil || !s.x.dm) }

func (s *sending) flags() int {
	f := 0
	if s.silent {
		f |= noSound
	}
	if s.hidden() {
		f |= ephemeral
	}
	return f
}

// editPlain edits a message as the bot. What is for one person is written only
// into her private chat.
func (s *sending) editPlain(ctx context.Context, p part) (string, error) {
	channel, message := splitRef(s.edit)
	if s.next > 0 || message == "" || s.aside {
		return "", errElsewhere
	}
	if yes, err := s.covers(ctx, channel); err != nil {
		return "", err
	} else if !yes {
		return "", errElsewhere
	}
	r := request{method: http.MethodPatch, path: "channels/" + channel + "/messages/" + message, body: p.edited(), files: p.files}
	err := s.p.call(ctx, r, nil)
	if has(err, archivedThread) && s.p.wake(ctx, channel) == nil {
		err = s.p.call(ctx, r, nil)
	}
	if s.amends && has(err, tooManyEdits) { // sooner gone than out of date
		err = s.p.call(ctx, request{method: http.MethodDelete, path: r.path}, nil)
	}
	if cannotEdit(err) {
		return "", errElsewhere
	}
	return s.edit, err
}

// notOurs is Discord's code for the edit of somebody else's message.
const notOurs = 50005

func cannotEdit(err error) bool {
	return shut(err) || has(err, unknownMessage, tooManyEdits, notOurs, missingAccess, missingPermission)
}

// post sends a plain message; where a thread is shut, into the room. Only the asker
// could have seen an aside in its chat, and nobody misses it; nor what changes a message
// that is gone.
func (s *sending) post(ctx context.Context, p part) (string, error) {
	if s.aside || s.amends {
		return "", nil
	}
	if s.user != "" {
		dm, err := s.p.dm(ctx, s.user)
		if err != nil {
			return "", err
		}
		return s.postIn(ctx, dm, p)
	}
	id, err := s.postIn(ctx, s.channel, p)
	if shut(err) && s.channel != s.room {
		s.leaveThread()
		return s.postIn(ctx, s.room, p)
	}
	return id, err
}

func (s *sending) postIn(ctx context.Context, channel string, p part) (string, error) {
	if id, found, err := s.arrived(ctx, channel, p); found || err != nil {
		return id, err
	}
	b := p.body(s.flags() &^ ephemeral)
	b.Nonce = nonce(s.key, s.next, len(s.parts))
	b.EnforceNonce = b.Nonce != ""
	var m sentMessage
	err := s.p.call(ctx, request{method: http.MethodPost, path: "channels/" + channel + "/messages", body: b, files: p.files}, &m)
	if b.EnforceNonce && has(err, unknownMessage) {
		return "", nil // an earlier attempt arrived and was deleted since
	}
	return ref(channel, m.ID), err
}

type sentMessage struct {
	ID      string `json:"id"`
	Channel string `json:"channel_id"`
}

// live says whether the interaction's token still works.
func (s *sending) live() bool {
	return s.x != nil && !s.off && s.x.state != expired && time.Since(s.x.at) < tokenLife
}
