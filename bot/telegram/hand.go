package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"referout/bot"
)

// handOn gives a batch to the receiver, one after another in each chat, and
// returns when all of it is stored or set aside, or ctx has ended. The result is
// the offset that confirms the batch; 0 if there is nothing to confirm.
func (p *Platform) handOn(ctx context.Context, r bot.Receiver, batch []json.RawMessage) (next int64) {
	order := bot.NewOrder()
	for _, raw := range batch {
		id, u, err := decode(raw)
		if id > 0 {
			next = max(next, id+1)
		}
		if err != nil {
			p.o.Log.Error("telegram: unreadable update set aside", "update", id, "bytes", len(raw))
			continue
		}
		if in, ok := p.me.Load().incoming(u, time.Now()); ok {
			order.Do(chatKey(in), func() { p.hand(ctx, r, in) })
		}
	}
	order.Wait()
	return next
}

// chatKey is the chat that an input is in; inputs of one are handled in order.
func chatKey(in bot.Incoming) string {
	if in.Chat != nil {
		return in.Chat.ID
	}
	return in.From.ID
}

// hand gives one input to the receiver until it is stored. A receiver that
// panics over it time and again does not hold up everybody else.
func (p *Platform) hand(ctx context.Context, r bot.Receiver, in bot.Incoming) {
	query := tapOf(in.Reply)
	if query != "" {
		p.taps.opened(query)
	}
	wait := p.backoff()
	for panics := 0; panics < mostPanics; {
		err := guarded(func() error { return r.Receive(ctx, in) })
		if err == nil || errors.Is(err, bot.ErrUnanswered) || ctx.Err() != nil {
			break
		}
		if errors.Is(err, errPanic) {
			panics++
		}
		p.o.Log.Error("telegram: input not stored, trying again", "input", in, "error", err)
		if wait.sleep(ctx, 0) != nil {
			break
		}
	}
	p.settle(ctx, in, query)
}

// settle leaves no button spinning and no typing sign to come.
func (p *Platform) settle(ctx context.Context, in bot.Incoming, query string) {
	if chat, err := strconv.ParseInt(chatKey(in), 10, 64); err == nil {
		p.typing.stop(chat)
	}
	if query == "" || !p.taps.answered(query) {
		return
	}
	if err := p.answerTap(ctx, query); err != nil {
		p.o.Log.Debug("telegram took no answer to a tap", "error", err)
	}
}
