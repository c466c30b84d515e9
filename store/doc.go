// Package store keeps what must be remembered: books, circles and the one
// system space, sealed, over any ordered map with transactions.
//
// # Layers
//
// An [Engine] is an ordered map with transactions and knows nothing of what it
// holds. A [Store] adds to it sealed spaces, typed tables, alarms, queues, undo
// and projections. A [Tx] is one transaction of a store; a [BookTx],
// [CircleTx] or [SystemTx] confines everything done through it to one space: it
// cannot name a key of another.
//
// A function given to Update may run more than once, and only its last run
// counts. It must have no effect besides the transaction.
//
// # Privacy
//
// Every value is sealed under the data key of its space, and a data key is
// wrapped by the [Master], which lives elsewhere. A sealed value opens only
// under the key it was written to. Keys are readable by whoever has the file,
// so they hold random ids, codes and times, never names, phones or free text;
// chat identities are keyed hashes. Erasing a space destroys its data key
// first, in the same commit as everything else that points at it from outside.
// What had been written stays, unreadable, in reused pages of the file until
// they are overwritten.
//
// # Keys
//
// A data key is a set: the newest key seals, every key opens. [Rekey] gives a store
// another master key and each space one more data key; [Store.Reseal] then seals
// what is older under the newest and drops the others. A store opens under one
// master key at any time, whatever breaks off.
//
// # Looking without touching
//
// [Inspect] opens a store for reading only, [Store.Survey] reads all of it, counts,
// and says what is wrong.
//
// # Workers
//
// Who waits for alarms, or for rows of a [Queue], need not look again and again:
// [Store.Notify] tells after each commit what it set and put there.
//
// # Stored names
//
// Names of tables, indexes, queues and alarm kinds, and the integer keys of
// records, are stored and must never change. The keys are:
//
//	meta/version                                 number of migrations run
//	meta/run                                     how often the store was opened
//	meta/identity                                wrapped key of the identity hashes
//	key/<space>                                  wrapped data key
//	gone/<space>                                 erased, rows still to be removed
//	<space>/<table>/<id>                         record
//	<space>/<table>~<index>/<value>/<id>         index entry, no value
//	<space>/.alarm/<id>/<kind>                   alarm
//	<space>/.queue.<name>/<id>                   queue row
//	<space>/.undo/<id>                           inverse of one handling
//	<space>/.who/<hash>                          identity that leads here
//	due/<time>/<space>/<id>/<kind>               alarms in order of time, no value
//	queue/<name>/<id>/<space>                    queue rows in order, with their marks
//	who/<hash>                                   place of an identity
//
// A slash or percent sign in a segment that is not the last is written as a
// percent sign and two hexadecimal digits.
//
// # Time and chance
//
// Nothing here reads the clock: time is an argument. Only data keys and nonces
// are drawn here, by the cryptographic library; ids are drawn from the reader
// that is handed in.
package store
