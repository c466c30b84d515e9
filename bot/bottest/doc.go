// Package bottest plays conversations against the whole bot and listens for
// leaks. Only tests import it.
//
// # Transcripts
//
// A transcript is a text file: what people do is played, in virtual time, on
// networks in memory; what the bot says is compared. The same file is played on
// every platform and every storage engine. One line is one event:
//
//	# comment
//	start 2026-03-02 09:00 America/Chicago
//	with telegram, discord
//	access = "invite"
//
//	ann> text
//	ann in #meetup> text
//	ann in #meetup/questions> text
//	ann on discord> text
//	ann replies text
//	ann taps Label
//	ann taps 2 Label
//	ann taps Label again
//	ann taps Label in #meetup
//	ann taps Label in private
//	ann and bob tap Label
//	bob in #other forges ann's Label
//	ann fills Field: value | Field: value
//	ann sends FILE
//	wait 20m
//	wait until 17:30
//	wait until 2026-09-01 08:00
//	restart
//	crash
//	offline 36h
//	no direct messages to ann
//	direct messages to ann again
//	telegram is down
//	telegram is back
//	ann leaves #meetup
//	ann is removed from #meetup
//	mia moderates #meetup
//	mia no longer moderates #meetup
//	#meetup moves
//	#meetup allows no pins
//	#meetup allows pins
//	topic questions of #meetup is closed
//
//	bot to ann> exact text
//	bot to ann> ~ regexp
//	bot in #meetup> exact text
//	bot in #meetup/questions> exact text
//	bot edits to ann> exact text
//	bot edits in #meetup> ~ regexp
//	bot to ann on discord> exact text
//	pinned in #meetup> ~ regexp
//	nothing pinned in #meetup
//	nothing to ann
//	nothing in #meetup
//	nothing
//	...
//
// # Header
//
// The header stands before the first event. "start" gives date, wall time and
// zone of the beginning (2026-03-02 09:00 America/Chicago if left out); every
// clock in the file is read in that zone. "with" names the platforms of a
// conversation that needs several at once; the first one is meant wherever a line
// names none. A file without it is played once for every platform. Lines of the
// form key = "value" are settings for the stage.
//
// A line of the body may begin with a condition in brackets, "[telegram] " or
// "[!discord] ": it counts only where that platform takes part (or does not).
//
// # People
//
// Names of people are single words; people and groups come into being when first
// named. "on PLATFORM" and "in #GROUP" may follow a name in every line that has
// one ("on PLATFORM" a group's name too, where the group itself is meant). A text
// goes on in the next line when that is indented by four spaces.
//
// "replies" answers the newest message in her private chat (or of the group
// named). "taps" presses a button of the newest message she can see that has the
// label, as it stands after all edits; a message is as old as its first
// appearance. Letter case, punctuation at the end and a number in front of an
// item's button do not count; if no message has the label, the beginning of one
// label will do. "taps 2 Label" means the row numbered 2, else the second row if it
// has the label, else the second button so labelled. "again" sends the payload of
// her last tap of that label once more, whether or not the button still stands.
// "in #meetup" behind the label means the messages of that group and its topics
// alone, "in private" those of her private chat; a button whose label itself ends
// in "in private" is meant first. A button that is a link is followed only into the
// private chat with the bot.
//
// "ann and bob tap" means the same instant: both presses are on their way before the
// bot can answer one, the first named first. "bob forges ann's Label" sends what the
// newest button so labelled that ann sees carries, as if it stood on the newest
// message of bob's private chat (or of the group named).
//
// "fills" answers a form. A message whose first line is a field's name ("Phone" or
// "Phone (3 of 7)") is answered with the field's value, or with [Skip] if none is
// given; a message with a button named like a field is tapped first. When every
// value is given, [Done] or [Save] is tapped if there is one. What the bot says in
// between is not compared; what it says last is.
//
// "sends" hands over a file that lies beside the transcript.
//
// # Groups
//
// Whoever speaks in a group is in it, until she leaves or is removed.
// "#meetup/questions" is a topic or thread of a group: a line of the bot is expected
// in exactly that one, while "nothing in #meetup" and taps "in #meetup" mean the whole
// group. "#meetup moves" gives the group another id, as when a small group becomes a
// large one. Moves, pins and closed topics change nothing on a platform that has no
// such thing; "pinned in" and "nothing pinned in" are then taken to be true. The
// former looks at the newest pinned message, as it stands after all edits.
//
// On Telegram and the console nobody hears from the bot alone who has not written to
// it there before.
//
// A comment has a blank behind its mark: "#name" is a group.
//
// # Time and trouble
//
// Between two things that people do lie at least 1.1 seconds. A duration is numbers
// with units: 20m, 36h, 1h30m are exact; days (3d), weeks (2w), months (6mo) and
// years (1y) keep the time on the clock. "wait until 17:30" ends when the clock next
// reads that.
//
// "restart" ends the process in good order and starts it anew, "crash" ends it as
// it is. "offline 36h" ends it like a crash and starts it 36 hours later: what
// people say, reply or send, and what changes about groups, in the lines directly
// behind happens in its last hour. "no direct messages to ann" shuts the way to her
// private chat. "telegram is down" breaks the connection to a platform: nothing comes
// or goes until it is "back", and what people write meanwhile waits there as it would
// in life.
//
// # What the bot says
//
// All that the bot says must be expected, between the event that caused it and the
// next event; the order counts within one chat. "..." stands for any number of
// messages. "nothing" lines look back to the last event.
//
// What is shown of a message is its text, then a line "[file NAME]" for each file,
// then one line of its buttons: "[Change] [Undo]". An expectation is met by the
// text alone, by text and files, or by all of it. An exact text goes on in lines
// indented by four spaces; empty lines between them belong to it. Behind "~ " stands
// a regular expression (package regexp) that is searched for. Its named groups,
// (?P<code>…), can be used as $code in all later lines.
//
// A line shown to one person alone inside a group (ephemeral on Discord, on Telegram
// a short note above the chat) is claimed by "bot in #group>" as well as by "bot to
// person>", or as both by "bot to person in #group>". It breaks only a bare
// "nothing", holds up no line in either place, and is neither replied to nor taken for
// a form.
//
// # Leaks
//
// While a transcript is played, everything that was said to or by one person alone
// is remembered: words of four letters and more, tags, telephone numbers. None of
// it may occur in what the bot says in a group, unless it stands in the product's
// own texts (the string literals of all texts.go files), was said in that group by
// a person, or was published there on purpose (Stage.Published). What is known in a
// topic is known in the whole group; what one person alone saw in a group is private.
//
// A button whose payload begins with "pub:" lets out what is shown above it (bot.Offer).
// When somebody taps one on a message for her alone, every word of that message, as it
// then stands, is published everywhere from then on; a payload that the message does
// not carry, forged or from before an edit, publishes nothing.
//
// # Updating
//
// With the flag -update the expectations that were not met are rewritten from what
// was heard on the first platform and engine; those that were met stay as they are.
package bottest
