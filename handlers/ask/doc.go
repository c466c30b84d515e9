// Package ask lets a member look for a practitioner among the people of a circle.
//
// # In the room
//
// An ask is one card: what is looked for, and how many have answered. It describes the
// practitioner wanted, never the client: most of it is chosen from lists, and what is
// typed freely is short, goes through the scrubber, and is seen by who asks exactly as it
// will stand there. Who answers, and whom they know, is told to who asks alone.
//
// # Answers
//
// Who answers, or is recommended, is a colleague: her name and how to reach her stay, and
// all else that the scrubber finds goes. Only who asks reads it.
//
// Answers come as letters and are kept in the book of who asked, also while she cannot
// be reached. The room counts a person once for each of the two kinds of answer. The
// marks by which it does are keyed hashes, and go when the ask closes.
//
// # Stored names
//
// Names of tables, kinds of letters and alarms, actions, and of the fields of a need.
package ask
