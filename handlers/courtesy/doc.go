// Package courtesy holds the rules of good manners between professionals who
// send people to each other: which duty follows which event, when it is asked
// for, and how often. The rules are pure functions of their arguments: nothing
// here reads a clock, stores a record or speaks to anybody.
//
// # Time
//
// Every time.Time is a wall time: a value in UTC whose clock reading is the
// member's own. It is floating, so half past five stays half past five on the
// days on which the clocks change, and turning it into an instant is the
// caller's business. A day is the wall time of its midnight.
//
// Desk times and digests fall on working days only, and visit hours on working
// days other than Monday, the fullest morning of a practice. A date that the
// member chose herself is taken as she chose it, also on a day off.
//
// # Sources
//
// The rules come from two articles for massage therapists. "Referring Out" (a
// trade magazine of the massage profession) asks for an immediate note with a
// couple of business cards when a physician sends somebody, for a note of
// thanks to whoever takes good care of a client, and for a call at every
// office at least twice a year, perhaps with flowers, to refresh the cards.
// MASSAGE Magazine's piece on referrals from physicians asks for a short
// handwritten note after every encounter, and for arranging each visit with
// the practice manager instead of arriving unannounced in clinic hours.
//
// # Gifts
//
// No rule here counts referrals in order to reward them. Flowers and cards are
// a kindness to an office, owed by the calendar alone; in many places a gift
// that is given for referrals is against the law.
package courtesy
