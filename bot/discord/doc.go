// Package discord is the Discord side of a conversation: slash commands, buttons
// and direct messages in, messages out.
//
// # Connection
//
// The gateway is discordgo's, one session at a time, reopened with a growing
// pause when it drops and replaced when it is wedged (discordgo can lock itself
// out for ever when Discord asks for a reconnect in the middle of an opening).
// Close codes that no repetition can heal end Run with a sentence for the
// operator. Interactions are decoded here from the raw events, because
// discordgo's own types fail on components that are newer than they are.
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
// knows the interaction, the answer is a plain message.
//
// # Stored names
//
// The platform is called "discord"; a message is "channel/message".
package discord
