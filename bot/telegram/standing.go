package telegram

import (
	"context"
	"strconv"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"referout/bot"
)

// standingTimeout is how long Standing waits for Telegram's answer.
const standingTimeout = 5 * time.Second

var _ bot.Doorkeeper = (*Platform)(nil)

// Standing asks Telegram what somebody is in a group. Telegram tells it for certain
// only where the bot is an administrator; elsewhere it knows those whom the bot has
// met. That it finds nobody of that id ("user not found", "PARTICIPANT_ID_INVALID") is
// no answer: it says so of members too, where their list is hidden from the bot.
// Senders that stand for many people are never asked about.
func (p *Platform) Standing(ctx context.Context, in bot.Chat, of bot.Account) (bot.Standing, error) {
	if p.client == nil {
		return bot.Unknown, errNoToken
	}
	chat, _, err := destination(of, &in)
	if err != nil {
		return bot.Unknown, err
	}
	who, err := strconv.ParseInt(of.ID, 10, 64)
	if err != nil || of.Platform != platformName || chat > 0 {
		return bot.Unknown, errAddress
	}
	if who <= 0 || !isPerson(user{ID: who}) {
		return bot.Unknown, nil
	}
	ctx, cancel := context.WithTimeout(ctx, standingTimeout)
	defer cancel()
	var s status
	err = p.post(ctx, "getChatMember", new(attempt), &tg.GetChatMemberParams{ChatID: chat, UserID: who}, &s)
	return s.standing(), err
}

// standing is Unknown for what Telegram invents tomorrow.
func (s status) standing() bot.Standing {
	switch s.Status {
	case models.ChatMemberTypeOwner, models.ChatMemberTypeAdministrator:
		return bot.Moderator
	case models.ChatMemberTypeMember:
		return bot.Inside
	case models.ChatMemberTypeRestricted:
		if s.IsMember {
			return bot.Inside
		}
		return bot.Outside
	case models.ChatMemberTypeLeft, models.ChatMemberTypeBanned:
		return bot.Outside
	}
	return bot.Unknown
}
