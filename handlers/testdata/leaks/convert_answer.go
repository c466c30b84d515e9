// An answer for one person does not become one for everybody, nor the reverse.
package leaks

import "referout/bot"

func publish(p bot.Private) bot.Public {
	return bot.Public(p) // want "cannot convert p"
}

func hide(p bot.Public) bot.Private {
	return bot.Private(p) // want "cannot convert p"
}

func assign(p bot.Private) {
	var everybody bot.Public = p // want "cannot use p"
	_ = everybody
}
