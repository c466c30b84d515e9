// Package discord is the Discord side of a conversation: slash commands, buttons
// and direct messages in, messages out.
//
// # Connection
//
// The gateway is discordgo's, one session at a time, reopened with a growing
// pause when it drops and replaced when it is wedged (discordgo can lock itself
// out for ever when Discord asks for a reconnect in the middle of an opening) or
// when none begins. A connection that says nothing, or that answers no heartbeat,
// is cut after 90 seconds. Close codes that no repetition can heal, and a token
// that the REST interface refuses twice, end Run with a sentence for the operator.
// Trouble is logged when it begins and when it is over. Interactions are decoded
// here from the raw events, because discordgo's own types fail on components that
// are newer than they are.
//
// # Input
//
// An input is handed in once per run and may be handed in again in the next: its id
// is the receiver's to remember. When Discord begins a session, the private chats
// of everybody with a book are looked at, a few a second; when something happens in
// a chat before its turn, that chat is looked at first. What was written there
// within the last day is handed in in its order, the newest thousand messages of
// both sides at most. A session that Discord resumes needs no such look. A text
// that could not be handled is read again later. Interactions that were made while
// nobody listened are lost, which Discord tells the person.
//
// # Privacy
//
// A place is private only if Discord says so: an interaction whose context is
// BOT_DM, or a message without a guild in a channel whose type is DM. Everything
// else, and everything unknown, is a group. What is for one person is sent to a
// group only as an ephemeral answer, never by a plain message or by an edit of
// one. In groups nothing is completed while a person types.
//
// # Answers
//
// Discord wants an answer to an interaction within three seconds. Until then an
// answer is its first response; when it takes longer the interaction is deferred
// and the answer completes it; after fifteen minutes, or when Discord no longer
// knows the interaction, the answer is a plain message. An answer for the asker's eyes
// is then dropped in a group. What answers a command another way, as by an edit of an
// earlier message, takes back what Discord shows as a sign of waiting.
//
// # Rooms and threads
//
// A group is a channel of a server; a thread is part of the channel that it was made
// in. What is meant for a thread that was deleted or locked goes to the channel; one
// that is merely archived is opened, also for an edit. Messages are edited wherever in
// the channel and its threads they are. A message is pinned after it was sent, if the
// bot has the right to; that it is not fails nothing. Who is in a channel, and who may
// administer it, is asked of Discord by the member's rights there: see
// Platform.Standing. That somebody has left is not told without a privileged intent.
//
// # Repeated attempts
//
// A plain message carries a nonce by which Discord recognises a repetition for a
// few minutes. After that, and where an interaction may have carried it, the
// message is looked for before it is sent again: as what the interaction's token
// calls its original, then among our own messages in the channel, by text, buttons
// and files. Not found are a message that was edited since, an ephemeral one whose
// token is over, and a second ephemeral answer to one interaction: these may be
// shown twice. Edits are simply repeated.
//
// # Limits
//
// Discord's limits are kept here, whoever sends: what its answers say about a route
// that is used up, and 40 calls a second in all; see also Limits. A wait of more
// than five seconds is left to the outbox. What is remembered of limits does not
// grow with chats or interactions.
//
// # Stored names
//
// The platform is called "discord"; a message is "channel/message".
package discord
