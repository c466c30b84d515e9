// Package bot holds a conversation: what comes in from any platform is handled in
// one transaction, and what goes out is stored before it is sent.
//
// # From an input to an answer
//
// A [Platform] turns what it hears into an [Incoming] and hands it to the
// [Router] through [Receiver]. The router waits for the book's turn, so that two
// linked accounts cannot race, finds what is meant (a command, a button, the
// answer to a question, a sentence) and runs the [Feature] that declared it. The
// effect, the mark that the input was handled, alarms, the undo record and the
// answer commit together; then the outbox sends. A handler may run twice: it has
// no clock and no randomness of its own, and does nothing outside its transaction.
//
// # Privacy
//
// There are two lanes, known before a handler runs. A Personal handler has one
// book and returns [Private], which the router whispers to that person; a Shared
// handler has one chat's circle and returns [Public], which the router says there.
// The types do not convert, a [Delivery] is made in whisper and say only, and an
// alarm has no destination: it belongs to a member. A third, small lane, admission,
// serves who has no book yet. A place is private only if the platform proved it to
// be one-to-one; everything else is a group, where a personal command gets a
// pointer and no data.
//
// # Circles
//
// A group is a circle, a space of its own: its records, its zone, its alarms, all
// handled in its turn. What crosses between a book and a circle, or between two books,
// is a letter, made by publish alone. A circle writes to people freely ([Shared.Tell]):
// what everybody may read may be whispered. Out of a book goes only what an [Offer] has
// shown: the enclosure stands above the button, the tap sends precisely that, unless what
// answers it finds that there is nothing to send any more ([Private.Withheld]). A letter
// is handled in the space that it came to ([Mailbox]), once, in the transaction that
// takes it out of its bag; one that fails is tried again. Who has left the chat is not
// heard, and her tap not passed on.
//
// The message that stands for a record, a card, is said once and changed in place
// ([Public.Card]); what changes while a version of it still waits to be sent replaces
// that. What nobody waits for changes it where it stands or not at all, behind what somebody
// waits for ([Public.InPlace]). Nothing said to a group makes a sound. Who is in a chat is asked of the platform
// ([Doorkeeper]) when a handling needs it: the transaction is rolled back, the question
// asked, the handling run again.
//
// Somebody from a group without a private chat gets the way to one ([Shared.Entrance]):
// a code of the circle, good for a day and for everybody in its chat, which opens a book
// where those are by invitation, provided somebody with a book has used the bot there.
//
// What people typed is kept until it is handled, and after that as far as a handler
// keeps it. It never reaches a
// log; nor do chat identities, codes or tokens.
//
// # Input
//
// A platform that can wait hands its raw inputs to the [Inbox] and tells the network
// that they arrived when they are stored; each is handled once, and its row goes in the
// transaction of its effect. Ids are remembered for three days, because they may begin
// anew. What cannot be read is set aside, sealed, for thirty days.
//
// # Delivery
//
// What a commit put into the outbox is told with it ([store.Stir]) and not read again,
// unless nobody knows whether the commit was kept. Messages go out in order per chat,
// several chats side by side, no faster than [Limits] say, answers before pings, at least once. An attempt is registered before it
// is made: by a mark, or for the first attempt at an answer by the row itself. A crash
// in the middle, or a line that breaks, leaves a doubt; the next attempt tells the
// platform since when ([Delivery.Tried]), which looks if it can. Every outcome is judged
// by one table (judge.go). A ping is never given up for trouble that may pass; another
// message is after an hour, and becomes a dead letter, which the operator sees
// ([Router.Letters]). When the way to a member is shut, or a platform has ended, her
// pings go to her other account, or are held until she is heard of again. Pings that
// wait become one. Of news the last twenty are held; she is told how many more there were.
// What a platform told the whole bot to wait holds for the next run, a day at most. What
// a letter tells may end ([Private.Ends]): then it is not sent late.
//
// # Time
//
// Books that are due together ring in one transaction; alone, each in its turn, if one of
// them fails or is being answered. A sign of life is stored every minute. What came due while nobody was there, after a
// stop, a crash or a suspended machine, is one message a person that tells since when.
// A clock that goes back repeats nothing; one that is years off rings nothing until it
// is right. A reminder that [Undo] brings back after its time rings ten minutes later, and
// one that cannot be read rings by what the index says of it. When the rules of a zone
// change, reminders are moved to the promised reading of the clock.
//
// # Stored names
//
// Names of platforms, actions, forms, alarms and tables, the kinds of blocks and
// spans, and the numbers of fields stand in the store and in buttons that people
// may tap years from now. They must never change.
//
// # Limits
//
// A message of more than [MostRunes] characters is not read. More than 20
// messages within 10 seconds from one person get one sentence and are not read;
// the machine owner's own console is exempt, since scripts use it. Codes: ten
// tries a day; an invitation is valid for a day, a link code for an hour, a
// recovery code until it is used or replaced.
package bot
