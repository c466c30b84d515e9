package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	tg "github.com/go-telegram/bot"

	"referout/bot"
)

const (
	pollLimit  = 100              // updates a poll, the most Telegram gives
	pollMargin = 15 * time.Second // beyond the wait that was asked for
	mostPanics = 3                // of the receiver before an update is set aside
)

// poll fetches updates and hands them on until ctx ends. Asking for the next
// batch confirms the last one, so that is done only when all of it is stored.
func (p *Platform) poll(ctx context.Context, r bot.Receiver) error {
	var offset int64
	wait, trouble := p.backoff(), troubles{p: p}
	for {
		batch, err := p.fetch(ctx, offset)
		if err == nil {
			next := p.handOn(ctx, r, batch)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if next > 0 || len(batch) == 0 {
				// Ids start anew after a quiet week, so the offset may go down; an
				// empty answer has confirmed everything, so it starts from none.
				offset = next
				wait.reset()
				continue
			}
			err = errNoUpdateID
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := trouble.meet(ctx, err); err != nil {
			return err
		}
		if err := wait.sleep(ctx, retryAfter(err)); err != nil {
			return err
		}
	}
}

// troubles are the failures of polling that need more than patience.
type troubles struct {
	p       *Platform
	cleared bool
}

func (t *troubles) meet(ctx context.Context, err error) error {
	log := t.p.o.Log
	switch {
	case isRefused(err):
		return refusedError(err)
	case errors.Is(err, tg.ErrorConflict):
		log.Warn("telegram: another program polls with this bot's token, or a webhook is set", "error", err)
		t.clearWebhook(ctx)
	default:
		log.Warn("telegram: no updates, trying again", "error", err)
	}
	return nil
}

// clearWebhook removes a webhook that keeps polls from working; what waits stays.
func (t *troubles) clearWebhook(ctx context.Context) {
	if t.cleared {
		return
	}
	err := t.p.call(ctx, "deleteWebhook", func(ctx context.Context) error {
		_, err := t.p.client.DeleteWebhook(ctx, &tg.DeleteWebhookParams{DropPendingUpdates: false})
		return err
	})
	t.cleared = err == nil
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
		Allowed: []string{"message", "edited_message", "callback_query", "my_chat_member"},
	}
}

// fetch makes one poll. Its errors are as those of call.
func (p *Platform) fetch(ctx context.Context, offset int64) (batch []json.RawMessage, err error) {
	a := &attempt{timeout: p.o.PollTimeout + pollMargin}
	err = p.post(ctx, "getUpdates", a, p.pollRequest(offset), &batch)
	return batch, err
}
