package telegram

import (
	"context"
	"time"

	tg "github.com/go-telegram/bot"
)

// pinTimeout is how long a message that has arrived waits to be pinned.
const pinTimeout = 5 * time.Second

// pin pins a message without a sound and says whether it is. What keeps it from
// being pinned is most often that the bot may not: only administrators may.
func (p *Platform) pin(ctx context.Context, id string) bool {
	chat, message := parseMessageID(id)
	ctx, cancel := context.WithTimeout(ctx, pinTimeout)
	defer cancel()
	err := p.post(ctx, "pinChatMessage", new(attempt), &tg.PinChatMessageParams{
		ChatID: chat, MessageID: message, DisableNotification: true,
	}, nil)
	if err != nil {
		p.o.Log.Debug("telegram: a message was not pinned", "error", err)
	}
	return err == nil
}
