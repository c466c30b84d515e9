package discord

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"runtime/debug"
	"sync"
	"time"

	"referout/bot"
)

// intake hands what the gateway says to the receiver, in order per channel, threads
// with the channel that they are part of.
type intake struct {
	p     *Platform
	ctx   context.Context
	fail  func(error) // ends Run
	r     bot.Receiver
	order *bot.Order
	aside sync.WaitGroup // completions, which wait for nobody
	done  *recent        // inputs that were handled
	live  queued         // messages that the gateway delivered and that wait for their turn

	taking   *trouble
	begun    chan struct{}    // there is a new session
	again    chan struct{}    // some chats have to be read again
	unlooked failure          // why
	shut     map[string]int64 // user → the session in which she could not be found; lookBack's alone
}

func newIntake(ctx context.Context, p *Platform, r bot.Receiver, fail func(error)) *intake {
	return &intake{p: p, ctx: ctx, fail: fail, r: r, order: bot.NewOrder(), done: newRecent(),
		taking: p.newTrouble("discord inputs not taken", "discord inputs taken again"),
		begun:  make(chan struct{}, 1), again: make(chan struct{}, 1), shut: make(map[string]int64)}
}

// event is called by discordgo under its locks: it only queues.
func (in *intake) event(kind string, raw json.RawMessage) {
	if in.ctx.Err() != nil {
		return
	}
	switch kind {
	case "READY":
		if e, ok := decode[ready](raw); ok {
			in.p.know(e.Application.ID, e.User.ID)
		}
		in.ready()
	case "INTERACTION_CREATE":
		if x, ok := decode[interaction](raw); ok {
			in.interaction(x)
		}
	case "MESSAGE_CREATE":
		if m, ok := decode[message](raw); ok && m.written() {
			in.live.add(m.ID)
			in.order.Do(m.Channel, func() {
				defer in.live.remove(m.ID)
				in.safely(func() { in.message(m) })
			})
		}
	}
}

func (in *intake) interaction(x *interaction) {
	at := in.p.ours(madeAt(x.ID, time.Now()))
	input, ok := x.incoming(at)
	if !ok {
		return
	}
	if x.Kind == typing {
		in.aside.Go(func() { in.safely(func() { in.complete(x, input) }) })
		return
	}
	live := in.p.live.add(in.ctx, in.p, x, at)
	input.Reply = live.reply()
	hand := func() { in.hand(x.Channel, input) }
	if x.private() {
		in.p.places.learn(input.From.ID, x.Channel)
		alone := hand
		hand = func() { in.among(x.Channel, input.From.ID, x.ID, alone) }
	}
	in.order.Do(x.chat().ID, func() { in.safely(hand) })
}

func (in *intake) message(m *message) {
	if !in.isPrivate(m) {
		return
	}
	input := m.incoming(in.p.ours(madeAt(m.ID, time.Now())))
	in.among(m.Channel, m.Author.ID, m.ID, func() { in.hand(m.Channel, input) })
}

// isPrivate asks what channel a message is in, for as long as that takes: a
// stranger's first message is nowhere else to be found.
func (in *intake) isPrivate(m *message) bool {
	pause := &pause{first: time.Second, most: askEvery, next: time.Second}
	for {
		private, err := in.p.isDM(in.ctx, m.Channel, m.Author.ID)
		if err == nil {
			return private
		}
		in.taking.began(err)
		if !passing(err) || pause.wait(in.ctx) != nil {
			return false
		}
	}
}

// askEvery is how often at least the same question is repeated.
const askEvery = 10 * time.Second

// ours is an instant of Discord's clock by ours, and theirs the reverse.
func (p *Platform) ours(t time.Time) time.Time { return t.Add(-p.wire.clockError()) }

func (p *Platform) theirs(t time.Time) time.Time { return t.Add(p.wire.clockError()) }

// hand gives an input to the receiver, once. What cannot be handled now is read
// again from the chat's history later, if it stands there.
func (in *intake) hand(channel string, input bot.Incoming) {
	if in.done.has(input.ID) || in.ctx.Err() != nil {
		return
	}
	err := in.patiently(func() error { return in.r.Receive(in.ctx, input) })
	switch {
	case err == nil:
		in.done.add(input.ID)
		in.taking.ended()
	case errors.Is(err, bot.ErrUnanswered):
		in.done.add(input.ID)
		in.p.dismiss(in.ctx, input.Reply)
	case in.ctx.Err() == nil:
		in.taking.began(err)
		if input.Chat == nil {
			in.p.places.noteRead(channel, 0)
			in.lookAgain()
		}
	}
}

// patiently tries a few times: a person is waiting.
func (in *intake) patiently(try func() error) error {
	err := try()
	for _, wait := range []time.Duration{300 * time.Millisecond, time.Second, 3 * time.Second} {
		if err == nil || errors.Is(err, bot.ErrUnanswered) || in.ctx.Err() != nil {
			return err
		}
		select {
		case <-in.ctx.Done():
			return err
		case <-time.After(wait):
		}
		err = try()
	}
	return err
}

// safely keeps one bad input from ending the program.
func (in *intake) safely(do func()) {
	defer func() {
		if v := recover(); v != nil {
			in.p.o.Log.Error("discord input panicked", "stack", string(debug.Stack()))
		}
	}()
	do()
}

func (in *intake) wait() {
	in.order.Wait()
	in.aside.Wait()
}

// Limits of what is offered while a person types.
const (
	mostSuggestions = 25
	suggestionRunes = 100
)

type suggestion struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// complete answers while a person types; in a group with nothing.
func (in *intake) complete(x *interaction, input bot.Incoming) {
	ctx, cancel := context.WithDeadline(in.ctx, input.At.Add(answerWithin))
	defer cancel()
	found := []suggestion{}
	if name, typed := x.focused(); input.Chat == nil && name != "" {
		found = suggestions(in.r.Suggest(ctx, input, name, typed))
	}
	body := callback{Kind: completed, Data: map[string]any{"choices": found}}
	err := in.p.call(ctx, request{method: http.MethodPost, path: callbackPath(x.ID, x.Token), body: body}, nil)
	if err != nil && !has(err, unknownInteraction) && !errors.Is(err, context.DeadlineExceeded) {
		in.p.o.Log.Debug("discord completion not taken", "cause", in.p.plain(err))
	}
}

func suggestions(texts []string) []suggestion {
	out := make([]suggestion, 0, len(texts))
	seen := make(map[string]bool)
	for _, t := range texts {
		t = cutRunes(bot.OneLine(t), suggestionRunes)
		if t == "" || seen[t] || len(out) == mostSuggestions {
			continue
		}
		seen[t] = true
		out = append(out, suggestion{Name: t, Value: t})
	}
	return out
}
