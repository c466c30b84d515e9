// A handler that has seen one person's book cannot answer to everybody.
package leaks

import (
	"context"

	"referout/bot"
)

func tellAll(context.Context, *bot.Personal) (bot.Public, error) {
	return bot.Announce(bot.Compose(bot.Say("Dr Lee sent someone"))), nil
}

var command = bot.Command{Name: "due", Summary: "What is owed", Personal: tellAll} // want "cannot use tellAll"

var action = bot.Action{Name: "due", Personal: tellAll} // want "cannot use tellAll"

func pair(context.Context, *bot.Personal) (bot.Private, bot.Public, error) {
	return bot.Private{}, bot.Public{}, nil
}

var both = bot.Command{Name: "due", Summary: "What is owed", Personal: pair} // want "cannot use pair"

func shared(context.Context, *bot.Shared) (bot.Private, error) { return bot.Private{}, nil }

var group = bot.Command{Name: "due", Summary: "What is owed", Shared: shared} // want "cannot use shared"
