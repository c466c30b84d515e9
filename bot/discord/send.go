package discord

import (
	"context"
	"errors"
	"net/http"
	"time"

	"referout/bot"
)

// over says whether an interaction or its token is no more.
func over(err error) bool { return has(err, unknownInteraction, unknownWebhook, invalidToken) }

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
	channel string // the chat; empty: for a person
	aside   bool   // in the chat, but for the asker's eyes only

	x    *live // nil: there is no interaction to answer
	next int   // the part whose turn it is
	last string

	looked  bool       // seen is known
	seen    []*message // of ours since the attempt, as far as they are no parts yet
	missing bool       // what comes now did not arrive before
}

// Send implements bot.Platform: as the answer to an interaction where one waits,
// as an edit, or as a plain message.
func (p *Platform) Send(ctx context.Context, d bot.Delivery) (bot.Receipt, error) {
	s := &sending{p: p, key: d.Key(), silent: d.Silent(), edit: d.Edit(), aside: d.Aside(), reply: d.Reply(), tried: d.Tried()}
	if a, ok := d.Account(); ok {
		s.user, s.aside = a.ID, false
	} else if c, ok := d.Chat(); ok {
		s.channel = c.ID
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
	if err := s.join(ctx); err != nil {
		return bot.Receipt{}, &bot.SendError{Outcome: bot.NotSent, Err: err}
	}
	defer s.leave()
	if err := s.run(ctx); err != nil {
		return bot.Receipt{}, s.verdict(err)
	}
	if s.user != "" {
		s.p.places.admit(s.user)
	}
	if channel, message := splitRef(s.last); message != "" {
		s.p.places.noteSent(channel, message)
	}
	return bot.Receipt{Message: s.last}, nil
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
	if !ok || s.user != "" && x.user != "" && x.user != s.user || s.channel != "" && (x.dm || x.channel != s.channel) {
		return nil
	}
	if err := x.take(ctx); err != nil {
		return err
	}
	s.x = x
	so := x.progress[s.key]
	s.next, s.last = so.parts, so.last
	return nil
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

// one sends a part in the first way that is open.
func (s *sending) one(ctx context.Context, p part) (id string, err error) {
	for _, way := range []func(context.Context, part) (string, error){s.editByToken, s.editPlain, s.answer, s.post} {
		id, err = way(ctx, p)
		if !errors.Is(err, errElsewhere) {
			return id, err
		}
	}
	return "", err
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
	own := s.channel
	if s.user != "" {
		dm, err := s.p.dm(ctx, s.user)
		if err != nil {
			return "", err
		}
		own = dm
	}
	if channel != own {
		return "", errElsewhere
	}
	err := s.p.call(ctx, request{method: http.MethodPatch, path: "channels/" + channel + "/messages/" + message,
		body: p.body(0), files: p.files}, nil)
	if cannotEdit(err) {
		return "", errElsewhere
	}
	return s.edit, err
}

// notOurs is Discord's code for the edit of somebody else's message.
const notOurs = 50005

func cannotEdit(err error) bool {
	return has(err, unknownMessage, tooManyEdits, notOurs, unknownChannel, missingAccess, missingPermission)
}

// post sends a plain message. Only the asker could have seen an aside in its
// chat, and nobody misses it.
func (s *sending) post(ctx context.Context, p part) (string, error) {
	if s.aside {
		return "", nil
	}
	channel := s.channel
	if s.user != "" {
		dm, err := s.p.dm(ctx, s.user)
		if err != nil {
			return "", err
		}
		channel = dm
	}
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
	return s.x != nil && s.x.state != expired && time.Since(s.x.at) < tokenLife
}
