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
// twice, tap old buttons, type nonsense, talk in a group, change their hours, zones
// and absences, undo, forget people, shut the bot out and come back, and are silent
// for weeks.
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
//     most one event for each of her inputs, however often that was handed in.
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
//   - A ping arrives once. It may be repeated where nobody can know: its answer was
//     lost, or the process ended within a minute of it. These are counted. Pings speak
//     of a duty as often as alarms asked for that, and no more.
//   - Nothing said to or by one person alone is said in a group (package bottest).
//   - The store is sound (store.Verify, and bolt.Check for files), and nothing is
//     logged as an error.
//
// At the end all troubles are over, every way is open, and 25 quiet days pass. Then
// nothing waits, no input is left over, and what is stored is within the bounds of
// bounds.go.
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
