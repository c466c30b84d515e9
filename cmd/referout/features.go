package main

import (
	"referout/bot"
	"referout/handlers"
)

// features is what the bot can do, in the order that help shows it.
func features() []bot.Feature { return handlers.All() }
