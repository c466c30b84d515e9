// What is whispered cannot be opened again outside the conversation core.
package leaks

import "referout/bot"

func open(p bot.Private) bot.Message {
	return p.whispered // want "p.whispered undefined"
}

func quote(p bot.Private) bot.Public {
	return bot.Announce(p.Message()) // want "p.Message undefined"
}

func forge(m bot.Message) bot.Public {
	return bot.Public{said: m} // want "said in struct literal"
}
