// Package simtest plays years of people's lives against the whole bot while
// everything around it fails, and holds what happens against the promises. Only
// tests import it.
//
// # Worlds
//
// A world is one process (the real router, handlers and store, and the real adapters
// on the networks in memory), its people, and a seed. Everything happens in virtual
// time, in a testing/synctest bubble. From three to eight people live in it for a
// year, on Telegram, on Discord, or with linked accounts on both; some books are
// open to anybody, some by invitation. They add professionals, tell of referrals and
// meetings by command and in sentences, answer pings in every way there is, tap
// twice, tap old buttons, type nonsense, change their hours, zones and absences, undo,
// forget people, shut the bot out and come back, and are silent for weeks.
//
// Every network has two groups, which most worlds make circles. People come to their
// private chats from there, show listings, change them, take them down, leave and join
// again; leave the groups, are removed from them and come back; begin and end to
// administer them, and take down what others show. They find, vouch, save, ask and
// answer, pass people on and say what became of it, propose meetings with few seats, in
// series too, change and call them off, reply to them, some at the same moment, say whom
// they met, take part in the pairs and read together, in topics and outside of them,
// mostly in several steps between which anything may happen. What one group's buttons
// carry is sent from the other.
//
// Most worlds run on the memory engine; some on a bolt file, which is closed, checked
// and opened again with every start, and some on storetest.Twice, which runs every
// transaction two times.
//
// # Faults
//
// The process is killed between any two of its operations: each Get, Put, Delete and
// Scan of the store, before and behind each commit, before and behind each call to a
// network, each write to Discord's gateway, also while it starts and while it stops.
// Of a commit that was not reached nothing is kept, of one that was all; a call that
// was carried out stays so. What is left of a dead process reaches neither the engine
// nor a network. It starts again after seconds, hours or days. It is also stopped in
// good order.
//
// Calls never leave, hang, are answered by 429, 500 or a 502 page, or are carried out
// and their answer lost: a few in calm weather, half of all in a storm, which lasts
// from minutes to a day. Inputs come late and behind others, twice, and on Discord
// not at all; Telegram forgets what waits for more than a day. Discord's connection
// drops, is asked to reconnect, and loses its session. A group becomes a supergroup.
// Some networks hold the process to their limits. The wall clock is set by a little,
// and jumps ahead by up to days, as after the machine has slept.
//
// # Promises
//
// After every step:
//
//   - What a person was told that the bot has kept is in her book, until an input of
//     hers takes it back; what she was told is taken back is gone. The book has at
//     most one event for each of her inputs, however often that was handed in, and for
//     each letter.
//   - Every event owes what the rules of courtesy say (rules.go has them once more,
//     apart from the product's own): one live or answered note, one question; every
//     office its one visit, by the right day. A new duty is asked for at the right
//     time.
//   - A duty, or a round of a visit, ends only where an input of its owner's can have
//     ended it: never by time, a delivery or a crash.
//   - Every alarm is heard by who can be reached, within 45 minutes and one pulse of
//     the router (here an hour, since a year has to pass quickly) of good weather:
//     time in which the process lives, there is no storm on any network of hers, one
//     of her accounts is open as far as the bot can know, and she is not away. So
//     from its hour on a ping may be late by all downtime, storms, shut ways and
//     absences, the longest pause of every retry, and the time to notice that the
//     clock has jumped. What is owed is spoken of every 15 days of good weather at
//     least, whatever the alarms say.
//   - A ping arrives once, and so do a message that offers something and the first
//     message of a card. It may be repeated where nobody can know: its answer was
//     lost, or the process ended within a minute of it. These are counted. Pings speak
//     of a duty as often as alarms asked for that, and no more.
//   - Nothing said to or by one person alone is said in a group (package bottest),
//     unless it stood above a button that shows things to that network's groups, and
//     was tapped.
//   - The store is sound (store.Verify, and bolt.Check for files), and nothing is
//     logged as an error.
//
// In circles, also after every step:
//
//   - Every letter is known from the commit that puts it into a bag to the one that
//     takes it out, by the same key once, within five minutes of the process's life. One
//     that leaves a book is from a tap on a button that says so, has no line that did
//     not stand above that, and of offers shown together only one goes. One that a
//     circle writes to who asked is from something that she did in that very group, one
//     for each. Of whom it was said that something left, a letter did.
//   - What stands in a circle came of a letter, once, or of taps in its own group, and
//     says what was shown: listings, vouches, asks and the number of their answers,
//     meetings, replies, who takes part in the pairs, reading rounds. It goes, or
//     changes, only by whom it belongs to, who administers the group, the clock, or
//     since she is not there any more; what was taken away does not stand.
//   - Every letter has its effect in the same step, or tells why not: an ask, an answer
//     in the book of who asked, a referral in each of two books with all that the rules
//     owe it (a tap may bring several events: those ticked after a meeting, each once,
//     with a note where one was ticked and none elsewhere). Answers, arrivals and
//     reminders are told within the time of pings.
//   - No seat is given twice, nobody waits beside a free one or is passed over, and a
//     reply stands as it was confirmed. Who said yes is reminded, once each time, and
//     nobody else. Pairs are of two who take part, told both, one a month.
//   - Asks, meetings and reading rounds end when they are over, by an hour and five
//     minutes of the process's life.
//   - A card stands in the topic in which it was asked for.
//
// At the end all troubles are over, every way is open, and 25 quiet days pass. Then
// nothing waits, no letter and no input is left over, what is stored is within the bounds
// of bounds.go, every card says how its record stands, a roster that somebody asks for
// names who shows a listing and is in the group and nobody else, both books of whoever
// was passed on know the same of it, and series that go on have a next date.
//
// That the checks notice what they are for is tested, too: TestFlawsAreNoticed builds
// flaws into the product.
//
// # Running it
//
// Without flags a short set of seeds is played. More:
//
//	go test ./bot/simtest -run TestPromises -v -timeout 0 -sim.years=1000 -sim.seed=5000
//
// plays worlds from that seed on until so many years of people have passed, and prints
// figures. Several such runs with seeds far apart may go side by side.
//
// # Replays
//
// Everything here is drawn from the seed, by a stream of its own for each actor and
// each kind of call, so that what one does makes no difference to the luck of others;
// crypto/rand is seeded, and one processor is used. What cannot be seeded are the
// order of maps, the choice of a select and the jitter of the router's retries. So a
// failing seed nearly always fails again at the same step, but may take another way:
// -sim.again=5 plays it several times. A failure prints the world's plan and the last
// things that happened.
package simtest
