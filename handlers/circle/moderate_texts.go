package circle

import (
	"referout/bot"
)

// Texts of moderating.

func moderatorsOnly() bot.Message {
	return bot.Compose(bot.Say("That is for who administers this group. Ask one of them."))
}

func nothingKept(circle string) bot.Message {
	return bot.Compose(bot.Say("There is nothing in %s that could be taken down.", circle))
}

func whatIsKept(circle string, n int) bot.Message {
	return bot.Compose(bot.Say("What people show in %s: %s. Whoever made something is told when it is removed.", circle, bot.Count(n, "thing", "things")))
}

func recordLine(r held) bot.Line {
	return bot.Line{bot.Bold(r.kind.Name), bot.Text("%s", ": "+r.Line)}
}

func removeThis(r held, circle string) bot.Message {
	return bot.Compose(bot.Para(recordLine(r)...), bot.Say("Remove this from %s? It cannot be brought back, and whose it is will be told.", circle))
}

func removing() bot.Message {
	return bot.Compose(bot.Say("One moment: I make sure that you administer the group."))
}

func removedNow(circle string) bot.Message { return bot.Compose(bot.Say("Removed from %s.", circle)) }

func mayNot(circle string) bot.Message {
	return bot.Compose(bot.Say("You don't administer %s, so nothing was removed.", circle))
}

func goneAlready() bot.Message {
	return bot.Compose(bot.Say("That is gone already. Nothing was removed."))
}

func wasRemoved(what, circle string) bot.Message {
	return bot.Compose(bot.Say("Somebody who administers %s has taken down %s. If you wonder why, just ask them; /rules in the group says what belongs there.", circle, what))
}
