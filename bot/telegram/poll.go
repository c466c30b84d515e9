package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	tg "github.com/go-telegram/bot"

	"referout/bot"
)

const (
	pollLimit  = 100              // updates a poll, the most Telegram gives
	pollMargin = 15 * time.Second // beyond the wait that was asked for
)

// poll fetches updates and hands them on until ctx ends. Asking for the next
// batch confirms the last one, so that is done only when all of it is stored.
func (p *Platform) poll(ctx context.Context, r bot.Receiver) error {
	ctx, stop := context.WithCancel(ctx)
	in := p.newIntake(r)
	defer in.order.Wait()
	defer stop() // what is kept and not handled is handed on by the next run
	if err := in.resume(ctx); err != nil {
		return err
	}
	net := newTrouble(p.o.Log, slog.LevelWarn, "telegram: updates come again").spell()
	var offset int64
	for wait := p.backoff(); ; {
		batch, err := p.fetch(ctx, offset)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil {
			net.ended()
			wait.reset()
			if err = in.take(ctx, batch); err == nil {
				offset, err = p.confirming(ctx, offset, batch)
			}
		} else {
			err = p.overcome(ctx, err, net, wait)
		}
		if err != nil {
			return err
		}
	}
}

// overcome waits after a poll that failed, unless there is no hope.
func (p *Platform) overcome(ctx context.Context, err error, net *spell, wait *backoff) error {
	switch {
	case isRefused(err):
		return refusedError(err)
	case errors.Is(err, tg.ErrorConflict) && saysOneOf(err, "webhook"):
		net.failed("telegram: a webhook is set for this bot, it is taken away", "error", err)
		p.clearWebhook(ctx)
	case errors.Is(err, tg.ErrorConflict):
		net.failed("telegram: another program polls with this bot's token, stop it", "error", err)
	default:
		net.failed("telegram: no updates, trying again", "error", err)
	}
	return wait.sleep(ctx, retryAfter(err))
}

// clearWebhook removes a webhook that keeps polls from working; what waits stays.
func (p *Platform) clearWebhook(ctx context.Context) {
	err := p.call(ctx, "deleteWebhook", func(ctx context.Context) error {
		_, err := p.client.DeleteWebhook(ctx, &tg.DeleteWebhookParams{DropPendingUpdates: false})
		return err
	})
	if err != nil {
		p.o.Log.Debug("telegram: the webhook stays", "error", err)
	}
}

// confirming is the offset that confirms a batch which is stored.
//
// Ids start anew after a quiet week, so it may be lower than the last one; an
// empty answer has confirmed everything, so there it starts from none. A batch in
// which no id can be read begins behind the last offset: going on by one from
// there confirms nothing else. Without a last offset it has to wait, for a day at
// most, until a readable update follows.
func (p *Platform) confirming(ctx context.Context, last int64, batch []json.RawMessage) (int64, error) {
	var next int64
	for _, raw := range batch {
		next = max(next, idOf(raw)+1)
	}
	if next > 1 || len(batch) == 0 {
		return next, nil
	}
	if last > 0 {
		last++
	}
	return last, p.backoff().sleep(ctx, 0)
}

type pollRequest struct {
	Offset  int64    `json:"offset,omitempty"`
	Limit   int      `json:"limit"`
	Timeout int      `json:"timeout"`
	Allowed []string `json:"allowed_updates"`
}

// edited_message is asked for only to be dropped: the setting outlives this
// program at Telegram, and what is handed out is confirmed with the rest.
func (p *Platform) pollRequest(offset int64) pollRequest {
	return pollRequest{
		Offset: offset, Limit: pollLimit, Timeout: int(p.o.PollTimeout / time.Second),
		Allowed: []string{"message", "edited_message", "callback_query", "my_chat_member", "chat_member"},
	}
}

// fetch makes one poll. Its errors are as those of call.
func (p *Platform) fetch(ctx context.Context, offset int64) (batch []json.RawMessage, err error) {
	a := &attempt{timeout: p.o.PollTimeout + pollMargin}
	err = p.post(ctx, "getUpdates", a, p.pollRequest(offset), &batch)
	return batch, err
}
