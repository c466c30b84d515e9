package telegram

import (
	"context"
	"errors"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"referout/bot"
)

var _ bot.Mover = (*Platform)(nil)

// supergroups have ids below this.
const supergroups = -1_000_000_000_000

// MovedTo asks Telegram whether a group has become a supergroup. It tells that to whoever
// writes under the old id: a sign that something is being typed is the least that can be
// written. A group that the bot cannot write to any more has not moved, nor does a
// supergroup.
func (p *Platform) MovedTo(ctx context.Context, group bot.Chat) (id string, err error) {
	if p.client == nil {
		return "", &bot.SendError{Outcome: bot.BadToken, Err: errNoToken}
	}
	chat, _, err := destination(bot.Account{}, &bot.Chat{Platform: group.Platform, ID: group.ID})
	if err != nil || chat <= supergroups {
		return "", nil //nolint:nilerr // what is no address leads nowhere
	}
	ctx, cancel := context.WithTimeout(ctx, signTimeout)
	defer cancel()
	err = p.post(ctx, "sendChatAction", new(attempt), &tg.SendChatActionParams{ChatID: chat, Action: models.ChatActionTyping}, nil)
	var failed *bot.SendError
	if !errors.As(err, &failed) {
		return "", err
	}
	switch failed.Outcome {
	case bot.Migrated:
		return failed.To, nil
	case bot.TargetGone, bot.BadContent:
		return "", nil
	}
	return "", err
}
