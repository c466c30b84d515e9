package telegram

import (
	"context"
	"log/slog"
	"slices"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"referout/bot"
)

// know remembers which commands are this bot's, so that they stay live in texts.
func (p *Platform) know(commands []bot.Command) {
	known := make(map[string]bool)
	for _, c := range commands {
		known[c.Name] = true
		for _, also := range c.Also {
			known[also] = true
		}
	}
	p.commands.Store(&known)
}

func (p *Platform) knows(command string) bool {
	known := p.commands.Load()
	return known != nil && (*known)[command]
}

// offerMenus sets the commands that clients offer, in private chats and in
// groups, where they differ from what Telegram has. It tries until that is done
// or ctx ends.
func (p *Platform) offerMenus(ctx context.Context, commands []bot.Command) {
	private := menu(commands, func(c bot.Command) bool { return c.Personal != nil })
	group := menu(commands, func(c bot.Command) bool { return c.Shared != nil })
	wait, net := p.backoff(), newTrouble(p.o.Log, slog.LevelWarn, "telegram: menu set").spell()
	for {
		err := p.offerMenu(ctx, &models.BotCommandScopeAllPrivateChats{}, private)
		if err == nil {
			err = p.offerMenu(ctx, &models.BotCommandScopeAllGroupChats{}, group)
		}
		if err == nil {
			net.ended()
			return
		}
		if isRefused(err) || ctx.Err() != nil {
			return
		}
		net.failed("telegram: menu not set, trying again", "error", err)
		if wait.sleep(ctx, retryAfter(err)) != nil {
			return
		}
	}
}

func menu(commands []bot.Command, offered func(bot.Command) bool) []models.BotCommand {
	out := []models.BotCommand{}
	for _, c := range commands {
		if offered(c) && !c.Hidden {
			out = append(out, models.BotCommand{Command: c.Name, Description: c.Summary})
		}
	}
	return out
}

func (p *Platform) offerMenu(ctx context.Context, scope models.BotCommandScope, want []models.BotCommand) error {
	var have []models.BotCommand
	err := p.call(ctx, "getMyCommands", func(ctx context.Context) (err error) {
		have, err = p.client.GetMyCommands(ctx, &tg.GetMyCommandsParams{Scope: scope})
		return err
	})
	if err != nil || slices.Equal(have, want) {
		return err
	}
	return p.call(ctx, "setMyCommands", func(ctx context.Context) error {
		_, err := p.client.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: want, Scope: scope})
		return err
	})
}
