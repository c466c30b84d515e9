package pass

import (
	"slices"
	"time"

	"referout/bot"
	"referout/handlers/referral"
)

// Texts of passing somebody on. None of them says a word about the client.

const (
	saysLabel = "Says"
	fromLabel = "Sent by"

	someoneMayCall = "Someone may call you."
)

func noGroup() bot.Message {
	return bot.Compose(bot.Say("We are in no group together yet. Type /join in your meetup's group, then /pass here."))
}

func nobodyListed() bot.Message {
	return bot.Compose(bot.Say("Nobody else shows a listing in a group of yours yet. Colleagues do with /join, typed in the group."))
}

func toWhom() bot.Message {
	return bot.Compose(bot.Say("Who is to hear that someone may call? Tap a colleague, or type a name or a profession."))
}

func typeName() bot.Message {
	return bot.Compose(bot.Say("Type the colleague's name, or a profession and a place: “chiro Northside”."))
}

func nobodyFits() bot.Message {
	return bot.Compose(bot.Say("No listing in your groups fits that. Type another name or a profession; /refer keeps somebody you sent elsewhere."))
}

// short is the beginning of a long text.
func short(text string) string {
	if all := []rune(text); len(all) > 40 {
		return string(all[:40]) + "…"
	}
	return text
}

func whichOne() bot.Message { return bot.Compose(bot.Say("Which one do you mean?")) }

// label is a colleague's name on a button; where two have the same one, with what they do.
func label(c colleague, among []colleague) string {
	same := func(o colleague) bool { return o.Name == c.Name && o.Key != c.Key }
	if slices.ContainsFunc(among, same) {
		return short(c.Short())
	}
	return short(c.Name)
}

func hasLeft() bot.Message {
	return bot.Compose(bot.Say("That listing is not shown any more, so I can't pass anybody on there. /pass looks for somebody else."))
}

func anotherOne(name string, ago time.Duration) bot.Message {
	since := "just now"
	if n := int(ago / time.Minute); n > 0 {
		since = bot.Count(n, "minute", "minutes") + " ago"
	}
	return bot.Compose(bot.Say("You told %s %s that someone may call. Is this about somebody else too?", name, since))
}

func restDropped() bot.Message {
	return bot.Compose(bot.Say("I dropped what you typed behind the name: nothing about the client is kept or passed on."))
}

func mustAgree(c colleague) bot.Message {
	m := bot.Compose(bot.Say("To %s.", c.Short()))
	if !c.Accepting {
		m = m.Add(bot.Say("%s takes nobody new now, the listing says.", c.Name))
	}
	return m.Add(bot.Say("Has the person agreed to be contacted? Without their yes I pass nobody on. %s hears only that someone may call, sent by you.", c.Name))
}

func yourName(to string) bot.Message {
	return bot.Compose(bot.Say("By what name does %s know you? I ask once and remember it.", to))
}

func thisGoes(to string) bot.Message {
	return bot.Compose(bot.Say("Exactly this goes to %s:", to))
}

func changedNothing(to string, listed bool) bot.Message {
	another := "[Another name] changes whose name stands there."
	if listed {
		another = "The name is that of your listing."
	}
	return bot.Compose(bot.Say("That changed nothing: %s hears exactly what stands above, and never who it is. %s If it was for your book, tap [Not now] and type it again.", to, another))
}

func stopped() bot.Message { return bot.Compose(bot.Say("All right, nobody was told anything.")) }

func onItsWay(c colleague, k referral.Kept, added bool, today time.Time) bot.Message {
	m := bot.Compose(bot.Say("I tell %s that someone may call, sent by you.", c.Name))
	if c.Contact != "" {
		m = m.Add(bot.Say("To reach them yourself: %s", c.Contact))
	}
	m = m.Add(k.Next(today)...)
	if added {
		m = m.Add(bot.Say("They are in your book now."))
	}
	return m
}

func leftMeanwhile(name string) bot.Message {
	return bot.Compose(bot.Say("%s is not in the group any more, so I told them nothing. The referral stays in your book: reach them yourself, or take it back with /undo.", name))
}

func notReached(name, contact string) bot.Message {
	if contact == "" {
		return bot.Compose(bot.Say("%s has no chat with me any more, so I told them nothing. The referral stays in your book: reach them yourself, or take it back with /undo.", name))
	}
	return bot.Compose(bot.Say("%s has no chat with me any more, so I told them nothing. The referral stays in your book. Reach them yourself: %s", name, contact))
}

func someoneSent(name string, k referral.Kept, added, mental bool, today time.Time) bot.Message {
	m := bot.Compose(bot.Say("Someone may call you, sent by %s.", name), k.Thanks(today))
	if added {
		m = m.Add(bot.Say("%s is in your book now.", name))
	}
	if mental {
		return m.Add(bot.Say("For privacy nothing goes back about whether they came."))
	}
	return m.Add(bot.Say("One tap tells %s how it went, and nothing else:", name))
}

func (s State) label() string {
	switch s {
	case Called:
		return "Called"
	case Booked:
		return "Booked"
	}
	return "No contact"
}

func youSaid(row passed) bot.Message {
	return bot.Compose(bot.Say("Someone may call you, sent by %s.", row.Name),
		bot.Say("%s knows: %s. Should that change, tap again.", row.Name, row.State.word()))
}

func (s State) word() string {
	switch s {
	case Called:
		return "called"
	case Booked:
		return "booked"
	}
	return "no contact so far"
}

func theySay(row passed, tag string) bot.Message {
	said := bot.Line{bot.Text("%s says: %s", row.Name, row.State.word())}
	if tag != "" {
		said = append(said, bot.Text(" ("), bot.Code(tag), bot.Text(")"))
	}
	said = append(said, bot.Text("."))
	return bot.Compose(bot.Para(said...))
}

func tooOld() bot.Message {
	return bot.Compose(bot.Say("Told. That was long ago, so I can't show it any more."))
}

func didPass(name string) string {
	return "you sent someone to " + name + ", in your book alone (they still have the message: tell them)"
}

func didArrive(name string) string { return name + " sent you someone" }
